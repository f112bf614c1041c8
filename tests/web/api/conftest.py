"""Systems that were let in, and how they call."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.api.models import Integration
from qinglian.web.api.services.integrations import integration_approve, integration_ask
from qinglian.web.api.services.tokens import token_make
from qinglian.web.api.states import Scope
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Unit
from tests.web.alerts.conftest import people, run, signal  # noqa: F401

READ = ("signals:read", "alerts:read", "tasks:read")


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    """Calls of the test before do not count."""
    cache.clear()


@pytest.fixture
def admins(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        system=person("system_admin", "county", home="office", name="system"),
        security=person("security_admin", "county", home="office", name="security"),
        second=person("security_admin", "county", home="office", name="security2"),
    )


@pytest.fixture
def let_in(admins: SimpleNamespace, bodies: dict[str, Unit]) -> Callable[..., Integration]:
    """Let a system in: `let_in("alerts:read", role="programme_office", body="county")`."""

    def make(
        *scopes: str, role: str = "programme_office", body: str = "county", **more: Any
    ) -> Integration:
        asked = integration_ask(
            **{
                "name": "示例数据平台", "unit": bodies[body], "role": role, "scopes": list(scopes or Scope.values),
                "purpose": "示例用途", "authority": "示例〔2026〕1号", "contact": "示例联系人",
                "expires_on": timezone.localdate() + timedelta(days=90), "by": admins.system, **more,
            }
        )  # fmt: skip
        return integration_approve(integration=asked, by=admins.security)

    return make


class Call:
    """A system with a token: `call.get("alerts", status="pushed")`."""

    def __init__(self, token: str, **headers: str) -> None:
        self.token, self.client, self.headers = token, Client(), headers

    def __call__(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        said = {"Authorization": f"Bearer {self.token}"} | self.headers | headers
        more = {} if data is None else {"data": data}
        if isinstance(data, bytes):
            more["content_type"] = "application/octet-stream"
        elif data is not None and method != "get":
            more = {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1/{path}", headers=said, **more)

    def get(self, path: str, **asked: Any) -> Any:
        return self("get", path, asked)


@pytest.fixture
def call(let_in: Callable[..., Integration], admins: SimpleNamespace) -> Callable[..., Call]:
    """A system let in as said, calling."""

    def make(*scopes: str, **more: Any) -> Call:
        made = let_in(*scopes, **more)
        one = Call(token_make(integration=made, by=admins.system)[1])
        one.integration = made  # type: ignore[attr-defined]
        return one

    return make


@pytest.fixture
def pushed(
    signal: Callable[..., Signal],  # noqa: F811
    run: Run,  # noqa: F811
    people: SimpleNamespace,  # noqa: F811
    bodies: dict[str, Unit],
) -> Callable[[int], list[Alert]]:
    """So many alerts of the station, pushed to the bureau."""

    def make(number: int = 1) -> list[Alert]:
        for one in range(number):
            signal(case=f"P{one}", signal_id=f"{one:032x}")
        alerts_open(run)
        Alert.objects.update(authority_unit=bodies["bureau"])
        return [
            alert_push(alert=one, by=people.triage)
            for one in Alert.objects.filter(status="triage").order_by("pk")
        ]

    return make


ALL = ("alerts:read", "tasks:read", "webhooks:manage")


class Receiver:
    """A server of the other side."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, outer = 200, self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((dict(self.headers), body))
                self.send_response(outer.status)
                if outer.status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/in?x=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.INTERNAL_HOSTS = ("127.0.0.0/8",)
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def system(call: Callable[..., Any]) -> Any:
    return call(*ALL)


Subscribe = Callable[..., dict[str, Any]]


@pytest.fixture
def subscribe(system: Any, receiver: Receiver) -> Subscribe:
    def make(*events: str, url: str = "", caller: Any = None) -> dict[str, Any]:
        said = {"url": url or receiver.url, "events": list(events or ("alert.pushed",))}
        answer = (caller or system)("post", "webhooks", said)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return make


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def verified(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As the standard says it, written anew."""
    said = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return wanted in headers["Webhook-Signature"].split(" ")


def canonical(headers: dict[str, str]) -> dict[str, str]:
    return {
        "-".join(part.capitalize() for part in name.split("-")): v for name, v in headers.items()
    }
