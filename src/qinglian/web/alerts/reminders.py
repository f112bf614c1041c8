"""Reminders of alerts: whose step is nearly due or late, and which leaders are told. 预警的催办。"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.models import Alert, Reminder
from qinglian.web.alerts.states import OPEN, SUPERVISING, Status
from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import AHEAD, HEADS, ROWS, Matter, last_stage, led_by, remind
from qinglian.web.units.scope import roles_of

SUPERVISORS = (Status.TRIAGE, Status.FEEDBACK, Status.CLOSING)
"""Steps in which it is the turn of those who supervise."""
OVER_SUPERVISORS = frozenset({Role.SUPERVISION_HEAD, Role.PROGRAMME_OFFICE})
TOLD = HEADS | OVER_SUPERVISORS


def alerts_remind() -> int:
    """Once a day: write what is due. A stopped clock and what waits outside the queue remind nobody."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Alert.objects.filter(status__in=OPEN, paused_on=None, held=False, due_on__lte=near)
    turn = Case(
        When(status__in=SUPERVISORS, then=Value(None)),
        default=Coalesce("authority_unit_id", "unit_id"),
    )
    said = rows.annotate(turn=turn).values_list("pk", "status", "due_on", "turn", "level")
    return remind(Reminder, "alert", "alert", (Matter(*one) for one in said.iterator(ROWS)))


def with_stage(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """Alerts with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(Reminder, "alert"))


def shown_on(alert: Alert, user: Any) -> QuerySet[Reminder]:
    """What the page of an alert tells of reminders: those to supervisors only to who supervises."""
    rows = alert.reminders.select_related("told_unit")
    supervises = roles_of(user) & (SUPERVISING | {Role.PROGRAMME_OFFICE, Role.AUDITOR})
    return rows if supervises else rows.exclude(step__in=SUPERVISORS)


def told_of(user: Any) -> QuerySet[Alert]:
    """
    Late alerts that this person is told of as the leader, among what is visible to them: a confidential check is not
    visible along the lines of the body concerned, so its leader is told nothing.
    """
    now = Q(step=F("alert__status"), due_on=F("alert__due_on"), alert__paused_on=None)
    mine = Q(told_unit__in=led_by(user))
    if roles_of(user) & OVER_SUPERVISORS:
        mine |= Q(told_unit=None, step__in=SUPERVISORS)
    told = Reminder.objects.filter(now, mine, stage=Stage.LEADER, alert__held=False)
    return Alert.objects.visible_to(user).filter(status__in=OPEN, pk__in=told.values("alert"))
