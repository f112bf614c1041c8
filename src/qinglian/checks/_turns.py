"""
责任事项的落实：还要求的各次，及其期限。Turns of duties that are still asked for, with the day they are due.
"""

from datetime import date

from ibis import Table

EPOCH = date(1970, 1, 1)
HELPS = ("due_moved_on", "due_moved_day", "dropped")


def still_asked(turn: Table) -> Table:
    """Turns that were not dropped, with `due`: the number of the day, moved where an extension was approved."""
    asked = turn.filter(~turn.dropped.fill_null(False))
    return asked.mutate(due=asked.due_moved_day.coalesce(asked.due_day).cast("int64"))
