"""
What a system may read: what its body's lines open to it, less what may still be handed over. 对外可读的范围。

A page may show a matter that triage is looking at; a copy of it in another system could not be made to vanish when the
matter is handed to the discipline body, and its sudden absence would tell as much. So nothing leaves before the alert
was pushed, and nothing of a confidential check leaves at all: whatever is handed over was never there to be missed.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from qinglian.web.alerts.models import Alert, AlertSignal
from qinglian.web.alerts.models import Step as AlertStep
from qinglian.web.alerts.models.asked import CLOSED
from qinglian.web.alerts.states import UNTOLD
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.models import Step as ProblemStep
from qinglian.web.rectification.states import Origin as ProblemOrigin
from qinglian.web.rectification.states import Progress
from qinglian.web.runs.models import Signal
from qinglian.web.tasks.models import Step as TaskStep
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.states import Origin
from qinglian.web.units.callers import Caller

HIDDEN = tuple(f"{kind}_{answer}" for kind in sorted(CLOSED) for answer in ("agreed", "refused"))
"""Steps that say that a confidential check or a transfer was asked for."""
TOLD = ~Q(status__in=UNTOLD) & Q(secret=False)
"""Alerts that were pushed, and are not being checked confidentially."""


def alerts(caller: Caller) -> QuerySet[Alert]:
    """Alerts that were pushed."""
    return Alert.objects.visible_to(caller).filter(TOLD)


def signals(caller: Caller) -> QuerySet[Signal]:
    """Signals of alerts that were pushed."""
    told = AlertSignal.objects.filter(
        ~Q(alert__status__in=UNTOLD), signal=OuterRef("pk"), alert__secret=False
    )
    return Signal.objects.visible_to(caller).filter(Exists(told))


def tasks(caller: Caller) -> QuerySet[Task]:
    """Tasks, but for those that come from a confidential check."""
    secret = Alert.objects.filter(secret=True).values("public_id")
    return Task.objects.visible_to(caller).exclude(origin=Origin.ALERT, origin_id__in=secret)


def problems(caller: Caller) -> QuerySet[Problem]:
    """Problems, but for those that come from a confidential check."""
    secret = Alert.objects.filter(secret=True).values("public_id")
    seen = Problem.objects.visible_to(caller)
    return seen.exclude(origin=ProblemOrigin.ALERT, origin_id__in=secret)


def alert_changed_since(since: datetime) -> Q:
    """Alerts to which something happened that may be known, or that signals joined."""
    steps = AlertStep.objects.filter(alert=OuterRef("pk"), at__gte=since).exclude(verb__in=HIDDEN)
    joined = AlertSignal.objects.filter(alert=OuterRef("pk"), at__gte=since)
    return Q(Exists(steps)) | Q(Exists(joined))


def signal_changed_since(since: datetime) -> Q:
    """Signals that were seen for the first time, changed or went, or whose alert moved."""
    moved = AlertStep.objects.filter(alert__signals=OuterRef("pk"), at__gte=since)
    return (
        Q(first_seen_at__gte=since)
        | Q(changed_at__gte=since)
        | Q(gone_at__gte=since)
        | Q(Exists(moved.exclude(verb__in=HIDDEN)))
    )


def task_changed_since(since: datetime) -> Q:
    """Tasks to which something happened."""
    return Q(assigned_at__gte=since) | Q(
        Exists(TaskStep.objects.filter(task=OuterRef("pk"), at__gte=since))
    )


def problem_changed_since(since: datetime) -> Q:
    """Problems to which something happened."""
    return Q(opened_at__gte=since) | Q(
        Exists(ProblemStep.objects.filter(problem=OuterRef("pk"), at__gte=since))
    )


def alerts_changed_at(rows: list[Alert]) -> dict[int, datetime]:
    """When something last happened to each."""
    steps = AlertStep.objects.filter(alert__in=rows).exclude(verb__in=HIDDEN).order_by()
    joined = AlertSignal.objects.filter(alert__in=rows).order_by()
    return _latest(
        {row.pk: row.opened_at for row in rows},
        steps.values_list("alert").annotate(Max("at")),
        joined.values_list("alert").annotate(Max("at")),
    )


def tasks_changed_at(rows: list[Task]) -> dict[int, datetime]:
    """When something last happened to each."""
    steps = TaskStep.objects.filter(task__in=rows).order_by()
    begun = {row.pk: row.assigned_at for row in rows}
    return _latest(begun, steps.values_list("task").annotate(Max("at")))


def problems_changed_at(rows: list[Problem]) -> dict[int, datetime]:
    """When something last happened to each."""
    steps = ProblemStep.objects.filter(problem__in=rows).order_by()
    begun = {row.pk: row.opened_at for row in rows}
    return _latest(begun, steps.values_list("problem").annotate(Max("at")))


def progress_name(code: str) -> Any:
    """How far a measure is, in words."""
    return Progress(code).label


def _latest(begun: dict[int, datetime], *found: Any) -> dict[int, datetime]:
    for rows in found:
        for key, at in rows:
            begun[key] = max(begun[key], at)
    return begun
