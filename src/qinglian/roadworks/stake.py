"""
桩号怎样读、怎样写。Stakes as people write them.

Read: `K12+340.5`, `k12+340.50`, `12+340`, `ＺＫ３＋０５０`, `K0-020`, `K12+320断前`, `YK1+000（断后）`. A stake is a
label, not a distance: what it means on the ground is for the alignment to say.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from qinglian.model.text import Text
from qinglian.roadworks.errors import BadStake

PREFIXES = MappingProxyType(
    {
        "K": Text("主线", "main line"),
        "ZK": Text("左线", "left line"),
        "YK": Text("右线", "right line"),
        **{f"{one}K": Text(f"{one} 匝道", f"ramp {one}") for one in "ABCDEFGH"},
        "LK": Text("连接线", "link road"),
        "GK": Text("改移道路", "diverted road"),
    }
)
"""What the letters before the number name. GK is a diverted road here; a project may name its lines otherwise."""

PLACES = 4
"""Decimals of a metre that survey sheets have at most."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("﹢＋", "+"))
_WRITTEN = re.compile(
    r"(?P<prefix>[A-Z]*)(?P<km>\d{1,4})(?P<sign>[+-])(?P<m>\d+)(?:\.(?P<part>\d+))?"
    r"(?:\(?断链?(?P<side>前|后)\)?)?"
)
_RANGE = re.compile(r"[~～∼至到]|(?<=[\d前后)])-+(?=[A-Z+])")


@dataclass(frozen=True, slots=True)
class Stake:
    """`metres` as numbered, 12340.5 of K12+340.5; `ahead`: before a break (False), behind it (True), not said."""

    prefix: str
    metres: Decimal
    ahead: bool | None = None

    def __str__(self) -> str:
        whole, metres = divmod(abs(self.metres), 1000)
        number, _point, part = f"{metres.normalize():f}".partition(".")
        sign = "-" if self.metres < 0 else "+"
        side = "" if self.ahead is None else "断后" if self.ahead else "断前"
        return f"{self.prefix}{whole}{sign}{number:0>3}{'.' if part else ''}{part}{side}"


def parse(text: str, *, prefix: str = "K", prefixes: Collection[str] = PREFIXES) -> Stake:
    """
    A stake as written; raises `BadStake`. `prefix`: the line meant where none is written; `prefixes`: those that exist.
    """
    plain = _plain(text)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise BadStake(
            Text(
                f"“{text}”不是桩号，请写成 K12+340.5 的样子",
                f"“{text}” is no stake; write it like K12+340.5",
            )
        )
    line = found["prefix"] or prefix
    if line not in prefixes:
        raise BadStake(
            Text(
                f"“{text}”的线路“{line}”不在本标段，已有：{'、'.join(prefixes)}",
                f"“{text}”: there is no line “{line}” here, only {', '.join(prefixes)}",
            )
        )
    if len(found["m"]) > 3:
        raise BadStake(
            Text(
                f"“{text}”加号后面超过三位，不足一公里的米数应在 000 到 999 之间",
                f"“{text}” has more than three digits behind the sign; metres run from 000 to 999",
            )
        )
    if len(found["part"] or "") > PLACES:
        raise BadStake(
            Text(
                f"“{text}”小数超过 {PLACES} 位，请核对是不是桩号",
                f"“{text}” has more than {PLACES} decimals; check whether it is a stake",
            )
        )
    metres = Decimal(f"{found['m']}.{found['part'] or 0}")
    if found["sign"] == "-":
        if int(found["km"]):
            raise BadStake(
                Text(
                    f"“{text}”用了减号：只有起点以前写成 K0-020；一段范围请用“～”连接",
                    f"“{text}” has a minus, which only stands before the zero point (K0-020); join a range by ~",
                )
            )
        metres = -metres
    side = None if found["side"] is None else found["side"] == "后"
    return Stake(line, Decimal(found["km"]) * 1000 + metres, side)


def parse_range(
    text: str, *, prefix: str = "K", prefixes: Collection[str] = PREFIXES
) -> tuple[Stake, Stake]:
    """Two stakes: `K12+340～K12+500`, `K12+340-K12+500`, `K12+340~+500`; raises `BadStake`."""
    parts = _RANGE.split(_plain(text))
    if len(parts) != 2 or not all(parts):
        raise BadStake(
            Text(
                f"“{text}”不是一段桩号，请写成 K12+340～K12+500 的样子",
                f"“{text}” is no range of stakes; write it like K12+340~K12+500",
            )
        )
    first = parse(parts[0], prefix=prefix, prefixes=prefixes)
    rest = parts[1]
    if rest.startswith("+"):
        rest = f"{first.metres // 1000}{rest}"
    return first, parse(rest, prefix=first.prefix, prefixes=prefixes)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    return "".join(folded.split()).upper()
