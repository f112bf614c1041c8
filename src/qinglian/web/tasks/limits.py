"""Terms of the steps of a task. 督办各环节的时限。"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, due_for, register
from qinglian.web.tasks.states import SIGN_DAYS, Status

SAMPLE = _("示例，按本地制度定")
STEPS = {
    Status.ASSIGNED: SIGN_DAYS,
    Status.REPORTED: 2,
    Status.REVIEW: 3,
    Status.RETURNED: 2,
}
"""Working days by step (示例). Work itself has the day that was given with the task."""
NAMES = {
    Status.ASSIGNED: _("签收"),
    Status.REPORTED: _("承办单位复核"),
    Status.REVIEW: _("交办单位审核"),
    Status.RETURNED: _("退回后改派"),
}
OWN = frozenset({Status.ASSIGNED, Status.REPORTED})
"""Steps of the body that works: they end no later than the task."""


def _term(key: str, label: Any, days: int) -> Term:
    return Term(f"task.{key}", _("督办"), label, {"": days}, SAMPLE, {})


register(
    *(_term(step, NAMES[step], days) for step, days in STEPS.items()),
    _term("remind_before", _("催办：到期前几天"), 2),
    _term("remind_leader", _("催办：逾期几天报负责人"), 2),
)


def turn_due(status: str, due_on: date, start: date | None = None) -> date | None:
    """The day by which whoever's turn it is must act: the term of the step, or the day of the task itself."""
    if status == Status.WORKING:
        return due_on
    step = due_for(f"task.{status}", "", start or timezone.localdate())
    return min(step, due_on) if step and status in OWN else step
