"""Rows cited by a signal, as small tables for people: headings and codes in words, identities masked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from qinglian.engine.outcome import Outcome
from qinglian.model.activity import activities, activity_name
from qinglian.model.restrictions import attribute
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

LEDGER_STEP = re.compile(r"(\w+):(.+):(\w+)")
"""Id of an event that is a dated step of a ledger: table, case, step."""
UNITS = {
    "元": Text("元", "yuan"),
    "工作日": Text("工作日", "working days"),
    "天": Text("天", "days"),
    "家": Text("家", "number"),
    "%": Text("%", "%"),
}
Rows = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class CitedTable:
    """Cited rows of one table. `heads` pairs each heading with whether the check looked at that column."""

    title: Text
    heads: list[tuple[Text, bool]]
    rows: list[tuple[Text, list[Text]]]


@dataclass(frozen=True)
class Citer:
    """Turns evidence into tables. `rows` holds whole rows where the run kept them; `zone` is that of the sources.

    Instants are shown in local time, which is also their day; where the zone is not known, the day alone.
    """

    masker: Masker
    rows: Rows = field(default_factory=dict)
    zone: str | None = None

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
        wanted = _shown(asked, whole, local=self.zone is not None)
        process = rule.card.params.get("process") if rule else None
        rows = []
        for item, row in zip(items, whole, strict=True):
            cells = [
                self._cell(name, column, row, row.get("process") or process) for column in wanted
            ]
            rows.append((self._row_name(name, item.id, record["subject_id"]), cells))
        heads = [(self._heading(name, column), column in asked) for column in wanted]
        return CitedTable(table_title(name), heads, rows)

    def _row_name(self, table: str, row_id: str, subject_id: str) -> Text:
        """Id of a row; of a step in a ledger, the row of the ledger in which it stands."""
        found = LEDGER_STEP.fullmatch(row_id) if table == "event" else None
        if found is None or not (spec := tables().get(found[1])):
            return self.masker.words(row_id, keep=subject_id)
        case = self.masker.words(found[2], keep=subject_id)
        return Text(f"{spec.title.zh} {case.zh}", f"{spec.title.en} {case.en}")

    def _heading(self, table: str, column: str) -> Text:
        head = heading(table, column)
        if column.endswith("_at") and self.zone is None:
            return Text(f"{head.zh}（UTC）", f"{head.en} (UTC)")
        known = _column(table, column)
        unit = UNITS.get(known.unit or "") if known else None
        if unit is None or unit.zh in head.zh or unit.en in head.en:
            return head
        return Text(f"{head.zh}（{unit.zh}）", f"{head.en} ({unit.en})")

    def _cell(self, table: str, column: str, row: Mapping[str, Any], process: str | None) -> Text:
        value = row.get(column)
        if isinstance(value, bool):
            return YES if value else NO
        if table == "event" and column == "activity" and isinstance(value, str):
            return _activity(process, value)
        if self.zone and column.endswith("_at") and isinstance(value, str | datetime):
            shown = local_time(value, self.zone, row, column)
            return Text(shown, shown)
        known = _column(table, column, process)
        if known and known.codes and isinstance(value, str | list):
            return _coded(known, value if isinstance(value, list) else [value])
        if _is_plain(known) and isinstance(value, str):
            return self.masker.words(value, keep=value)
        return self.masker.cell(value, known.identifies if known else None)


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


def same_unit(unit: str | None, units: Mapping[str, str]) -> str | None:
    """The id of a unit; where a ledger names it without a code, that of the only unit known by this name."""
    if unit is None or units.get(unit, unit) != unit:
        return unit
    coded = [known for known, name in units.items() if name == unit and known != unit]
    return coded[0] if len(coded) == 1 else unit


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
def _column(table: str, column: str, process: str | None = None) -> Column | None:
    """A column of a table; an attribute of events is that of the ledger of their process."""
    if table == "event":
        return attribute(process, column)
    spec = tables().get(table)
    return spec.columns.get(column) if spec else None


def _is_plain(column: Column | None) -> bool:
    """Whether the dictionary says that a text shows nothing of a person: a case number is never masked."""
    return column is not None and column.identifies is None and column.type in ("string", "code")


def _coded(column: Column, values: list[Any]) -> Text:
    said = [
        Text(words.printable(column.codes[value][0]), words.printable(str(value)))
        if column.codes.get(value)
        else Text(words.plain(value), words.plain(value))
        for value in values
    ]
    return Text("、".join(text.zh for text in said), ", ".join(text.en for text in said))


def local_time(value: str | datetime, zone: str, row: Mapping[str, Any], column: str) -> str:
    """An instant (UTC) on the clocks of a zone: the day alone at midnight, or where no more is known.

    Where the source had another zone, its own day stands, with the instant in UTC behind.
    """
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    stem = column.removesuffix("_at")
    day = row.get(f"{stem}_on")
    if row.get(f"{stem}_date_only") or (stem == "occurred" and row.get("date_only")):
        return str(day or local.date())
    if day is not None and str(day) != local.date().isoformat():
        return f"{day} ({words.plain(instant)} UTC)"
    return words.plain(local if local.time() != time.min else local.date())


def _shown(asked: list[str], whole: list[dict[str, Any]], *, local: bool) -> list[str]:
    """Cited columns, then others that hold a value. An instant and its day are one: local time, or else the day."""
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
        and not _twin(column, names, local=local)
    ]
    return kept[: max(COLUMNS, sum(column in asked for column in kept))]


def _twin(column: str, names: set[str], *, local: bool) -> bool:
    """Whether another column shows the same."""
    stem = column.removesuffix("_on").removesuffix("_at").removesuffix("_day").removesuffix("_wd")
    stem = stem.removesuffix("_date_only")
    instant, day = f"{stem}_at", f"{stem}_on"
    if column == "date_only":
        return "occurred_at" in names
    if column == instant:
        return not local and day in names
    if column == day:
        return local and instant in names
    return column != stem and bool({instant, day} & names)
