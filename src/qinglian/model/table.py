"""
数据字典：一张表的列、类型、单位、别名。The dictionary: what a table holds, read from `model/tables/*.yaml`.

A column named `<x>_at` is an instant (UTC, no zone) and has a companion `<x>_on`, its local date in the source's
zone. Every date `<x>_on` has `<x>_day` (days since 1970-01-01) and `<x>_wd` (working days up to and including it,
null where the calendar does not know the year). Companions are prepared by the loader; no check casts a zone.
Money is `decimal(18, 2)` in yuan: an integer of fen inside, yuan outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from qinglian.model.text import Text

TYPES = {
    "string": "string",
    "strings": "array<string>",
    "code": "string",
    "integer": "int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp(6)",
    "money": "decimal(18, 2)",
}
JUDGED = ("id", "phone", "account", "address", "device", "author")
"""Identities of which it is known, after hashing, whether they can be right: their columns have a `<column>_valid`."""


@dataclass(frozen=True)
class Column:
    """One column of the dictionary.

    `identifies` is None, or what of a person it shows: `person` (any opaque id), `id` (citizen number), `name`,
    `phone`, `account`, `address` (of a network), `device`, `author` (as a file names its own). `codes` maps each
    allowed code to the words found for it. `event` names the activity that a date or instant of a wide ledger stands
    for. `cited: false` keeps a free text that may show persons out of evidence.
    """

    name: str
    type: str
    text: Text
    unit: str | None = None
    identifies: str | None = None
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event: str | None = None
    cited: bool = True
    required: bool = False
    note: Text | None = None
    example: str | None = None

    @property
    def ibis_type(self) -> str:
        """Ibis type of the stored column."""
        return TYPES[self.type]


@dataclass(frozen=True)
class Branch:
    """Rows of a wide ledger whose columns hold one of these codes: the process that their dates are steps of."""

    where: Mapping[str, tuple[str, ...]]
    process: str


@dataclass(frozen=True)
class TableSpec:
    """One table: its key, its columns and, for wide ledgers, the process whose events its dates are.

    Where rows of a ledger follow different laws, `branches` tell which process each belongs to: the first that fits,
    else `process`. A column that is empty fits no branch.
    """

    name: str
    title: Text
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    about: Text
    process: str | None = None
    case: str | None = None
    open: bool = False
    branches: tuple[Branch, ...] = ()

    @property
    def processes(self) -> tuple[str, ...]:
        """Every process that rows of this ledger may belong to, its own first."""
        named = (self.process, *(branch.process for branch in self.branches))
        return tuple(dict.fromkeys(name for name in named if name))

    def stored(self) -> dict[str, str]:
        """Columns as they lie in the lake: those of the dictionary and the local date of each instant."""
        types: dict[str, str] = {}
        for column in self.columns.values():
            types[column.name] = column.ibis_type
            if column.type == "timestamp":
                types[local_date_of(column.name)] = "date"
            if column.identifies in JUDGED:
                types[f"{column.name}_valid"] = "boolean"
            if column.identifies == "id":
                types[f"{column.name}_region"] = "string"
                types[f"{column.name}_birth_year"] = "int64"
            if column.identifies == "phone":
                types[f"{column.name}_prefix"] = "string"
            if column.name.endswith("_uscc"):
                types[f"{column.name}_valid"] = "boolean"
        return types

    def bound(self) -> dict[str, str]:
        """Columns as a check sees them: the stored ones and the day numbers of every date."""
        types = self.stored()
        for name, kind in list(types.items()):
            if kind == "date":
                types[f"{stem(name)}_day"] = "int32"
                types[f"{stem(name)}_wd"] = "int32"
        return types


def local_date_of(instant: str) -> str:
    """Name of the local date that goes with an instant: `opened_at` → `opened_on`."""
    return f"{stem(instant)}_on"


def stem(column: str) -> str:
    """Name without `_at` or `_on`."""
    return column[:-3] if column.endswith(("_at", "_on")) else column


@cache
def tables() -> dict[str, TableSpec]:
    """All tables of the dictionary by name."""
    found = {}
    for entry in sorted(files("qinglian.model").joinpath("tables").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            spec = _parse(yaml.load(entry.read_text("utf-8"), Loader=yaml.CSafeLoader))
            found[spec.name] = spec
    return found


def table(name: str) -> TableSpec:
    """One table of the dictionary."""
    return tables()[name]


def _parse(raw: dict[str, Any]) -> TableSpec:
    columns = {name: _column(name, body) for name, body in raw["columns"].items()}
    return TableSpec(
        name=raw["name"],
        title=Text(**raw["title"]),
        about=Text(**raw["about"]),
        key=tuple(raw["key"]),
        columns=columns,
        process=raw.get("process"),
        case=raw.get("case"),
        open=raw.get("open", False),
        branches=tuple(_branch(**body) for body in raw.get("process_by") or ()),
    )


def _branch(where: dict[str, Any], process: str) -> Branch:
    codes = {
        column: tuple(said) if isinstance(said, list) else (said,) for column, said in where.items()
    }
    return Branch(codes, process)


def _column(name: str, body: dict[str, Any]) -> Column:
    codes = {code: tuple(words or ()) for code, words in (body.get("codes") or {}).items()}
    return Column(
        name=name,
        type=body["type"],
        text=Text(body["zh"], body["en"]),
        unit=body.get("unit"),
        identifies=body.get("identifies"),
        aliases=tuple(body.get("aliases") or ()),
        codes=codes,
        event=body.get("event"),
        cited=body.get("cited", True),
        required=body.get("required", False),
        note=Text(**body["note"]) if body.get("note") else None,
        example=None if body.get("example") is None else str(body["example"]),
    )
