"""Reminders of alerts: once each, to the officer and then the head, and never to whom the matter is not visible."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Reminder
from qinglian.web.alerts.reminders import alerts_remind, told_of
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.core.workdays import add_working_days, is_working_day
from qinglian.web.units.models import Unit

People = SimpleNamespace
At = Callable[[str], Alert]


@pytest.fixture(autouse=True)
def _a_working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Wednesday between working days, whenever the test runs."""
    assert is_working_day(date(2026, 3, 11))
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 3, 11))


def late(alert: Alert, days: int) -> Alert:
    """The alert as if it had been due so many working days ago; ahead where below zero."""
    today = timezone.localdate()
    due = today
    while days > 0:
        due -= timedelta(days=1)
        days -= is_working_day(due)
    due = add_working_days(due, -days) if days < 0 else due
    Alert.objects.filter(pk=alert.pk).update(due_on=due)
    alert.refresh_from_db()
    return alert


@pytest.mark.parametrize(
    ("days", "stage"), [(-2, None), (-1, "before"), (0, "today"), (1, "overdue"), (2, "leader")]
)
def test_each_stage_once(at: At, people: People, days: int, stage: str | None) -> None:
    late(at("verifying"), days)
    assert alerts_remind() == (stage is not None)
    assert alerts_remind() == 0
    assert list(Reminder.objects.values_list("stage", flat=True)) == [stage] * (stage is not None)


def test_a_new_day_and_a_new_due_date_remind_again(at: At, people: People) -> None:
    alert = late(at("verifying"), 0)
    alerts_remind()
    late(alert, 1)
    assert alerts_remind() == 1
    late(alert, -5)
    assert alerts_remind() == 0


@pytest.mark.parametrize(
    "stopped", [{"paused_on": date(2026, 3, 1)}, {"held": True}, {"status": "closed"}], ids=str
)
def test_a_clock_that_stands_still_reminds_nobody(
    at: At, people: People, stopped: dict[str, object]
) -> None:
    alert = late(at("triage"), 5)
    if stopped.get("status") == "closed":
        stopped = {**stopped, "closed_by": people.triage, "closed_at": timezone.now()}
    Alert.objects.filter(pk=alert.pk).update(**stopped)
    assert alerts_remind() == 0


def test_the_officer_first_and_then_the_head(
    at: At, people: People, bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    alert = late(at("verifying"), 1)
    alerts_remind()
    assert "催办 · 已逾期" in signed_in(people.handler).get("/desk/").content.decode()
    assert not told_of(people.checker).exists()
    late(alert, 2)
    alerts_remind()
    assert Reminder.objects.get(stage="leader").told_unit == bodies["bureau"]
    assert list(told_of(people.checker)) == [alert]
    assert "逾期，已报负责人" in signed_in(people.checker).get("/desk/").content.decode()
    for other in (people.county_head, people.head, people.stranger, people.officer, people.admin):
        assert not told_of(other).exists()
        assert "催办" not in signed_in(other).get("/desk/").content.decode()


def test_supervisors_are_reminded_of_their_own_steps(
    at: At, people: People, signed_in: Callable[[User], Client]
) -> None:
    late(at("feedback"), 3)
    alerts_remind()
    assert "催办" in signed_in(people.triage).get("/desk/").content.decode()
    assert "督促办理" in signed_in(people.office).get("/desk/").content.decode()
    assert told_of(people.chief).exists()
    assert not told_of(people.head).exists()


def test_what_supervisors_let_pass_is_not_told_to_others(
    at: At, people: People, signed_in: Callable[[User], Client]
) -> None:
    alert = late(at("triage"), 3)
    alerts_remind()
    Alert.objects.filter(pk=alert.pk).update(status="pushed")
    page = signed_in(people.officer).get(alert.get_absolute_url()).content.decode()
    assert "催办" not in page
    assert "催办" in signed_in(people.triage).get(alert.get_absolute_url()).content.decode()


def test_a_confidential_check_reminds_nobody_of_the_body_concerned(
    alert: Alert, people: People, bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    """Neither its officer nor its head nor whoever is above it; the authority that checks is reminded."""
    asked = request_make(alert=alert, kind="secret", by=people.triage, reason="示例")
    request_decide(request=asked, by=people.chief, agree=True)
    late(alert, 3)
    assert alerts_remind() == 1
    assert list(told_of(people.checker)) == [alert]
    for who in (people.officer, people.head, people.county_head):
        assert not told_of(who).exists()
        page = signed_in(who).get("/desk/").content.decode()
        assert "催办" not in page
        assert alert.public_id not in page


def test_a_matter_handed_over_leaves_no_reminder(at: At, people: People) -> None:
    alert = late(at("triage"), 3)
    alerts_remind()
    assert Reminder.objects.exists()
    alert.delete()
    assert not Reminder.objects.exists()
