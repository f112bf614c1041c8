"""Long ledgers: one row a step of a case. Steps get the names of the process, whatever the ledger calls them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.model.table import Column, tables
from qinglian.sources._words import plain
from qinglian.sources.intake import Intake
from qinglian.sources.workbook.grid import Sheet
from qinglian.sources.workbook.headings import Heading, Match, known_names
from qinglian.sources.workbook.layout import Layout
from qinglian.sources.workbook.rulebook import ledgers, mapping, process_named, step_names
from qinglian.sources.workbook.values import known_words

SHOWN = 8


def process_of(sheet: Sheet, layout: Layout, said: str, given: str | None) -> str | None:
    """The process that steps belong to: as the user says, as a title says, or the one that knows most of them."""
    if given:
        return given
    if named := process_named(said):
        return named
    number = layout.match.at("activity")
    cells = {row[number] for row in sheet.rows[layout.body :]} if number is not None else set()
    steps = {plain(cell) for cell in cells if isinstance(cell, str)}
    known = {process: len(steps & set(step_names(process))) for process in mapping()["activities"]}
    best = max(known, key=lambda process: known[process])
    return best if known[best] else None


def add_attributes(match: Match, headings: Sequence[Heading], process: str | None) -> None:
    """Columns of a long ledger that say something of the case keep the name they have in the case's own table.

    Only those that show no person: an event's hidden columns are those of the event table alone.
    """
    spec = next(
        (one for one in tables().values() if process in one.processes and one.name in ledgers()),
        None,
    )
    if spec is None:
        return
    taken = {column.name for column in match.columns.values()}
    barred = {name for party in mapping()["parties"].get(spec.name, ()) for name in party.values()}
    for number, heading in enumerate(headings):
        if number in match.columns:
            continue
        for name in heading.names:
            offers = [spec.columns[column] for _, column in known_names(spec.name).get(name, ())]
            fit = [
                column for column in offers if _fits(column) and column.name not in taken | barred
            ]
            if fit:
                match.columns[number] = fit[0]
                taken.add(fit[0].name)
                break


def _fits(column: Column) -> bool:
    return not (column.identifies or column.event or column.required or column.type == "timestamp")


def events(rows: pa.Table, process: str | None, named: str, intake: Intake) -> pa.Table:
    """Events under the names of their process, which a row may state itself; unknown steps keep theirs."""
    steps = rows["activity"].to_pylist()
    processes = _processes(rows, process)
    outcomes = _column(rows, "outcome")
    reader = _Steps(intake)
    activities = list(map(reader.activity, steps, processes, outcomes))
    reader.tell()
    columns = {name: rows[name] for name in rows.schema.names if name != "row"}
    columns["activity"] = pa.array(activities, pa.string())
    if "outcome" in columns:
        columns["outcome"] = pa.array(list(map(reader.outcome, outcomes, processes)), pa.string())
    if any(processes):
        columns["process"] = pa.array(processes, pa.string())
    for one, activity in set(zip(processes, activities, strict=True)):
        if one:
            intake.records(one, {activity})
    if "event_id" not in columns:
        row = pc.cast(rows["row"], pa.string())
        columns["event_id"] = pc.binary_join_element_wise(named, row, "#")
    return pa.table(columns)


def _column(rows: pa.Table, name: str) -> list[Any]:
    return rows[name].to_pylist() if name in rows.schema.names else [None] * rows.num_rows


def _processes(rows: pa.Table, process: str | None) -> list[str | None]:
    own = _column(rows, "process")
    known = {word: process_named(word) if word else None for word in set(own)}
    return [known[word] or process for word in own]


class _Steps:
    """Names of steps and results, each looked up once."""

    def __init__(self, intake: Intake) -> None:
        said = intake.mapping.get("activities") or {}
        self.own = {plain(str(step)): str(activity) for step, activity in said.items()}
        self.intake = intake
        self.unknown: dict[str, None] = {}
        self.activity = cache(self._activity)
        self.outcome = cache(self._outcome)

    def _activity(self, step: str, process: str | None, outcome: str | None) -> str:
        word = plain(step)
        found = self.own.get(word) or (step_names(process).get(word) if process else None)
        if found is None:
            if process:
                self.unknown[step] = None
            return step
        others = mapping()["by_outcome"].get(process, {}).get(found, {})
        result = plain(outcome or "")
        return next((other for other, said in others.items() if result in map(plain, said)), found)

    def _outcome(self, said: str | None, process: str | None) -> str | None:
        """A result in the code that the wide ledger of the process has for it; other words stay."""
        if said is None:
            return None
        spec = next((one for one in tables().values() if process in one.processes), None)
        column = spec.columns.get("outcome") if spec else None
        return known_words(column).get(plain(said), said) if column else said

    def tell(self) -> None:
        """Name the steps that the process does not know."""
        if self.unknown:
            count, shown = len(self.unknown), list(self.unknown)[:SHOWN]
            self.intake.note(
                f"不认识的环节 {count} 种，保留原名：{'、'.join(shown)}；可在对照文件 activities 中指明",
                f"{count} unknown steps keep their names: {', '.join(shown)}; "
                "name them under `activities` of a mapping",
            )
