"""
取整规则是合同的设置。How figures are rounded is a setting of the contract.

Where a program rounds otherwise than the contractor's own sheet the sums differ by a few yuan and the sheet comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FEN = 1
YUAN = 100


def to_step(exact: Decimal, step: int = FEN, mode: str = ROUND_HALF_UP) -> int:
    """Fen, rounded to whole steps of so many fen."""
    return int((exact / step).quantize(Decimal(1), mode)) * step


def fen(yuan: Decimal) -> int | None:
    """Yuan as whole fen; None where there is something finer."""
    exact = yuan * 100
    return int(exact) if exact == exact.to_integral_value() else None


def yuan(amount: int) -> str:
    """Fen as people write them: 1,234.50 元, without the fen where there are none."""
    whole, part = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole:,}{f'.{part:02d}' if part else ''}"


@cache
def words() -> Mapping[str, Any]:
    """The words of bills, `bill_words.yaml`."""
    text = files("qinglian.roadworks").joinpath("bill_words.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@dataclass(frozen=True)
class Rounding:
    """Unit prices to so many decimals, line amounts to steps of fen, quantities by unit."""

    price_decimals: int = 2
    amount_step: int = YUAN
    mode: str = ROUND_HALF_UP
    decimals: Mapping[str, int] = field(default_factory=dict)

    def places(self, unit: str) -> int:
        """Decimals of a quantity in this unit."""
        common: Mapping[str, int] = words()["quantity_decimals"]
        return self.decimals.get(unit, common.get(unit, common["default"]))

    def quantity(self, exact: Decimal, unit: str) -> Decimal:
        """A quantity as it is written in this unit."""
        return exact.quantize(Decimal(1).scaleb(-self.places(unit)), self.mode)

    def price(self, exact: Decimal) -> Decimal:
        """A unit price as it is written."""
        return exact.quantize(Decimal(1).scaleb(-self.price_decimals), self.mode)

    def amount(self, quantity: Decimal, price: Decimal) -> int:
        """Fen of a line."""
        return to_step(quantity * price * 100, self.amount_step, self.mode)
