"""The queue before triage: red never waits in it, nothing waits for ever, and one sees how long it has."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.limits import due_for
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.opening import alerts_open, queue_release
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.runs.models import Run, Signal


@pytest.fixture
def held(signal: Callable[..., Signal], run: Run, settings: Any) -> Alert:
    """A blue alert behind a full queue."""
    settings.TRIAGE_QUEUE = 0
    signal(severity="blue")
    alerts_open(run)
    return Alert.objects.get(held=True)


def test_it_says_until_when_it_may_wait(
    held: Alert, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    assert held.due_on == due_for("held", "blue", timezone.localdate())
    page = signed_in(people.triage).get(held.get_absolute_url()).content.decode()
    assert "排队，最迟" in page


def test_what_waited_as_long_as_it_may_comes_in_though_the_queue_is_full(held: Alert) -> None:
    assert queue_release() == 0
    Alert.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert queue_release() == 1
    held.refresh_from_db()
    assert not held.held
    assert held.due_on == due_for("triage", "blue", timezone.localdate())


def test_raised_to_red_it_waits_no_longer(held: Alert, people: SimpleNamespace) -> None:
    asked = request_make(alert=held, kind="relevel", by=people.triage, reason="示例", level="red")
    request_decide(request=asked, by=people.chief, agree=True)
    held.refresh_from_db()
    assert (held.level, held.held) == ("red", False)
    assert held.due_on == due_for("triage", "red", timezone.localdate())


def test_a_grave_signal_that_joins_brings_it_in(
    held: Alert, signal: Callable[..., Signal], run: Run
) -> None:
    signal(rule="APR-005", severity="red")
    alerts_open(run)
    held.refresh_from_db()
    assert (held.level, held.held) == ("red", False)
    assert held.due_on == due_for("triage", "red", timezone.localdate())
