"""
一段路：线路、起止距离、幅别、层位。A stretch of a line: where it begins and ends along it, which half, which layer.

Half-open by distance, never by numbers of stakes: what ends where another begins does not overlap it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from qinglian.model.text import Text
from qinglian.roadworks.alignment import Alignment
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.stake import parse_range

TOLERANCE = Decimal("0.01")
"""Metres by which two stretches may run into each other: stakes are rounded to the centimetre."""
_NUMBERED = re.compile(r"(?P<name>.+?)第?(?P<number>\d{1,3})层?")
_ORDINALS = {sign: n for n, sign in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A layer or a side: what it is called, its place in the order, which others it shares ground with."""

    code: str
    text: Text
    order: int
    also: tuple[str, ...] = ()
    numbered: bool = False
    meets: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.text.zh, *self.also)


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """Ordered from the ground up; `number` of an embankment's layer, else 0."""

    order: int
    number: int
    code: str

    def __str__(self) -> str:
        name = layers()[self.code].text.zh
        return f"{name}第{self.number}层" if self.number else name


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) in metres along a line. Side and layer are None where there is only one or none is said."""

    alignment: str
    start: Decimal
    end: Decimal
    side: str | None = None
    layer: Layer | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise Refused(
                Text(
                    f"{self.alignment} 线止点（{self.end} m）不在起点（{self.start} m）之后",
                    f"on {self.alignment} the end ({self.end} m) does not lie behind the start ({self.start} m)",
                )
            )

    @property
    def length(self) -> Decimal:
        """Metres along the line."""
        return self.end - self.start


def span(line: Alignment, text: str, *, side: str | None = None, layer: str | None = None) -> Span:
    """A stretch of this line as written, `K12+340～K12+500`; raises what its stakes raise."""
    first, last = parse_range(text, prefix=line.prefix, prefixes=(line.prefix,))
    return Span(
        line.prefix,
        line.distance(first),
        line.distance(last),
        None if side is None else read_side(side),
        None if layer is None else read_layer(layer),
    )


def overlap(one: Span, other: Span, tolerance: Decimal = TOLERANCE) -> Decimal:
    """Metres that both cover: on one line, in one layer, on halves that share ground; 0 up to the tolerance."""
    if one.alignment != other.alignment or not _share(one, other):
        return Decimal(0)
    both = min(one.end, other.end) - max(one.start, other.start)
    return both if both > tolerance else Decimal(0)


def _share(one: Span, other: Span) -> bool:
    if one.layer is not None and other.layer is not None and one.layer != other.layer:
        return False
    return one.side is None or other.side is None or other.side in sides()[one.side].meets


def read_layer(text: str) -> Layer:
    """`上路床`, `路堤第3层`, `路堤 第三层`; raises `Refused`."""
    plain = "".join(text.split())
    for sign, n in _ORDINALS.items():
        plain = plain.replace(f"第{sign}层", f"第{n}层")
    numbered = _NUMBERED.fullmatch(plain)
    for kind in layers().values():
        if plain in kind.names:
            return Layer(kind.order, 0, kind.code)
        if numbered and kind.numbered and numbered["name"] in kind.names:
            return Layer(kind.order, int(numbered["number"]), kind.code)
    raise _unknown(text, "层位", "layer", layers())


def read_side(text: str) -> str:
    """The code of 左幅, 右幅, 全幅, 中分带; raises `Refused`."""
    plain = "".join(text.split())
    for kind in sides().values():
        if plain in kind.names or plain == kind.code:
            return kind.code
    raise _unknown(text, "幅别", "side", sides())


def _unknown(text: str, zh: str, en: str, known: Mapping[str, Kind]) -> Refused:
    names = "、".join(kind.text.zh for kind in known.values())
    return Refused(Text(f"不认识{zh}“{text}”，已有：{names}", f"no {en} “{text}”; known: {names}"))


@cache
def _data() -> dict[str, dict[str, Kind]]:
    text = files("qinglian.roadworks").joinpath("layers.yaml").read_text("utf-8")
    body = yaml.load(text, Loader=yaml.CSafeLoader)
    return {
        group: {
            code: Kind(
                code,
                Text(said["zh"], said["en"]),
                order,
                tuple(said.get("also", ())),
                said.get("numbered", False),
                tuple(said.get("meets", ())),
            )
            for order, (code, said) in enumerate(body[group].items())
        }
        for group in ("layers", "sides")
    }


def layers() -> Mapping[str, Kind]:
    """All layers by code, from the ground up."""
    return _data()["layers"]


def sides() -> Mapping[str, Kind]:
    """All sides by code."""
    return _data()["sides"]
