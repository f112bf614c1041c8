"""
The menu: each app says in `menu.py` which pages it has; one sees those one may open. 菜单。

`ITEMS` of an app's `menu` module: `Item(label, url name, opens)`. `opens(user)` says whether the person has
anything there. Entries stand in sections by their place; the pages of the section one is in make a second row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Item:
    """
    One entry: where it leads, for whom, where it stands (`SECTIONS`), and which other lists belong to it.
    """

    label: Any
    url: str
    opens: Callable[[Any], bool]
    place: float = 50
    also: tuple[str, ...] = ()


DESK = Item(_("我的工作台"), "desk", bool, 0)
SECTIONS = (
    (1, _("驾驶舱")),
    (3, pgettext_lazy("list", "预警")),
    (8, pgettext_lazy("list", "责任清单")),
    (15, _("督办整改")),
    (28, _("工程建设")),
    (30, _("会议文书")),
    (40, _("数据规则")),
    (60, _("单位人员")),
    (66, _("管理")),
)
"""From which place on a section begins, and its name; one with a single entry bears the name of that."""


@cache
def items() -> tuple[Item, ...]:
    """All entries of all installed apps of the house, in their places."""
    found: list[Item] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.menu"
        if config.name.startswith("qinglian.web.") and config.label != "core" and find_spec(name):
            found += import_module(name).ITEMS
    return tuple(sorted(found, key=lambda item: item.place))


def _section(place: float) -> int:
    return max(begins for begins, _name in ((0, ""), *SECTIONS) if begins <= place)


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections this person may open, each with its entries; where one is now is marked."""
    open_to = [item for item in items() if item.opens(request.user)]
    if not open_to:
        return []
    under = {reverse(name): item for item in (DESK, *open_to) for name in (item.url, *item.also)}
    near = [url for url in under if request.path.startswith(url)]
    here = under[max(near, key=len)] if near else None
    names = dict(SECTIONS)
    found: list[dict[str, Any]] = []
    for begins, group in groupby((DESK, *open_to), lambda item: _section(item.place)):
        entries = [
            {"label": item.label, "url": reverse(item.url), "here": item is here} for item in group
        ]
        label = entries[0]["label"] if len(entries) == 1 else names[begins]
        inside = any(one["here"] for one in entries)
        found.append({"label": label, "url": entries[0]["url"], "here": inside, "entries": entries})
    return found
