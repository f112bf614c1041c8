"""Rows cited by a signal, as small tables for people: headings and codes in words, identities masked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson

from qinglian.engine.outcome import Outcome
from qinglian.model.activity import activities, activity_name
from qinglian.model.rule import Rule
from qinglian.model.table import Column, tables
from qinglian.model.text import Text
from qinglian.report import words
from qinglian.report.masking import Masker
from qinglian.report.records import Item, Record

ROWS = 20
"""Rows shown of one signal."""
COLUMNS = 9
"""Columns shown of one table: all cited ones, then others of the row while there is room."""

YES, NO = Text("是", "yes"), Text("否", "no")
DERIVED = ("_day", "_wd", "_valid", "_region", "_birth_year", "_prefix", "_birthdate")

Rows = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class CitedTable:
    """Cited rows of one table. `heads` pairs each heading with whether the check looked at that column."""

    title: Text
    heads: list[tuple[Text, bool]]
    rows: list[tuple[Text, list[Text]]]


@dataclass(frozen=True)
class Citer:
    """Turns evidence into tables. `rows` holds whole rows where the run kept them."""

    masker: Masker
    rows: Rows = field(default_factory=dict)

    def tables(
        self, record: Record, rule: Rule | None = None, limit: int = ROWS
    ) -> list[CitedTable]:
        """The cited rows of a signal, table by table, at most `limit` in all."""
        by_table: dict[str, list[Item]] = {}
        for item in record["evidence"][:limit]:
            by_table.setdefault(item.table, []).append(item)
        return [self._table(name, items, record, rule) for name, items in by_table.items()]

    def masked(self, record: Record) -> Record:
        """The record without clear identities, hashes and ids of cases as they are: fit to travel inside a report."""
        if not self.masker.masked:
            return record
        keep = record["subject_id"]
        said = {
            name: self.masker.hidden(record[name], keep=keep) for name in ("text_zh", "text_en")
        }
        return {**record, **said, "evidence": [self._masked(item) for item in record["evidence"]]}

    def _masked(self, item: Item) -> Item:
        values = item.values()
        for column, value in values.items():
            known = _column(item.table, column)
            if isinstance(value, str) and not _is_plain(known):
                values[column] = self.masker.hidden(value, known.identifies if known else None)
        return item._replace(columns=orjson.dumps(values).decode())

    def _table(self, name: str, items: list[Item], record: Record, rule: Rule | None) -> CitedTable:
        cited = [item.values() for item in items]
        whole = [
            {**self.rows.get((name, item.id), {}), **values}
            for item, values in zip(items, cited, strict=True)
        ]
        asked = list(dict.fromkeys(column for values in cited for column in values))
        wanted = _shown(asked, whole, rule)
        process = rule.card.params.get("process") if rule else None
        rows = []
        for item, row in zip(items, whole, strict=True):
            cells = [
                self._cell(name, column, row, row.get("process") or process) for column in wanted
            ]
            rows.append((self.masker.words(item.id, keep=record["subject_id"]), cells))
        heads = [(heading(name, column), column in asked) for column in wanted]
        return CitedTable(table_title(name), heads, rows)

    def _cell(self, table: str, column: str, row: Mapping[str, Any], process: str | None) -> Text:
        value = row.get(column)
        if isinstance(value, bool):
            return YES if value else NO
        if table == "event" and column == "activity" and isinstance(value, str):
            return _activity(process, value)
        known = _column(table, column)
        if known and isinstance(value, str) and known.codes.get(value):
            return Text(known.codes[value][0], value)
        if _is_plain(known) and isinstance(value, str):
            return self.masker.words(value, keep=value)
        return self.masker.cell(value, known.identifies if known else None)


def measured(signal: Record) -> Text:
    """Value and threshold in words. The value of a process rule counts its places; its threshold is a distance."""
    value, limit = words.number(signal["value"]), words.number(signal["threshold"])
    check, rows = signal["check"], signal["evidence"]
    own = check.startswith("duties.") and rows and all(_table_of(row) == "event" for row in rows)
    if not (check.startswith("sequence.") or own):
        return Text(f"{value} / {limit}", f"{value} / {limit}")
    said = Text(f"不符 {value} 处", f"not met in {value} place{'' if value == '1' else 's'}")
    if signal["threshold"] is None:
        return said
    return Text(f"{said.zh}；界限 {limit}", f"{said.en}; limit {limit}")


def _table_of(row: Item | dict[str, Any]) -> str:
    table: str = row.table if isinstance(row, Item) else row["table"]
    return table


def concerned(signal: Record, masker: Masker) -> list[tuple[Text, list[Text]]]:
    """Who is concerned, by role."""
    by_role: dict[str, list[Text]] = {}
    for party in signal["parties"] or ():
        if party["id"]:
            shown = masker.words(words.printable(party["id"]), keep=party["id"])
            by_role.setdefault(party["role"], []).append(shown)
    return [(words.either(words.ROLES, role), shown) for role, shown in by_role.items()]


def unit_names(outcome: Outcome) -> dict[str, str]:
    """Names of units by id, from the run and from the rows cited."""
    cited = {
        str(row["unit_id"]): str(row["unit_name"])
        for row in outcome.rows.values()
        if row.get("unit_id") and row.get("unit_name")
    }
    return {unit: words.printable(name) for unit, name in {**cited, **outcome.names}.items()}


def subject_title(subject: str) -> Text:
    """What kind of thing a signal speaks of: a word of the glossary, or the title of its table."""
    return words.SUBJECTS.get(subject) or table_title(subject)


def table_title(name: str) -> Text:
    """Title of a table, or its name where the dictionary does not have it."""
    known = tables().get(name)
    return known.title if known else Text(name, name)


def heading(table: str, column: str) -> Text:
    """Heading of a column in words."""
    known = _column(table, column)
    if known is None and column.endswith("_on"):
        known = _column(table, f"{column[:-3]}_at")
    if known is None:
        return Text(column, column)
    # The dictionary explains after the first comma; a heading only names.
    zh, en = (re.split("[,;，；]", text)[0] for text in known.text)
    return Text(zh, en)


@cache
def _activity(process: str | None, name: str) -> Text:
    """Name of a step; where nobody says of which process, the plainest of its names."""
    if process:
        return activity_name(process, name)
    known = [steps[name] for steps in activities().values() if name in steps]
    return min(known, key=lambda text: len(text.zh), default=Text(name, name))


@cache
def _column(table: str, column: str) -> Column | None:
    """A column of a table; an attribute of events is that of the ledger whose cases have it."""
    spec = tables().get(table)
    if spec is None or column in spec.columns or not spec.open:
        return spec.columns.get(column) if spec else None
    ledgers = (ledger for ledger in tables().values() if ledger.process)
    return next((own.columns[column] for own in ledgers if column in own.columns), None)


def _is_plain(column: Column | None) -> bool:
    """Whether the dictionary says that a text shows nothing of a person: a case number is never masked."""
    return column is not None and column.identifies is None and column.type in ("string", "code")


def _shown(asked: list[str], whole: list[dict[str, Any]], rule: Rule | None) -> list[str]:
    """Cited columns, then others that hold a value. An instant gives way to its local date unless hours are counted."""
    window = rule.card.params.get("within") if rule else None
    hours = isinstance(window, dict) and window.get("unit") in ("hours", "seconds")
    filled = list(
        dict.fromkeys(column for row in whole for column, value in row.items() if value is not None)
    )
    columns = [column for column in asked if column in filled]
    columns += [column for column in filled if column not in asked]
    names = set(columns)
    kept = [
        column
        for column in columns
        if (column in asked or not column.endswith(DERIVED))
        and not (column.endswith("_at") and f"{column[:-3]}_on" in names and not hours)
    ]
    return kept[: max(COLUMNS, sum(column in asked for column in kept))]
