"""Operating stakes through the years. 运营桩号对照。"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.errors import BadAlignment, BadStake, Outside
from qinglian.roadworks.operating import Operating, OperatingMap, Pair, Place, read_operating

OLD, NEW = date(2019, 12, 31), date(2020, 1, 1)
MAP = OperatingMap(
    (
        Pair(
            "ZK",
            Decimal(0),
            Decimal(5000),
            "G104",
            Decimal(1523400),
            date(2012, 5, 1),
            OLD,
            "down",
            True,
        ),
        Pair(
            "YK", Decimal(0), Decimal(4900), "G104", Decimal(1518400), date(2012, 5, 1), OLD, "up"
        ),
        Pair("ZK", Decimal(0), Decimal(5000), "G104", Decimal(1530000), NEW, None, "down", True),
        Pair("YK", Decimal(0), Decimal(4900), "G104", Decimal(1525000), NEW, None, "up"),
    )
)


@given(st.sampled_from(["ZK", "YK"]), st.decimals(0, 4899, places=3), st.sampled_from([OLD, NEW]))
def test_there_and_back(line: str, distance: Decimal, on: date) -> None:
    place = Place(line, distance)
    stake = MAP.operating(place, on)
    assert MAP.built(stake, on) == place
    assert MAP.built(read_operating(str(stake)), on) == place


def test_the_same_place_has_other_numbers_after_the_renumbering() -> None:
    place = Place("YK", Decimal("100.5"))
    assert str(MAP.operating(place, OLD)) == "G104 K1518+500.5 上行"
    assert str(MAP.operating(place, NEW)) == "G104 K1525+100.5 上行"
    assert MAP.built(Operating("G104", Decimal(1523000), "down"), OLD) == Place("ZK", Decimal(400))


def test_before_the_road_was_numbered_there_is_nothing() -> None:
    with pytest.raises(Outside):
        MAP.operating(Place("YK", Decimal(5)), date(2010, 1, 1))
    with pytest.raises(Outside) as refused:
        MAP.built(Operating("G104", Decimal(1), "up"), NEW)
    assert "改过编号" in refused.value.text.zh


def test_two_may_not_claim_the_same() -> None:
    one = Pair("K", Decimal(0), Decimal(100), "X201", Decimal(0), OLD)
    for other in (
        Pair("K", Decimal(50), Decimal(150), "X202", Decimal(0), OLD),
        Pair("AK", Decimal(0), Decimal(10), "X201", Decimal(90), OLD),
    ):
        with pytest.raises(BadAlignment):
            OperatingMap((one, other))
    OperatingMap((one, Pair("K", Decimal(100), Decimal(150), "X201", Decimal(100), OLD)))
    with pytest.raises(BadAlignment):
        OperatingMap((Pair("K", Decimal(5), Decimal(5), "X201", Decimal(0), OLD),))


def test_ways_of_writing() -> None:
    assert read_operating("ｇ104 k1523+400 下行") == Operating("G104", Decimal(1523400), "down")
    assert read_operating("X001330326K3+050") == Operating("X001330326", Decimal(3050))
    with pytest.raises(BadStake):
        read_operating("K3+050")
