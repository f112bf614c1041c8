"""Screens of laboratory results against printed tables and made series."""

from decimal import Decimal as D

import pytest

from qinglian.roadworks.laboratory import (
    chi_square_tail_nine,
    half_tail,
    just_above,
    last_digits,
    outlier,
    student_tail,
)


@pytest.mark.parametrize(
    ("value", "degrees", "tail"),
    [(6.314, 1, 0.05), (2.920, 2, 0.05), (2.571, 5, 0.025), (3.169, 10, 0.005), (2.861, 19, 0.005)],
)
def test_student_as_printed(value: float, degrees: int, tail: float) -> None:
    assert student_tail(value, degrees) == pytest.approx(tail, rel=0.002)


@pytest.mark.parametrize(("value", "tail"), [(14.684, 0.10), (16.919, 0.05), (21.666, 0.01)])
def test_chi_square_as_printed(value: float, tail: float) -> None:
    assert chi_square_tail_nine(value) == pytest.approx(tail, rel=0.001)


def test_half_tail_is_counted() -> None:
    assert half_tail(9, 10) == 11 / 1024
    assert half_tail(0, 7) == 1


def test_grubbs_as_in_the_standard() -> None:
    """GB/T 4883: critical value 2.290 at n=10, two-sided 5 %: the probability there is 0.05."""
    others = [D(one) for one in ("-1", "1") * 4] + [D(0)]
    low, high = 1.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        found = outlier([*others, D(str(middle))])
        assert found.figure is not None
        low, high = (middle, high) if found.figure < 2.290 else (low, middle)
    said = outlier([*others, D(str(high))])
    assert said.places == (9,)
    assert said.probability == pytest.approx(0.05, rel=0.02)


def test_too_few_and_all_equal_say_nothing() -> None:
    assert outlier([D(1)] * 5).probability is None
    assert outlier([D(1)] * 10).probability is None
    assert last_digits([D("1.5")] * 19).probability is None
    assert last_digits([D("95.1"), D("95.2")] * 20).probability is None
    assert just_above([D(96)] * 19, D(96), D(1)).probability is None


def test_made_up_last_digits() -> None:
    honest = [D(930 + 7 * at % 60) / 10 for at in range(60)]
    assert not last_digits(honest).strikes(0.001)
    made = [D(one) for one in ("96.5", "95.5", "97.5", "98.0", "94.5") * 8]
    assert last_digits(made).strikes(0.001)


def test_heaped_above_the_limit() -> None:
    heaped = [D("96.1")] * 18 + [D("97.3")] * 2
    said = just_above(heaped, D(96), D(1))
    assert said.strikes(0.001)
    assert len(said.places) == 18
    assert not just_above([D("96.1"), D("97.3")] * 10, D(96), D(1)).strikes(0.05)
