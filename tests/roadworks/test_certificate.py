"""Certificates to the fen. 期中支付证书。"""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.certificate import (
    LINES,
    MINUS,
    Certificate,
    Done,
    below_least,
    certificates,
    certify,
    progress_ratio,
)
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.terms import Retention, RetentionMode, Terms, read, terms_on, written

PRICE = 100_000_000_00
TERMS = Terms(PRICE)
START = date(2024, 1, 25)


def period(n: int, **amounts: object) -> Done:
    return Done(n, START + timedelta(days=30 * n), **amounts)  # type: ignore[arg-type]


def ratios(least: int = 0) -> st.SearchStrategy[Decimal]:
    return st.integers(least, 100).map(lambda n: Decimal(n) / 100)


terms = st.builds(
    Terms,
    st.integers(1, 10**12),
    pay_ratio=ratios(50),
    material_periods=st.integers(1, 3),
    retention=st.builds(
        Retention,
        st.sampled_from(RetentionMode),
        ratios().map(lambda r: r / 10),
        ratios().map(lambda r: r / 10),
    ),
    minimum=st.integers(0, 10**9),
    wage_ratio=ratios().map(lambda r: r / 4),
    step=st.sampled_from([1, 100]),
    rounding=st.sampled_from(["ROUND_HALF_UP", "ROUND_DOWN"]),
)
money = st.integers(-(10**10), 10**11)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Terms, list[Done]]:
    count = draw(st.integers(1, 7))
    found = [
        period(
            n,
            bill=draw(money),
            variations=draw(money),
            advance=draw(st.integers(0, 10**10)) if n < 3 else 0,
            materials=draw(st.sampled_from([0, 1, 10**8 + 1])),
            penalties=draw(st.integers(0, 10**6)),
            last=n == count,
        )
        for n in range(1, count + 1)
    ]
    return draw(terms), found


@given(
    terms, st.integers(0, 10**12), st.tuples(st.integers(0, 2 * 10**12), st.integers(0, 2 * 10**12))
)
def test_recovery_grows_with_the_work(found: Terms, advance: int, done: tuple[int, int]) -> None:
    low, high = sorted(done)
    assert 0 <= found.recovered(low, advance) <= found.recovered(high, advance) <= advance
    assert found.recovered(int(found.contract_price * found.recovery_from), advance) == 0
    if high >= found.contract_price * found.recovery_to:
        assert found.recovered(high, advance) == advance


@given(histories())
def test_everything_is_settled_at_the_end(story: tuple[Terms, list[Done]]) -> None:
    found = certificates([story[0]], story[1], section="示例一标")
    for name, back in (("advance", "recovery"), ("materials", "materials_recovery")):
        assert sum(one[back] for one in found) == sum(one[name] for one in found)
    last = found[-1]
    assert last.to_date["retention"] >= 0
    assert sum(one["pay"] for one in found) + last["carried_out"] == last.to_date["due"]


@given(histories())
def test_each_certificate_ties(story: tuple[Terms, list[Done]]) -> None:
    before: Certificate | None = None
    for one in certificates([story[0]], story[1]):
        work = ("bill", "variations", "daywork", "claims", "adjustment", "rewards")
        assert one["done"] == sum(one[name] for name in work)
        plus = ("progress", "advance", "materials", "carried_in")
        assert one["due"] == sum(one[name] for name in plus) - sum(one[name] for name in MINUS)
        assert one["pay"] == one["wages"] + one["contractor"]
        assert one["due"] == one["pay"] + one["carried_out"]
        assert one["pay"] >= one["wages"] >= 0
        for name in set(LINES) - {"due", "carried_in", "carried_out"}:
            assert one.to_date[name] == one[name] + (before.to_date[name] if before else 0)
        before = one


def test_the_curve_begins_at_30_and_ends_at_80_per_cent() -> None:
    advance = PRICE // 10
    assert TERMS.recovered(PRICE * 30 // 100, advance) == 0
    assert TERMS.recovered(PRICE * 31 // 100, advance) == advance * 2 // 100
    assert TERMS.recovered(PRICE * 55 // 100, advance) == advance // 2
    assert TERMS.recovered(PRICE * 80 // 100, advance) == advance
    assert TERMS.recovered(PRICE * 120 // 100, advance) == advance


def test_a_negative_variation_gives_back_what_was_recovered_too_much() -> None:
    found = certificates(
        [TERMS],
        [
            period(1, bill=50_000_000_00, advance=10_000_000_00),
            period(2, variations=-5_000_000_00),
        ],
    )
    assert [one["recovery"] for one in found] == [4_000_000_00, -1_000_000_00]
    assert found[1]["due"] == -4_000_000_00
    assert (found[1]["pay"], found[1]["carried_out"]) == (0, -4_000_000_00)


def test_below_the_minimum_it_is_carried_on_but_wages_are_paid() -> None:
    small = replace(TERMS, minimum=1_000_000_00, wage_ratio=Decimal("0.2"))
    found = certificates([small], [period(1, bill=600_000_00), period(2, bill=900_000_00)])
    assert (found[0]["pay"], found[0]["wages"], found[0]["carried_out"]) == (
        120_000_00, 120_000_00, 480_000_00,
    )  # fmt: skip
    assert (found[1]["carried_in"], found[1]["pay"]) == (480_000_00, 1_380_000_00)
    assert found[1]["contractor"] == 1_200_000_00


def test_three_ways_of_holding_back() -> None:
    work = [period(1, bill=60_000_000_00), period(2, bill=60_000_000_00, last=True)]
    for mode, due in (
        (RetentionMode.AFTER_HANDOVER, [0, 0]),
        (RetentionMode.PERIODIC, [3_000_000_00, 0]),
        (RetentionMode.SETTLEMENT, [0, 3_600_000_00]),
    ):
        kept = Retention(mode, Decimal("0.05"), Decimal("0.03"))
        found = certificates([replace(TERMS, retention=kept)], work)
        assert [one["retention"] for one in found] == due


def test_advances_on_materials_come_back_in_three_periods() -> None:
    found = certificates(
        [TERMS], [period(1, materials=100_00), *(period(n, bill=1) for n in range(2, 6))]
    )
    assert [one["materials_recovery"] for one in found] == [0, 33_33, 33_34, 33_33, 0]
    early = [period(1, materials=90_00), period(2, materials_recovery=90_00), period(3)]
    assert [one["materials_recovery"] for one in certificates([TERMS], early)] == [0, 90_00, 0]


@pytest.mark.parametrize("stated", [0, 89_99, 90_01])
def test_advances_on_materials_may_not_wait_longer(stated: int) -> None:
    work = [period(1, materials=90_00), *(period(n, materials_recovery=0) for n in (2, 3))]
    with pytest.raises(Refused) as refused:
        certificates([TERMS], [*work, period(4, materials_recovery=stated)])
    assert "90 至 90 元" in refused.value.text.zh


def test_stated_wages_and_a_share_of_the_progress_payment() -> None:
    shared = replace(TERMS, pay_ratio=Decimal("0.85"))
    (one,) = certificates([shared], [period(1, bill=333_33, wages=100_00)], section="示例一标")
    assert (one["progress"], one["wages"], one["contractor"]) == (283_33, 100_00, 183_33)
    assert one.number == "示例一标-01"
    assert next(iter(one.lines))[1:] == (333_33, 333_33)


def test_rounding_is_a_setting() -> None:
    for step, mode, due in (
        (1, "ROUND_HALF_UP", 283_33),
        (100, "ROUND_HALF_UP", 283_00),
        (1, ROUND_DOWN, 283_33),
    ):
        kind = replace(TERMS, pay_ratio=Decimal("0.85"), step=step, rounding=mode)
        assert certificates([kind], [period(1, bill=333_33)])[0]["progress"] == due


def test_numbers_without_gaps() -> None:
    first = certificates([TERMS], [period(1, bill=1)])
    for wrong in (period(1), period(3), replace(period(2), until=START)):
        with pytest.raises(Refused):
            certify([TERMS], first, wrong)
    closed = certificates([TERMS], [period(1, bill=1, last=True)])
    with pytest.raises(Refused):
        certify([TERMS], closed, period(2))


def test_terms_are_those_of_the_day() -> None:
    later = replace(TERMS, valid_from=date(2024, 6, 1), pay_ratio=Decimal("0.9"))
    assert terms_on([later, TERMS], date(2024, 5, 31)) == TERMS
    assert terms_on([later, TERMS], date(2024, 6, 1)) == later
    with pytest.raises(Refused):
        terms_on([later], date(2024, 5, 31))


@pytest.mark.parametrize(
    "wrong",
    [
        {"contract_price": 0},
        {"recovery_from": Decimal("0.8")},
        {"material_periods": 4},
        {"pay_ratio": Decimal("1.2")},
        {"minimum": -1},
    ],
)
def test_terms_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        replace(TERMS, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        period(1, penalties=-1)


@given(terms)
def test_terms_are_kept_as_plain_values(found: Terms) -> None:
    assert read(json.loads(json.dumps(written(found)))) == found


@pytest.mark.parametrize(
    "said", [{}, {"contract_price": 1, "colour": "red"}, {"contract_price": 1, "pay_ratio": "all"},
             {"contract_price": 1, "retention_mode": "never"}],
)  # fmt: skip
def test_terms_that_cannot_be_read(said: dict[str, str | int]) -> None:
    with pytest.raises(Refused):
        read(said)


def test_less_than_80_per_cent_is_a_notice() -> None:
    low = replace(TERMS, pay_ratio=Decimal("0.79"))
    found = certificates([low], [period(1, bill=1_000_00)])
    assert progress_ratio(found) == Decimal("0.79")
    assert "79.00%" in (below_least(found) or ("",))[0]
    enough = certificates([replace(TERMS, pay_ratio=Decimal("0.8"))], [period(1, bill=1_000_00)])
    assert below_least(enough) is None
    assert progress_ratio([]) is None
