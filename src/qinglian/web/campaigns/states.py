"""
The states of a campaign, of what each body answers and of what is published. 专项整治的状态。

The lead body acts, the embedded team urges (practice.md M8). Of what is handled 查处 only counts are kept: there is no
table that could hold a case (practice.md 3.3).
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Status(models.TextChoices):
    """Where a campaign stands."""

    DRAFT = "draft", _("起草中")
    WAITING = "waiting", _("待批准")
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")
    WITHDRAWN = "withdrawn", _("已撤销")


UNSENT = (Status.DRAFT, Status.WAITING, Status.WITHDRAWN)
"""Bodies that are to take part do not know of it yet."""
COUNTED = (Status.WAITING, Status.RUNNING, Status.CLOSED)
"""What counts towards the number of a year."""


class PartStatus(models.TextChoices):
    """Where the self-check of one body stands."""

    NAMED = "named", _("已纳入")
    ASKED = "asked", _("自查中")
    REPORTED = "reported", _("待复核")
    ANSWERED = "answered", _("已反馈")


class Stream(models.TextChoices):
    """The four streams."""

    CORRECT = "correct", _("集中纠治")
    HANDLE = "handle", _("查处")
    PUBLISH = "publish", _("曝光")
    MEND = "mend", _("整改")


class NoticeStatus(models.TextChoices):
    """How far a notice is: two signatures by two people before anybody outside reads it."""

    DRAFT = "draft", _("待保密审查")
    REVIEWED = "reviewed", _("待公开审批")
    APPROVED = "approved", _("待公开")
    PUBLISHED = "published", _("已公开")
    WITHDRAWN = "withdrawn", _("已撤销")


class Result(models.TextChoices):
    """What a re-check on the spot said of a self-check that found nothing. Never an accusation."""

    CONFIRMED = "confirmed", _("核实无误")
    FOUND = "found", _("另有发现")


LEADING = frozenset(
    {
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD,
        Role.LEAD_LIAISON, Role.PROGRAMME_OFFICE,
    }
)  # fmt: skip
"""Who acts for a lead body."""
URGING = frozenset({Role.SUPERVISOR, Role.SUPERVISION_HEAD})
"""Who acts for the team that urges; they alone read small counts."""
LOOKING = (LEADING | URGING) - {Role.UNIT_OFFICER}
"""Who looks again on the spot, and puts what was found on record."""
ANSWERING = frozenset(
    {Role.UNIT_OFFICER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD, Role.LEADER, Role.UNIT_HEAD}
)
"""Who answers for a body that takes part."""
APPROVING = frozenset({Role.PROGRAMME_OFFICE, Role.UNIT_HEAD, Role.SUPERVISION_HEAD})
"""Who agrees to one campaign more than the year has room for: never of the lead body itself."""
PUBLISHING = frozenset(
    {
        Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD, Role.PROGRAMME_OFFICE,
        Role.SUPERVISION_HEAD,
    }
)  # fmt: skip
"""Who signs 公开审批."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb. `side`: who says it."""

    verb: str
    label: Any
    sources: tuple[str, ...]
    target: str
    side: str


S, P, N = Status, PartStatus, NoticeStatus
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("edit", _("修改"), (S.DRAFT,), S.DRAFT, "lead"),
        Move("start", _("启动"), (S.DRAFT,), S.RUNNING, "lead"),
        Move("agree", _("同意启动"), (S.WAITING,), S.RUNNING, "above"),
        Move("refuse", _("不同意启动"), (S.WAITING,), S.DRAFT, "above"),
        Move("withdraw", _("撤销立项"), (S.DRAFT, S.WAITING), S.WITHDRAWN, "lead"),
        Move("close", _("结束"), (S.RUNNING,), S.CLOSED, "lead"),
        Move("urge", _("督促"), (S.RUNNING,), S.RUNNING, "urging"),
        Move("ask", _("布置自查"), (S.RUNNING,), S.RUNNING, "lead"),
        Move("correct", _("记纠治行动"), (S.RUNNING,), S.RUNNING, "part"),
    )
}
PART_MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("report", _("报送复核"), (P.ASKED,), P.REPORTED, "unit"),
        Move("check", _("复核通过"), (P.REPORTED,), P.ANSWERED, "unit"),
        Move("uncheck", _("复核退回"), (P.REPORTED,), P.ASKED, "unit"),
        Move("send_back", _("退回补查"), (P.ANSWERED,), P.ASKED, "lead"),
    )
}
NOTICE_MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("review", _("保密审查通过"), (N.DRAFT,), N.REVIEWED, "review"),
        Move("approve", _("公开审批同意"), (N.REVIEWED,), N.APPROVED, "approve"),
        Move("publish", _("登记公开"), (N.APPROVED,), N.PUBLISHED, "lead"),
        Move("return", _("退回修改"), (N.REVIEWED, N.APPROVED), N.DRAFT, "sign"),
        Move("drop", _("撤销稿件"), (N.DRAFT, N.REVIEWED, N.APPROVED), N.WITHDRAWN, "lead"),
    )
}
