"""Systems that were let in, and how they call."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

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
