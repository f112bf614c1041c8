"""Lines of an import, and those that end because a body does. 导入线。"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core.wording import labelled
from qinglian.web.units.models import Line
from qinglian.web.units.plans.bodies import Body
from qinglian.web.units.plans.steps import (
    Step,
    What,
    bad_cells,
    begins,
    ends,
    last,
    overlaps,
    refused,
)
from qinglian.web.units.reach import EVER, LinesInCircle, Picture
from qinglian.web.units.sheets import LINES, heading_of, shown


@dataclass(slots=True)
class Drawn:
    """A line as it will hold."""

    kind: str
    upper: str
    lower: str
    valid_from: date
    valid_to: date | None
    line: int | None = None
    what: What = What.SAME
    row: int | None = None


def plan_lines(
    rows: list[dict[str, Any]], bodies: dict[str, Body]
) -> tuple[list[Drawn], list[Step]]:
    """All lines, those on record and those of the file, and what becomes of them."""
    drawn = on_record(bodies)
    by_ends: dict[tuple[str, str, str], list[Drawn]] = defaultdict(list)
    for one in drawn:
        by_ends[one.kind, one.upper, one.lower].append(one)
    steps: list[Step] = []
    for row in rows:
        bad = bad_cells(LINES, row, _said(row, bodies)) or list(_wrong(row, bodies))
        if bad:
            steps += bad
            continue
        same = by_ends[row["kind"], row["upper_id"], row["lower_id"]]
        one, step = _laid_over(row, same, bodies)
        steps.append(step)
        if one and one not in same:
            same.append(one)
            drawn.append(one)
    steps += _ended_with_bodies(drawn, bodies)
    if all(step.what != What.REFUSED for step in steps):
        steps += _circle(drawn, bodies)
    return drawn, steps


def on_record(bodies: dict[str, Body]) -> list[Drawn]:
    """All lines."""
    codes = {body.unit.pk: code for code, body in bodies.items() if body.unit}
    return [
        Drawn(kind, codes[upper], codes[lower], begins_, ends_, pk)
        for pk, kind, upper, lower, begins_, ends_ in Line.objects.order_by("pk").values_list(
            "pk", "kind", "upper", "lower", "valid_from", "valid_to"
        )
    ]


def _wrong(row: dict[str, Any], bodies: dict[str, Body]) -> Iterator[Step]:
    subject = _said(row, bodies)
    for column in ("upper_id", "lower_id"):
        if row[column] not in bodies:
            text = _("没有编号为%(code)s的单位") % {"code": row[column]}
            yield refused(LINES, row, subject, column, text)
    if row["upper_id"] == row["lower_id"]:
        yield refused(LINES, row, subject, "lower_id", _("一条线的两端不能是同一个单位。"))
    if row.get("to_on") and ends(row) <= begins(row):
        yield refused(LINES, row, subject, "to_on", _("早于起始日期"))


def _laid_over(
    row: dict[str, Any], same: list[Drawn], bodies: dict[str, Body]
) -> tuple[Drawn | None, Step]:
    subject, day, end = _said(row, bodies), begins(row), ends(row)
    for one in same:
        if one.valid_from == day:
            if end is None or end == one.valid_to:
                return one, Step(LINES, row["_row"], What.SAME, subject)
            old, one.valid_to, one.row = one.valid_to, end, row["_row"]
            if one.what == What.SAME:
                one.what = What.ENDED if old is None else What.CHANGED
            change = (heading_of(LINES, "to_on"), last(old) or shown(LINES, "", ""), last(end))
            return one, Step(LINES, row["_row"], one.what, subject, (change,))
        if overlaps((one.valid_from, one.valid_to), (day, end)):
            text = _("与自%(day)s起的同一条线重叠") % {"day": one.valid_from}
            return None, refused(LINES, row, subject, "from_on", text)
    new = Drawn(
        row["kind"], row["upper_id"], row["lower_id"], day, end, None, What.NEW, row["_row"]
    )
    changes = [(heading_of(LINES, "from_on"), "", str(day))]
    if end:
        changes.append((heading_of(LINES, "to_on"), "", last(end)))
    return new, Step(LINES, row["_row"], What.NEW, subject, tuple(changes))


def _ended_with_bodies(drawn: list[Drawn], bodies: dict[str, Body]) -> Iterator[Step]:
    """A line holds no longer than both its bodies."""
    for one in drawn:
        stops = [bodies[code].valid_to for code in (one.upper, one.lower)]
        stop = min((day for day in stops if day), default=None)
        if stop is None or (one.valid_to is not None and one.valid_to <= stop):
            continue
        if one.valid_from >= stop:
            yield Step(
                LINES, one.row, What.REFUSED, _named(one, bodies), (), heading_of(LINES, "from_on"),
                _("单位在这一天已不存续"),
            )  # fmt: skip
            continue
        change = (
            heading_of(LINES, "to_on"),
            last(one.valid_to) or shown(LINES, "", ""),
            last(stop),
        )
        one.valid_to = stop
        if one.what != What.NEW:
            one.what = What.ENDED
        yield Step(LINES, one.row, What.ENDED, _named(one, bodies), (change,), "", _("随单位终止"))


def _circle(drawn: list[Drawn], bodies: dict[str, Body]) -> Iterator[Step]:
    """Nobody is above oneself: the first circle, told at the last row that closes it."""
    number = {code: at for at, code in enumerate(bodies)}
    codes = list(bodies)
    lines = tuple(
        (one.kind, number[one.upper], number[one.lower], one.valid_from, one.valid_to or EVER)
        for one in drawn
    )
    try:
        Picture(tuple(number.values()), lines, ()).reaches()
    except LinesInCircle as error:
        path = [codes[at] for at in error.path]
        pairs = set(pairwise(path))
        closing = max(
            (one for one in drawn if one.kind == error.kind and (one.upper, one.lower) in pairs),
            key=lambda one: one.row or 0,
        )
        names = " → ".join(bodies[code].name for code in path)
        text = _("“%(kind)s”线不能成环：%(path)s。") % {
            "kind": Line.Kind(error.kind).label,
            "path": names,
        }
        subject = _named(closing, bodies)
        yield Step(
            LINES, closing.row, What.REFUSED, subject, (), heading_of(LINES, "upper_id"), text
        )


def _said(row: dict[str, Any], bodies: dict[str, Body]) -> str:
    kind, upper, lower = row.get("kind") or "", row.get("upper_id") or "", row.get("lower_id") or ""
    return _named(Drawn(kind, upper, lower, date.min, None), bodies)


def _named(one: Drawn, bodies: dict[str, Body]) -> str:
    label = Line.Kind(one.kind).label if one.kind in Line.Kind.values else one.kind
    upper, lower = (
        bodies[code].name if code in bodies else code for code in (one.upper, one.lower)
    )
    return labelled(label, f"{upper} → {lower}")
