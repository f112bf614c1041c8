"""
从截标到定标的天数。Days from the closing of bids to the award.

Calendar days between the local dates. Only procedures with bids are asked; a tender whose procedure is not known is
asked and left undecided. Without closing or award date nothing is concluded.
"""

from collections.abc import Sequence
from typing import Any, Literal

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_awards,
    cite_tenders,
    listed,
    processes,
)
from qinglian.model.check import Param
from qinglian.model.text import Text

NEEDS = {
    "tender": ("tender_id", "method", "period_end_day"),
    "award": ("award_id", "tender_id", "status", "awarded_day"),
}
HELPS = {"tender": (*TENDER, "round"), "award": ("round",)}
PARAMS = {
    "days": Param(int, Text("多少日历天", "calendar days"), required=True),
    "procurement_methods": Param(
        list, Text("只问这些采购方式", "ask only of these procurement methods"), default=["open", "selective"]
    ),
    **EXCLUDED,
}  # fmt: skip


def decision_days(
    tender: Table,
    award: Table,
    *,
    which: Literal["first", "last"],
    methods: Sequence[str] | None,
    excluded: list[str] | None,
) -> Table:
    """One row a tender with an active award: `days` from closing to the first or last of them, null where unknown.

    A tender begun anew has a row for each round; an award is set against the closing of its own.
    """
    asked = processes(tender, "method", "period_end_day", "round", excluded=excluded)
    wanted = listed(methods)
    if wanted:
        asked = asked.filter(asked.method.isin(wanted) | asked.method.isnull())
    active = award.filter(award.status == "active")
    active = active.select(awarded="tender_id", won="round", on="awarded_day")
    pairs = asked.inner_join(active, [("tender_id", "awarded")])
    pairs = pairs.filter((pairs.round == pairs.won).fill_null(True))
    rows = pairs.group_by(asked.columns).aggregate(
        day=pairs["on"].min() if which == "first" else pairs["on"].max(),
        undated=pairs["on"].isnull().max(),
    )
    known = ~rows.undated & (rows.method.notnull() if wanted else ibis.literal(True))
    days: Any = known.ifelse(rows.day - rows.period_end_day, ibis.null("int32"))
    return rows.select(KEY, "position", "unit_id", "tender_id", days=days)


def cite_decision(flagged: Table, tender: Table, award: Table) -> Table:
    """Evidence: the tender and its active awards."""
    named = tender.select("tender_id", **{KEY: tender[KEY].coalesce(tender.tender_id)}).semi_join(
        flagged, KEY
    )
    active = award.filter(award.status == "active").inner_join(named, "tender_id")
    return cite_awards(active).union(cite_tenders(flagged, tender))
