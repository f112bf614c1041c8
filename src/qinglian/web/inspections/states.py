"""
The states of inspections and visits, and who moves them. 督查的状态与动作。

Prepare (plan line, team, checklist, seed, draw) → issue → visit on the spot → finish → feedback → the body receives,
may object → every finding has its follow-up → done. A visit is hidden from the visited body until it may know: an open
one until the inspection is issued, an unannounced one until its feedback is sent.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Mode(models.TextChoices):
    """Whether the body is told before."""

    OPEN = "open", _("明察")
    UNANNOUNCED = "unannounced", _("暗访")


class Breadth(models.TextChoices):
    """All of the population, or a sample of it."""

    ALL = "all", _("普遍")
    SAMPLE = "sample", _("抽查")


class Stage(models.TextChoices):
    """Where an inspection stands."""

    PREPARING = "preparing", _("准备中")
    ISSUED = "issued", _("实施中")
    CLOSED = "closed", _("已结束")
    WITHDRAWN = "withdrawn", _("已撤销")


class Status(models.TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", _("待督查")
    STARTED = "started", _("督查中")
    FINISHED = "finished", _("待送反馈")
    SENT = "sent", _("已反馈待签收")
    RECEIVED = "received", _("已签收")
    DONE = "done", _("已办结")
    CANCELLED = "cancelled", _("已取消")
    MERGED = "merged", _("并入联合督查")


class Kind(models.TextChoices):
    """How an item of a checklist is answered."""

    CHOICE = "choice", _("是否")
    NUMBER = "number", _("数字")
    TEXT = "text", _("文字")


class Choice(models.TextChoices):
    """Answers of a yes-or-no item."""

    YES = "yes", _("是")
    NO = "no", _("否")
    NA = "na", _("不适用")


class Severity(models.TextChoices):
    """How grave a finding is (示例)."""

    GRAVE = "grave", _("严重")
    MEDIUM = "medium", _("较重")
    LIGHT = "light", _("一般")


class Topic(models.TextChoices):
    """What kind of thing a finding is; circulars count by it (示例)."""

    DUTY = "duty", _("责任落实")
    RULES = "rules", _("制度执行")
    PROCEDURE = "procedure", _("程序规范")
    MONEY = "money", _("资金管理")
    SERVICE = "service", _("作风服务")
    RECORDS = "records", _("档案台账")
    OTHER = "other", _("其他")


class Follow(models.TextChoices):
    """What became of a finding."""

    WAITING = "waiting", _("待处置")
    ON_SPOT = "on_spot", _("立查立改")
    PROBLEM = "problem", _("列入问题清单")
    TASK = "task", _("转督办")
    NOTED = "noted", _("当面提醒，不另处置")
    WITHDRAWN = "withdrawn", _("异议成立，撤回")


APPROVING = frozenset(
    {
        Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD, Role.SUPERVISION_HEAD, Role.PROGRAMME_OFFICE,
    }
)  # fmt: skip
"""Who may be named to approve what is outside the plan, and a second visit."""
GONE = (Status.CANCELLED, Status.MERGED)
"""Visits that do not take place."""
MADE = (Status.STARTED, Status.FINISHED, Status.SENT, Status.RECEIVED, Status.DONE)
"""Visits on which somebody went."""
TOLD = (Status.SENT, Status.RECEIVED, Status.DONE)
"""Visits whose result the body knows."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb of a visit. `side`: the team that goes, who leads the inspection, or the visited body."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str
    side: str


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("start", _("开始督查"), (S.PLANNED,), S.STARTED, "team"),
        Move("finish", _("现场结束"), (S.STARTED,), S.FINISHED, "team"),
        Move("resume", _("补充检查"), (S.FINISHED,), S.STARTED, "team"),
        Move("send", _("反馈"), (S.FINISHED,), S.SENT, "giver"),
        Move("receive", _("签收反馈"), (S.SENT,), S.RECEIVED, "unit"),
        Move("close", _("办结"), (S.RECEIVED,), S.DONE, "giver"),
        Move("cancel", _("取消"), (S.PLANNED,), S.CANCELLED, "giver"),
    )
}
