"""
The terms there are, with their defaults; each app registers its own. 有哪些时限，默认各几天。

A term is a number of working days by level. The day a step begins is not counted (民法典 第二百零一条); holidays and
the days worked instead are those of `core.workdays`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from qinglian.web.clocks.models import Limit
from qinglian.web.core.workdays import add_working_days

MOST_DAYS = 250
"""A working year; a longer term is no term."""


@dataclass(frozen=True, slots=True)
class Term:
    """
    One term. `key`: `<object>.<step>`, as in records. `days`: level → default; one level `""` where there are none.
    `most`: what no place may go beyond. `source`: where the default comes from.
    """

    key: str
    group: Any
    label: Any
    days: Mapping[str, int]
    source: Any
    levels: Mapping[str, Any]
    most: int = MOST_DAYS

    def level_name(self, level: str) -> Any:
        """The level in words; nothing where there are none."""
        return self.levels.get(level, "")


TERMS: dict[str, Term] = {}


def register(*terms: Term) -> None:
    """Make terms known."""
    TERMS.update({term.key: term for term in terms})


def agreed(on: date) -> Q:
    """Changes that are in force on a day or were before."""
    return Q(agreed=True, valid_from__lte=on)


def days_for(key: str, level: str, on: date) -> int | None:
    """Working days of a term that begins on a day: the last change, or the default; None where there is no term."""
    if key not in TERMS or level not in TERMS[key].days:
        return None
    said = Limit.objects.filter(agreed(on), term=key, level=level)
    last = said.order_by("-valid_from", "-pk").values_list("days", flat=True).first()
    return TERMS[key].days[level] if last is None else last


def all_days(on: date) -> dict[tuple[str, str], tuple[int, date | None]]:
    """Every term and level with its days and since when they differ from the default; one query."""
    found: dict[tuple[str, str], tuple[int, date | None]] = {
        (term.key, level): (days, None)
        for term in TERMS.values()
        for level, days in term.days.items()
    }
    for one in Limit.objects.filter(agreed(on)).order_by("valid_from", "pk"):
        if (one.term, one.level) in found:
            found[one.term, one.level] = (one.days, one.valid_from)
    return found


def due_for(key: str, level: str, start: date) -> date | None:
    """The last day of a term that begins on a day."""
    days = days_for(key, level, start)
    return None if days is None else add_working_days(start, days)
