"""
The states of a task and who moves it. 督办的状态与动作。

Assign → sign for → work → report with evidence of the outcome → second check by another person of the body →
review by who gave it → done → look-back. What was promised, what was done and what was achieved are three
things and kept apart.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Status(models.TextChoices):
    """Where a task stands."""

    ASSIGNED = "assigned", _("待签收")
    WORKING = "working", _("办理中")
    REPORTED = "reported", _("待复核")
    REVIEW = "review", _("待审核")
    DONE = "done", _("已办结")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤销")


class Origin(models.TextChoices):
    """Where a matter comes from."""

    ALERT = "alert", _("预警")
    INSPECTION = "inspection", _("督查检查")
    AGREED_ITEM = "agreed_item", _("会议议定事项")
    INSTRUCTION = "instruction", _("上级批示交办")
    DIFFICULTY = "difficulty", _("困难问题")
    OTHER = "other", _("其他")


GIVING = frozenset(
    {
        Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.SUPERVISION_HEAD, Role.AUTHORITY_HANDLER,
        Role.AUTHORITY_HEAD, Role.LEAD_LIAISON, Role.UNIT_HEAD,
    }
)  # fmt: skip
WORKING = frozenset(
    {Role.UNIT_OFFICER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD, Role.LEADER, Role.UNIT_HEAD}
)


@dataclass(frozen=True, slots=True)
class Move:
    """One verb. `side`: who says it, the body that works or the body that gave."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str
    side: str


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("receive", _("签收"), (S.ASSIGNED,), S.WORKING, "unit"),
        Move("return", _("退回（不属本单位）"), (S.ASSIGNED,), S.RETURNED, "unit"),
        Move("report", _("报告办结"), (S.WORKING,), S.REPORTED, "unit"),
        Move("check", _("复核通过"), (S.REPORTED,), S.REVIEW, "unit"),
        Move("uncheck", _("复核退回"), (S.REPORTED,), S.WORKING, "unit"),
        Move("send_back", _("退回重办"), (S.REVIEW,), S.WORKING, "giver"),
        Move("finish", _("审核办结"), (S.REVIEW,), S.DONE, "giver"),
        Move("reassign", _("改派"), (S.RETURNED,), S.ASSIGNED, "giver"),
        Move("withdraw", _("撤销交办"), (S.ASSIGNED, S.RETURNED), S.WITHDRAWN, "giver"),
        Move("reopen", _("退回重办（回头看）"), (S.DONE,), S.WORKING, "giver"),
    )
}
OPEN = (S.ASSIGNED, S.WORKING, S.REPORTED, S.REVIEW, S.RETURNED)
SIGN_DAYS = 2
"""Working days to sign for a task (示例)."""
EXTENSIONS = 1
