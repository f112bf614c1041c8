"""
Where a page leads that belongs to a lower app. 下层应用的页面通往上层应用。

Each app may say in `links.py` with `links(on, user)` where it leads from a row of another app: what was made of it
there, and what this person may make of it. The page shows them without knowing who says so.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Link:
    """A label and an address; `state` is what stands beside it, `makes` says that it is a button."""

    label: Any
    url: str
    state: Any = ""
    makes: bool = False


@cache
def _modules() -> tuple[Any, ...]:
    names = (
        f"{config.name}.links"
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.") and config.label != "core"
    )
    return tuple(import_module(name) for name in names if find_spec(name))


def links_of(on: Any, user: Any) -> list[Link]:
    """All links from a row, as far as this person may follow them."""
    found: list[Link] = []
    for module in _modules():
        found += module.links(on, user)
    return found
