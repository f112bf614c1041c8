"""核查结论: what is so, why it looked so, what is done about it. 核查结论。"""

from collections.abc import Sized
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qinglian.web.alerts.states import (
    Cause,
    Fact,
    Handling,
)
from qinglian.web.core.moves import NotAllowed


@dataclass(frozen=True, slots=True)
class Conclusion:
    """核查结论: two fields, not one verdict; an exception is one of the card, with proof; handlings may be several."""

    fact: str
    cause: str
    handling: tuple[str, ...]
    text: str
    exception: str = ""
    amount_fen: int | None = None

    def check(self) -> None:
        """Raise `NotAllowed` where the fields do not fit each other."""
        if self.fact not in Fact.values or self.cause not in Cause.values or not self.handling:
            raise NotAllowed(_("请选定事实认定、原因和至少一项处置。"))
        if not set(self.handling) <= set(Handling.values):
            raise NotAllowed(_("没有这一项处置。"))
        if self.fact == Fact.NOT_SO and self.cause in (Cause.BREACH, Cause.MISTAKE):
            raise NotAllowed(_("不属实的，原因不能是违规或工作差错。"))
        if self.cause == Cause.BREACH and self.fact not in (Fact.TRUE, Fact.PARTLY):
            raise NotAllowed(_("原因为违规的，事实应为属实或部分属实。"))
        if self.cause == Cause.EXCEPTION and not self.exception:
            raise NotAllowed(_("属于政策例外的，请选明适用哪一种合规情形。"))
        if (Handling.RECOVER in self.handling) != bool(self.amount_fen):
            raise NotAllowed(_("追缴退还应写明金额，其他处置不写金额。"))
        if not self.text.strip():
            raise NotAllowed(_("请写核查情况。"))

    def must_prove(self, papers: Sized) -> None:
        """Raise `NotAllowed` where an exception is claimed and nothing shows it (practice.md 4)."""
        if self.cause == Cause.EXCEPTION and not papers:
            raise NotAllowed(_("属于政策例外的，请附证明材料。"))
