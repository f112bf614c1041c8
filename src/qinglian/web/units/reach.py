"""
Work out how far each body reaches along each kind of line. 沿线能到哪里。

A path holds while all its lines hold. Whoever reaches a body also reaches those whose matters it took over,
from the day of the merger: scope follows mergers and splits as of today, rows keep the unit they were written
for.

`Picture` holds lines and mergers apart from the database, so that what a change would open can be said before
it is made.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.db import transaction

from qinglian.web.units.models import Line, Reach, Succession, Unit

EVER = date.max
"""Stands for an open end while intervals are compared."""

Span = tuple[date, date]
Row = tuple[str, int, int, int, date, date]
"""Kind, upper, lower, depth, from, to."""


class LinesInCircle(ValueError):
    """Lines of one kind lead back to a body on a day; nobody is above oneself. `path` begins and ends with it."""

    def __init__(self, kind: str, path: tuple[int, ...]) -> None:
        super().__init__(f"{kind}: {path}")
        self.kind, self.path = kind, path


@dataclass(frozen=True, slots=True)
class Picture:
    """
    Bodies, lines (kind, upper, lower, from, to) and takings-over (after, before, since): those on record, or as
    they would be.
    """

    units: tuple[int, ...]
    lines: tuple[tuple[str, int, int, date, date], ...]
    successions: tuple[tuple[int, int, date], ...]

    @classmethod
    def on_record(cls) -> Self:
        """As the database has them."""
        lines = Line.objects.values_list("kind", "upper", "lower", "valid_from", "valid_to")
        return cls(
            tuple(Unit.objects.values_list("pk", flat=True)),
            tuple(
                (kind, upper, lower, begins, ends or EVER)
                for kind, upper, lower, begins, ends in lines.order_by()
            ),
            tuple(Succession.objects.values_list("after", "before", "on")),
        )

    def with_line(self, kind: str, upper: int, lower: int, begins: date, ends: date) -> Self:
        """With one more line."""
        return replace(self, lines=(*self.lines, (kind, upper, lower, begins, ends)))

    def with_line_ended(self, kind: str, upper: int, lower: int, begins: date, on: date) -> Self:
        """With a line that ends on the day; one that ends on its first day never held."""
        lines = tuple(
            (*one[:4], min(one[4], on)) if one[:4] == (kind, upper, lower, begins) else one
            for one in self.lines
        )
        return replace(self, lines=tuple(one for one in lines if one[3] < one[4]))

    def without_body(self, unit: int, on: date, successors: tuple[int, ...] = ()) -> Self:
        """Its lines end on the day, and its matters go to others."""
        lines = tuple(
            (kind, upper, lower, begins, min(ends, on) if unit in (upper, lower) else ends)
            for kind, upper, lower, begins, ends in self.lines
            if unit not in (upper, lower) or begins < on
        )
        taken = tuple((after, unit, on) for after in successors)
        return replace(self, lines=lines, successions=(*self.successions, *taken))

    def reaches(self) -> set[Row]:
        """All that follows. Raises `LinesInCircle`."""
        taken_over = self._taken_over()
        found: set[Row] = set()
        for unit in self.units:
            # A body may have papers from before it was founded on record here; itself it always reaches.
            found.add((Reach.SELF, unit, unit, 0, date.min, EVER))
            found |= {(Reach.SELF, unit, old, 0, since, EVER) for old, since in taken_over[unit]}
        for kind in Line.Kind.values:
            below: dict[int, list[tuple[int, Span]]] = defaultdict(list)
            for of, upper, lower, begins, ends in self.lines:
                if of == kind:
                    below[upper].append((lower, (begins, ends)))
            for upper in list(below):
                for lower, depth, (begins, ends) in _walk(kind, upper, below):
                    found.add((kind, upper, lower, depth, begins, ends))
                    for old, since in taken_over[lower]:
                        if max(begins, since) < ends:
                            found.add((kind, upper, old, depth, max(begins, since), ends))
        return found

    def _taken_over(self) -> dict[int, set[tuple[int, date]]]:
        """For each body those whose matters it has, however many mergers ago, and since when."""
        direct: dict[int, list[tuple[int, date]]] = defaultdict(list)
        for after, before, on in self.successions:
            direct[after].append((before, on))
        found: dict[int, set[tuple[int, date]]] = defaultdict(set)
        for after in list(direct):
            todo = [(before, on, {after}) for before, on in direct[after]]
            while todo:
                before, on, seen = todo.pop()
                if before in seen:
                    continue
                found[after].add((before, on))
                todo += [
                    (old, max(on, then), seen | {before}) for old, then in direct.get(before, ())
                ]
        return found


@transaction.atomic
def reach_rebuild() -> int:
    """Bring `Reach` in step with lines and successions; returns its rows. Raises `LinesInCircle`."""
    found = Picture.on_record().reaches()
    kept: set[Row] = set()
    gone: list[int] = []
    for pk, kind, upper, lower, depth, begins, ends in Reach.objects.values_list(
        "pk", "kind", "upper", "lower", "depth", "valid_from", "valid_to"
    ):
        row = (kind, upper, lower, depth, begins, ends or EVER)
        if row in found and row not in kept:
            kept.add(row)
        else:
            gone.append(pk)
    for first in range(0, len(gone), 500):
        Reach.objects.filter(pk__in=gone[first : first + 500]).delete()
    Reach.objects.bulk_create(
        (
            Reach(
                kind=kind,
                upper_id=upper,
                lower_id=lower,
                depth=depth,
                valid_from=begins,
                valid_to=None if ends == EVER else ends,
            )
            for kind, upper, lower, depth, begins, ends in sorted(found - kept)
        ),
        batch_size=2000,
    )
    return len(found)


def _walk(
    kind: str, top: int, below: dict[int, list[tuple[int, Span]]]
) -> Iterator[tuple[int, int, Span]]:
    """Every path down from one body, as its end, length and the interval in which all its lines hold."""
    todo: list[tuple[int, int, Span, tuple[int, ...]]] = [(top, 0, (date.min, EVER), (top,))]
    while todo:
        unit, depth, span, path = todo.pop()
        for lower, line in below.get(unit, ()):
            both = (max(span[0], line[0]), min(span[1], line[1]))
            if both[0] >= both[1]:
                continue
            if lower in path:
                raise LinesInCircle(kind, (*path[path.index(lower) :], lower))
            yield lower, depth + 1, both
            todo.append((lower, depth + 1, both, (*path, lower)))
