"""Stakes as people write them. 桩号的写法。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.errors import BadStake
from qinglian.roadworks.stake import PREFIXES, Stake, parse, parse_range

metres = st.decimals(min_value=0, max_value=9_999_999, places=3)
stakes = st.builds(
    Stake, st.sampled_from(sorted(PREFIXES)), metres, st.sampled_from([None, True, False])
) | st.builds(Stake, st.just("K"), st.decimals(min_value=-999, max_value=0, places=3))


@given(stakes)
def test_what_is_written_is_read_back(stake: Stake) -> None:
    assert parse(str(stake)) == stake


@given(stakes, st.sampled_from([str.lower, str.upper, lambda text: f" {text} "]))
def test_case_and_blanks_do_not_count(stake: Stake, change: object) -> None:
    assert callable(change)
    assert parse(change(str(stake))) == stake


@pytest.mark.parametrize(
    ("text", "stake"),
    [
        ("K12+340.5", Stake("K", Decimal("12340.5"))),
        ("K12+340.50", Stake("K", Decimal("12340.5"))),
        ("12+340", Stake("K", Decimal(12340))),
        ("k12 + 340", Stake("K", Decimal(12340))),
        ("ＺＫ３＋０５０．５", Stake("ZK", Decimal("3050.5"))),
        ("K0-020", Stake("K", Decimal(-20))),
        ("K0－020", Stake("K", Decimal(-20))),
        ("hK0+007", Stake("HK", Decimal(7))),
        ("K12+320断前", Stake("K", Decimal(12320), False)),
        ("YK1+000（断后）", Stake("YK", Decimal(1000), True)),
        ("K12+320 断链后", Stake("K", Decimal(12320), True)),
        ("K12+5", Stake("K", Decimal(12005))),
    ],
)
def test_ways_of_writing(text: str, stake: Stake) -> None:
    assert parse(text) == stake


def test_it_is_written_in_one_way() -> None:
    assert str(parse("k12+340.50")) == "K12+340.5"
    assert str(parse("ｚｋ3+5")) == "ZK3+005"
    assert str(parse("K0-20")) == "K0-020"
    assert str(parse("K12+320（断后）")) == "K12+320断后"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("12340.5", "K12+340.5"),
        ("", "不是桩号"),
        ("K12", "不是桩号"),
        ("K12+1340", "三位"),
        ("QK12+340", "不在本标段"),
        ("K12-340", "减号"),
        ("K12+340.12345", "小数"),
        ("K12+340断左", "不是桩号"),
    ],
)
def test_what_is_none_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(BadStake) as refused:
        parse(text)
    assert says in refused.value.text.zh
    assert refused.value.text.en


def test_the_line_meant_where_none_is_written_and_lines_of_a_project() -> None:
    assert parse("3+050", prefix="ZK").prefix == "ZK"
    assert parse("MK3+050", prefixes=("MK",)).prefix == "MK"


@pytest.mark.parametrize(
    "text",
    [
        "K12+340～K12+500",
        "K12+340~12+500",
        "K12+340-K12+500",
        "k12+340 至 +500",
        "K12+340—K12+500",
        "K12+340~+500",
    ],
)
def test_ranges(text: str) -> None:
    assert parse_range(text) == (parse("K12+340"), parse("K12+500"))


def test_a_range_keeps_its_line_and_sides() -> None:
    assert parse_range("ZK1+000断前～1+200断后") == (parse("ZK1+000断前"), parse("ZK1+200断后"))
    with pytest.raises(BadStake):
        parse_range("K12+340")
