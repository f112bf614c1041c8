"""
Two versions of a list, item by item, words marked. 两版对照。

Items are the same where their `key` is. Texts are compared character by character, in runs of at least two: single
characters that happen to be equal in two sentences are no common words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SHORTEST = 2
"""Characters of a run that counts as kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that says something else, its words marked."""

    field: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that came, went, moved, or says something else."""

    kind: str
    item: Any
    before: Any = None
    changes: tuple[Change, ...] = ()


def runs(before: str, after: str) -> tuple[Run, ...]:
    """What stayed, what is gone, what is new, in the order of reading."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Run] = []
    gone = new = ""
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" and (b - a >= SHORTEST or len(before) == len(after) == b - a):
            found += _pair(gone, new)
            gone = new = ""
            found.append(Run("same", before[a:b]))
        else:
            gone, new = gone + before[a:b], new + after[c:d]
    return tuple(found + _pair(gone, new))


def _pair(gone: str, new: str) -> list[Run]:
    return [Run(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]


def changes(before: Any, after: Any, fields: Iterable[str], said: Any) -> tuple[Change, ...]:
    """Fields that differ; `said(item, field)` is what a reader sees in a field."""
    found = []
    for name in fields:
        was, now = said(before, name), said(after, name)
        if was != now:
            found.append(Change(name, runs(was, now)))
    return tuple(found)


def compared(
    before: Iterable[Any], after: Iterable[Any], fields: Iterable[str], said: Any
) -> list[ItemChange]:
    """In the order of the later version; those that went stand at the end."""
    names = tuple(fields)
    old = {one.key: one for one in before}
    found: list[ItemChange] = []
    for item in after:
        was = old.pop(item.key, None)
        if was is None:
            found.append(ItemChange("new", item))
        elif different := changes(was, item, names, said):
            found.append(ItemChange("changed", item, was, different))
        else:
            found.append(ItemChange("same", item, was))
    return found + [ItemChange("gone", one, one) for one in old.values()]
