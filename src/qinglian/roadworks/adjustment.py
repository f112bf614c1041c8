"""
价格调整两法：公式法与信息价差额法。The two ways of adjusting prices.

公式法（标准施工招标文件通用条款 16.1）: ΔP = P0 × (A + Σ Bi × Fti ÷ F0i − 1).
信息价差额法: what goes beyond the risk range, a rise counted from the higher of reference price and bid price, a fall
from the lower.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from qinglian.model.text import Text
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.rounding import FEN, to_step


@dataclass(frozen=True, slots=True)
class Factor:
    """One variable part: its weight B, its index at the base date F0 and now Ft."""

    name: str
    weight: Decimal
    base: Decimal
    now: Decimal


def by_formula(
    done: int, fixed: Decimal, factors: Sequence[Factor], *,
    places: int | None = None, step: int = FEN, mode: str = ROUND_HALF_UP,
) -> int:  # fmt: skip
    """Fen to add to (or take off) work of `done` fen; `places`: decimals to which the coefficient is cut, if it is."""
    weights = fixed + sum((one.weight for one in factors), Decimal(0))
    if weights != 1:
        raise Refused(
            Text(
                f"定值权重与各变值权重之和应为 1，现为 {weights}",
                f"the fixed weight and the variable weights must make 1, not {weights}",
            )
        )
    wrong = next((one.name for one in factors if one.base <= 0 or one.now <= 0), None)
    if wrong is not None:
        raise Refused(
            Text(f"{wrong} 的价格指数应大于零", f"the index of {wrong} must be above zero")
        )
    coefficient = fixed + sum((one.weight * one.now / one.base for one in factors), Decimal(0)) - 1
    if places is not None:
        coefficient = coefficient.quantize(Decimal(1).scaleb(-places), mode)
    return to_step(done * coefficient, step, mode)


@dataclass(frozen=True, slots=True)
class Material:
    """A material in a period: how much was used; its prices in yuan: at the base date, in the bid, now."""

    name: str
    quantity: Decimal
    reference: Decimal
    bid: Decimal
    now: Decimal


def difference(material: Material, risk: Decimal = Decimal("0.05")) -> Decimal:
    """Yuan a unit beyond the risk range that the contractor bears; 0 within it."""
    high = max(material.reference, material.bid) * (1 + risk)
    low = min(material.reference, material.bid) * (1 - risk)
    if material.now > high:
        return material.now - high
    return material.now - low if material.now < low else Decimal(0)


def by_difference(
    materials: Sequence[Material], risk: Decimal = Decimal("0.05"), *,
    step: int = FEN, mode: str = ROUND_HALF_UP,
) -> int:  # fmt: skip
    """Fen to add or take off, each material rounded by itself as the sheet has a line for it."""
    return sum(to_step(difference(one, risk) * one.quantity * 100, step, mode) for one in materials)
