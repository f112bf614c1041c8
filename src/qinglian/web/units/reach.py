"""
Work out how far each body reaches along each kind of line. 沿线能到哪里。

A path holds while all its lines hold. Whoever reaches a body also reaches those whose matters it took over,
from the day of the merger: scope follows mergers and splits as of today, rows keep the unit they were written
for.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import transaction

from qinglian.web.units.models import Line, Reach, Succession, Unit

EVER = date.max
"""Stands for an open end while intervals are compared."""

Span = tuple[date, date]


class LinesInCircle(ValueError):
    """Lines of one kind lead back to a body on a day; nobody is above oneself."""

    def __init__(self, kind: str, unit: int) -> None:
        super().__init__(f"{kind}: {unit}")
        self.kind, self.unit = kind, unit


@transaction.atomic
def reach_rebuild() -> int:
    """Write all of `Reach` anew from lines and successions; returns its rows. Raises `LinesInCircle`."""
    taken_over = _taken_over()
    found: set[tuple[str, int, int, int, date, date]] = set()
    for unit in Unit.objects.values_list("pk", flat=True):
        # A body may have papers from before it was founded on record here; itself it always reaches.
        found.add((Reach.SELF, unit, unit, 0, date.min, EVER))
        found |= {(Reach.SELF, unit, old, 0, since, EVER) for old, since in taken_over[unit]}
    for kind in Line.Kind.values:
        below = _below(kind)
        for upper in list(below):
            for lower, depth, (begins, ends) in _walk(kind, upper, below):
                found.add((kind, upper, lower, depth, begins, ends))
                for old, since in taken_over[lower]:
                    if max(begins, since) < ends:
                        found.add((kind, upper, old, depth, max(begins, since), ends))
    Reach.objects.all().delete()
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
            for kind, upper, lower, depth, begins, ends in sorted(found)
        ),
        batch_size=2000,
    )
    return len(found)


def _below(kind: str) -> dict[int, list[tuple[int, Span]]]:
    below: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    lines = Line.objects.filter(kind=kind).values_list("upper", "lower", "valid_from", "valid_to")
    for upper, lower, begins, ends in lines:
        below[upper].append((lower, (begins, ends or EVER)))
    return below


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
                raise LinesInCircle(kind, lower)
            yield lower, depth + 1, both
            todo.append((lower, depth + 1, both, (*path, lower)))


def _taken_over() -> dict[int, set[tuple[int, date]]]:
    """For each body those whose matters it has, however many mergers ago, and since when."""
    direct: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for after, before, on in Succession.objects.values_list("after", "before", "on"):
        direct[after].append((before, on))
    found: dict[int, set[tuple[int, date]]] = defaultdict(set)
    for after in list(direct):
        todo = [(before, on, {after}) for before, on in direct[after]]
        while todo:
            before, on, seen = todo.pop()
            if before in seen:
                continue
            found[after].add((before, on))
            todo += [(old, max(on, then), seen | {before}) for old, then in direct.get(before, ())]
    return found
