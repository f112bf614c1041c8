"""
我的工作台: what waits for me, by when. Each app says in `desk.py` what waits; nobody is asked twice for one thing.

`waiting(user)` of an app's `desk` module gives `Waiting` entries, the most urgent first and no more than
`MOST`, and a `Figure` or two for the head of the page.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    One thing to do: what, for which body, by when. `act` says what is to be done, as on a button; `reminder` how urgent
    it has become, where somebody was reminded of it.
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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and where its list is."""

    number: int
    label: Any
    url: str
    grave: bool = False


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
    """All that waits, those with a date first, the nearest on top."""
    found: list[Waiting] = []
    figures: list[Figure] = []
    for module in _modules():
        found += module.waiting(request.user)
        figures += module.figures(request.user)
    found.sort(key=lambda one: (one.due_on is None, one.due_on or date.max))
    return render(request, "core/desk.html", {"waiting": found, "figures": figures})
