"""Evidence of items: their ledger rows."""

import ibis
from ibis import Table


def cite_rows(rows: Table) -> Table:
    """Ledger rows as evidence of their items."""
    return rows.select(
        "section_id",
        "item_code",
        table=ibis.literal("ledger_row"),
        row_id="ledger_row_id",
        role=ibis.literal("case"),
        party_id=ibis.null("string"),
    )


def measured_rows(flagged: Table, ledger_row: Table) -> Table:
    """All ledger rows of flagged items."""
    return cite_rows(ledger_row.semi_join(flagged, ["section_id", "item_code"]))
