"""
我的工作台: what waits for me, by when. Each app says in `desk.py` what waits; nobody is asked twice for one thing.

`waiting(user)` of an app's `desk` module gives `Waiting` entries, the most urgent first and no more than
`MOST`, and a `Figure` or two for the head of the page. What may be hundreds comes as `first_of` each status.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

MOST = 50
FIRST = 5
"""Rows of a group that are shown at once, so that the desk fits a phone; the others open beneath them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    One thing to do: what, about which case, for which body, by when. `act` says what is to be done; things of one act
    and one room stand together. `listed` is where the list of all of them is, `of` how many are in it; only the `FIRST`
    are given then. `reminder` says how urgent it has become, where somebody was reminded of it.
    """

    kind: Any
    title: str
    act: Any
    url: str
    unit: str = ""
    due_on: date | None = None
    level: str = ""
    level_name: Any = ""
    reminder: Any = ""
    about: str = ""
    room: Any = ""
    listed: str = ""
    of: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one act, the nearest term first."""

    act: Any
    room: Any
    rows: list[Waiting]

    @property
    def number(self) -> int:
        """How many there are, also those that were not fetched."""
        return max(len(self.rows), *(one.of for one in self.rows))

    @property
    def first(self) -> list[Waiting]:
        """Those shown at once."""
        return self.rows[:FIRST]

    @property
    def rest(self) -> list[Waiting]:
        """Those that open beneath."""
        return self.rows[FIRST:]

    @property
    def more(self) -> int:
        """How many are not shown at once."""
        return self.number - len(self.first)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and where its list is."""

    number: int
    label: Any
    url: str
    grave: bool = False


def first_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The first rows of each status by their terms, with `of`, how many of that status there are: one query."""
    return rows.annotate(
        place=Window(RowNumber(), partition_by="status", order_by=("due_on", "pk")),
        of=Window(Count("pk"), partition_by="status"),
    ).filter(place__lte=FIRST)


@cache
def _modules() -> tuple[Any, ...]:
    names = (
        f"{config.name}.desk"
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.") and config.label != "core"
    )
    return tuple(import_module(name) for name in names if find_spec(name))


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """All that waits by what is to be done, groups and rows with the nearest date on top."""
    found: list[Waiting] = []
    figures: list[Figure] = []
    for module in _modules():
        found += module.waiting(request.user)
        figures += module.figures(request.user)
    found.sort(key=lambda one: (one.due_on is None, one.due_on or date.max))
    groups: dict[tuple[str, str], Group] = {}
    for one in found:
        key = str(one.act), str(one.room)
        groups.setdefault(key, Group(one.act, one.room, [])).rows.append(one)
    shown = {"groups": list(groups.values()), "figures": figures}
    return render(request, "core/desk.html", shown)
