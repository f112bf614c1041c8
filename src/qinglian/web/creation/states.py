"""
The states of creation, who moves what and by which verb. 创建各环节的状态与动作。

practice.md M1: standard → 申报 → 自评 → 初审 → 评审 → 公示 (≥ 5 working days, objections) → 命名 → 复核 → 摘牌.
A negative condition suspends a naming on the day it is known and bars another for the year; practice.md 2 says why it
is not called by the other word.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Status(models.TextChoices):
    """Where an application stands."""

    SELF = "self", _("自评中")
    FIRST = "first", _("待初审")
    ASSESS = "assess", _("评审中")
    ASSESSED = "assessed", _("待公示")
    NOTICE = "notice", _("公示中")
    NAMED = "named", _("已命名")
    REFUSED = "refused", _("不予命名")
    WITHDRAWN = "withdrawn", _("已撤回申报")


class NamingStatus(models.TextChoices):
    """Where a naming stands."""

    NAMED = "named", _("命名有效")
    SUSPENDED = "suspended", _("暂停命名")
    WITHDRAWN = "withdrawn", _("已摘牌")
    EXPIRED = "expired", _("已到期")


class ConditionStatus(models.TextChoices):
    """Where a negative condition stands."""

    HELD = "held", _("待听取说明后决定")
    UPHELD = "upheld", _("成立")
    LIFTED = "lifted", _("不成立，已恢复")


class Outcome(models.TextChoices):
    """What is decided about a naming."""

    RESTORE = "restore", _("恢复命名")
    LOWER = "lower", _("降级")
    WITHDRAW = "withdraw", _("摘牌")


class ReviewStatus(models.TextChoices):
    """Where a re-check stands."""

    OPEN = "open", _("待复核")
    REPORTED = "reported", _("待决定")
    KEPT = "kept", _("保留")
    LOWERED = "lowered", _("已降级")
    WITHDRAWN = "withdrawn", _("已摘牌")


class BrandStatus(models.TextChoices):
    """Whether a brand is shown."""

    DRAFT = "draft", _("起草中")
    SHOWN = "shown", _("已发布")
    RETIRED = "retired", _("不再使用")


class PracticeStatus(models.TextChoices):
    """Where a practice from below stands (S08)."""

    PROPOSED = "proposed", _("已提出")
    TRIAL = "trial", _("试行中")
    PROMOTED = "promoted", _("已入库推广")
    DECLINED = "declined", _("暂不推广")


class PointStatus(models.TextChoices):
    """Where a model site or contact point stands."""

    ACTIVE = "active", _("有效")
    ENDED = "ended", _("已撤销")
    EXPIRED = "expired", _("已到期")


OPEN = (Status.SELF, Status.FIRST, Status.ASSESS, Status.ASSESSED, Status.NOTICE)
"""Applications on which somebody has to do something."""
APPLYING = frozenset(
    {
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD,
        Role.LEAD_LIAISON,
    }
)  # fmt: skip
"""Who acts for a body that applies."""
LEADING = APPLYING | {Role.PROGRAMME_OFFICE}
"""Who acts for a lead body."""
DECIDING = frozenset({Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD, Role.PROGRAMME_OFFICE})
"""Who issues a standard, names, lowers and withdraws."""
NOTICE_DAYS = 5
"""Working days of a notice at least (practice.md M1)."""


@dataclass(frozen=True, slots=True)
class Move:
    """
    One verb of an application. `side`: the body that applies, the lead body, somebody of it who decides, or an
    assessor. `target` is None where the state stays.
    """

    verb: str
    label: Any
    sources: tuple[str, ...]
    target: str | None
    side: str


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("submit", _("送审"), (S.SELF,), S.FIRST, "unit"),
        Move("take_back", _("撤回申报"), OPEN, S.WITHDRAWN, "unit"),
        Move("join", _("登记参与方"), (S.SELF, S.FIRST), None, "unit"),
        Move("return", _("退回补正"), (S.FIRST,), S.SELF, "lead"),
        Move("accept", _("初审通过"), (S.FIRST,), S.ASSESS, "lead"),
        Move("assessor", _("指定评审人"), (S.ASSESS,), None, "lead"),
        Move("seed", _("登记评审人名册与种子"), (S.ASSESS,), None, "lead"),
        Move("draw", _("抽取评审人"), (S.ASSESS,), None, "lead"),
        Move("finish", _("出具评审意见"), (S.ASSESS,), S.ASSESSED, "assessor"),
        Move("again", _("退回重新评审"), (S.ASSESSED, S.NOTICE), S.ASSESS, "lead"),
        Move("publish", _("公示"), (S.ASSESSED,), S.NOTICE, "lead"),
        Move("object", _("登记异议"), (S.NOTICE,), None, "object"),
        Move("answer", _("答复异议"), (S.NOTICE,), None, "lead"),
        Move("name", _("命名"), (S.NOTICE,), S.NAMED, "decide"),
        Move("refuse", _("不予命名"), (S.FIRST, S.ASSESSED, S.NOTICE), S.REFUSED, "decide"),
    )
}
N = NamingStatus
NAMING_MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("condition", _("登记负面情形，暂停命名"), (N.NAMED, N.SUSPENDED), N.SUSPENDED, "lead"),
        Move("review", _("安排复核"), (N.NAMED,), None, "lead"),
    )
}
