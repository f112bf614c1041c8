"""The periods of turns and their days. 周期：每次从哪天到哪天，哪天到期。"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from qinglian.web.core.workdays import add_working_days, is_working_day
from qinglian.web.duties.kinds import Cycle

MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}
"""How many months a period has."""


@dataclass(frozen=True, slots=True)
class Period:
    """One turn: its days, both inside, and the day it is due."""

    begins_on: date
    ends_on: date
    due_on: date


def period_of(cycle: str, day: date) -> tuple[date, date]:
    """The period of a cycle that holds a day."""
    length = MONTHS[Cycle(cycle)]
    first = (day.month - 1) // length * length + 1
    begins = date(day.year, first, 1)
    after = first + length
    ends = date(day.year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return begins, ends


@lru_cache(4096)
def due_in(ends_on: date, before: int, later: int = 0) -> date:
    """So many working days before the last working day of a period; for a level below some working days later."""
    day = ends_on
    while not is_working_day(day):
        day -= timedelta(days=1)
    left = before
    while left > 0:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return add_working_days(day, later) if later else day


@lru_cache(4096)
def periods_between(
    cycle: str, once_on: date | None, due_day: int, later: int, begins: date, ends: date
) -> tuple[Period, ...]:
    """
    All turns of an item sent from a day until another: those whose day lies inside. `once_on` is the day of what is
    done once; without one it is the last day of the sending.
    """
    if cycle == Cycle.ONCE:
        due = once_on or ends
        if later:
            due = add_working_days(due, later)
        return (Period(begins, max(begins, due), due),) if begins <= due else ()
    found, day = [], begins
    while day <= ends:
        first, last = period_of(cycle, day)
        due = due_in(last, due_day, later)
        if begins <= due <= ends or (later and begins <= due_in(last, due_day) <= ends):
            found.append(Period(first, last, due))
        day = last + timedelta(days=1)
    return tuple(found)


def period_name(cycle: str, begins_on: date) -> str:
    """2026年5月, 2026年第二季度, 2026年上半年, 2026年; nothing for what is done once."""
    said = {"year": begins_on.year, "month": begins_on.month}
    if cycle == Cycle.MONTH:
        return _("%(year)d年%(month)d月") % said
    if cycle == Cycle.QUARTER:
        names = (_("第一季度"), _("第二季度"), _("第三季度"), _("第四季度"))
        return _("%(year)d年%(part)s") % {**said, "part": names[(begins_on.month - 1) // 3]}
    if cycle == Cycle.HALF:
        part = _("上半年") if begins_on.month < 7 else _("下半年")
        return _("%(year)d年%(part)s") % {**said, "part": part}
    return _("%(year)d年") % said if cycle == Cycle.YEAR else ""
