"""
The states of a meeting and who moves it. 会议的状态与动作。

Prepare → settled (agenda and figures frozen) → held → all decisions done. What was decided returns as tasks
(practice.md 1, M9).
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.tasks.states import GIVING


class Status(models.TextChoices):
    """Where a meeting stands."""

    PREPARING = "preparing", _("筹备")
    SETTLED = "settled", _("已定")
    HELD = "held", _("已召开")
    DONE = "done", _("已办结")
    CANCELLED = "cancelled", _("已取消")


KINDS: dict[str, object] = {
    "steering": _("领导小组会"),
    "drive": _("推进会"),
    "topic": _("专题会"),
    "half_year": _("半年听取汇报"),
    "liaison": _("联络员会"),
}
"""Kinds of meeting as they come (示例); a place names, adds and retires its own (`models.MeetingKind`)."""

HOSTING = GIVING | {Role.UNIT_OFFICER, Role.LEADER}
"""Who prepares and keeps a meeting of the body; decisions are handed out by `GIVING` alone."""
NAMING = frozenset({Role.PROGRAMME_OFFICE, Role.UNIT_HEAD})
"""Who sets the kinds of meeting."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb of the host."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str
    roles: frozenset[Role] = HOSTING


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("invite", _("通知参会"), (S.PREPARING,), S.PREPARING),
        Move("settle", _("定会"), (S.PREPARING,), S.SETTLED),
        Move("resume", _("重新筹备"), (S.SETTLED,), S.PREPARING),
        Move("hold", _("登记召开"), (S.SETTLED,), S.HELD),
        Move("minutes", _("附纪要"), (S.HELD,), S.HELD),
        Move("confirm", _("确认并交办"), (S.HELD,), S.HELD, GIVING),
        Move("finish", _("会议办结"), (S.HELD,), S.DONE),
        Move("cancel", _("取消会议"), (S.PREPARING, S.SETTLED), S.CANCELLED),
    )
}
FREEZING = (S.PREPARING, S.SETTLED)
"""States in which figures may be frozen; afterwards they are what was on the table."""
COMING = (S.PREPARING, S.SETTLED)
