"""Reminders of bodies that are asked. 会签、征求意见的催办。"""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, led_by, remind
from qinglian.web.consultations.models import Asked, Reminder
from qinglian.web.consultations.states import HEARD, Status


def open_turns() -> QuerySet[Asked]:
    """Bodies whose turn it is."""
    return Asked.objects.filter(
        status__in=HEARD, round__consultation__status=Status.ASKING, due_on__isnull=False
    )


def asked_remind() -> int:
    """Once a day: write what is due."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    said = open_turns().filter(due_on__lte=near).values_list("pk", "status", "due_on", "unit_id")
    return remind(
        Reminder,
        "asked",
        "consultation",
        (Matter(pk, step, due_on, unit) for pk, step, due_on, unit in said.iterator(ROWS)),
    )


def with_stage(rows: QuerySet[Asked]) -> QuerySet[Asked]:
    """Bodies asked with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(Reminder, "asked"))


def told_of(user: Any) -> QuerySet[Asked]:
    """Late ones that this person is told of as the leader."""
    told = Reminder.objects.filter(
        stage=Stage.LEADER,
        told_unit__in=led_by(user),
        step=F("asked__status"),
        due_on=F("asked__due_on"),
    )
    return open_turns().filter(pk__in=told.values("asked"))
