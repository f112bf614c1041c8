"""Operating stakes through the years. 运营桩号对照。"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.errors import BadAlignment, BadStake, Outside
from qinglian.roadworks.operating import Operating, OperatingMap, Pair, Place, read_operating

OLD, NEW = date(2019, 12, 31), date(2020, 1, 1)
YEARS = ((date(2012, 5, 1), OLD, 1518400), (NEW, None, 1525000))
MAP = OperatingMap(
    tuple(
        pair
        for since, until, zero in YEARS
        for pair in (
            Pair(
                "ZK",
                Decimal(0),
                Decimal(5000),
                "G104",
                Decimal(zero + 5000),
                Decimal(zero),
                since,
                until,
                "down",
            ),
            Pair(
                "YK",
                Decimal(0),
                Decimal(4900),
                "G104",
                Decimal(zero),
                Decimal(zero + 4900),
                since,
                until,
                "up",
            ),
        )
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


def test_lengths_measured_anew_are_in_proportion() -> None:
    anew = OperatingMap(
        (Pair("K", Decimal(0), Decimal(3000), "X201", Decimal(0), Decimal(3010), OLD),)
    )
    assert anew.operating(Place("K", Decimal(1500)), OLD).metres == Decimal("1505.000")
    for metres in range(0, 3000, 7):
        place = Place("K", Decimal(metres))
        back = anew.built(anew.operating(place, OLD), OLD).distance
        assert abs(back - place.distance) <= Decimal("0.001")


def test_two_may_not_claim_the_same() -> None:
    def pair(line: str, start: int, end: int, route: str, first: int) -> Pair:
        begins = Decimal(first)
        return Pair(line, Decimal(start), Decimal(end), route, begins, begins + end - start, OLD)

    one = pair("K", 0, 100, "X201", 0)
    for other in (pair("K", 50, 150, "X202", 0), pair("AK", 0, 10, "X201", 90)):
        with pytest.raises(BadAlignment):
            OperatingMap((one, other))
    OperatingMap((one, pair("K", 100, 150, "X201", 100)))
    with pytest.raises(BadAlignment):
        OperatingMap((pair("K", 5, 5, "X201", 0),))


def test_ways_of_writing() -> None:
    assert read_operating("ｇ104 k1523+400 下行") == Operating("G104", Decimal(1523400), "down")
    assert read_operating("X001330326K3+050") == Operating("X001330326", Decimal(3050))
    with pytest.raises(BadStake):
        read_operating("K3+050")
