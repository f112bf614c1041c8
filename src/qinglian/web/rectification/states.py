"""
The states of a problem, its measures and who moves it. 问题的状态、措施与动作。

Source: practice.md 4. The responsible body writes measures and applies; the lead body checks first (初验), a supervisor
second (复核), neither of them a hand; where public, a notice; then it is struck off, and a drawn sample is looked at
again. 已完成, 正在推进, 尚未完成 are the words of audit and 巡察, and are computed from the measures.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Status(models.TextChoices):
    """Where a problem stands."""

    PLANNING = "planning", _("待定措施")
    MENDING = "mending", _("整改中")
    APPLIED = "applied", _("待初验")
    CHECKED = "checked", _("待复核")
    NOTICE = "notice", _("公示中")
    STRUCK = "struck", _("已销号")
    JOINED = "joined", _("已并入")
    WITHDRAWN = "withdrawn", _("已撤销")


class Origin(models.TextChoices):
    """Who saw it: the kinds of supervision (mission.md A10), and what this site found itself."""

    ALERT = "alert", _("预警")
    INSPECTION = "inspection", _("督查检查")
    AUDIT = "audit", _("审计监督")
    PATROL = "patrol", _("巡察")
    DISCIPLINE = "discipline", _("纪检监察监督")
    OWNER = "owner", _("出资人监督")
    SELF_CHECK = "self_check", _("自查")
    CAMPAIGN = "campaign", _("专项整治")
    OTHER = "other", _("其他")


class Pace(models.TextChoices):
    """Kinds of measure."""

    AT_ONCE = "at_once", _("立行立改")
    STAGED = "staged", _("分阶段整改")
    STANDING = "standing", _("长期坚持")


class Progress(models.TextChoices):
    """How far a measure or a problem is."""

    DONE = "done", _("已完成")
    GOING = "going", _("正在推进")
    UNDONE = "undone", _("尚未完成")


class Age(models.TextChoices):
    """存量 or 增量 (mission.md T05): done in a year before it was found, or in that year; the day may be unknown."""

    STOCK = "stock", _("存量")
    FLOW = "flow", _("增量")
    UNKNOWN = "unknown", _("发生时间不详")


class Recovery(models.TextChoices):
    """What became of money: taken back, paid back to whom it belongs, or kept back from a later payment."""

    RECOVERED = "recovered", _("追缴")
    REFUNDED = "refunded", _("退还")
    DEDUCTED = "deducted", _("扣回")


class Outcome(models.TextChoices):
    """What a later run says of a rule on a body; not run and no data are not clean."""

    CLEAN = "clean", _("未再出现")
    SEEN = "seen", _("仍有疑点")
    UNDATED = "undated", _("有疑点但日期不明")
    NO_DATA = "no_data", _("没有数据")
    NOT_RUN = "not_run", _("还没有运行")


WORKING = frozenset(
    {Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD}
)
"""Who writes measures and applies, for the body that answers."""
LEADING = WORKING | {
    Role.LEAD_LIAISON,
    Role.PROGRAMME_OFFICE,
    Role.SUPERVISOR,
    Role.SUPERVISION_HEAD,
}
"""Who checks first, for the body that leads."""
SUPERVISING = frozenset(
    {Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.SUPERVISION_HEAD}
)
"""Who checks second whatever bodies they watch."""
FINDING = SUPERVISING | {
    Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD, Role.LEAD_LIAISON, Role.UNIT_HEAD, Role.LEADER,
}  # fmt: skip
"""Who opens problems, and checks second those that their body found."""
OPENING = FINDING | {Role.UNIT_OFFICER}
"""Who may put a problem on record; an officer those of the own body (自查)."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb. `side`: who says it, the body that answers, that leads, or whoever supervises."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str
    side: str


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("apply", _("申请销号"), (S.MENDING,), S.APPLIED, "unit"),
        Move("first_check", _("初验通过"), (S.APPLIED,), S.CHECKED, "lead"),
        Move("first_return", _("初验退回"), (S.APPLIED,), S.MENDING, "lead"),
        Move("second_check", _("复核通过"), (S.CHECKED,), S.STRUCK, "supervisor"),
        Move("second_return", _("复核退回"), (S.CHECKED,), S.MENDING, "supervisor"),
        Move("strike_off", _("公示期满销号"), (S.NOTICE,), S.STRUCK, "supervisor"),
        Move("notice_return", _("异议成立，退回整改"), (S.NOTICE,), S.MENDING, "supervisor"),
        Move("reopen", _("重新挂号"), (S.STRUCK,), S.MENDING, "supervisor"),
        Move("join", _("并入另一问题"), (S.PLANNING, S.MENDING), S.JOINED, "supervisor"),
        Move("withdraw", _("撤销问题"), (S.PLANNING,), S.WITHDRAWN, "supervisor"),
    )
}
OPEN = (S.PLANNING, S.MENDING, S.APPLIED, S.CHECKED, S.NOTICE)
WRITABLE = (S.PLANNING, S.MENDING)
"""The responsible body writes measures, fixes and amounts."""
COUNTED = (*OPEN, S.STRUCK)
"""One problem each; what was joined is counted where it went."""
EXTENSIONS = 1
NOTICE_DAYS = 5
"""Working days a notice stands at least (practice.md 1, M1)."""
LOOKBACK_MONTHS = (3, 6)
"""A struck-off problem may be drawn for look-back from the first to the second month after."""
ALIKE_FROM = 0.5
"""Share of common pairs of letters from which two problems of one body are proposed as one (示例)."""
REMEMBERED_MONTHS = 24
"""A problem struck off in the last so many months is proposed too: it may have come back."""
