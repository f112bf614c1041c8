"""
给案件与事件编号。Number the cases and events of a connection by their keys alone.

Sorting every column of millions of events takes gigabytes. So the rows are put down as they come, what decides their
order is sorted beside them, and the numbers are joined back.
"""

from ibis import Table

from qinglian.engine.backends import Backend
from qinglian.engine.process.prepare import ordered, unbound

ROWS = "bound_event"
NUMBERS = "event_number"
KEYS = (
    "process", "case_id", "position", "event_id", "activity", "occurred_at", "occurred_on", "date_only",
)  # fmt: skip


def numbered(
    backend: Backend, bound: str, *, date_only: bool, after_case: int = 0, after_event: int = 0
) -> Table:
    """The events as bound, in SQL, with `case_no` and `eid` of `prepare.ordered`; to be read before `forget`."""
    backend.materialise(ROWS, bound)
    rows = unbound(backend, ROWS)
    rows = rows.mutate(place=rows.rowid())
    keys = rows.select(*KEYS, "place")
    numbers = ordered(keys, date_only=date_only, after_case=after_case, after_event=after_event)
    backend.materialise(NUMBERS, numbers.select("case_no", "eid", of_place="place"))
    found = unbound(backend, NUMBERS)
    return rows.join(found, rows.place == found.of_place).drop("place", "of_place")


def forget(backend: Backend) -> None:
    """Drop what `numbered` put down."""
    backend.drop(ROWS)
    backend.drop(NUMBERS)
