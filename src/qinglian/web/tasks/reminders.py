"""Reminders of tasks: whose step is nearly due or late, and which leaders are told. 督办的催办。"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, led_by, remind
from qinglian.web.tasks.models import Reminder, Task
from qinglian.web.tasks.states import OPEN, Status

GIVERS = (Status.REVIEW, Status.RETURNED)
"""Steps in which it is the turn of who gave the task."""


def tasks_remind() -> int:
    """Once a day: write what is due; a stopped clock reminds nobody."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Task.objects.filter(status__in=OPEN, paused_on=None, turn_due_on__lte=near)
    turn = Case(When(status__in=GIVERS, then=F("giver_unit_id")), default=F("unit_id"))
    said = rows.annotate(turn=turn).values_list("pk", "status", "turn_due_on", "turn")
    return remind(
        Reminder,
        "task",
        "task",
        (Matter(pk, step, due_on, unit) for pk, step, due_on, unit in said.iterator(ROWS)),
    )


def with_stage(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(Reminder, "task", due_on="turn_due_on"))


def told_of(user: Any) -> QuerySet[Task]:
    """Late tasks that this person is told of as the leader, among what is visible to them."""
    told = Reminder.objects.filter(
        stage=Stage.LEADER, told_unit__in=led_by(user), step=F("task__status"),
        due_on=F("task__turn_due_on"), task__paused_on=None,
    )  # fmt: skip
    return Task.objects.visible_to(user).filter(status__in=OPEN, pk__in=told.values("task"))
