"""
The neighbourhood of a body as a drawing: who is above, who below, along which kinds of line. 单位关系图。

Only geometry here; the template writes the SVG with classes, so that it is dark at night and sharp on paper.
"""

from dataclasses import dataclass

from qinglian.web.units.models import Line, Unit
from qinglian.web.units.queries import Around, Neighbour

WIDE, BOX, TALL, GAP = 960, 176, 58, 16
PER_ROW = WIDE // (BOX + GAP)
LETTERS, ROWS = 12, 3
TOP, STEP = 22, 150
"""Of the first row of boxes, and from row to row."""


@dataclass(frozen=True, slots=True)
class Box:
    """One body: its corner, its name in rows, the kinds of line that join it with the one in the middle."""

    x: int
    y: int
    rows: tuple[str, ...]
    url: str
    kinds: tuple[str, ...]
    said: str
    strokes: tuple[tuple[str, int], ...]
    """Kind of each line and how far beside the middle of the box it runs."""

    @property
    def middle(self) -> int:
        """Of its upper and lower edge."""
        return self.x + BOX // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows of boxes above and below the one in the middle, and how many were left out."""

    uppers: tuple[Box, ...]
    own: Box
    lowers: tuple[Box, ...]
    more_up: int
    more_down: int
    height: int


def drawn(unit: Unit, around: Around) -> Drawing | None:
    """The drawing of a body, or nothing where no line joins it today."""
    if not around.uppers and not around.lowers:
        return None
    up, down = _most(around.uppers), _most(around.lowers)
    y = TOP + (STEP if up else 0)
    own = Box((WIDE - BOX) // 2, y, _rows(unit.name), "", (), "", ())
    return Drawing(
        _row(up, TOP),
        own,
        _row(down, y + STEP),
        len(around.uppers) - len(up),
        len(around.lowers) - len(down),
        y + TALL + TOP + (STEP if down else 0) + 8,
    )


def _most(neighbours: list[Neighbour]) -> list[Neighbour]:
    """As many as stand in one row, each kind of line in its turn, so that none is pushed out by a long one."""
    kinds: dict[str, list[Neighbour]] = {kind: [] for kind in Line.Kind.values}
    for one in neighbours:
        kinds[one.kinds[0]].append(one)
    found: list[Neighbour] = []
    while len(found) < PER_ROW and any(kinds.values()):
        for waiting in kinds.values():
            if waiting and len(found) < PER_ROW:
                found.append(waiting.pop(0))
    return sorted(found, key=lambda one: Line.Kind.values.index(one.kinds[0]))


def _row(neighbours: list[Neighbour], y: int) -> tuple[Box, ...]:
    width = len(neighbours) * (BOX + GAP) - GAP
    left = (WIDE - width) // 2
    return tuple(
        Box(
            left + number * (BOX + GAP),
            y,
            _rows(one.unit.name),
            one.unit.get_absolute_url() if one.visible else "",
            tuple(one.kinds),
            " · ".join(str(Line.Kind(kind).label) for kind in one.kinds),
            tuple(
                (kind, 7 * at - 7 * (len(one.kinds) - 1) // 2) for at, kind in enumerate(one.kinds)
            ),
        )
        for number, one in enumerate(neighbours)
    )


def _rows(name: str) -> tuple[str, ...]:
    """A name in at most three rows; a longer one is cut, whole in the list beside the drawing."""
    wide = LETTERS if any(ord(sign) > 0x2E80 for sign in name) else 2 * LETTERS
    rows = [name[at : at + wide] for at in range(0, len(name), wide)]
    if len(rows) > ROWS:
        rows = [*rows[: ROWS - 1], rows[ROWS - 1][:-1] + "…"]
    return tuple(rows)
