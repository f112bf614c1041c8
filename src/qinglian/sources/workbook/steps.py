"""Long ledgers: one row a step of a case. Steps get the names of the process, whatever the ledger calls them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.model.table import Column, tables
from qinglian.sources._words import plain
from qinglian.sources.intake import Intake
from qinglian.sources.workbook.grid import Sheet
from qinglian.sources.workbook.headings import Heading, Match, known_names
from qinglian.sources.workbook.layout import Layout
from qinglian.sources.workbook.rulebook import ledgers, mapping, process_named, step_names

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
        (one for one in tables().values() if one.process == process and one.name in ledgers()), None
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


def events(
    rows: pa.Table, process: str | None, days_only: pa.Array, named: str, intake: Intake
) -> pa.Table:
    """Events of the process, with the names of its steps; steps it does not know keep their own and are told."""
    own = {
        plain(str(step)): str(activity)
        for step, activity in (intake.mapping.get("activities") or {}).items()
    }
    names = (step_names(process) if process else {}) | own
    steps = rows["activity"].to_pylist()
    outcomes = (
        rows["outcome"].to_pylist() if "outcome" in rows.schema.names else [None] * len(steps)
    )
    split = _by_outcome(process)
    activities: list[str] = []
    unknown: dict[str, None] = {}
    known: dict[str, str] = {}
    for step, outcome in zip(steps, outcomes, strict=True):
        activity = known.get(step)
        if activity is None:
            found = names.get(plain(step))
            if found is None:
                unknown[step] = None
            activity = known[step] = found or step
        activities.append(
            split.get((activity, plain(outcome or "")), activity) if split else activity
        )
    if unknown and process:
        shown = list(unknown)[:SHOWN]
        intake.note(
            f"不认识的环节 {len(unknown)} 种，保留原名：{'、'.join(shown)}；可在对照文件 activities 中指明",
            f"{len(unknown)} unknown steps keep their names: {', '.join(shown)}; name them under `activities` of a mapping",
        )
    columns = {name: rows[name] for name in rows.schema.names if name != "row"}
    columns["activity"] = pa.array(activities, pa.string())
    columns["date_only"] = days_only
    if process:
        columns["process"] = pa.array([process] * len(steps), pa.string())
        intake.records(process, set(activities))
    if "event_id" not in columns:
        columns["event_id"] = pc.binary_join_element_wise(
            named, pc.cast(rows["row"], pa.string()), "#"
        )
    return pa.table(columns)


def _by_outcome(process: str | None) -> Mapping[tuple[str, str], str]:
    said = mapping()["by_outcome"].get(process, {})
    return {
        (activity, plain(word)): other
        for activity, others in said.items()
        for other, words in others.items()
        for word in words
    }
