"""
一条线路：桩号是标签，距离才是位置。A line: stakes are labels, the distance along it is the place.

断链 前桩号=后桩号: at `K12+345.678=K12+300` (长链 45.678 m) numbers come twice, at
`K5+100=K5+150` (短链 50 m) some never.
Length = difference of stakes + Σ of breaks (long +, short −).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from qinglian.model.text import Text
from qinglian.roadworks.errors import Ambiguous, BadAlignment, BadStake, Missing, Outside
from qinglian.roadworks.stake import Stake, parse

_KIND = re.compile(r"[,，(（]?[长短]链")


@dataclass(frozen=True, slots=True)
class Break:
    """断链: the number that the line arrives with, and the one that it goes on with at the same place."""

    back: Stake
    ahead: Stake

    @property
    def extra(self) -> Decimal:
        """Metres that the line is longer (长链, +) or shorter (短链, −) than its numbers say."""
        return self.back.metres - self.ahead.metres

    def __str__(self) -> str:
        kind = "长链" if self.extra > 0 else "短链"
        return f"{self.back}={self.ahead} {kind} {abs(self.extra).normalize():f} m"


def parse_break(text: str) -> Break:
    """`K12+345.678=K12+300`, with or without 长链 … behind it; raises `BadStake`."""
    back, equals, rest = text.replace("＝", "=").partition("=")
    if not equals:
        raise BadStake(
            Text(
                f"“{text}”不是断链，请写成 K12+345.678=K12+300（前桩号=后桩号）",
                f"“{text}” is no break; write it like K12+345.678=K12+300 (arriving = going on)",
            )
        )
    first = parse(back)
    return Break(first, parse(_KIND.split(rest)[0], prefix=first.prefix))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line without breaks: its first and last number, and how far along it begins."""

    first: Decimal
    last: Decimal
    offset: Decimal


@dataclass(frozen=True)
class Alignment:
    """A line from its first stake to its last, with its breaks in the order in which one meets them."""

    name: str
    first: Stake
    last: Stake
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        ends = [
            self.first,
            *(end for one in self.breaks for end in (one.back, one.ahead)),
            self.last,
        ]
        for one in ends:
            if one.prefix != self.prefix:
                raise BadAlignment(
                    Text(f"{one} 不在 {self.prefix} 线上", f"{one} is not on line {self.prefix}")
                )
        for broken in self.breaks:
            if not broken.extra:
                raise BadAlignment(
                    Text(
                        f"断链 {broken.back}={broken.ahead} 前后相等，不是断链",
                        f"{broken.back}={broken.ahead} breaks nothing",
                    )
                )
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            if end.metres <= start.metres:
                raise BadAlignment(
                    Text(
                        f"{start} 到 {end} 桩号没有增大，请核对起终点和断链的次序",
                        f"from {start} to {end} the numbers do not grow; check the ends and the order of breaks",
                    )
                )
        self._refuse_thrice()

    def _refuse_thrice(self) -> None:
        """Two 长链 so near that a number comes three times: 断前 and 断后 could not tell them apart."""
        edges = sorted({edge for piece in self.pieces for edge in (piece.first, piece.last)})
        middles = [(one + other) / 2 for one, other in pairwise(edges)]
        for number in (*edges, *middles):
            if len(list(self._places(number))) > 2:
                raise BadAlignment(
                    Text(
                        f"{Stake(self.prefix, number)} 在线上出现三次，断前、断后说不清，请给其中一段另起线路名",
                        f"{Stake(self.prefix, number)} occurs three times; give one of these parts a name of its own",
                    )
                )

    @property
    def prefix(self) -> str:
        """The letters of its stakes."""
        return self.first.prefix

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its parts between breaks."""
        starts = [self.first.metres, *(one.ahead.metres for one in self.breaks)]
        ends = [*(one.back.metres for one in self.breaks), self.last.metres]
        found, offset = [], Decimal(0)
        for start, end in zip(starts, ends, strict=True):
            found.append(Piece(start, end, offset))
            offset += end - start
        return tuple(found)

    @property
    def length(self) -> Decimal:
        """Metres from its first stake to its last."""
        end = self.pieces[-1]
        return end.offset + end.last - end.first

    def distance(self, stake: Stake) -> Decimal:
        """Metres from the first stake; raises `Ambiguous`, `Missing` or `Outside`."""
        if stake.prefix != self.prefix:
            raise Outside(
                Text(
                    f"{stake} 不在 {self.name}（{self.prefix}）线上",
                    f"{stake} is not on {self.name} ({self.prefix})",
                )
            )
        found = [place for place, _piece in self._places(stake.metres)]
        if not found:
            raise self._nowhere(stake)
        if len(found) == 1:
            return found[0]
        if stake.ahead is None:
            raise Ambiguous(
                Text(
                    f"{stake} 在断链“{self._break_at(stake.metres)}”前后各有一处，请写明 {stake}断前 或 {stake}断后",
                    f"{stake} occurs twice, before and behind the break {self._break_at(stake.metres)}; "
                    f"write {stake}断前 (before) or {stake}断后 (behind)",
                )
            )
        return found[1 if stake.ahead else 0]

    def stake(self, distance: Decimal) -> Stake:
        """The label of a place; at a break the number that the line goes on with."""
        if not 0 <= distance <= self.length:
            raise Outside(
                Text(
                    f"距起点 {distance} m 超出 {self.name}（全长 {self.length} m）",
                    f"{distance} m is outside {self.name}, which is {self.length} m long",
                )
            )
        at = max(n for n, piece in enumerate(self.pieces) if piece.offset <= distance)
        number = self.pieces[at].first + distance - self.pieces[at].offset
        places = [place for place, _piece in self._places(number)]
        ahead = None if len(places) < 2 else places.index(distance) == 1
        return Stake(self.prefix, number, ahead)

    def between(self, start: Stake, end: Stake) -> Decimal:
        """Metres from one stake to another along the line; negative where the second comes first."""
        return self.distance(end) - self.distance(start)

    def _places(self, number: Decimal) -> Iterator[tuple[Decimal, int]]:
        """Where this number stands, and on which piece."""
        for at, piece in enumerate(self.pieces):
            if piece.first <= number <= piece.last:
                yield piece.offset + number - piece.first, at

    def _break_at(self, number: Decimal) -> Break:
        """The break after which the number comes again."""
        second = list(self._places(number))[1][1]
        return self.breaks[second - 1]

    def _nowhere(self, stake: Stake) -> Missing | Outside:
        for one in self.breaks:
            if one.back.metres < stake.metres < one.ahead.metres:
                return Missing(
                    Text(
                        f"{stake} 落在断链“{one}”跳过的桩号里，没有这个位置",
                        f"{stake} lies in the numbers jumped over at {one}; there is no such place",
                    )
                )
        return Outside(
            Text(
                f"{stake} 超出 {self.name} 的范围（{self.first}～{self.last}）",
                f"{stake} is outside {self.name} ({self.first} to {self.last})",
            )
        )
