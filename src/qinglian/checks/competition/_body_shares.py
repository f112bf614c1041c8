"""Shares of a buyer's or entity's processes that are of some kind, beside those of its peers."""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._peers import COLUMNS, ITEM_CLASS, PEERS
from qinglian.checks._procurement import EXCLUDED
from qinglian.checks._shares import PARAMS

SHARES: dict[str, Any] = {**PARAMS, **PEERS, **EXCLUDED}
BY_CLASS: dict[str, Any] = {**SHARES, **ITEM_CLASS}
HELPS = COLUMNS


def cite_hits(rows: Table, flagged: Table, body: str, hit: Any, role: str) -> Table:
    """Evidence: the tenders that count, with the body concerned."""
    kept = rows.filter(hit).semi_join(flagged, body)
    return kept.select(
        body,
        table=ibis.literal("tender"),
        row_id=kept.tender_id,
        role=ibis.literal(role),
        party_id=kept[body],
    )
