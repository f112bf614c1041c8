"""Terms of the steps of a problem. 整改各环节的时限。"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, due_for, register
from qinglian.web.core.workdays import add_working_days
from qinglian.web.rectification.states import NOTICE_DAYS, Status

SAMPLE = _("示例，按本地制度定")
STEPS = {Status.PLANNING: 10, Status.MENDING: 60, Status.APPLIED: 5, Status.CHECKED: 5}
"""Working days by step (示例). Mending has the day that was given with the problem, or this where none was."""
NAMES = {
    Status.PLANNING: _("制定整改措施"),
    Status.MENDING: _("整改（交办时没有写期限的）"),
    Status.APPLIED: _("牵头部门初验"),
    Status.CHECKED: _("监督部门复核"),
}


def _term(key: str, label: Any, days: int, source: Any = SAMPLE) -> Term:
    return Term(f"problem.{key}", _("整改"), label, {"": days}, source, {})


register(
    *(_term(step, NAMES[step], days) for step, days in STEPS.items()),
    _term("notice", _("销号公示"), NOTICE_DAYS, _("公示不少于 5 个工作日")),
    _term("remind_before", _("催办：到期前几天"), 5),
    _term("remind_leader", _("催办：逾期几天报负责人"), 3),
)


def mending_due(start: date) -> date:
    """The day of a rectification that was given none."""
    found = due_for(f"problem.{Status.MENDING}", "", start)
    assert found is not None
    return found


def notice_until(start: date) -> date:
    """The last day of a notice that begins on a day: never fewer than five working days."""
    least = add_working_days(start, NOTICE_DAYS)
    return max(least, due_for("problem.notice", "", start) or least)


def turn_due(problem: Any, start: date | None = None) -> date | None:
    """The day by which whoever's turn it is must act."""
    if problem.status == Status.MENDING:
        return problem.due_on
    if problem.status == Status.NOTICE:
        return problem.notice_until
    step = due_for(f"problem.{problem.status}", "", start or timezone.localdate())
    return min(step, problem.due_on) if step and problem.status == Status.PLANNING else step
