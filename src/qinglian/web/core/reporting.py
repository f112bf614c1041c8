"""
Numbers of a period, each with the list it was counted from. 期间数字，每个数都查得到它的清单。

`figures(user, begins, ends)` of an app's `reporting` module gives `Figure` entries. Papers print them, meetings freeze
them; the link leads to the very rows, as whoever reads may see them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One number. `key`: `<app>.<what>`, for ever the same; `measure`: 件, 次, 元; `url`: the list of exactly these
    rows, in its filters.
    """

    key: str
    group: Any
    label: Any
    number: int | Decimal
    measure: Any
    url: str


@cache
def _modules() -> tuple[Any, ...]:
    names = (
        f"{config.name}.reporting"
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.") and config.label != "core"
    )
    return tuple(import_module(name) for name in names if find_spec(name))


def figures_between(user: Any, begins: date, ends: date) -> list[Figure]:
    """All numbers of a period, both days included, as far as this person sees."""
    found: list[Figure] = []
    for module in _modules():
        found += module.figures(user, begins, ends)
    return found


def by_key(figures: Iterable[Figure]) -> dict[str, Figure]:
    """The same under their keys."""
    return {one.key: one for one in figures}
