"""
The states of a difficulty and who moves it. 困难问题的状态与动作。

Asked from below, signed for, answered by a date; it ends when who asked agrees, and in no other way (practice.md M4).
An asker who says nothing leaves it open. Not satisfied: back with a reason; the second time one level up.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Status(models.TextChoices):
    """Where a difficulty stands."""

    RAISED = "raised", _("待签收")
    RECEIVED = "received", _("待答复")
    REPLIED = "replied", _("待提出单位确认")
    AGREED = "agreed", _("已解决")
    WITHDRAWN = "withdrawn", _("已撤回")


class Kind(models.TextChoices):
    """What it is about: a default (示例)."""

    POLICY = "policy", _("政策口径")
    POWERS = "powers", _("职责权限")
    STAFF = "staff", _("人员力量")
    MONEY = "money", _("经费保障")
    DATA = "data", _("数据系统")
    JOINT = "joint", _("部门协同")
    OTHER = "other", _("其他")


class Outcome(models.TextChoices):
    """What a reply became besides."""

    TASK = "task", _("转为督办")
    RULE = "rule", _("建议调整规则")


OPEN = (Status.RAISED, Status.RECEIVED, Status.REPLIED)
ASKING = frozenset(
    {Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD}
)
"""Who asks for a body, and agrees for it."""
ANSWERING = ASKING | {Role.LEAD_LIAISON, Role.PROGRAMME_OFFICE}
"""Who answers for a body."""
FORWARDS = 2
"""How many times it may be sent on (示例); then whoever has it answers."""
UP_FROM = 2
"""From which time of not being satisfied on it goes one level up."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb. `side`: who says it, the body that asked or the body that answers."""

    verb: str
    label: Any
    sources: tuple[str, ...]
    side: str


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("receive", _("签收"), (S.RAISED,), "lead"),
        Move("reply", _("答复"), (S.RECEIVED,), "lead"),
        Move("agree", _("同意，已解决"), (S.REPLIED,), "unit"),
        Move("dissatisfy", _("不满意，退回"), (S.REPLIED,), "unit"),
        Move("forward", _("转给其他单位"), (S.RAISED, S.RECEIVED), "lead"),
        Move("join", _("并入同样的问题"), (S.RAISED, S.RECEIVED), "lead"),
        Move("part", _("拆出单独答复"), (S.RAISED, S.RECEIVED), "lead"),
        Move("withdraw", _("撤回"), (S.RAISED, S.RECEIVED), "unit"),
        Move("task", _("转为督办"), (S.RECEIVED, S.REPLIED, S.AGREED), "lead"),
        Move("rule", _("建议调整规则"), (S.RECEIVED, S.REPLIED, S.AGREED), "lead"),
    )
}
