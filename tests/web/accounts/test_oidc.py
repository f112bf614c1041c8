"""Sign-in through 统一身份认证: the provider answers at the boundary of HTTP; only known people come in."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record

ISSUER = "https://id.example.test"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What a provider says, by address."""

    def __init__(self) -> None:
        self.username, self.asked = "shili", []

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        path = urlsplit(str(request.url)).path
        self.asked.append(path)
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, str(request.url), request
        answer.headers["Content-Type"] = "application/json"
        answer._content = json.dumps(self.said(path)).encode()
        return answer

    def said(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            return {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "token_endpoint": f"{ISSUER}/token",
                "userinfo_endpoint": f"{ISSUER}/userinfo",
                "jwks_uri": f"{ISSUER}/keys",
            }
        claims = {"sub": "0001", "preferred_username": self.username}
        if path == "/token":
            now = int(time.time())
            said = claims | {"iss": ISSUER, "aud": "qinglian", "iat": now, "exp": now + 60}
            token = jwt.encode(said, KEY, "RS256")
            return {"access_token": "x", "token_type": "Bearer", "id_token": token}
        return claims


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Provider:
    one = Provider()
    monkeypatch.setattr(
        requests.adapters.HTTPAdapter, "send", lambda _, request, **more: one.send(request)
    )
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "示例统一认证",
                    "client_id": "qinglian",
                    "secret": "for tests",
                    "settings": {"server_url": ISSUER},
                }
            ]
        }
    }
    return one


def come_back(client: Client, **more: str) -> Any:
    """Press the button, sign in there, and be sent back."""
    gone = client.get("/account/oidc/login/")
    assert gone.status_code == 302
    assert gone["Location"].startswith(f"{ISSUER}/authorize")
    state = parse_qs(urlsplit(gone["Location"]).query)["state"][0]
    return client.get("/account/oidc/login/callback/", {"code": "c", "state": state} | more)


def test_a_known_person_comes_in(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    user = person("unit_officer", "bureau", name="shili")
    page = client.get("/account/login/").content.decode()
    assert "示例统一认证" in page
    assert come_back(client)["Location"] == "/"
    assert "示例shili" in client.get("/accounts/me/").content.decode()
    assert Record.objects.filter(action="person.bound", actor=user).count() == 1
    assert come_back(Client())["Location"] == "/", "the second time nothing is bound again"
    assert Record.objects.filter(action="person.bound").count() == 1
    assert Record.objects.filter(action="person.signed_in").count() == 2


@pytest.mark.parametrize("username", ["nobody", "", "left"])
def test_an_unknown_person_stays_outside(username: str, provider: Provider, client: Client) -> None:
    User.objects.create(username="left", name="已离岗", is_active=False)
    provider.username = username
    answer = come_back(client)
    assert answer.status_code == 403
    assert "尚未开通" in answer.content.decode()
    assert client.get("/accounts/me/").status_code == 302
    assert User.objects.count() == 1


def test_a_forged_answer_is_refused(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    person("unit_officer", "bureau", name="shili")
    answer = come_back(client, state="forged")
    assert "没有完成" in answer.content.decode()
    assert client.get("/accounts/me/").status_code == 302


def test_without_a_provider_there_is_no_button(client: Client) -> None:
    assert "oidc" not in client.get("/account/login/").content.decode()
    assert client.get("/account/oidc/login/").status_code == 404
