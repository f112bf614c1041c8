"""
The states of an alert, who moves it and in what time. 预警的状态、谁来办、几天办。

Source: practice.md 4. Limits are working days and defaults (示例); a place sets its own (`clocks.Limit`). Beside the
way: returned once as not ours, extended once with approval, clock stopped with a paper, parked by the leader
and looked at monthly.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Level(models.TextChoices):
    """Alert level, the gravest first."""

    RED = "red", _("红")
    ORANGE = "orange", _("橙")
    YELLOW = "yellow", _("黄")
    BLUE = "blue", _("蓝")


class Status(models.TextChoices):
    """Where an alert stands."""

    TRIAGE = "triage", _("待研判")
    PUSHED = "pushed", _("待签收")
    VERIFYING = "verifying", _("核查中")
    FEEDBACK = "feedback", _("待审核")
    HANDLING = "handling", _("处置中")
    CLOSING = "closing", _("待销号")
    CLOSED = "closed", _("已销号")
    DECLINED = "declined", _("不予推送")
    MERGED = "merged", _("已合并")


class Fact(models.TextChoices):
    """事实认定: is it so."""

    TRUE = "true", _("属实")
    PARTLY = "partly", _("部分属实")
    NOT_SO = "not_so", _("不属实")
    UNSETTLED = "unsettled", _("无法核实")


class Cause(models.TextChoices):
    """原因: why it looked so."""

    DATA_ERROR = "data_error", _("数据错误")
    RULE_UNFIT = "rule_unfit", _("规则不适")
    EXCEPTION = "exception", _("政策例外")
    MISTAKE = "mistake", _("工作差错")
    WEAK_CONTROL = "weak_control", _("管理漏洞")
    BREACH = "breach", _("违规")


class Handling(models.TextChoices):
    """处置: what is done about it; several may be."""

    CORRECT_DATA = "correct_data", _("数据更正")
    FILE = "file", _("解释存档")
    AT_ONCE = "at_once", _("立行立改")
    BY_DATE = "by_date", _("限期整改")
    RECOVER = "recover", _("追缴退还")
    REMIND = "remind", _("提醒函")
    CHANGE_RULES = "change_rules", _("制度修订")
    REFER = "refer", _("移送主管执法")


SETTLES_AT_ONCE = {Handling.CORRECT_DATA, Handling.FILE}
"""Handling that leaves nothing to be done afterwards: from review straight to closing."""

SUPERVISING = frozenset({Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.SUPERVISION_HEAD})
VERIFYING = frozenset({Role.UNIT_OFFICER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD})
LEADING = frozenset(
    {Role.UNIT_HEAD, Role.AUTHORITY_HEAD, Role.SUPERVISION_HEAD, Role.PROGRAMME_OFFICE}
)
HANDING = frozenset({Role.TRIAGE_OFFICER, Role.SUPERVISOR})
APPROVING = frozenset({Role.SUPERVISION_HEAD})
"""线索移送: proposed by one of the first, approved by the second."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states it is open, to which it leads, which roles may say it."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str
    roles: frozenset[str]


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("push", _("推送"), (S.TRIAGE,), S.PUSHED, SUPERVISING),
        Move("decline", _("不予推送"), (S.TRIAGE,), S.DECLINED, SUPERVISING),
        Move("receive", _("签收"), (S.PUSHED,), S.VERIFYING, VERIFYING),
        Move("return", _("退回（不属本单位）"), (S.PUSHED,), S.TRIAGE, VERIFYING),
        Move("answer", _("反馈"), (S.VERIFYING,), S.FEEDBACK, VERIFYING),
        Move("send_back", _("退回补核"), (S.FEEDBACK,), S.VERIFYING, SUPERVISING),
        Move("accept", _("审核通过"), (S.FEEDBACK,), S.HANDLING, SUPERVISING),
        Move("apply", _("申请销号"), (S.HANDLING,), S.CLOSING, VERIFYING),
        Move("refuse", _("不予销号"), (S.CLOSING,), S.HANDLING, SUPERVISING | LEADING),
        Move("strike_off", _("销号"), (S.CLOSING,), S.CLOSED, SUPERVISING | LEADING),
        Move("reopen", _("重新挂号"), (S.CLOSED, S.DECLINED), S.VERIFYING, SUPERVISING),
        Move(
            "escalate", _("提级核查"), (S.PUSHED, S.VERIFYING, S.FEEDBACK), S.VERIFYING, SUPERVISING
        ),
    )
}
OPEN = (S.TRIAGE, S.PUSHED, S.VERIFYING, S.FEEDBACK, S.HANDLING, S.CLOSING)
"""Somebody has to do something."""
UNTOLD = (S.TRIAGE, S.DECLINED, S.MERGED)
"""Not pushed: neither the body concerned nor the authority knows of it, until triage has decided (practice.md 3.2)."""
BEFORE_RECEIPT = (S.TRIAGE, S.PUSHED)
"""New signals of the same event still join the alert; afterwards they are linked, never merged."""

LIMITS: dict[str, dict[str, int]] = {
    S.TRIAGE: {"red": 1, "orange": 3, "yellow": 3, "blue": 3},
    S.PUSHED: {"red": 1, "orange": 2, "yellow": 2, "blue": 2},
    S.VERIFYING: {"red": 5, "orange": 7, "yellow": 10, "blue": 15},
    S.FEEDBACK: {"red": 3, "orange": 3, "yellow": 3, "blue": 3},
    S.HANDLING: {"red": 15, "orange": 20, "yellow": 30, "blue": 30},
    S.CLOSING: {"red": 3, "orange": 3, "yellow": 3, "blue": 3},
}
"""Working days by state and level: defaults to be set locally."""
MOST_RETURNS = 1
"""Times a body may say it is not ours."""
MOST_SENT_BACK = 2
"""Times feedback goes back; after that the matter is taken one level up."""
EXTENSIONS = 1
CONFIDENTIAL_DAYS = 15
"""Working days a confidential check may last at most."""
HELD_DAYS = {"orange": 5, "yellow": 10, "blue": 10}
"""Working days a new alert may wait outside a full queue; then it must be pushed or declined by name."""
LOOKBACK_MONTHS = (3, 6)
"""A struck-off alert may be drawn for look-back from the first to the second month after."""
