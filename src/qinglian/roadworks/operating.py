"""
运营桩号与施工桩号的对照。Operating stakes and construction stakes, each pair for its years.

Maintenance names a place by route, direction and operating stake, and routes are numbered anew from time to time;
without the day no stake of either kind can be found in the other.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from qinglian.model.text import Text
from qinglian.roadworks.errors import BadAlignment, BadStake, Outside
from qinglian.roadworks.stake import Stake, parse

MILLIMETRE = Decimal("0.001")
DIRECTIONS = {"上行": "up", "下行": "down"}
_ROUTE = re.compile(r"(?P<route>[GSXYCZ]\d{1,4}\d*)(?P<rest>K.+?)(?P<way>上行|下行)?")


@dataclass(frozen=True, slots=True)
class Operating:
    """`G104 K1523+400 上行`; direction None where both share one stake line."""

    route: str
    metres: Decimal
    direction: str | None = None

    def __str__(self) -> str:
        way = next((f" {zh}" for zh, code in DIRECTIONS.items() if code == self.direction), "")
        return f"{self.route} {Stake('K', self.metres)}{way}"


@dataclass(frozen=True, slots=True)
class Place:
    """Metres along a line as it was built."""

    alignment: str
    distance: Decimal


@dataclass(frozen=True, slots=True)
class Pair:
    """
    One stretch in both ways of counting: [start, end) along the line as built, and the route's metres at both its ends
    (the second is smaller where they run against each other); between them in proportion, for a route's length is
    measured anew. From the first day to the last, both counted.
    """

    alignment: str
    start: Decimal
    end: Decimal
    route: str
    first: Decimal
    last: Decimal
    valid_from: date
    valid_to: date | None = None
    direction: str | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def together(self, other: "Pair") -> bool:
        """Whether there is a day on which both hold."""
        begins = max(self.valid_from, other.valid_from)
        return self.on(begins) and other.on(begins)

    def metres(self, distance: Decimal) -> Decimal:
        """The route's metres at a distance, to the millimetre where the two lengths differ."""
        return self.first + _scaled(
            distance - self.start, self.last - self.first, self.end - self.start
        )

    def distance(self, metres: Decimal) -> Decimal:
        """The distance at the route's metres, to the millimetre where the two lengths differ."""
        return self.start + _scaled(
            metres - self.first, self.end - self.start, self.last - self.first
        )


def _scaled(gone: Decimal, by: Decimal, of: Decimal) -> Decimal:
    exact = gone * by / of
    return exact if abs(by) == abs(of) else exact.quantize(MILLIMETRE)


@dataclass(frozen=True)
class OperatingMap:
    """All stretches; on no day may two claim the same ground or the same stakes."""

    pairs: Sequence[Pair]

    def __post_init__(self) -> None:
        for one in self.pairs:
            ended = one.valid_to is not None and one.valid_to < one.valid_from
            if one.end <= one.start or one.first == one.last or ended:
                raise BadAlignment(
                    Text(
                        f"{one.route} 与 {one.alignment} 的对照，终点或终止日在起点之前",
                        f"{one.route} and {one.alignment}: an end lies before its start",
                    )
                )
        for one, other in combinations(self.pairs, 2):
            if one.together(other) and (_same_ground(one, other) or _same_stakes(one, other)):
                raise BadAlignment(
                    Text(
                        f"{one.route} 与 {one.alignment} 的对照同日重叠："
                        f"{one.start}～{one.end} m 与 {other.start}～{other.end} m",
                        f"{one.route} and {one.alignment}: two stretches claim the same on one day, "
                        f"{one.start} to {one.end} m and {other.start} to {other.end} m",
                    )
                )

    def operating(self, place: Place, on: date, direction: str | None = None) -> Operating:
        """The operating stake of a place on a day; raises `Outside`."""
        for one in self._of(on, direction):
            if one.alignment == place.alignment and one.start <= place.distance < one.end:
                return Operating(one.route, one.metres(place.distance), one.direction)
        raise Outside(
            Text(
                f"{on}，{place.alignment} 线距起点 {place.distance} m 没有运营桩号对照",
                f"on {on} no operating stake is known for {place.alignment}, {place.distance} m",
            )
        )

    def built(self, stake: Operating, on: date) -> Place:
        """The place of an operating stake on a day; raises `Outside`."""
        for one in self._of(on, stake.direction):
            if one.route == stake.route and one.start <= one.distance(stake.metres) < one.end:
                return Place(one.alignment, one.distance(stake.metres))
        raise Outside(
            Text(
                f"{on}，{stake} 没有施工桩号对照，请核对路线是否改过编号",
                f"on {on} {stake} is not known as built; check whether the route was numbered anew",
            )
        )

    def _of(self, on: date, direction: str | None) -> list[Pair]:
        return [
            one
            for one in self.pairs
            if one.on(on) and (direction is None or one.direction in (None, direction))
        ]


def read_operating(text: str) -> Operating:
    """`G104 K1523+400 上行`, also with the division's digits (X001330326); raises `BadStake`."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    found = _ROUTE.fullmatch(plain)
    if found is None:
        raise BadStake(
            Text(
                f"“{text}”不是运营桩号，请写成 G104 K1523+400 上行 的样子",
                f"“{text}” is no operating stake; write it like G104 K1523+400 上行",
            )
        )
    stake = parse(found["rest"], prefixes=("K",))
    return Operating(found["route"], stake.metres, DIRECTIONS.get(found["way"] or ""))


def _same_ground(one: Pair, other: Pair) -> bool:
    return (
        one.alignment == other.alignment
        and _same_way(one, other)
        and min(one.end, other.end) > max(one.start, other.start)
    )


def _same_stakes(one: Pair, other: Pair) -> bool:
    if one.route != other.route or not _same_way(one, other):
        return False
    (a, b), (c, d) = (sorted((pair.first, pair.last)) for pair in (one, other))
    return min(b, d) > max(a, c)


def _same_way(one: Pair, other: Pair) -> bool:
    return one.direction is None or other.direction is None or one.direction == other.direction
