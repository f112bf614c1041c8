"""Reminders of problems: whose step is nearly due or late, and which leaders are told. 整改的催办。"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, led_by, remind
from qinglian.web.rectification.models import Problem, Reminder
from qinglian.web.rectification.states import OPEN, Status
from qinglian.web.tasks.states import OPEN as OPEN_TASK

SUPERVISED = (Status.CHECKED, Status.NOTICE)
"""Steps in which it is the turn of who supervises."""


def followed() -> Q:
    """Problems that an open task follows: nobody is reminded of one thing in two places."""
    return Q(task__isnull=False, task__status__in=OPEN_TASK)


def problems_remind() -> int:
    """Once a day: write what is due; a stopped clock reminds nobody."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Problem.objects.filter(
        ~followed(), status__in=OPEN, paused_on=None, turn_due_on__lte=near
    )
    turn = Case(
        When(status__in=SUPERVISED, then=F("finder_unit_id")),
        When(status=Status.APPLIED, then=F("lead_unit_id")),
        default=F("unit_id"),
    )
    said = rows.annotate(turn=turn).values_list("pk", "status", "turn_due_on", "turn")
    return remind(
        Reminder,
        "problem",
        "problem",
        (Matter(pk, step, due_on, unit) for pk, step, due_on, unit in said.iterator(ROWS)),
    )


def with_stage(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """Problems with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(Reminder, "problem", due_on="turn_due_on"))


def told_of(user: Any) -> QuerySet[Problem]:
    """Late problems that this person is told of as the leader, among what is visible to them."""
    told = Reminder.objects.filter(
        stage=Stage.LEADER, told_unit__in=led_by(user), step=F("problem__status"),
        due_on=F("problem__turn_due_on"), problem__paused_on=None,
    )  # fmt: skip
    return Problem.objects.visible_to(user).filter(
        ~followed(), status__in=OPEN, pk__in=told.values("problem")
    )
