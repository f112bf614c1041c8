"""
Lists: search, filters that live in the address, sorting, paging, export. 列表。

A view names a scoped queryset and what to show of it; the address holds the rest, so that a filtered list can
be sent to a colleague. The same queryset is what is exported: nobody can export what they cannot see.

    return Listing(
        request, Alert.objects.visible_to(request.user), title=_("预警"),
        columns=[Column("public_id", _("编号"), link=True), Column("level", _("级别"), badge=True)],
        search=("public_id", "title"), filters=[Filter("status", _("状态"), Alert.Status.choices)],
        order="-opened_at",
    ).respond()
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from qinglian.web.core.exports import xlsx_response
from qinglian.web.core.limits import take

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column. `name`: attribute path with dots, or the key that `value` reads. `sort`: field of the database,
    or None. `link`: the cell leads to the row's `get_absolute_url()`. `badge`: a coloured mark, its class the
    raw value. `due`: a day with how far away it is, for all rows or for those of which it says so.
    """

    name: str
    label: Any
    value: Callable[[Any], Any] | None = None
    sort: str | None = None
    link: bool = False
    badge: bool = False
    number: bool = False
    due: bool | Callable[[Any], bool] = False

    def raw(self, row: Any) -> Any:
        """The value behind the text."""
        if self.value:
            return self.value(row)
        found = row
        for part in self.name.split("."):
            found = getattr(found, part, None)
        return found

    def kind(self, row: Any) -> str:
        """How the cell is set: a number to the right; a date or one of our numbers never broken over lines."""
        if self.number:
            return "number"
        whole = self.name == "public_id" or (not self.value and isinstance(self.raw(row), date))
        return "whole" if whole else ""

    def text(self, row: Any) -> Any:
        """What is shown and exported: the label of a choice, the value otherwise."""
        shown = getattr(row, f"get_{self.name}_display", None)
        return shown() if shown and not self.value else self.raw(row)


@dataclass(frozen=True, slots=True)
class Filter:
    """A drop-down. `choices`: (value, label) pairs. `lookup`: the field, or a function from the value to a `Q`."""

    name: str
    label: Any
    choices: Iterable[tuple[str, Any]] = ()
    lookup: str | Callable[[str], Q] = ""

    def told(self, value: str) -> str:
        """What was chosen, nothing where the address says something else."""
        return value if value in {str(key) for key, _ in self.choices} else ""

    def q(self, value: str) -> Q:
        """The condition that a chosen value stands for."""
        if callable(self.lookup):
            return self.lookup(value)
        return Q(**{self.lookup or self.name: value})


@dataclass(frozen=True, slots=True)
class DayFilter(Filter):
    """A day, typed or picked: `DayFilter("since", _("起"), lookup=lambda day: Q(at__gte=begin_of(day)))`."""

    def told(self, value: str) -> str:
        """The day as 2026-03-01, nothing where it is none."""
        try:
            return f"{date.fromisoformat(value):%Y-%m-%d}"
        except ValueError:
            return ""


def begin_of(day: str, days: int = 0) -> datetime:
    """Midnight at the beginning of a day, or some days later."""
    return timezone.make_aware(datetime.fromisoformat(day) + timedelta(days=days))


class Listing:
    """One list of one request."""

    def __init__(
        self,
        request: HttpRequest,
        queryset: models.QuerySet[Any],
        *,
        title: Any,
        columns: Sequence[Column],
        search: Sequence[str] = (),
        filters: Sequence[Filter] = (),
        order: str = "pk",
        empty: Any = "",
        intro: Any = "",
        actions: Sequence[tuple[Any, str]] = (),
        context: dict[str, Any] | None = None,
        template: str = "core/list.html",
    ) -> None:
        self.template = template
        self.request, self.title, self.columns, self.filters = request, title, columns, filters
        self.search, self.empty, self.intro, self.actions = search, empty, intro, actions
        self.context = context or {}
        self.words = request.GET.get("q", "").strip()[:100]
        self.chosen = {
            one.name: value for one in filters if (value := one.told(request.GET.get(one.name, "")))
        }
        self.sort = self._sort(order)
        self.rows = self._narrowed(queryset)

    def respond(self) -> HttpResponse:
        """The page, its table alone for a request that changes it in place, or the Excel file."""
        if self.request.GET.get("format") == "xlsx":
            if not take("export", self.request.user):
                return render(self.request, "429.html", status=429)
            return xlsx_response(self)
        page = self._page()
        shown = [
            {"row": row, "cells": [self._cell(column, row) for column in self.columns]}
            for row in page
        ]
        part = getattr(self.request, "htmx", None) and self.request.htmx.target == "list"
        return render(
            self.request,
            "core/list_table.html" if part else self.template,
            {
                **self.context,
                "list": self,
                "page": page,
                "shown": shown,
                "heads": [self._head(column) for column in self.columns],
                "fields": [self._field(one) for one in self.filters],
                "narrowed": bool(self.words or self.chosen),
            },
        )

    def _page(self) -> Page:
        """The page asked for. Rows that all fit on the first one are not counted apart."""
        pages = Paginator(self.rows, PER_PAGE)
        if self.request.GET.get("page", "1") != "1":
            return pages.get_page(self.request.GET["page"])
        rows = list(self.rows[: PER_PAGE + 1])
        if len(rows) <= PER_PAGE:
            pages.count = len(rows)
        return Page(rows[:PER_PAGE], 1, pages)

    def address(self, **changes: Any) -> str:
        """The query string of this list with changes; None leaves a parameter out."""
        query = self.request.GET.copy()
        for name, value in {"page": None, "format": None, **changes}.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return "?" + query.urlencode()

    def export_address(self) -> str:
        """Where the same rows are as an Excel file."""
        return self.address(format="xlsx")

    def _narrowed(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        for word in self.words.split() if self.search else ():
            found = Q(pk__in=())
            for name in self.search:
                found |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(found)
        for one in self.filters:
            if one.name in self.chosen:
                queryset = queryset.filter(one.q(self.chosen[one.name]))
        # A total order: rows equal in what one sorts by must not jump between pages.
        return queryset.order_by(self.sort, "pk")

    def _sort(self, order: str) -> str:
        wanted = self.request.GET.get("sort", "")
        known = {column.sort for column in self.columns if column.sort}
        return wanted if wanted.lstrip("-") in known else order

    def _head(self, column: Column) -> dict[str, Any]:
        up = self.sort == column.sort
        down = self.sort == f"-{column.sort}"
        return {
            "label": column.label,
            "number": column.number,
            "url": self.address(sort=f"-{column.sort}" if up else column.sort)
            if column.sort
            else "",
            "order": "ascending" if up else "descending" if down else "",
        }

    def _field(self, one: Filter) -> dict[str, Any]:
        chosen = self.chosen.get(one.name, "")
        choices = [(str(value), label, str(value) == chosen) for value, label in one.choices]
        return {
            "name": one.name,
            "label": one.label,
            "choices": choices,
            "day": isinstance(one, DayFilter),
            "chosen": chosen,
        }

    def _cell(self, column: Column, row: Any) -> dict[str, Any]:
        return {
            "label": column.label,
            "text": column.text(row),
            "url": row.get_absolute_url() if column.link else "",
            "badge": str(column.raw(row)) if column.badge else "",
            "kind": column.kind(row),
            "due": column.due(row) if callable(column.due) else column.due,
        }
