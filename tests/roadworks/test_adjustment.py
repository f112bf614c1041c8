"""Price adjustment by formula and by difference. 价格调整。"""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.adjustment import Factor, Material, by_difference, by_formula, difference
from qinglian.roadworks.errors import Refused

STEEL = Factor("钢材", D("0.2"), D(100), D(110))
BITUMEN = Factor("沥青", D("0.1"), D(100), D(95))


def test_the_formula() -> None:
    assert by_formula(1_000_000_00, D("0.7"), [STEEL, BITUMEN]) == 15_000_00
    assert by_formula(1_000_000_00, D("0.7"), [STEEL, BITUMEN], places=2) == 20_000_00
    assert by_formula(-1_000_00, D("0.8"), [STEEL]) == -20_00


@pytest.mark.parametrize(
    ("fixed", "factors"), [(D("0.7"), [STEEL]), (D("0.8"), [Factor("钢材", D("0.2"), D(0), D(1))])]
)
def test_weights_make_one_and_indices_are_above_zero(fixed: D, factors: list[Factor]) -> None:
    with pytest.raises(Refused):
        by_formula(1, fixed, factors)


@pytest.mark.parametrize(
    ("reference", "bid", "now", "due"),
    [
        ("4000", "4000", "4200", "0"),
        ("4000", "4000", "4201", "1"),
        ("4000", "4000", "3800", "0"),
        ("4000", "4000", "3790", "-10"),
        ("4000", "3900", "4250", "50"),
        ("4000", "3900", "3700", "-5"),
        ("4000", "4100", "4310", "5"),
        ("4000", "4100", "3799", "-1"),
    ],
)
def test_what_goes_beyond_the_risk_range(reference: str, bid: str, now: str, due: str) -> None:
    assert difference(Material("钢筋", D(1), D(reference), D(bid), D(now))) == D(due)


def test_each_material_is_rounded_by_itself() -> None:
    one = Material("钢筋", D("0.333"), D(4000), D(4000), D("4201.11"))
    assert by_difference([one, one]) == 2 * 37


@given(
    st.decimals(1, 10**5, places=2),
    st.decimals(1, 10**5, places=2),
    st.decimals(1, 10**5, places=2),
)
def test_the_difference_has_the_sign_of_the_move(reference: D, bid: D, now: D) -> None:
    due = difference(Material("料", D(1), reference, bid, now))
    assert due == 0 or (due > 0) == (now > max(reference, bid))
