"""Evidence of works: rows of one table for a flagged subject."""

from typing import Any

import ibis
from ibis import Table


def cite(
    rows: Table, *key: str, table: str, row_id: Any, role: str = "case", party: Any = None
) -> Table:
    """Rows of a table, each with the firm concerned where there is one."""
    return rows.select(
        *key,
        table=ibis.literal(table),
        row_id=row_id,
        role=ibis.literal(role),
        party_id=ibis.null("string") if party is None else party,
    )
