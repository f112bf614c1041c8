"""Signals and alerts of the fictional county, and the people who deal with them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.closing import alert_strike_off
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.reviewing import alert_accept
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.alerts.services.verifying import alert_answer, alert_apply, alert_receive
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild
from tests.web.conftest import BEGUN

TRUE = Conclusion("true", "weak_control", ("at_once",), "核查属实，流程有漏洞。")


@pytest.fixture
def run(bodies: dict[str, Unit]) -> Run:
    return Run.objects.create(
        unit=bodies["county"],
        as_of=timezone.localdate(),
        status=Run.Status.DONE,
        ended_at=timezone.now(),
    )


@pytest.fixture
def signal(run: Run, bodies: dict[str, Unit]) -> Callable[..., Signal]:
    """Make a signal: `signal("station", case="C1", rule="APR-003", severity="red")`."""
    made = 0

    def make(
        body: str | None = "station",
        *,
        case: str = "C1",
        rule: str = "APR-003",
        severity: str = "orange",
        **fields: Any,
    ) -> Signal:
        nonlocal made
        made += 1
        now = timezone.now()
        row = {
            "signal_id": f"{made:032x}",
            "rule_id": rule,
            "pack": "approval_cn",
            "severity": severity,
            "subject": "case",
            "subject_id": case,
            "unit": bodies[body] if body else None,
            "holder": bodies["county"],
            "as_of": timezone.localdate(),
            "text_zh": f"示例疑点 {case}",
            "text_en": f"Example signal {case}",
            "told": "0" * 32,
            "first_run": run,
            "last_run": run,
            "first_seen_at": now,
            "seen_at": now,
        }
        return Signal.objects.create(**{**row, **fields})

    return make


@pytest.fixture
def people(person: Callable[..., User], bodies: dict[str, Unit]) -> SimpleNamespace:
    """Everybody who deals with an alert of the station: its bureau regulates the field, the team covers it too."""
    Line.objects.create(
        kind="supervises", upper=bodies["team"], lower=bodies["station"], valid_from=BEGUN
    )
    reach_rebuild()
    return SimpleNamespace(
        triage=person("triage_officer", "county", home="office"),
        office=person("programme_office", "county", home="office", name="office"),
        handler=person("authority_handler", "bureau"),
        checker=person("authority_head", "bureau"),
        officer=person("unit_officer", "station"),
        head=person("unit_head", "station"),
        supervisor=person("supervisor", "team"),
        chief=person("supervision_head", "team"),
        county_head=person("unit_head", "county"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
        stranger=person("unit_officer", "school_bureau"),
        keeper=person("sealed_keeper", "team"),
    )


@pytest.fixture
def alert(signal: Callable[..., Signal], run: Run, bodies: dict[str, Unit]) -> Alert:
    """One alert in triage about the station; the bureau is the competent authority."""
    signal()
    alerts_open(run)
    found = Alert.objects.get()
    found.authority_unit = bodies["bureau"]
    found.save()
    return found


@pytest.fixture
def at(alert: Alert, people: SimpleNamespace) -> Callable[[str], Alert]:
    """The alert as far along as wanted: `at("closing")`."""

    def walk(status: str) -> Alert:
        steps: list[tuple[str, Callable[[], Alert]]] = [
            ("triage", lambda: alert),
            ("pushed", lambda: alert_push(alert=alert, by=people.triage)),
            ("verifying", lambda: alert_receive(alert=alert, by=people.handler)),
            (
                "feedback",
                lambda: alert_answer(
                    alert=alert, by=people.handler, conclusion=TRUE, checker=people.checker
                ),
            ),
            ("handling", lambda: alert_accept(alert=alert, by=people.triage)),
            ("closing", lambda: alert_apply(alert=alert, by=people.handler, text="已完善制度。")),
            ("closed", lambda: alert_strike_off(alert=alert, by=people.triage)),
        ]
        for name, step in steps:
            done = step()
            if name == status:
                return Alert.objects.get(pk=done.pk)
        raise AssertionError(status)

    return walk
