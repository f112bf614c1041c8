"""
一起投标的两家。Two bidders in the same tenders.

A bidder is in a tender where one of its bids there was submitted; it won where it is a supplier of an active award of
it. Tenders without active award settle nothing and are left aside; where an active award names no supplier, it is not
known whether the other bidders won. Pairs are named by id, the lesser first.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    BIDDER,
    SUPPLIER,
    TENDER,
    bidders,
    processes,
    submitted,
    suppliers,
)
from qinglian.model.once import once

NEEDS = {
    "tender": ("tender_id",),
    "bid": ("bid_id", "tender_id", BIDDER, "status"),
    "award": ("award_id", "tender_id", "status", SUPPLIER),
}
HELPS = {"tender": (*TENDER, "period_end_day"), "award": ("awarded_day",)}
KEY = ("tenderer_id", "partner_id")


def entries(tender: Table, bid: Table, award: Table, excluded: list[str] | None) -> Table:
    """One row a bidder in each awarded tender: whether it `won`, and the `day` of the award (else of the closing)."""
    asked = processes(tender, "period_end_day", excluded=excluded)
    asked = asked.select("tender_id", "period_end_day")
    active = award.filter(award.status == "active")
    nobody = active.supplier_id.isnull() & ~(active.supplier_ids.length() > 0).fill_null(False)
    ended = active.group_by(ended="tender_id").aggregate(
        awarded=active.awarded_day.min(), nameless=nobody.max()
    )
    kept = bid.filter(submitted(bid)).semi_join(asked, "tender_id")
    each = kept.select("tender_id", bidder=bidders(kept).unnest())
    each = each.filter(each.bidder.notnull()).distinct()
    winners = active.select(won_in="tender_id", supplier=suppliers(active).unnest()).distinct()
    winners = winners.filter(winners.supplier.notnull())
    rows = each.inner_join(asked, "tender_id").inner_join(ended, [("tender_id", "ended")])
    rows = rows.left_join(winners, [("tender_id", "won_in"), ("bidder", "supplier")])
    return once(
        rows.select(
            "tender_id",
            "bidder",
            won=ibis.cases(
                (rows.supplier.notnull(), True), (rows.nameless, ibis.null("boolean")), else_=False
            ),
            day=rows.awarded.coalesce(rows.period_end_day),
        )
    )


def meetings(rows: Table) -> Table:
    """One row a pair in each tender where both bid: which of them won, `first_won` and `second_won`."""
    other = rows.select(where="tender_id", partner_id="bidder", second_won="won")
    both = rows.inner_join(other, [("tender_id", "where")])
    both = both.filter(both.bidder < both.partner_id)
    return once(
        both.select(
            "tender_id", "day", "partner_id", "second_won", tenderer_id="bidder", first_won="won"
        )
    )


def settled(rows: Table) -> Any:
    """Whether exactly one of the two won; null where it is not known of one of them."""
    return rows.first_won != rows.second_won


def cite_meetings(
    flagged: Table, tender: Table, bid: Table, award: Table, excluded: list[str] | None
) -> Table:
    """Evidence: the bids of the two in the tenders where both bid and one of them won."""
    pairs = flagged.select(*KEY)
    named = pairs.select(*KEY, who="tenderer_id").union(pairs.select(*KEY, who="partner_id"))
    met = meetings(entries(tender, bid, award, excluded))
    met = met.filter(settled(met)).semi_join(pairs, list(KEY))
    mine = met.select("tender_id", a="tenderer_id", b="partner_id")
    kept = bid.filter(submitted(bid))
    each = kept.select("bid_id", in_tender="tender_id", bidder=bidders(kept).unnest())
    rows = each.inner_join(named, [("bidder", "who")]).view()
    rows = rows.semi_join(
        mine, [("in_tender", "tender_id"), ("tenderer_id", "a"), ("partner_id", "b")]
    )
    return rows.select(
        *KEY,
        table=ibis.literal("bid"),
        row_id="bid_id",
        role=ibis.literal("tenderer"),
        party_id="bidder",
    )
