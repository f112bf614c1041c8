"""A parent brand and its leaves as a flower: the leaf that is missing is drawn as missing. 一花数叶图。"""

from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Any

from qinglian.web.creation.models import Brand
from qinglian.web.creation.states import BrandStatus

HEART = 78
LONG, BROAD = 96, 60
GAP = 128
"""Room for each leaf along the circle on which they lie, so that their names do not overlap."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One place: the brand there, or None; where it lies, and its name in lines."""

    place: int
    brand: Brand | None
    x: float
    y: float
    turn: float
    words: tuple[str, ...]

    @property
    def first(self) -> float:
        """Where the first line of the name stands."""
        return self.y - 9 * (len(self.words) - 1)

    @property
    def lines(self) -> list[tuple[float, str]]:
        """Each line with its height."""
        return [(self.first + 18 * number, one) for number, one in enumerate(self.words)]


@dataclass(frozen=True, slots=True)
class Flower:
    """The whole picture."""

    parent: Brand
    leaves: tuple[Leaf, ...]
    size: float

    @property
    def middle(self) -> float:
        """Both coordinates of the heart."""
        return self.size / 2

    @property
    def missing(self) -> list[int]:
        """Places that nobody takes."""
        return [one.place for one in self.leaves if one.brand is None]

    @property
    def heart_lines(self) -> list[tuple[float, str]]:
        """The name of the parent, in lines."""
        words = wrapped(self.parent.name, 6, 3)
        top = self.middle - 10 * (len(words) - 1)
        return [(top + 20 * number, one) for number, one in enumerate(words)]


def wrapped(text: str, width: int, most: int) -> tuple[str, ...]:
    """A name in lines of so many characters; what is longer ends in an ellipsis."""
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1] + "…"]
    return tuple(lines)


def flower(parent: Brand, parts: Any) -> Flower:
    """Lay the leaves around the heart, the first on top, clockwise."""
    taken = {one.place: one for one in parts if one.status != BrandStatus.RETIRED}
    around = max(190.0, parent.leaves * GAP / (2 * pi))
    size = 2 * (around + LONG + 14)
    leaves = []
    for place in range(1, parent.leaves + 1):
        turn = 360 * (place - 1) / parent.leaves - 90
        brand = taken.get(place)
        leaves.append(
            Leaf(
                place, brand, round(size / 2 + around * cos(radians(turn)), 1),
                round(size / 2 + around * sin(radians(turn)), 1), round(turn, 2),
                wrapped(brand.name, 6, 3) if brand else (str(place),),
            )
        )  # fmt: skip
    return Flower(parent, tuple(leaves), round(size, 1))


INK, PALE, LINE = "#0b5e63", "#dcebea", "#b98a4a"


def print_svg(drawn: Flower) -> str:
    """The same picture with its own colours, for paper."""
    said = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.size} {drawn.size}"'
        f' width="{drawn.size}" height="{drawn.size}">'
    ]
    for one in drawn.leaves:
        look = (
            f'fill="{PALE}" stroke="{INK}" stroke-width="1.5"'
            if one.brand
            else f'fill="none" stroke="{LINE}" stroke-width="1.5" stroke-dasharray="6 5"'
        )
        said.append(
            f'<ellipse cx="{one.x}" cy="{one.y}" rx="{LONG}" ry="{BROAD}" {look}'
            f' transform="rotate({one.turn} {one.x} {one.y})"/>'
        )
    middle = drawn.middle
    said.append(f'<circle cx="{middle}" cy="{middle}" r="{HEART}" fill="{INK}"/></svg>')
    return "".join(said)
