"""
列名对照。Which heading of an event log is which column of events; others stay attributes under their own names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qinglian.model.table import Column, table
from qinglian.sources._words import plain

NEEDED = ("case_id", "activity", "occurred_at")


@dataclass(frozen=True)
class Headings:
    """`known`: column of events → heading; `own`: heading → name under which an attribute is kept."""

    known: Mapping[str, str]
    own: Mapping[str, str]

    @property
    def missing(self) -> list[str]:
        """Columns an event cannot do without that no heading gives."""
        return [name for name in NEEDED if name not in self.known]


def understand(headings: Iterable[str], said: Mapping[str, str] | None = None) -> Headings:
    """Read the headings of a log; what a mapping says (`heading: column`) goes first."""
    names = list(headings)
    spec = table("event")
    known: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for heading, meant in (said or {}).items():
        if heading in names:
            if meant in spec.columns:
                known[meant] = heading
            else:
                renamed[heading] = meant
    free = {
        plain(name): name for name in reversed(names) if name not in (*known.values(), *renamed)
    }
    for column in spec.columns.values():
        if column.name not in known:
            found = next((free.pop(word) for word in _words(column) if word in free), None)
            if found is not None:
                known[column.name] = found
    rest = [name for name in names if name not in known.values()]
    return Headings(known, _named_apart(rest, renamed, set(known)))


def score(headings: Iterable[str]) -> int:
    """How surely headings are those of an event log."""
    names = set(headings)
    if {"case:concept:name", "concept:name", "time:timestamp"} <= names:
        return 95
    found = understand(names)
    if found.missing:
        return 0
    return 80 if all(heading.isascii() for heading in found.known.values()) else 50


def _words(column: Column) -> list[str]:
    """XES names first, then the column's own name, then what people write."""
    aliases = sorted(column.aliases, key=lambda alias: ":" not in alias)
    standard = [alias for alias in aliases if ":" in alias]
    others = [alias for alias in aliases if ":" not in alias]
    return [plain(word) for word in (*standard, column.name, *others, column.text.zh)]


def apart(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Names that differ in more than case, as the backend needs them: a later one gets a number."""
    used = {name.lower() for name in taken}
    found = []
    for name in names:
        free, number = name, 2
        while free.lower() in used:
            free, number = f"{name}_{number}", number + 1
        used.add(free.lower())
        found.append(free)
    return found


def _named_apart(rest: list[str], renamed: Mapping[str, str], taken: set[str]) -> dict[str, str]:
    reserved = {*table("event").stored(), *taken}
    names = apart([renamed.get(heading, heading) for heading in rest], reserved)
    return dict(zip(rest, names, strict=True))
