"""Terms of the steps of a visit. 督查各环节的时限。"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, due_for, register
from qinglian.web.inspections.states import Status

SAMPLE = _("示例，按本地制度定")
STEPS = {Status.FINISHED: 5, Status.SENT: 2, Status.RECEIVED: 20}
"""Working days by step (示例): to feed back, to sign for it, to see that every finding has its follow-up."""
OBJECTION, ANSWER = "visit.objection", "visit.answer"


def _term(key: str, label: Any, days: int) -> Term:
    return Term(f"visit.{key}", _("督查"), label, {"": days}, SAMPLE, {})


register(
    _term(Status.FINISHED, _("现场结束后反馈"), STEPS[Status.FINISHED]),
    _term(Status.SENT, _("签收反馈"), STEPS[Status.SENT]),
    _term(Status.RECEIVED, _("发现问题逐项处置"), STEPS[Status.RECEIVED]),
    _term("objection", _("对反馈提出异议"), 5),
    _term("answer", _("答复异议"), 5),
)


def step_due(status: str, ends_on: date) -> date | None:
    """The day by which whoever's turn it is must act: the term of the step, or the end of the inspection."""
    if status in (Status.PLANNED, Status.STARTED):
        return ends_on
    return due_for(f"visit.{status}", "", timezone.localdate())
