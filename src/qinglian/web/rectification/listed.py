"""
What would become of a problem list. 问题清单的预览。

Every row is opened, joined to one that stands, or refused with its reasons. Nothing is guessed: a body is one that this
person sees, by its name, a former one, its code or credit code.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core.wording import listed
from qinglian.web.rectification.likeness import Alike, alike
from qinglian.web.rectification.models import ProblemList, Sighting
from qinglian.web.runs.storing import units_by_name
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units

MONEY = re.compile(r"[￥¥]?\s*(-?[\d,，]+(?:\.\d+)?)\s*(万元|万|元)?")
OPEN, JOIN, REFUSED = "open", "join", "refused"


@dataclass(slots=True)
class Line:
    """One row: what it says, what is alike, why it is refused."""

    row: int
    title: str
    text: str
    number: str = ""
    anchor_id: str = ""
    unit: Unit | None = None
    unit_said: str = ""
    lead: Unit | None = None
    act_on: date | None = None
    due_on: date | None = None
    amount_fen: int | None = None
    found: list[Alike] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)

    @property
    def what(self) -> str:
        """What would become of it unless a person says otherwise."""
        return REFUSED if self.bad else JOIN if self.found else OPEN

    @property
    def reasons(self) -> str:
        """Why it is refused, in one line."""
        return listed(self.bad)


def lines_of(received: ProblemList, user: Any) -> list[Line]:
    """Every row of a list as it stands today."""
    bodies = {unit.pk: unit for unit in visible_units(user)}
    names = units_by_name()
    had = set(
        Sighting.objects.filter(origin=received.origin, document=received.document)
        .exclude(number="")
        .values_list("number", flat=True)
    )
    seen: dict[tuple[int, str], int] = {}
    found = []
    for row in received.rows:
        line = _line(row, received, names, bodies)
        if line.number and line.number in had:
            line.bad.append(_("这份文件的这一号已经登记过"))
        if line.unit is not None:
            key = (line.unit.pk, line.title)
            if key in seen:
                line.bad.append(_("与第 %(row)d 行相同") % {"row": seen[key]})
            seen.setdefault(key, line.row)
            if not line.bad:
                line.found = alike(
                    unit=line.unit,
                    title=line.title,
                    text=line.text,
                    anchor_id=line.anchor_id,
                    by=user,
                )
        found.append(line)
    return found


def _line(
    row: dict[str, Any], received: ProblemList, names: dict[str, int], bodies: dict[int, Unit]
) -> Line:
    title = row.get("title") or ""
    line = Line(
        row["row"], title[:200], row.get("text") or title, row.get("number") or "", row.get("anchor") or "",
        unit_said=row.get("unit") or "",
        bad=[_("%(column)s：%(why)s") % {"column": column, "why": why} for column, why in row["bad"]],
    )  # fmt: skip
    line.unit = _body(line, line.unit_said, names, bodies)
    line.lead = _body(line, row.get("lead") or "", names, bodies)
    line.act_on, line.due_on = _day(row.get("act_on")), _day(row.get("due_on"))
    if line.act_on and line.act_on > received.found_on:
        line.bad.append(_("问题发生日期不能晚于发现日期。"))
    if line.due_on and line.due_on < received.found_on:
        line.bad.append(_("整改期限不能早于发现日期。"))
    for name, times in (("amount", 1), ("amount_wan", 10_000)):
        if row.get(name) and line.amount_fen is None:
            line.amount_fen = _fen(line, row[name], times)
    return line


def _body(line: Line, said: str, names: dict[str, int], bodies: dict[int, Unit]) -> Unit | None:
    if not said:
        return None
    found = bodies.get(names.get(said.strip(), 0))
    if found is None:
        line.bad.append(_("没有认出单位“%(unit)s”，或它不在您可见的范围内") % {"unit": said})
    return found


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def _fen(line: Line, said: str, times: int) -> int | None:
    match = MONEY.fullmatch(str(said).strip())
    try:
        if match is None:
            raise InvalidOperation
        number = Decimal(match[1].replace(",", "").replace("，", ""))
        factor = 10_000 if (match[2] or "").startswith("万") else 1 if match[2] else times
        fen = int((number * factor * 100).to_integral_value())
    except InvalidOperation:
        line.bad.append(_("读不出金额“%(said)s”") % {"said": said})
        return None
    if fen < 0:
        line.bad.append(_("金额不能是负数。"))
    return fen
