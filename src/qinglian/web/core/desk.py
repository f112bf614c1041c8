"""
我的工作台: what waits for me, by when. Each app says in `desk.py` what waits; nobody is asked twice for one thing.

`parts(user)` of an app's `desk` module gives a `Part` for each kind of thing that may wait: the rows, scoped to the
person, how each is shown, what is read along with them. `counters(user)` gives a `Counter` for each number at the head
of the page. Neither asks the database: one statement finds out which parts hold anything and counts all numbers, then
only the parts with something are read, a statement each. So an app with nothing to say costs nothing of its own.

Look at the roles first and give no part for a room that the person cannot open: `reach` and `roles_of` are known. What
may be hundreds is read as `first_of` each status; the rest are read up to `MOST`, the most urgent first.

    def parts(user):
        if roles_of(user) & APPROVING:
            yield Part(waiting_plans(user), _plan, related=("unit",), order=("due_on", "pk"))

    def counters(user):
        if reach(user, Plan.OBJECT):
            yield Counter(late_plans(user), _("逾期计划"), reverse("plans:plans") + "?state=late", grave=True)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.sql import Query
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

MOST = 50
COUNT = "(SELECT COUNT(*) FROM ({}) counted)"
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


def _as_they_are(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class Part:
    """
    Things of one kind that may wait. `rows`: which, and nothing beyond what decides that; `adds`: what is asked of them
    besides, once there are any; `shape`: how one is shown.
    """

    rows: QuerySet[Any]
    shape: Callable[[Any], Waiting]
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)
    adds: Callable[[QuerySet[Any]], QuerySet[Any]] = _as_they_are

    def waiting(self) -> list[Waiting]:
        """The most urgent ones: one statement."""
        rows = self.adds(self.rows)
        if self.related:
            rows = rows.select_related(*self.related)
        return [self.shape(one) for one in rows.order_by(*self.order)[:MOST]]


@dataclass(frozen=True, slots=True)
class Counter:
    """A number for the head of the page, still to be counted. `empty`: shown also where there are none."""

    rows: QuerySet[Any]
    label: Any
    url: str
    grave: bool = False
    empty: bool = False

    def figure(self, number: int) -> list[Figure]:
        """What is shown of it."""
        return [Figure(number, self.label, self.url, self.grave)] if number or self.empty else []


@cache
def _modules() -> tuple[Any, ...]:
    names = (
        f"{config.name}.desk"
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.") and config.label != "core"
    )
    return tuple(import_module(name) for name in names if find_spec(name))


def waiting_of(
    parts: Iterable[Part], counters: Iterable[Counter] = ()
) -> tuple[list[Waiting], list[Figure]]:
    """What waits and what is counted: one statement for all, and one for each part that holds anything."""
    parts, counters = list(parts), list(counters)
    said = _ask([("EXISTS({})", one.rows.query.exists(limit=False)) for one in parts] + [
        (COUNT, one.rows.order_by().values("pk").query) for one in counters
    ])  # fmt: skip
    held, numbers = said[: len(parts)], said[len(parts) :]
    found = [one for part, any_ in zip(parts, held, strict=True) if any_ for one in part.waiting()]
    figures = [
        figure
        for counter, number in zip(counters, numbers, strict=True)
        for figure in counter.figure(number)
    ]
    return found, figures


def _ask(columns: list[tuple[str, Query]]) -> list[int]:
    """
    The value of each column, a template with a query, in one row. What is empty by its condition is not asked at all.
    Each query is written out by itself: as parts of another one they would be copied and renamed over and over.
    """
    said, asked, params = [0] * len(columns), {}, []
    for at, (template, query) in enumerate(columns):
        try:
            sql, values = query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        asked[at] = template.format(sql)
        params += values
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(asked.values())}", params)
            for at, value in zip(asked, cursor.fetchone(), strict=True):
                said[at] = int(value)
    return said


def desk_of(user: Any) -> tuple[list[Waiting], list[Figure]]:
    """What all apps have for a person."""
    modules = _modules()
    return waiting_of(
        (part for module in modules for part in module.parts(user)),
        (counter for module in modules for counter in module.counters(user)),
    )


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """All that waits by what is to be done, groups and rows with the nearest date on top."""
    found, figures = desk_of(request.user)
    found.sort(key=lambda one: (one.due_on is None, one.due_on or date.max))
    groups: dict[tuple[str, str], Group] = {}
    for one in found:
        key = str(one.act), str(one.room)
        groups.setdefault(key, Group(one.act, one.room, [])).rows.append(one)
    shown = {"groups": list(groups.values()), "figures": figures}
    return render(request, "core/desk.html", shown)
