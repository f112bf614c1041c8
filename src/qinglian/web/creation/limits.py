"""Terms of creation. 创建各环节的时限。"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, due_for, register
from qinglian.web.core.workdays import add_working_days
from qinglian.web.creation.states import NOTICE_DAYS, Status

SAMPLE = _("示例，按本地制度定")
STEPS = {Status.SELF: 20, Status.FIRST: 10, Status.ASSESS: 20, Status.ASSESSED: 5}
"""Working days by step (示例): to check oneself, the first check, to assess, to give notice."""


def _term(key: str, label: Any, days: int) -> Term:
    return Term(f"application.{key}", _("单元创建"), label, {"": days}, SAMPLE, {})


register(
    _term(Status.SELF, _("自评"), STEPS[Status.SELF]),
    _term(Status.FIRST, _("初审"), STEPS[Status.FIRST]),
    _term(Status.ASSESS, _("评审"), STEPS[Status.ASSESS]),
    _term(Status.ASSESSED, _("评审后公示"), STEPS[Status.ASSESSED]),
    _term("notice", _("公示不少于"), NOTICE_DAYS),
    _term("decide", _("负面情形：听取说明并决定"), 10),
    _term("remind_before", _("催办：到期前几天"), 2),
    _term("remind_leader", _("催办：逾期几天报负责人"), 3),
    Term("review.remind_before", _("单元创建"), _("复核催办：到期前几天"), {"": 10}, SAMPLE, {}),
    Term("review.remind_leader", _("单元创建"), _("复核催办：逾期几天报负责人"), {"": 5}, SAMPLE, {}),
)  # fmt: skip


def step_due(status: str) -> date | None:
    """The day by which whoever's turn it is must act; a notice ends on its own day."""
    return due_for(f"application.{status}", "", timezone.localdate()) if status in STEPS else None


def notice_ends(begins_on: date) -> date:
    """The last day of the shortest notice that begins on a day: at least five working days, whatever a place sets."""
    least = add_working_days(begins_on, NOTICE_DAYS)
    return max(least, due_for("application.notice", "", begins_on) or least)


def decide_due() -> date:
    """By when a negative condition that was found today is decided."""
    found = due_for("application.decide", "", timezone.localdate())
    assert found is not None
    return found
