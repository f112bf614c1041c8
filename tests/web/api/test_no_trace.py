"""
A matter that was handed over leaves no trace with other systems either: what each can read, and what each was told, is
what it would be had the matter never been; and while triage still had it, it could not be read.
"""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from nacl.public import PrivateKey

from qinglian.web.alerts.models import Alert, TeamKey
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.alerts.services.verifying import alert_receive
from qinglian.web.api.models import Delivery
from qinglian.web.api.services.hooks import hook_make
from qinglian.web.audit.models import Record
from qinglian.web.runs.models import Signal
from qinglian.web.units.models import Unit
from tests.web.alerts.test_no_trace import SECRET, hand_over, ordinary, plain, world  # noqa: F401

READ = ("alerts:read", "signals:read", "tasks:read", "rectification:read")
PATHS = (
    "alerts",
    "signals",
    "tasks",
    "problems",
    "alerts?limit=1",
    "alerts?level=red",
    "signals?severity=red",
)
WHO = (
    ("programme_office", "county"), ("unit_head", "county"), ("unit_officer", "station"),
    ("authority_head", "bureau"), ("supervisor", "team"),
)  # fmt: skip


def scopes(role: str) -> tuple[str, ...]:
    """What a system may be let in for that sees what the role sees: leads are for offices and teams."""
    leads = role in ("programme_office", "supervisor")
    return tuple(one for one in READ if leads or one != "signals:read")


@pytest.fixture
def told(call: Callable[..., Any], people: SimpleNamespace) -> Callable[[], dict[Any, str]]:
    """Everything that systems of every kind can read and were told, once the ordinary alerts were pushed."""

    def tell() -> dict[Any, str]:
        systems = {}
        for role, body in WHO:
            systems[role, body] = call(*scopes(role), "webhooks:manage", role=role, body=body)
            hook_make(
                integration=systems[role, body].integration, url="https://hooks.example.test/",
                events=["alert.pushed", "alert.status_changed"], by=None,
            )  # fmt: skip
        for one in Alert.objects.exclude(anchor_id="C9").order_by("anchor_id"):
            alert_receive(alert=alert_push(alert=one, by=people.triage), by=people.handler)
        found = {}
        for who, system in systems.items():
            for path in PATHS:
                said = system.get(path).json()
                if said.get("status") == 403:
                    continue
                # Random ids say in which order the rows stand.
                rows = sorted(said["items"], key=lambda row: (row["subject"], row["rule"]["code"]))
                found[who, path] = (
                    str(len(rows))
                    if "limit=1" in path
                    else plain(
                        SimpleNamespace(
                            streaming=False, status_code=200, content=str(rows).encode()
                        )
                    )
                )
            hook = system.integration.hooks.get()
            found[who, "told"] = str(sorted(hook.deliveries.values_list("event", flat=True)))
            called = Record.objects.filter(object_id=system.integration.public_id)
            found[who, "records"] = str(list(called.order_by("pk").values_list("action", "data")))
        return {where: text.replace(SECRET, "!") for where, text in found.items()}

    return tell


@pytest.fixture
def competent(bodies: dict[str, Unit]) -> Callable[[], None]:
    return lambda: Alert.objects.update(authority_unit=bodies["bureau"]) and None


def strip(text: str) -> str:
    """Without the second of the test and the beginnings of tokens, which are drawn."""
    return re.sub(r"\d{4}-\d\d-\d\dT[^']*|ql_\w{8}", "…", text)


def test_what_a_system_can_read_is_what_it_would_be_had_it_never_been(
    ordinary: Callable[[int], None],  # noqa: F811
    told: Callable[[], dict[Any, str]],
    competent: Callable[[], None],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Any,
) -> None:
    with world():
        ordinary(0)
        competent()
        never = told()
    with world():
        ordinary(1)
        competent()
        hand_over(people, bodies, signed_in)
        after = told()
    assert any("C0" in text for text in never.values())
    assert any("alert.pushed" in text for text in never.values())
    for where, text in never.items():
        assert strip(after[where]) == strip(text), where


def test_while_triage_has_it_it_cannot_be_read_and_afterwards_neither(
    ordinary: Callable[[int], None],  # noqa: F811
    call: Callable[..., Any],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Any,
) -> None:
    ordinary(1)
    matter, signal = Alert.objects.get(anchor_id="C9"), Signal.objects.get(signal_id="f" * 32)
    system = call(*READ)
    paths = (f"alerts/{matter.public_id}", f"signals/{signal.signal_id}")
    before = [(system.get(path).status_code, system.get(path).content) for path in paths]
    hand_over(people, bodies, signed_in)
    after = [(system.get(path).status_code, system.get(path).content) for path in paths]
    assert before == after
    assert [status for status, _ in after] == [404, 404]
    nothing = system.get("alerts/YJ-00000-00000")
    assert nothing.content == after[0][1], "as an id that nobody ever had"


def test_a_confidential_check_cannot_be_read(
    ordinary: Callable[[int], None],  # noqa: F811
    call: Callable[..., Any],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
) -> None:
    ordinary(1)
    matter = Alert.objects.get(anchor_id="C9")
    Alert.objects.update(authority_unit=bodies["bureau"])
    systems = [call(*scopes(role), role=role, body=body) for role, body in WHO]
    asked = request_make(alert=matter, kind="secret", by=people.triage, reason="示例")
    request_decide(request=asked, by=people.chief, agree=True)
    alert_receive(alert=Alert.objects.get(pk=matter.pk), by=people.handler)
    for system in systems:
        assert system.get(f"alerts/{matter.public_id}").status_code == 404
        assert SECRET not in system.get("signals").content.decode()
        assert system.get("alerts").json()["items"] == []


def test_that_a_transfer_was_asked_of_a_pushed_alert_changes_nothing_that_can_be_read(
    pushed: Callable[..., list[Alert]],
    call: Callable[..., Any],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
) -> None:
    (alert,) = pushed(1)
    key = bytes(PrivateKey.generate().public_key).hex()
    TeamKey.objects.create(team=bodies["team"], public_key=key, by=people.keeper)
    system = call(*READ)
    before = system.get(f"alerts/{alert.public_id}")
    asked = request_make(
        alert=alert, kind="transfer", by=people.triage, reason="示例", team=bodies["team"].pk
    )
    request_decide(request=asked, by=people.chief, agree=True)
    after = system.get(f"alerts/{alert.public_id}")
    assert (after["ETag"], after.content) == (before["ETag"], before.content)
    assert not Delivery.objects.exists()


def test_a_list_asks_the_database_no_more_often_for_more_rows(
    pushed: Callable[..., list[Alert]], call: Callable[..., Any]
) -> None:
    system = call("alerts:read")
    pushed(6)
    counts = []
    for limit in (1, 6):
        with CaptureQueriesContext(connection) as said:
            assert len(system.get("alerts", limit=limit).json()["items"]) == limit
        counts.append(len(said))
    assert counts[0] >= counts[1] - 1, "the last day of use is noted once"
