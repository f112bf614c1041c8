"""
查处: a table of numbers, per body and month; everything else is refused. 查处件数的接收。

Case material never enters this system (practice.md 3.3). The table is pasted, not uploaded, so that no file is kept;
each line is a body, a month and a number, and a line that holds anything else refuses the whole table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.campaigns.models import Campaign, HandledCount
from qinglian.web.campaigns.services.rules import not_mine, on_side, step
from qinglian.web.campaigns.states import Status
from qinglian.web.core.moves import NotAllowed, Overtaken, locked

CELLS = re.compile(r"[\t,，;；]+|\s{2,}| ")
MONTH = re.compile(r"(20\d\d)[-/.年](0?[1-9]|1[0-2])月?")
NUMBER = re.compile(r"\d{1,4}")
MOST = 2_000
HEADS = frozenset({"单位", "单位编号", "单位名称", "月份", "件数", "unit", "month", "count"})
SMALL = 5
"""Cells from 1 to 4 are not shown outside the supervision team (practice.md 3.2)."""


@transaction.atomic
def counts_receive(*, campaign: Campaign, by: Any, table: str) -> int:
    """
    Take a table: body, month, number, a line each. A cell received again replaces what it was. Only the team that urges
    receives it. Returns how many cells.
    """
    fresh: Campaign = locked(campaign, None)
    if fresh.status not in (Status.RUNNING, Status.CLOSED):
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, "urging"):
        raise not_mine()
    units = {}
    for part in fresh.parts.select_related("unit"):
        units[part.unit.code] = units[part.unit.name] = part.unit
    cells: dict[tuple[Any, int, int], int] = {}
    for number, (name, year, month, count) in _rows(table):
        if name not in units:
            raise NotAllowed(_("第 %(n)d 行的单位不在参与单位里。") % {"n": number})
        key = (units[name], year, month)
        if key in cells:
            raise NotAllowed(_("第 %(n)d 行和前面的单位、月份重复。") % {"n": number})
        if not _within(fresh, year, month):
            raise NotAllowed(_("第 %(n)d 行的月份不在专项整治期间，或还没有到。") % {"n": number})
        cells[key] = count
    if not cells:
        raise NotAllowed(_("没有数。每行：单位、月份、件数。"))
    now = timezone.now()
    for (unit, year, month), count in cells.items():
        HandledCount.objects.update_or_create(
            campaign=fresh, unit=unit, year=year, month=month,
            defaults={"count": count, "by": by, "at": now},
        )  # fmt: skip
    step(fresh, "counts", by=by, stream="handle", was=fresh.status, now=fresh.status)
    record("campaign.counts", on=fresh, by=by, cells=len(cells))
    return len(cells)


def _rows(table: str) -> Iterator[tuple[int, tuple[str, int, int, int]]]:
    lines = [(number, line.strip()) for number, line in enumerate(table.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MOST:
        raise NotAllowed(_("一次最多 %(n)d 行。") % {"n": MOST})
    for place, (number, line) in enumerate(lines):
        cells = [one for one in CELLS.split(line) if one]
        if place == 0 and cells and all(one.lower() in HEADS for one in cells):
            continue
        month = MONTH.fullmatch(cells[1]) if len(cells) == 3 else None
        if month is None or not NUMBER.fullmatch(cells[2]):
            said = _("第 %(n)d 行不是“单位、月份、件数”。这里只收件数，不收案件材料和说明文字。")
            raise NotAllowed(said % {"n": number})
        yield number, (cells[0], int(month[1]), int(month[2]), int(cells[2]))


def _within(campaign: Campaign, year: int, month: int) -> bool:
    last = min(campaign.ends_on, timezone.localdate())
    first = campaign.begins_on
    return (first.year, first.month) <= (year, month) <= (last.year, last.month)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as one reader may see it: `shown` is None where it is hidden, and `least` what it is at least."""

    shown: int | None
    least: int


def _cell(count: int, exact: bool) -> Cell:
    hidden = not exact and 0 < count < SMALL
    return Cell(None if hidden else count, 1 if hidden else count)


def _sum(cells: list[Cell]) -> Cell:
    least = sum(one.least for one in cells)
    return Cell(None if any(one.shown is None for one in cells) else least, least)


@dataclass(frozen=True, slots=True)
class Table:
    """Bodies × months with totals. Totals are made of what is shown, so that nothing hidden can be worked out."""

    months: list[tuple[int, int]]
    rows: list[tuple[Any, list[Cell], Cell]]
    totals: list[Cell]
    total: Cell


def counts_of(campaign: Campaign, parts: Any, user: Any) -> Table:
    """The table as a person may see it: exact for the team that urges, small cells hidden from everybody else."""
    exact = on_side(campaign, user, "urging")
    rows = list(
        HandledCount.objects.filter(campaign=campaign, unit__in=parts.values("unit"))
        .select_related("unit")
        .order_by("unit__code")
    )
    months = sorted({(one.year, one.month) for one in rows})
    by_unit: dict[Any, dict[tuple[int, int], int]] = {}
    for one in rows:
        by_unit.setdefault(one.unit, {})[one.year, one.month] = one.count
    shown = []
    for unit, counts in by_unit.items():
        cells = [_cell(counts.get(month, 0), exact) for month in months]
        shown.append((unit, cells, _sum(cells)))
    totals = [_sum([cells[place] for _unit, cells, _all in shown]) for place in range(len(months))]
    return Table(months, shown, totals, _sum(totals))
