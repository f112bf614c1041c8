"""
Papers that can be drafted, and what stands in them. 可代拟的文书及其内容。

Each app says in `drafts.py` which papers it has: `DRAFTS`, a list of `DraftKind`. What a paper looks like (GB/T 9704,
Word, PDF) is the matter of `documents`; here are only words, tables and numbers, each number with its query. A paper is
a draft (代拟稿): no red head, no number, no seal.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Cited:
    """A number or a name with the page or list it is from."""

    text: str
    url: str


GAP = "【待补："
"""What a person still has to write; a paper with one of these is not ready to be checked."""


def gap(what: str) -> str:
    """A marked gap."""
    return f"{GAP}{what}】"


Words = str | Cited | tuple[str | Cited, ...]
"""Running text, in it what is cited."""


@dataclass(frozen=True, slots=True)
class Heading:
    """一、 at level 1, （一） at 2, 1. at 3; the numbering is that of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    words: Words


@dataclass(frozen=True, slots=True)
class Fields:
    """A form: labels and what stands beside them; an empty one is to be filled in by hand."""

    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    title: str = ""


Block = Heading | Paragraph | Fields | Grid


@dataclass(frozen=True, slots=True)
class Content:
    """
    What a paper says. `addressee`: 主送; `signed`: the body in whose name it is drafted; `attached`: names of
    attachments.
    """

    title: str
    addressee: str
    blocks: tuple[Block, ...]
    signed: str = ""
    attached: tuple[str, ...] = ()


NOT_OURS = re.compile("监察建议|纪律检查建议|检察建议|司法建议")
"""Papers that only the competent bodies issue: no kind, no title, no master is called so (practice.md 3.3)."""


def long_day(day: date | None) -> str:
    """A day as papers write it (GB/T 9704: no leading zeros); nothing where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _always(_on: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class DraftKind:
    """
    One kind of paper. `code`: for ever the same; `of`: the model it is about (`alerts.alert`, lower case), empty for a
    paper about a period; `roles`: who may draft it; `content(on, user, **period)`: what stands in it, where `on` is the
    row (None for a period, then `begins` and `ends` are given); `applies(on)`: whether it makes sense now.
    """

    code: str
    title: Any
    of: str
    roles: frozenset[str]
    content: Callable[..., Content]
    applies: Callable[[Any], bool] = field(default=_always)


@cache
def kinds() -> dict[str, DraftKind]:
    """All kinds of all apps, by code."""
    found: list[DraftKind] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.drafts"
        if config.name.startswith("qinglian.web.") and config.label != "core" and find_spec(name):
            found += import_module(name).DRAFTS
    taken = [one.code for one in found if NOT_OURS.search(str(one.title))]
    if taken:
        raise RuntimeError(f"papers of another body: {', '.join(taken)}")
    codes = {one.code: one for one in found}
    if len(codes) != len(found):
        raise RuntimeError("two kinds of papers share one code")
    return codes


def kinds_for(on: Any, roles: set[str]) -> list[DraftKind]:
    """The papers that can be drafted about a row, by somebody in these roles."""
    label = on._meta.label_lower if on is not None else ""
    return [
        one for one in kinds().values() if one.of == label and one.roles & roles and one.applies(on)
    ]
