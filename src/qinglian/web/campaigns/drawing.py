"""The map as a picture: a square a cell, its number in it, empty where nothing is done. 领域覆盖图的图形。"""

from dataclasses import dataclass
from typing import Any

from qinglian.report.charts import shortened
from qinglian.web.campaigns.coverage import Cell, Column, Line

NAME, WIDTH, HEIGHT, HEAD = 230, 120, 34, 30
SHADES = (1, 3, 10, 30)
"""Numbers from which a cell is a shade darker."""


@dataclass(frozen=True, slots=True)
class Square:
    """Where a cell is drawn and how dark."""

    cell: Cell
    x: int
    y: int
    shade: int

    @property
    def middle(self) -> int:
        """Of its width."""
        return self.x + WIDTH // 2

    @property
    def foot(self) -> int:
        """The line its number stands on."""
        return self.y + 22


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing."""

    width: int
    height: int
    heads: list[tuple[int, Any]]
    lines: list[tuple[Line, str, int, list[Square]]]


def picture(columns: list[Column], lines: list[Line]) -> Picture:
    """Squares in rows; a field of business a row."""
    drawn = []
    for place, line in enumerate(lines):
        y = HEAD + place * HEIGHT
        squares = [
            Square(cell, NAME + number * WIDTH, y, sum(cell.number >= one for one in SHADES))
            for number, cell in enumerate(line.cells)
        ]
        drawn.append((line, shortened(line.name, 28), y + 22, squares))
    heads = [(NAME + place * WIDTH + WIDTH // 2, one.label) for place, one in enumerate(columns)]
    return Picture(NAME + WIDTH * len(columns), HEAD + HEIGHT * len(lines) + 4, heads, drawn)
