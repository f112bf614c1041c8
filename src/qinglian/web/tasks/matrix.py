"""
The five columns of a matter, filled by every app that knows something. 部署—检查—通报—考核—落实 五栏。

Each app may have a module `matters.py`:

* `cells(matters, user)` gives `Cell` entries for what belongs to matters by its origin;
* `KINDS` lists the kinds of things (`Kind`) that a person may put under a column by their number, with a reason.

Both show only what this person sees. Something linked that they do not see (or that is no longer there: the two look
alike) leaves the column filled and says so, without a word of what it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from qinglian.web.tasks.models import Column, Matter, MatterLink, MatterPaper


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing as it stands in a column. `done`: it fills the column; work in progress does not yet."""

    label: Any
    title: str
    url: str = ""
    on: date | None = None
    state: Any = ""
    badge: str = ""
    done: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry: of which matter, in which column, and by whose hand and why where it was linked."""

    matter: int
    column: str
    shown: Shown
    why: str = ""
    link: MatterLink | None = None
    papers: tuple[MatterPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can be linked. `rows(user, numbers)`: those of the numbers that this person sees."""

    code: str
    label: Any
    columns: frozenset[str]
    rows: Callable[[Any, Iterable[str]], dict[str, Shown]]


@cache
def _modules() -> tuple[Any, ...]:
    names = (
        f"{config.name}.matters"
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.") and config.label != "core"
    )
    return tuple(import_module(name) for name in names if find_spec(name))


def kinds() -> dict[str, Kind]:
    """All kinds of all apps, by code."""
    return {one.code: one for module in _modules() for one in getattr(module, "KINDS", ())}


def linkable(number: str, column: str, user: Any) -> str | None:
    """The kind of the thing with this number, where this person sees it and it fits the column."""
    for kind in kinds().values():
        if column in kind.columns and number in kind.rows(user, [number]):
            return kind.code
    return None


def cells_of(matters: Iterable[Matter], user: Any) -> dict[int, dict[str, list[Cell]]]:
    """For each matter its five columns, each with what stands in it, the earliest first."""
    rows = list(matters)
    found: list[Cell] = []
    for module in _modules():
        found += getattr(module, "cells", _none)(rows, user)
    found += _linked(rows, user)
    filled: dict[int, dict[str, list[Cell]]] = {
        one.pk: {column: [] for column in Column.values} for one in rows
    }
    for cell in sorted(found, key=lambda one: (one.shown.on is None, one.shown.on or date.max)):
        filled[cell.matter][cell.column].append(cell)
    return filled


def gaps(columns: dict[str, list[Cell]]) -> list[str]:
    """The columns in which nothing stands that is done."""
    return [name for name, cells in columns.items() if not any(one.shown.done for one in cells)]


def _none(_matters: Any, _user: Any) -> list[Cell]:
    return []


def _linked(matters: list[Matter], user: Any) -> list[Cell]:
    links = list(
        MatterLink.objects.filter(matter__in=matters)
        .select_related("by", "matter")
        .prefetch_related("papers")
    )
    known = kinds()
    seen = {
        code: kind.rows(user, {one.object_id for one in links if one.kind == code})
        for code, kind in known.items()
        if any(one.kind == code for one in links)
    }
    found = []
    for one in links:
        if one.kind:
            shown = seen.get(one.kind, {}).get(one.object_id) or Shown(
                known[one.kind].label if one.kind in known else "", _("不在您可见的范围内")
            )
        else:
            shown = Shown(_("文件"), one.title, on=one.on)
        found.append(
            Cell(one.matter_id, one.column, shown, one.reason, one, tuple(one.papers.all()))
        )
    return found
