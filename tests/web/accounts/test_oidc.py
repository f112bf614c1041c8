"""Sign-in through 统一身份认证: the whole code flow against a provider on this machine; only known people come in."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.services.certificates import person_unbind
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed
from tests.web.accounts.provider import CLIENT, KEY, OTHER_KEY, SECRET, Provider


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    one = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "示例统一认证",
                    "client_id": CLIENT,
                    "secret": SECRET,
                    "settings": {"server_url": one.issuer, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    yield one
    one.close()


def gone(client: Client, query: str = "") -> str:
    """Press the button, sign in there; the address one is sent back to."""
    away = client.get(f"/account/oidc/login/{query}")
    assert away.status_code == 302
    back = requests.get(away["Location"], allow_redirects=False, timeout=5)
    return str(back.headers["Location"])


def come_back(client: Client, back: str = "", **more: str) -> Any:
    """And back here."""
    asked = {name: one[0] for name, one in parse_qs(urlsplit(back or gone(client)).query).items()}
    return client.get("/account/oidc/login/callback/", asked | more)


def inside(client: Client) -> bool:
    return client.get("/accounts/me/").status_code == 200


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
    assert provider.refused == [], "code, client and PKCE were as they should be"


@pytest.mark.parametrize("username", ["nobody", "", "left"])
def test_an_unknown_person_stays_outside(username: str, provider: Provider, client: Client) -> None:
    User.objects.create(username="left", name="已离岗", is_active=False)
    provider.claims = {"preferred_username": username}
    answer = come_back(client)
    assert answer.status_code == 403
    assert "尚未开通" in answer.content.decode()
    assert not inside(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_the_employee_number_may_stand_in_another_claim(
    provider: Provider, client: Client, person: Callable[..., User], settings: Settings
) -> None:
    person("unit_officer", "bureau", name="990042")
    settings.OIDC_CLAIM = "employee_no"
    provider.claims = {"preferred_username": "somebody", "employee_no": "990042"}
    come_back(client)
    assert inside(client)


def test_roles_never_come_from_outside(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    user = person("unit_officer", "bureau", name="shili")
    provider.claims |= {"roles": ["system_admin"], "groups": ["auditor"], "is_superuser": True}
    come_back(client)
    assert [one.role for one in Assignment.objects.filter(user=user)] == ["unit_officer"]
    assert client.get("/audit/").status_code in (403, 404)


def test_a_name_that_is_given_to_another_opens_nothing(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    """Somebody left, and a newcomer bears the same user name there: the subject is another."""
    user = person("unit_officer", "bureau", name="shili")
    come_back(client)
    provider.subject = "0002"
    newcomer = Client()
    assert come_back(newcomer).status_code == 403
    assert not inside(newcomer)
    failed = Record.objects.get(action="person.sign_in_failed")
    assert (failed.object_id, failed.data["provider"]) == ("shili", "oidc")
    security = person("security_admin", "county", name="security")
    with pytest.raises(NotAllowed):
        person_unbind(user=user, by=user, reason="示例")
    person_unbind(user=user, by=security, reason="示例换号")
    assert not inside(client), "whoever was in is out"
    come_back(newcomer)
    assert inside(newcomer)


def test_the_subject_counts_and_not_the_name(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    person("unit_officer", "bureau", name="shili")
    person("auditor", "county", name="chief")
    come_back(client)
    provider.claims = {"preferred_username": "chief"}
    again = Client()
    come_back(again)
    assert "示例shili" in again.get("/accounts/me/").content.decode()


def test_whoever_left_stays_outside(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    user = person("unit_officer", "bureau", name="shili")
    come_back(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    again = Client()
    come_back(again)
    assert not inside(again)
    assert not inside(client), "and whoever was in is out"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://elsewhere.example.test"}, {"aud": "another"}, {"exp": 1_700_000_000}, {"exp": None},
        {"nonce": "of another browser"}, {"nonce": None}, {"sub": ""}, {"azp": "another"}, {"none": True},
        {"aud": None}, {"iss": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_not_right_is_refused(
    wrong: dict[str, Any], provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    person("unit_officer", "bureau", name="shili")
    provider.id_token = wrong
    answer = come_back(client)
    assert "没有完成" in answer.content.decode()
    assert not inside(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "sign",
    [
        (OTHER_KEY, "RS256", "one"), (KEY, "RS256", "two"), (KEY, "RS256", None), (None, "none", "one"),
        (SECRET * 8, "HS256", "one"),
    ],
    ids=["other key", "unknown key", "no key id", "unsigned", "shared secret"],
)  # fmt: skip
def test_a_signature_that_cannot_be_checked_is_refused(
    sign: Any, provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    person("unit_officer", "bureau", name="shili")
    provider.sign = sign
    assert "没有完成" in come_back(client).content.decode()
    assert not inside(client)


def test_userinfo_of_another_subject_is_refused(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    person("unit_officer", "bureau", name="shili")
    provider.userinfo = {"sub": "0002"}
    assert "没有完成" in come_back(client).content.decode()
    assert not inside(client)


def test_an_answer_belongs_to_the_browser_that_asked(
    provider: Provider, client: Client, person: Callable[..., User]
) -> None:
    person("unit_officer", "bureau", name="shili")
    back = gone(client)
    other = Client()
    assert "没有完成" in come_back(other, back).content.decode()
    assert not inside(other)
    assert "没有完成" in come_back(client, state="forged").content.decode()
    come_back(client, back)
    assert inside(client)
    again = come_back(client, back)
    assert "没有完成" in again.content.decode(), "a code is good once"


def test_a_link_adds_nothing_to_what_is_asked(provider: Provider, client: Client) -> None:
    away = client.get("/account/oidc/login/?auth_params=nonce%3Dmine%26prompt%3Dnone&scope=admin")
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["nonce"] != ["mine"]
    assert "prompt" not in asked
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]


def test_without_a_provider_there_is_no_button(client: Client) -> None:
    assert "oidc" not in client.get("/account/login/").content.decode()
    assert client.get("/account/oidc/login/").status_code == 404
