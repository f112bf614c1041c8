"""`mapping.yaml` as objects: which ledgers there are, and what is understood in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from qinglian.model.table import TableSpec, tables
from qinglian.sources._words import plain


@dataclass(frozen=True)
class Ledger:
    """One kind of ledger: the table it becomes, and the least a sheet must have to be one."""

    spec: TableSpec
    requires: tuple[frozenset[str], ...]
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.spec.name


@cache
def mapping() -> Mapping[str, Any]:
    """The whole of `mapping.yaml`."""
    text = files(__package__).joinpath("mapping.yaml").read_text("utf-8")
    body: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return body


@cache
def ledgers() -> dict[str, Ledger]:
    """Every kind of ledger whose table the dictionary has."""
    specs = tables()
    return {
        name: Ledger(
            spec=specs[name],
            requires=tuple(frozenset(group) for group in body["requires"]),
            words=tuple(body["words"]),
        )
        for name, body in mapping()["ledgers"].items()
        if name in specs
    }


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of `mapping.yaml`, compiled."""
    return re.compile(mapping()[name])


@cache
def words(name: str) -> frozenset[str]:
    """A list of words of `mapping.yaml`, for comparing with `plain` text."""
    return frozenset(plain(str(word)) for word in mapping()[name])


@cache
def booleans() -> dict[str, bool]:
    """Words for yes and no."""
    said = mapping()["booleans"]
    return {
        plain(str(word)): value == "true" for value in ("true", "false") for word in said[value]
    }


@cache
def step_names(process: str) -> dict[str, str]:
    """What the steps of a process are called → the activity."""
    steps: Mapping[str, list[str]] = mapping()["activities"].get(process, {})
    names = {plain(word): activity for activity, words in steps.items() for word in words}
    return names | {activity: activity for activity in steps}


def process_named(text: str) -> str | None:
    """The process a word or a title speaks of, by its longest name found in it."""
    said = plain(text)
    found = [
        (len(name), process)
        for process, names in mapping()["processes"].items()
        for name in (*names, process)
        if plain(name) in said
    ]
    return max(found)[1] if found else None


def familiar(text: str) -> int:
    """How many different words of ledgers a text contains."""
    return sum(word in text for word in mapping()["familiar"])
