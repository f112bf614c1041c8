"""Distance along a line with breaks. 断链线路上的距离。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.alignment import Alignment, Break, parse_break
from qinglian.roadworks.errors import (
    Ambiguous,
    BadAlignment,
    BadStake,
    Missing,
    Outside,
    Refused,
)
from qinglian.roadworks.stake import Stake, parse

LONG = Alignment(
    "主线", parse("K12+000"), parse("K13+000"), (parse_break("K12+345.678=K12+300 长链 45.678 m"),)
)
SHORT = Alignment("主线", parse("K4+000"), parse("K6+000"), (parse_break("K5+100=K5+150"),))


def decimals(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=least, max_value=most, places=3)


@st.composite
def lines(draw: st.DrawFn) -> Alignment:
    """A line with up to four breaks, long and short."""
    at = start = draw(decimals(-100, 5000))
    breaks = []
    for _ in range(draw(st.integers(0, 4))):
        at += draw(decimals(400, 2000))
        jump = draw(decimals(-150, 150).filter(bool))
        breaks.append(Break(Stake("K", at), Stake("K", at + jump)))
        at += jump
    return Alignment(
        "线", Stake("K", start), Stake("K", at + draw(decimals(400, 900))), tuple(breaks)
    )


shares = st.integers(0, 1000)


def place(line: Alignment, share: int) -> Decimal:
    return (line.length * share / 1000).quantize(Decimal("0.001"))


@given(lines(), shares)
def test_the_label_of_a_place_leads_back_to_it(line: Alignment, share: int) -> None:
    distance = min(place(line, share), line.length)
    stake = line.stake(distance)
    assert line.distance(stake) == distance
    assert line.distance(parse(str(stake))) == distance


@given(lines())
def test_length_is_the_difference_of_stakes_and_the_breaks(line: Alignment) -> None:
    jumps = sum((one.extra for one in line.breaks), Decimal(0))
    assert line.length == line.last.metres - line.first.metres + jumps
    assert line.distance(line.first) == 0


@given(lines(), st.tuples(shares, shares, shares))
def test_lengths_add_up(line: Alignment, at: tuple[int, int, int]) -> None:
    a, b, c = (line.stake(min(place(line, share), line.length)) for share in at)
    assert line.between(a, b) + line.between(b, c) == line.between(a, c)
    assert line.between(a, b) == -line.between(b, a)


@given(lines(), decimals(-500, 20000))
def test_a_number_is_found_once_or_the_refusal_says_why(line: Alignment, metres: Decimal) -> None:
    stake = Stake("K", metres)
    inside = [one for one in line.pieces if one.first <= metres <= one.last]
    gap = any(one.back.metres < metres < one.ahead.metres for one in line.breaks)
    if len(inside) == 1:
        assert line.distance(stake) == inside[0].offset + metres - inside[0].first
    elif inside:
        with pytest.raises(Ambiguous):
            line.distance(stake)
        before, behind = (line.distance(Stake("K", metres, one)) for one in (False, True))
        assert before < behind
    else:
        with pytest.raises(Missing if gap else Outside):
            line.distance(stake)


def test_a_long_break() -> None:
    assert LONG.length == Decimal("1045.678")
    assert LONG.distance(parse("K12+299.999")) == Decimal("299.999")
    assert LONG.distance(parse("K12+320断前")) == 320
    assert LONG.distance(parse("K12+320断后")) == Decimal("365.678")
    assert LONG.distance(parse("K12+400")) == Decimal("445.678")
    assert LONG.between(parse("K12+320断前"), parse("K12+320断后")) == Decimal("45.678")


def test_a_repeated_stake_needs_its_side() -> None:
    with pytest.raises(Ambiguous) as refused:
        LONG.distance(parse("K12+320"))
    assert "K12+320断前" in refused.value.text.zh
    assert "K12+345.678=K12+300 长链 45.678 m" in refused.value.text.zh


def test_both_numbers_of_a_break_are_one_place() -> None:
    assert LONG.distance(parse("K12+345.678断前")) == LONG.distance(parse("K12+300断后"))
    assert str(LONG.stake(Decimal("345.678"))) == "K12+300断后"


def test_a_short_break_jumps_over_numbers() -> None:
    assert SHORT.length == 1950
    assert SHORT.distance(parse("K5+100")) == SHORT.distance(parse("K5+150")) == 1100
    with pytest.raises(Missing) as refused:
        SHORT.distance(parse("K5+120"))
    assert "没有这个位置" in refused.value.text.zh
    assert "短链 50 m" in refused.value.text.zh


def test_outside_and_on_another_line() -> None:
    for text in ("K3+999", "K6+000.001", "ZK5+000"):
        with pytest.raises(Outside):
            SHORT.distance(parse(text))
    with pytest.raises(Outside):
        SHORT.stake(Decimal(1951))


@pytest.mark.parametrize(
    ("first", "last", "breaks"),
    [
        ("K1+000", "K1+000", []),
        ("K1+000", "ZK2+000", []),
        ("K1+000", "K3+000", ["K2+000=K2+000"]),
        ("K1+000", "K3+000", ["K2+500=K2+400", "K2+300=K2+350"]),
        ("K1+000", "K3+000", ["K2+000=K1+500", "K2+000=K1+500"]),
    ],
)
def test_what_makes_no_line_is_refused(first: str, last: str, breaks: list[str]) -> None:
    with pytest.raises(BadAlignment):
        Alignment("线", parse(first), parse(last), tuple(parse_break(one) for one in breaks))


def test_breaks_as_written() -> None:
    assert parse_break("ZK12+345.678＝12+300（长链45.678m）") == Break(
        parse("ZK12+345.678"), parse("ZK12+300")
    )
    with pytest.raises(BadStake):
        parse_break("K12+345")
    assert issubclass(Ambiguous, Refused)
