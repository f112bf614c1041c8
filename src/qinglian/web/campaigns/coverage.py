"""
Fields of business against what is done in them: a cell with nothing stands out. 领域覆盖图（未纳入整治领域）。

A column is registered by whoever knows it: `register(Column(…))`. Its `count` gives numbers by field, as far as the
person sees; its `url` leads to the list of exactly these rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.campaigns.fields import fields

YEARS = 3
"""How many years back campaigns and inspections count, this one among them (示例)."""
MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of action. `count(user, since)`: numbers by field; `url(field, since)`: where the rows are."""

    key: str
    label: Any
    measure: Any
    count: Callable[[Any, date], Mapping[str, int]]
    url: Callable[[str, date], str]
    place: int = 50


COLUMNS: dict[str, Column] = {}


def register(column: Column) -> None:
    """Make a kind of action known to the map."""
    COLUMNS[column.key] = column


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and its list."""

    number: int
    url: str
    column: Column


@dataclass(frozen=True, slots=True)
class Line:
    """One field of business."""

    key: str
    name: str
    cells: list[Cell]

    @property
    def bare(self) -> bool:
        """Nothing at all is done here."""
        return not any(one.number for one in self.cells)


def since(years: int) -> date:
    """The first day of so many years, this one among them."""
    return date(timezone.localdate().year - years + 1, 1, 1)


def coverage(user: Any, years: int = YEARS) -> tuple[list[Column], list[Line]]:
    """The map, as far as a person sees; bare fields first."""
    columns = sorted(COLUMNS.values(), key=lambda one: one.place)
    first = since(years)
    counts = {one.key: one.count(user, first) for one in columns}
    lines = [
        Line(
            key, name,
            [Cell(counts[one.key].get(key, 0), one.url(key, first), one) for one in columns],
        )
        for key, name in fields()
    ]  # fmt: skip
    return columns, sorted(lines, key=lambda one: (not one.bare, -_gaps(one)))


def _gaps(line: Line) -> int:
    return sum(not one.number for one in line.cells)
