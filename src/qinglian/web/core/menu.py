"""
The menu: each app says in `menu.py` which pages it has; one sees those one may open. 菜单。

`ITEMS` of an app's `menu` module: `Item(label, url name, opens)`. `opens(user)` says whether the person has
anything there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, for whom, where in the row it stands, and which other lists belong to it."""

    label: Any
    url: str
    opens: Callable[[Any], bool]
    place: int = 50
    also: tuple[str, ...] = ()


DESK = Item(_("我的工作台"), "desk", bool, 0)


@cache
def items() -> tuple[Item, ...]:
    """All entries of all installed apps of the house, in their places."""
    found: list[Item] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.menu"
        if config.name.startswith("qinglian.web.") and config.label != "core" and find_spec(name):
            found += import_module(name).ITEMS
    return tuple(sorted(found, key=lambda item: item.place))


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries this person may open; the one being looked at is marked."""
    open_to = [item for item in items() if item.opens(request.user)]
    if not open_to:
        return []
    shown = [{"label": item.label, "url": reverse(item.url)} for item in (DESK, *open_to)]
    under = {
        reverse(name): entry["url"]
        for item, entry in zip((DESK, *open_to), shown, strict=True)
        for name in (item.url, *item.also)
    }
    near = [url for url in under if request.path.startswith(url)]
    here = under[max(near, key=len)] if near else ""
    return [{**one, "here": one["url"] == here} for one in shown]
