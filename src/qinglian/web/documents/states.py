"""
The states of a paper and who moves it. 文书的状态与动作。

拟稿 → 核稿 → 会签（需要时）→ 签发 → 成文. The number comes from the office system and is typed in; drafter, checker and
signer are three people. What was signed on paper is recorded with the sheet, by whoever files it, in the name of the
person who signed.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role


class Status(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", _("拟稿中")
    CHECK = "check", _("待核稿")
    COUNTERSIGN = "countersign", _("待会签")
    SIGN = "sign", _("待签发")
    SIGNED = "signed", _("已签发")
    ISSUED = "issued", _("已成文")
    VOID = "void", _("已作废")


SIGNING = frozenset(
    {Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD, Role.SUPERVISION_HEAD, Role.PROGRAMME_OFFICE}
)
"""Who signs for a body."""
MASTERING = frozenset({Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER})
"""Who replaces a master, and who agrees."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: its name, where it is open, where it leads."""

    verb: str
    label: object
    sources: tuple[str, ...]
    target: str


S = Status
MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("submit", _("提交核稿"), (S.DRAFT,), S.CHECK),
        Move("check", _("核稿通过"), (S.CHECK,), S.SIGN),
        Move("countersign", _("会签"), (S.COUNTERSIGN,), S.SIGN),
        Move("sign", _("签发"), (S.SIGN,), S.SIGNED),
        Move("issue", _("登记文号"), (S.SIGNED,), S.ISSUED),
        Move("send_back", _("退回修改"), (S.CHECK, S.COUNTERSIGN, S.SIGN), S.DRAFT),
        Move("void", _("作废"), (S.DRAFT, S.CHECK, S.COUNTERSIGN, S.SIGN, S.SIGNED), S.VOID),
    )
}
OPEN = (S.DRAFT, S.CHECK, S.COUNTERSIGN, S.SIGN, S.SIGNED)
