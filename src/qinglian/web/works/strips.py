"""
What the rooms of works draw on the strip map of an alignment. 条带图上的各层。

Each app says it in `strips.py`: `marks(project, alignment, since, until, user) -> Iterable[Mark]`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from qinglian.web.works.walking import modules


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece [start, end) on a track such as 计量, 隐蔽验收, 变更: where across the road, in which colour, of when."""

    lane_track: str
    start: Decimal
    end: Decimal
    lane: str
    layer: str
    colour_kind: str
    title: str
    url: str
    on: date | None = None


def marks(
    project: Any, alignment: Any, since: date | None, until: date | None, user: Any
) -> Iterator[Mark]:
    """The marks of all rooms."""
    for module in modules("strips"):
        yield from module.marks(project, alignment, since, until, user)
