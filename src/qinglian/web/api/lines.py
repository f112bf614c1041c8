"""
JSON Lines of one table of the dictionary as the sheet a bureau would have sent. 按数据字典逐行送来的数据。

The names are those of the dictionary (`docs/tables`). They become a CSV under the headings of the dictionary, so that
one reader decides what a value may be, for people and for systems alike. Lines that are no JSON objects are a fault of
the program that wrote them: nothing is taken, and the answer names them.
"""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from qinglian.model.table import Column, TableSpec, tables
from qinglian.model.text import Text
from qinglian.web.api.problems import Problem

NOT_AS_LINES = frozenset({"calendar_day", "lot"})
"""A calendar is no data of a bureau; a lot has the headings of its tender and comes as OCDS."""
MOST_NAMED = 20
COMMA = "、"
"""Between the members of a list, as ledgers have it."""


def line_tables() -> dict[str, TableSpec]:
    """The tables that may come as lines."""
    return {name: spec for name, spec in tables().items() if name not in NOT_AS_LINES}


def to_sheet(lines: Path, table: str, sheet: Path) -> int:
    """Write the sheet; how many rows. Raises `Problem`."""
    columns = dict(line_tables()[table].columns)
    further: dict[str, None] = {}
    named: set[str] = set()
    faults, rows = [], 0
    for number, said in _objects(lines):
        if said is None:
            faults.append({"where": f"line.{number}", "said": "not a JSON object"})
        else:
            rows += 1
            named |= said.keys()
            further |= dict.fromkeys(name for name in said if name not in columns)
    if faults:
        detail = Text("{n} 行不是 JSON 对象", "{n} lines are no JSON objects").filled(n=len(faults))
        raise Problem("invalid", detail, faults[:MOST_NAMED])
    # All headings tell which table it is; an amount in its own currency is asked for only where it was given.
    columns = {
        name: column for name, column in columns.items() if column.type != "number" or name in named
    }
    with sheet.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*(column.text.zh for column in columns.values()), *further])
        for _number, said in _objects(lines):
            row = said or {}
            writer.writerow(
                [
                    *(_cell(row.get(name), column) for name, column in columns.items()),
                    *(_plain(row.get(name)) for name in further),
                ]
            )
    return rows


def _objects(lines: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    with lines.open("rb") as source:
        for number, line in enumerate(source, 1):
            if not line.strip():
                continue
            try:
                said = json.loads(line, parse_float=str, parse_int=str)
            except (ValueError, RecursionError):
                said = None
            yield number, said if isinstance(said, dict) else None


def _cell(value: Any, column: Column) -> str:
    """A value as the reader of sheets expects it: words for codes, local time for instants."""
    if column.type == "timestamp" and isinstance(value, str) and "T" in value:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            return value
        local = timezone.localtime(at).replace(tzinfo=None) if at.tzinfo else at
        return local.isoformat(" ", "seconds")
    if isinstance(value, str) and value in column.codes:
        return (*column.codes[value], value)[0]
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return COMMA.join(map(_plain, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
