"""Kinds of evidence, and the states of its use. 佐证材料的种类与状态。"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Kind(models.TextChoices):
    """What a piece is."""

    FILE = "file", _("文件")
    RECORD = "record", _("系统记录")
    FIGURE = "figure", _("期间数字")


class Status(models.TextChoices):
    """Where a use stands. What others put forward counts for nothing until the unit says yes."""

    PROPOSED = "proposed", _("待单位确认")
    CONFIRMED = "confirmed", _("待复核")
    ACCEPTED = "accepted", _("已认可")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")


STANDING = (Status.CONFIRMED, Status.ACCEPTED)
"""Uses that count as shown."""
WORKING = frozenset(
    {
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD,
    }
)  # fmt: skip
"""Who acts for the body that shows something, besides whoever is of that body."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb of a use: from where, to where, and whether a reason is asked."""

    verb: str
    label: Any
    sources: tuple[str, ...]
    target: str
    reasoned: bool = False


S = Status
MOVES = {
    move.verb: move
    for move in (
        Move("confirm", _("确认"), (S.PROPOSED, S.RETURNED, S.WITHDRAWN), S.CONFIRMED),
        Move("withdraw", _("撤回"), (S.PROPOSED, S.CONFIRMED), S.WITHDRAWN, reasoned=True),
        Move("accept", _("认可"), (S.CONFIRMED,), S.ACCEPTED),
        Move("return", _("退回补充"), (S.CONFIRMED, S.ACCEPTED), S.RETURNED, reasoned=True),
    )
}
OWN = frozenset({"confirm", "withdraw"})
"""Verbs of the unit; the others are of another person."""
