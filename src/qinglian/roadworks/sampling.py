"""
抽检布点：法定频率之上另加随机点，种子先公布，谁都能复算。Where to test: random points on top of the legal frequency.

The legal minimum is a table of data (`sampling.yaml`). Points are drawn from a seed that was published before: the
share of the length is sha256("seed:kind:k:d"), that of the width sha256("seed:kind:k:o"), the first eight bytes each
over 2^64, so that anybody derives them again with any tool. A random point adds to the minimum, it never takes the
place of one.
"""

import hashlib
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib.resources import files
from math import ceil
from typing import Any

import yaml

from qinglian.model.text import Text

KEY_RATE, GENERAL_RATE = Decimal(95), Decimal(80)
"""合格率 in per cent: key items and others (JTG F80/1-2017; 机电 and others may set more)."""
_WHOLE = 2**64


@dataclass(frozen=True, slots=True)
class Kind:
    """What is tested: `per` metres so many `times`, at `least` so many in one road section, by lane or not."""

    code: str
    text: Text
    unit: str
    per: int
    times: int
    least: int
    lanes: bool
    key: bool

    def minimum(self, length: Decimal, lanes: int = 1) -> int:
        """The legal minimum over a length in metres."""
        counted = ceil(length / self.per) * self.times if self.per else 0
        return max(counted * (lanes if self.lanes else 1), self.least)


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its number, metres from the beginning of the stretch, share of the width from its left edge."""

    number: int
    distance: Decimal
    offset: Decimal
    extra: bool


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of test by their code."""
    said: Any = yaml.safe_load(
        files("qinglian.roadworks").joinpath("sampling.yaml").read_text("utf-8")
    )
    return {
        code: Kind(
            code, Text(one["zh"], one["en"]), str(one["unit"]), one["per"], one["times"], one["least"],
            one["lanes"], one["key"],
        )
        for code, one in said["kinds"].items()
    }  # fmt: skip


def _share(said: str) -> Decimal:
    head = hashlib.sha256(said.encode()).digest()[:8]
    return Decimal(int.from_bytes(head, "big")) / _WHOLE


def points(seed: int, kind: Kind, length: Decimal, lanes: int = 1, extra: int = 0) -> list[Point]:
    """
    The legal minimum, one in each equal piece of the length (stratified, so that no kilometre is left out), and so many
    extra ones anywhere; each to the metre and to a hundredth of the width.
    """
    least = kind.minimum(length, lanes)
    found = []
    for number in range(1, least + extra + 1):
        along = _share(f"{seed}:{kind.code}:{number}:d")
        across = _share(f"{seed}:{kind.code}:{number}:o")
        place = (number - 1 + along) * length / least if number <= least else along * length
        found.append(
            Point(
                number,
                min(place, length).quantize(Decimal(1), ROUND_HALF_EVEN),
                across.quantize(Decimal("0.01"), ROUND_HALF_EVEN),
                number > least,
            )
        )
    return found


def rate(passed: int, measured: int) -> Decimal | None:
    """合格率 in per cent to one decimal; None where nothing was measured."""
    if not measured:
        return None
    return (Decimal(passed) * 100 / measured).quantize(Decimal("0.1"), ROUND_HALF_EVEN)


def passes(kind_is_key: bool, passed: int, measured: int) -> bool | None:
    """Whether an item passes: exact against 95 % or 80 %, not by its rounded rate."""
    if not measured:
        return None
    return Decimal(passed) * 100 >= (KEY_RATE if kind_is_key else GENERAL_RATE) * measured
