"""Evidence that is simply the judged row itself."""

import ibis
from ibis import Table


def the_row(flagged: Table, rows: Table, *, table: str, key: str, role: str = "case") -> Table:
    """One line of evidence a flagged subject: its own row."""
    kept = flagged.select(key).join(rows, key)
    return kept.select(
        key,
        table=ibis.literal(table),
        row_id=kept[key],
        role=ibis.literal(role),
        party_id=ibis.null("string"),
    )
