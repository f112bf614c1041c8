"""
每个对象的日期与单位。The day by which each subject is judged, and the names its row gives to the body that answers.

A run says how many subjects it asked, not whose they were and of when; who wants to know whether a rule still finds
something with one body since one day asks here, of the rows that the run saw.
"""

from datetime import date
from typing import Any, NamedTuple

from qinglian.engine.ask import dated_on
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.model.check import Check
from qinglian.model.table import tables

NAMING = (
    "unit_id", "unit_name", "procuring_entity_id", "procuring_entity_name", "buyer_id", "buyer_name",
)  # fmt: skip
"""Columns that name the body a row is of."""


class Owned(NamedTuple):
    """A subject: its id, its day where the data have one, what the data call the body."""

    subject_id: str
    day: date | None
    names: tuple[str, ...]


def home_of(check: Check) -> tuple[str, str] | None:
    """Table and column of the day by which each subject is judged, where the subject is a row of a table."""
    if check.dated_by is None or len(check.key) != 1:
        return None
    column = dated_on(check.dated_by)
    for name in check.needs:
        stored = tables()[name].stored()
        if column in stored and check.key[0] in stored:
            return name, column
    return None


def owned_subjects(dataset: Dataset, check: Check, process: str | None = None) -> list[Owned]:
    """
    Every subject that a check could be asked of. Of a process the day of a case is that of its last event; nothing
    comes of checks whose subjects are no rows of a dated table.
    """
    if check.is_process:
        return _cases(dataset, process)
    home = home_of(check)
    if home is None or not dataset.has(home[0]):
        return []
    table, day = home
    (key,) = check.key
    stored = tables()[table].stored()
    names = [name for name in NAMING if name in stored]
    rows = dataset.backend.sql(dataset.bind(table, (key, day, *names)))
    said = ", ".join(f"any_value({quoted(name)})::varchar" for name in names) or "null"
    found = dataset.con.execute(
        f"select {quoted(key)}::varchar, min({quoted(day)}), {said} from ({rows}) group by 1 order by 1"
    )
    return [_owned(row) for row in found.fetchall()]


def _cases(dataset: Dataset, process: str | None) -> list[Owned]:
    columns = ("case_id", "process", "unit_id", "occurred_on")
    if not dataset.has("event"):
        return []
    rows = dataset.backend.sql(dataset.bind("event", columns))
    chosen = "where process = ?" if process else ""
    found = dataset.con.execute(
        f"select case_id, max(occurred_on), max(unit_id) from ({rows}) {chosen} group by 1 order by 1",
        [process] if process else [],
    )
    return [_owned(row) for row in found.fetchall()]


def _owned(row: tuple[Any, ...]) -> Owned:
    subject_id, day, *names = row
    return Owned(subject_id, day, tuple(name for name in names if name))
