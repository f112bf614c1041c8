"""
合同数据表里管付款的各项约定。What the contract's data sheet says about payment; each version from a day on.

[P] numbers of practice are defaults here and nothing more: a section fills in its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from qinglian.model.text import Text
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.rounding import FEN, to_step


class RetentionMode(StrEnum):
    """How 质量保证金 is secured; never together with a performance security in force."""

    AFTER_HANDOVER = "after_handover"
    """交工后缴纳或交保函，期中不扣。Handed in after hand-over, as a guarantee or in cash; nothing held back before."""
    PERIODIC = "periodic"
    """逐期扣留至限额（旧合同，称保留金）。Held back each period up to a cap; old contracts."""
    SETTLEMENT = "settlement"
    """结算时一次预留。Held back once, from the last certificate."""


RETENTION_MODES = {
    RetentionMode.AFTER_HANDOVER: Text("交工后缴纳或保函", "handed in after hand-over"),
    RetentionMode.PERIODIC: Text("逐期扣留至限额", "held back each period up to a cap"),
    RetentionMode.SETTLEMENT: Text("结算时一次预留", "held back at settlement"),
}


@dataclass(frozen=True, slots=True)
class Retention:
    """`rate` of the work done, up to `cap` of the contract price."""

    mode: RetentionMode = RetentionMode.AFTER_HANDOVER
    rate: Decimal = Decimal("0.03")
    cap: Decimal = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of the terms. Money in fen, shares as decimals."""

    contract_price: int
    valid_from: date = date.min
    pay_ratio: Decimal = Decimal(1)
    recovery_from: Decimal = Decimal("0.30")
    recovery_to: Decimal = Decimal("0.80")
    material_periods: int = 3
    retention: Retention = Retention()
    minimum: int = 0
    wage_ratio: Decimal = Decimal(0)
    step: int = FEN
    rounding: str = ROUND_HALF_UP

    def __post_init__(self) -> None:
        if self.contract_price <= 0:
            raise Refused(Text("签约合同价应大于零", "the contract price must be above zero"))
        if not 0 <= self.recovery_from < self.recovery_to <= 1:
            raise Refused(
                Text(
                    f"预付款起扣点 {self.recovery_from:%} 应低于扣完点 {self.recovery_to:%}，且在 0 到 100% 之间",
                    f"recovery must begin ({self.recovery_from:%}) before it ends ({self.recovery_to:%}), "
                    "within 0 to 100 %",
                )
            )
        if not 1 <= self.material_periods <= 3:
            raise Refused(
                Text("材料预付款应在 1 至 3 个月内扣完", "material advances are recovered within 1 to 3 months")
            )  # fmt: skip
        shares = (self.pay_ratio, self.wage_ratio, self.retention.rate, self.retention.cap)
        if not all(0 <= one <= 1 for one in shares) or self.minimum < 0 or self.step < 1:
            raise Refused(Text("比例应在 0 到 100% 之间", "shares must lie within 0 to 100 %"))

    def rounded(self, exact: Decimal) -> int:
        """Fen, as the contract rounds."""
        return to_step(exact, self.step, self.rounding)

    def share(self, amount: int, ratio: Decimal) -> int:
        """A share of an amount."""
        return self.rounded(amount * ratio)

    def recovered(self, done: int, advance: int) -> int:
        """
        R(P): how much of the advance is recovered when work of P is done. Nothing up to 30 % of the contract price, all
        at 80 %; in between each per cent of the price recovers two of the advance.
        """
        begun = Decimal(done) / self.contract_price - self.recovery_from
        share = min(Decimal(1), max(Decimal(0), begun / (self.recovery_to - self.recovery_from)))
        return min(advance, self.rounded(advance * share)) if share < 1 else advance

    def retained(self, done: int, *, last: bool) -> int:
        """How much is held back when so much is done."""
        if self.retention.mode is RetentionMode.AFTER_HANDOVER:
            return 0
        if self.retention.mode is RetentionMode.SETTLEMENT:
            return (
                self.share(max(0, done), min(self.retention.rate, self.retention.cap))
                if last
                else 0
            )
        most = self.share(self.contract_price, self.retention.cap)
        return max(0, min(most, self.share(done, self.retention.rate)))


def written(terms: Terms) -> dict[str, str | int]:
    """Terms as plain values for a record: shares and days as text, sums in fen."""
    found: dict[str, str | int] = {}
    for one in fields(Terms):
        value = getattr(terms, one.name)
        if isinstance(value, Retention):
            found |= {
                "retention_mode": value.mode.value,
                "retention_rate": str(value.rate),
                "retention_cap": str(value.cap),
            }
        else:
            found[one.name] = value if isinstance(value, int) else str(value)
    return found


def read(said: Mapping[str, str | int]) -> Terms:
    """What `written` gave; keys that are missing stand at their defaults. Raises `Refused` of what it does not know."""
    known = {one.name for one in fields(Terms)} | {
        "retention_mode",
        "retention_rate",
        "retention_cap",
    }
    strange = sorted(set(said) - known)
    if strange or "contract_price" not in said:
        zh = f"不认识 {'、'.join(strange)}" if strange else "缺签约合同价"
        en = f"does not know {', '.join(strange)}" if strange else "needs contract_price"
        raise Refused(Text(f"合同数据表{zh}", f"the contract's data sheet {en}"))
    try:
        kept = Retention(
            RetentionMode(str(said.get("retention_mode", RetentionMode.AFTER_HANDOVER))),
            Decimal(said.get("retention_rate", Retention().rate)),
            Decimal(said.get("retention_cap", Retention().cap)),
        )
        values = {
            one.name: _READ[getattr(one.type, "__name__", str(one.type))](said[one.name])
            for one in fields(Terms)
            if one.name in said
        }
    except (ValueError, ArithmeticError) as error:
        raise Refused(
            Text(
                f"合同数据表里有读不出的数：{error}",
                f"a value of the data sheet cannot be read: {error}",
            )
        ) from None
    return Terms(**values | {"retention": kept})


_READ: Mapping[str, Callable[[Any], Any]] = {
    "int": int, "date": date.fromisoformat, "Decimal": Decimal, "str": str,
}  # fmt: skip


def terms_on(versions: Sequence[Terms], day: date) -> Terms:
    """The version in force on a day; raises `Refused` where there is none."""
    valid = [one for one in versions if one.valid_from <= day]
    if not valid:
        raise Refused(
            Text(f"{day} 没有生效的合同数据表", f"no terms of the contract are in force on {day}")
        )
    return max(valid, key=lambda one: one.valid_from)
