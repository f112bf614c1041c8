"""Terms of difficulties. 困难问题的时限。"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, due_for, register
from qinglian.web.duties.states import Status

SAMPLE = _("示例，按本地制度定")


def _term(key: str, label: Any, days: int) -> Term:
    return Term(f"difficulty.{key}", _("困难问题"), label, {"": days}, SAMPLE, {})


register(
    _term("receive", _("签收"), 2),
    _term("reply", _("答复"), 10),
    _term("confirm", _("提出单位确认"), 10),
    _term("remind_before", _("催办：到期前几天"), 2),
    _term("remind_leader", _("催办：逾期几天报负责人"), 2),
)


def reply_due() -> date:
    """The day of an answer to what is asked today."""
    due = due_for("difficulty.reply", "", timezone.localdate())
    assert due is not None
    return due


def turn_due(status: str, reply_due_on: date) -> date | None:
    """The day by which whoever's turn it is must act; signing ends no later than the answer."""
    today = timezone.localdate()
    if status == Status.RAISED:
        signed = due_for("difficulty.receive", "", today)
        return min(signed, reply_due_on) if signed else reply_due_on
    if status == Status.RECEIVED:
        return reply_due_on
    return due_for("difficulty.confirm", "", today) if status == Status.REPLIED else None


MOST_ITEMS = {"station": 10}
"""How many items a body of a level has at a time by default (practice.md 3.4); other levels have no ceiling."""
LEAST_NOTICE = 5


def _turn(key: str, label: Any, days: int) -> Term:
    return Term(f"turn.{key}", _("责任事项"), label, {"": days}, SAMPLE, {})


register(
    _turn("receive", _("签收"), 3),
    _turn("notice", _("下发到首次到期至少"), LEAST_NOTICE),
    _turn("review", _("下发单位复核"), 10),
    _turn("remind_before", _("催办：到期前几天"), 5),
    _turn("remind_leader", _("催办：逾期几天报负责人"), 1),
)
