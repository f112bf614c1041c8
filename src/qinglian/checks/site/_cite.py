"""Evidence that is the judged row itself, with the party it names."""

from ibis import Table

from qinglian.checks._contracts import cite


def of_row(
    flagged: Table, rows: Table, table: str, key: str, role: str = "case", party: str | None = None
) -> Table:
    """One line a flagged subject: its own row and, where `party` names a column, whom it concerns."""
    mine = rows.semi_join(flagged, key)
    who = None if party is None else mine[party]
    return cite(mine, key, table=table, row_id=mine[key], role=role, party=who)
