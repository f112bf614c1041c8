"""A part of a data set: the rows of chosen subjects, as checks that judge each subject alone may be asked of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from qinglian.engine.dataset import Dataset
from qinglian.model.check import Check
from qinglian.model.table import tables

if TYPE_CHECKING:
    from ibis import Table

CHOSEN = "chosen_subject"
CASES = "case_id"


@dataclass(frozen=True)
class Reach:
    """How the rows of a subject are found: by these columns of the tables.

    They name the subject itself, or a row of the table `home`, whose column `key` names the subject; a row of `home`
    that names none stands for itself.
    """

    columns: dict[str, str]
    key: str
    home: str | None = None


EVENTS = Reach({"event": CASES}, CASES)
"""Of process rules: the events of a case."""


def reach(check: Check) -> Reach | None:
    """How the subjects of a check are followed through its tables; None where they cannot be."""
    if check.is_process:
        return EVENTS
    if len(check.key) != 1:
        return None
    (key,) = check.key
    every = tables()
    needed = [name for name in check.needs if name != "calendar_day"]
    named = {name: column for name in needed if (column := _naming(name, key))}
    if len(named) == len(needed) and any(
        every[name].key in ((key,), ("event_id",)) for name in needed
    ):
        return Reach(named, key)
    for home in needed:
        (own, *more) = every[home].key
        if (
            key in every[home].columns
            and not more
            and all(own in every[name].columns for name in needed)
        ):
            return Reach(dict.fromkeys(needed, own), key, home)
    return None


def _naming(table: str, key: str) -> str | None:
    if key in tables()[table].columns:
        return key
    ledgers = {spec.case for spec in tables().values() if spec.process}
    return CASES if table == "event" and key in ledgers else None


class Part(Dataset):
    """A data set of which checks see only the rows of chosen subjects, and those that name no subject."""

    def __init__(self, whole: Dataset, reach: Reach, subjects: pa.Array) -> None:
        super().__init__(whole.con, zone=whole.zone)
        self.columns, self.recorded = whole.columns, whole.recorded
        self.reach = reach
        self.con.register("incoming_subjects", pa.table({"id": subjects}))
        self.con.execute(f"create or replace table {CHOSEN} as from incoming_subjects")
        self.con.unregister("incoming_subjects")

    def shape(self, table: str, columns: Iterable[str]) -> list[Any]:
        """All that `bind` of a table hangs on, and how rows are chosen of it."""
        behind = [super(Part, self).shape(name, ()) for name in self.reach.columns]
        return [*super().shape(table, columns), repr(self.reach), behind]

    def bind(self, table: str, columns: Iterable[str]) -> "Table":
        """A table as a check sees it, cut to the chosen subjects."""
        wanted = list(dict.fromkeys((*tables()[table].key, *columns)))
        if table not in self.reach.columns:
            return super().bind(table, wanted)
        return self._cut(table, wanted).select(*wanted)

    def _cut(self, table: str, wanted: list[str]) -> "Table":
        chosen = self.backend.table(CHOSEN)
        column, home = self.reach.columns[table], self.reach.home
        if home is None:
            rows = super().bind(table, (*wanted, column))
            return rows.filter(rows[column].isin(chosen.id) | rows[column].isnull())
        if table == home:
            rows = super().bind(table, (*wanted, column, self.reach.key))
            subject = rows[self.reach.key].coalesce(rows[column])
            return rows.filter(subject.isin(chosen.id) | subject.isnull())
        rows = super().bind(table, (*wanted, column))
        there = self._cut(home, [column])
        return rows.filter(rows[column].isin(there[column]) | rows[column].isnull())
