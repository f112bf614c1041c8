"""
The strip map as SVG: stakes × layers or months × lanes, without tiles. 条带图的画法。

Sixty thousand marks are not sixty thousand rectangles. A mark narrower than `NARROW` pixels joins its neighbours of the
same row, lane and tone whose pixel columns touch it, into one run that says how many it holds and leads to that piece
of road alone; a wider mark stands for itself and leads to what it is about. So a picture never holds more rectangles
than it has columns, and time goes with the number of marks, once over.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qinglian.roadworks.alignment import Alignment as Road
from qinglian.roadworks.stake import Stake
from qinglian.web.works.strips import Mark

WIDTH, LEFT, ROW, AXIS, GAP = 1200, 230, 22, 62, 18
COLUMNS = WIDTH - LEFT - 20
NARROW = 5
TONES = {
    "good": gettext_lazy("已完成、已验收"), "plain": gettext_lazy("其他"), "wait": gettext_lazy("办理中"),
    "warn": gettext_lazy("另有依据，需留意"), "bad": gettext_lazy("矛盾或疑点"),
}  # fmt: skip
TONE_OF = {
    **dict.fromkeys(
        ("accepted", "ordered", "measured", "certified", "passed", "done", "good", "paid", "repaired"), "good"
    ),
    **dict.fromkeys(("draft", "noticed", "pending", "wait", "open", "applied", "sent", "uncovering"), "wait"),
    **dict.fromkeys(
        ("timed_out", "covered", "later_proof", "proved", "returned", "correction", "yellow", "blue"), "warn"
    ),
    **dict.fromkeys(("private", "failed", "refused", "bad", "red", "orange", "overlap", "doubt"), "bad"),
}  # fmt: skip
"""What the kinds of all rooms look like; a kind not named here is plain."""
ORDER = {tone: place for place, tone in enumerate(("good", "plain", "wait", "warn", "bad"))}
HALVES = {
    "left": (0.0, 0.5), "up": (0.0, 0.5), "right": (0.5, 0.5), "down": (0.5, 0.5), "median": (0.35, 0.3),
}  # fmt: skip
Run = tuple[int, int, int, Mark]
"""First column, last column, how many marks, the first of them."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is looked at: [start, end) in metres of the line."""

    start: float
    end: float

    @property
    def scale(self) -> float:
        """Pixels of a metre."""
        return COLUMNS / (self.end - self.start)

    def x(self, metres: float) -> float:
        """Where a distance lies on the picture."""
        return LEFT + (metres - self.start) * self.scale

    def metres(self, column: int) -> float:
        """The distance at a column."""
        return self.start + column / self.scale


@dataclass(frozen=True, slots=True)
class Box:
    """A structure: a bridge or tunnel with its extent."""

    name: str
    start: float
    end: float
    url: str = ""


@dataclass(slots=True)
class Strip:
    """One line to draw: its road, what part of it, structures, runs by row."""

    road: Road
    window: Window
    boxes: Sequence[Box] = ()
    rows: dict[Any, str] = field(default_factory=dict)
    runs: dict[Any, dict[tuple[str, str], list[Run]]] = field(default_factory=dict)
    number: int = 0


def gather(strip: Strip, marks: Iterable[Mark], row_of: Callable[[Mark], tuple[Any, str]]) -> None:
    """
    Sort marks into rows, lanes and tones and merge the narrow ones that touch. `row_of` gives a mark's row: how it
    sorts, what it is called.
    """
    begin, end, scale = strip.window.start, strip.window.end, strip.window.scale
    cells: dict[tuple[Any, str, str], list[tuple[int, int, Mark]]] = {}
    for mark in marks:
        first, last = float(mark.start), float(mark.end)
        if last < begin or first >= end or (last == begin and first < begin):
            continue
        left = max(0, floor((first - begin) * scale))
        right = min(COLUMNS, max(left + 1, ceil((last - begin) * scale)))
        key, name = row_of(mark)
        strip.rows.setdefault(key, name)
        half = mark.lane if mark.lane in HALVES else ""
        tone = TONE_OF.get(mark.colour_kind, "plain")
        cells.setdefault((key, half, tone), []).append((left, right, mark))
        strip.number += 1
    for (key, half, tone), found in cells.items():
        strip.runs.setdefault(key, {})[half, tone] = _merged(found)


def _merged(found: list[tuple[int, int, Mark]]) -> list[Run]:
    found.sort(key=lambda one: (one[0], one[1]))
    runs: list[Run] = []
    wide = []
    left, right, number, first = -1, -2, 0, None
    for begin, end, mark in found:
        if end - begin >= NARROW:
            wide.append((begin, end, 1, mark))
        elif first is not None and begin <= right:
            right, number = max(right, end), number + 1
        else:
            if first is not None:
                runs.append((left, right, number, first))
            left, right, number, first = begin, end, 1, mark
    if first is not None:
        runs.append((left, right, number, first))
    return wide + runs


def draw(strips: Sequence[Strip], zoom: Callable[[Strip, float, float], str], title: str) -> str:
    """The picture of all lines, one below the other. `zoom` gives the address of a piece of a line."""
    out: list[str] = []
    y = 0.0
    for strip in strips:
        y = _strip(out, strip, y, zoom) + GAP
    height = max(60, round(y))
    head = (
        f'<svg class="strip" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="group"'
        f' aria-label="{escape(title)}">'
    )
    return head + "".join(out) + "</svg>"


def _strip(out: list[str], strip: Strip, y: float, zoom: Callable[[Strip, float, float], str]) -> float:  # fmt: skip
    window, bottom = strip.window, y + AXIS + ROW * max(1, len(strip.rows))
    top = y + AXIS
    out.append(f'<text class="line" x="4" y="{y + 16:.0f}">{escape(strip.road.name)}</text>')
    _axis(out, strip, y + AXIS - 6, bottom)
    free = float(LEFT)
    for box in sorted(strip.boxes, key=lambda one: one.start):
        left, right = window.x(max(box.start, window.start)), window.x(min(box.end, window.end))
        middle, wide = (left + right) / 2, max(6.0, right - left)
        text = (
            f'<rect class="box" x="{middle - wide / 2:.1f}" y="{y + 20:.0f}" width="{wide:.1f}" height="12">'
            f"<title>{escape(box.name)}</title></rect>"
        )
        if middle - wide / 2 >= free:
            text += f'<text class="stake" x="{middle - wide / 2:.1f}" y="{y + 15:.0f}">{escape(box.name)}</text>'
            free = middle - wide / 2 + 12 * len(box.name) + 8
        out.append(f'<a href="{escape(box.url)}">{text}</a>' if box.url else text)
    for at, key in enumerate(sorted(strip.rows)):
        base = top + at * ROW
        out.append(f'<text class="row" x="4" y="{base + 15:.0f}">{escape(strip.rows[key])}</text>')
        under = base + ROW - 1
        out.append(
            f'<line class="grid" x1="{LEFT}" x2="{LEFT + COLUMNS}" y1="{under:.0f}" y2="{under:.0f}"/>'
        )
        cells = sorted(strip.runs.get(key, {}).items(), key=lambda one: ORDER[one[0][1]])
        for (half, tone), runs in cells:
            share, tall = HALVES.get(half, (0.0, 1.0))
            _runs(out, strip, runs, tone, base + 2 + share * (ROW - 5), tall * (ROW - 5), zoom)
    if not strip.rows:
        out.append(
            f'<text class="row" x="{LEFT}" y="{top + 15:.0f}">{escape(_("这一段没有记录。"))}</text>'
        )
    _breaks(out, strip, y + AXIS - 6, bottom)
    return bottom


def _runs(
    out: list[str], strip: Strip, runs: list[Run], tone: str, y: float, tall: float,
    zoom: Callable[[Strip, float, float], str],
) -> None:  # fmt: skip
    for left, right, number, mark in runs:
        if number == 1:
            url, said = mark.url, f"{mark.title} {_on(mark)}".strip()
        else:
            url = zoom(strip, strip.window.metres(left), strip.window.metres(right))
            said = ngettext("%(n)d 处，点开放大", "%(n)d 处，点开放大", number) % {"n": number}
        out.append(
            f'<a href="{escape(url)}"><rect class="{tone}" x="{LEFT + left}" y="{y:.1f}" width="{right - left}"'
            f' height="{tall:.1f}"><title>{escape(said)}</title></rect></a>'
        )


def _on(mark: Mark) -> str:
    return mark.on.isoformat() if mark.on else ""


def _axis(out: list[str], strip: Strip, y: float, bottom: float) -> None:
    window = strip.window
    out.append(f'<line class="axis" x1="{LEFT}" x2="{LEFT + COLUMNS}" y1="{y:.0f}" y2="{y:.0f}"/>')
    step, free = _step(window.end - window.start), LEFT - 30.0
    for piece in strip.road.pieces:
        number = Decimal(ceil(piece.first / step) * step)
        while number <= piece.last:
            x = window.x(float(piece.offset + number - piece.first))
            if LEFT <= x <= LEFT + COLUMNS:
                out.append(
                    f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 4:.0f}" y2="{bottom:.0f}"/>'
                )
                label = escape(str(Stake(strip.road.prefix, number)))
                at = min(x, LEFT + COLUMNS - 60.0)
                if at >= free:
                    out.append(f'<text class="stake" x="{at:.1f}" y="{y - 8:.0f}">{label}</text>')
                    free = at + 7 * len(label) + 6
            number += step


def _step(length: float) -> int:
    """Ten marks or so, at round stakes."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000):
        if length / step <= 10:
            return step
    return 50_000


def _breaks(out: list[str], strip: Strip, y: float, bottom: float) -> None:
    for piece, said in zip(strip.road.pieces[1:], strip.road.breaks, strict=True):
        at = float(piece.offset)
        if strip.window.start <= at <= strip.window.end:
            x = strip.window.x(at)
            zigzag = f"M{x - 4:.1f} {y - 6:.0f}l8 4l-8 4l8 4"
            out.append(
                f'<g class="break"><title>{escape(_("断链"))} {escape(str(said))}</title>'
                f'<path d="{zigzag}"/><line x1="{x:.1f}" x2="{x:.1f}" y1="{y + 6:.0f}" y2="{bottom:.0f}"/></g>'
            )
