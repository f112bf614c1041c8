"""
Self-checks that found nothing where others found something. 自查均未发现问题。

Each app may say in `unfound.py` with `unfound()` which of its self-checks are worth a second look; evidence does not
know the apps above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Unfound:
    """`key`: `<app>:<number>`, for ever the same; `data`: what the page says about the others."""

    key: str
    title: str
    url: str
    unit: Any
    giver_unit: Any
    data: dict[str, Any] = field(default_factory=dict)


@cache
def _modules(name: str) -> tuple[Any, ...]:
    names = (
        f"{config.name}.{name}"
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.") and config.label != "evidence"
    )
    return tuple(import_module(one) for one in names if find_spec(one))


def all_unfound() -> Iterator[Unfound]:
    """Those of all apps."""
    for module in _modules("unfound"):
        yield from module.unfound()


def all_quoted() -> Iterator[str]:
    """Official texts that everybody quotes: each app may give its own in `quoted.py` with `quoted()`."""
    for module in _modules("quoted"):
        yield from module.quoted()
