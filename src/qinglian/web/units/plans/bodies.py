"""
Bodies of an import. 导入单位。

One row is the time a body stood under one name (model/tables/organisation.yaml). Rows of the file are laid over the
names on record by the day they begin; what the file leaves blank stays as it is, what it does not name stays too.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core.wording import listed, noted
from qinglian.web.units.models import Succession, Unit, UnitName
from qinglian.web.units.plans.steps import (
    Step,
    What,
    bad_cells,
    begins,
    ends,
    last,
    refused,
    too_long,
)
from qinglian.web.units.sheets import UNITS, heading_of, shown

WRITTEN = {"uscc": "uscc", "unit_type": "unit_type", "level": "level", "region_code": "region_code"}
LIMITS = {
    "organisation_id": 64,
    "organisation_name": 120,
    "uscc": 18,
    "unit_type": 24,
    "region_code": 12,
}


@dataclass(slots=True)
class Body:
    """A body as it will stand. `names`: (from, to, name) in order, the last is the present one."""

    code: str
    unit: Unit | None = None
    names: list[tuple[date, date | None, str]] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    successor: str = ""
    what: What = What.SAME
    row: int = 0

    @property
    def name(self) -> str:
        """The present name."""
        return self.names[-1][2]

    @property
    def valid_from(self) -> date:
        """Since when it exists."""
        return self.names[0][0]

    @property
    def valid_to(self) -> date | None:
        """The day from which it is no more."""
        return self.names[-1][1]


def plan_bodies(rows: list[dict[str, Any]]) -> tuple[dict[str, Body], list[Step]]:
    """All bodies, those on record and those of the file, and what becomes of the latter."""
    steps: list[Step] = []
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        subject = row.get("organisation_name") or row.get("organisation_id") or ""
        bad = bad_cells(UNITS, row, subject)
        long = too_long(row, LIMITS)
        if not bad and long:
            bad = [refused(UNITS, row, subject, *long)]
        if not bad and not re.fullmatch(r"[\w.-]+", row["organisation_id"]):
            bad = [refused(UNITS, row, subject, "organisation_id", _("只能用字母、数字、点和短横"))]
        if not bad and row.get("to_on") and ends(row) <= begins(row):
            bad = [refused(UNITS, row, subject, "to_on", _("早于起始日期"))]
        steps += bad
        if not bad:
            by_code.setdefault(row["organisation_id"], []).append(row)
    bodies = on_record()
    for code, found in by_code.items():
        before = bodies.get(code)
        after, why = _laid_over(code, before, sorted(found, key=begins))
        if why:
            steps.append(why)
            continue
        bodies[code] = after
        steps.append(_step(before, after))
    for code, found in by_code.items():
        steps += _successor(bodies, code, found)
    return bodies, steps


def on_record() -> dict[str, Body]:
    """All bodies by code."""
    names: dict[int, list[tuple[date, date | None, str]]] = {}
    for unit, begins_, ends_, name in UnitName.objects.order_by("valid_from").values_list(
        "unit", "valid_from", "valid_to", "name"
    ):
        names.setdefault(unit, []).append((begins_, ends_, name))
    after = dict(Succession.objects.values_list("before", "after__code"))
    found = {}
    for unit in Unit.objects.all():
        old = names.get(unit.pk, [])
        since = old[-1][1] if old else unit.valid_from
        found[unit.code] = Body(
            unit.code,
            unit,
            [*old, (since, unit.valid_to, unit.name)],
            {name: getattr(unit, name) for name in WRITTEN.values()},
            after.get(unit.pk, ""),
        )
    return found


def _laid_over(
    code: str, before: Body | None, rows: list[dict[str, Any]]
) -> tuple[Body, Step | None]:
    periods = {one[0]: one for one in before.names} if before else {}
    body = Body(code, before.unit if before else None, row=rows[-1]["_row"])
    body.written = dict(before.written) if before else dict.fromkeys(WRITTEN.values(), "")
    body.written["level"] = body.written["level"] or Unit.Level.COUNTY.value
    body.successor = before.successor if before else ""
    for row in rows:
        day = begins(row)
        kept = periods.get(day)
        periods[day] = (day, ends(row) or (kept[1] if kept else None), row["organisation_name"])
        for column, name in WRITTEN.items():
            body.written[name] = row.get(column) or body.written[name]
    names = [periods[day] for day in sorted(periods)]
    for number in range(len(names) - 1):
        day, to, name = names[number]
        following = names[number + 1][0]
        if to is None:
            names[number] = (day, following, name)
        elif to > following:
            text = _("“%(name)s”到%(to)s为止，与自%(day)s起的名称重叠") % {
                "name": name, "to": last(to), "day": following,
            }  # fmt: skip
            return body, refused(UNITS, rows[-1], rows[-1]["organisation_name"], "from_on", text)
    body.names = names
    return body, None


def _successor(bodies: dict[str, Body], code: str, rows: list[dict[str, Any]]) -> list[Step]:
    said = next((row for row in rows if row.get("successor_id")), None)
    body = bodies.get(code)
    if said is None or body is None:
        return []
    other = said["successor_id"]
    why = ""
    if other not in bodies:
        why = _("没有编号为%(code)s的单位") % {"code": other}
    elif other == code:
        why = _("承接单位不能是它自己。")
    elif body.valid_to is None:
        why = _("写明并入何处的，须填存续止")
    elif body.successor and body.successor != other:
        why = _("已记为并入%(name)s") % {"name": bodies[body.successor].name}
    if why:
        return [refused(UNITS, said, body.name, "successor_id", why)]
    if body.successor == other:
        return []
    body.successor = other
    change = (heading_of(UNITS, "successor_id"), "", bodies[other].name)
    return [Step(UNITS, said["_row"], What.ENDED, noted(body.name, code), (change,))]


def _step(before: Body | None, after: Body) -> Step:
    subject = noted(after.name, after.code)
    if before is None:
        after.what = What.NEW
        return Step(UNITS, after.row, What.NEW, subject, tuple(_facts(after)))
    changes = tuple(
        (label, old, new)
        for (label, _o, old), (_l, _n, new) in zip(_facts(before), _facts(after), strict=True)
        if old != new
    )
    if changes:
        ended = before.valid_to is None and after.valid_to is not None
        after.what = What.ENDED if ended else What.CHANGED
    return Step(UNITS, after.row, after.what, subject, changes)


def _facts(body: Body) -> list[tuple[str, str, str]]:
    """What the preview compares: label, nothing, value in words."""
    former = listed(noted(name, f"{day} – {last(to)}") for day, to, name in body.names[:-1])
    written = [
        (heading_of(UNITS, n), "", shown(UNITS, n, body.written[n])) for n in WRITTEN.values()
    ]
    return [
        (heading_of(UNITS, "organisation_name"), "", body.name),
        (_("曾用名"), "", former or shown(UNITS, "", "")),
        *written,
        (heading_of(UNITS, "from_on"), "", str(body.valid_from)),
        (heading_of(UNITS, "to_on"), "", last(body.valid_to) or shown(UNITS, "", "")),
    ]
