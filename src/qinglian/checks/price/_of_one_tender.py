"""Prices of the valid bids of one tender, where they compete for one thing in one currency."""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import PRICED, TENDER, money, price

NEEDS = {"tender": ("tender_id",), "bid": ("bid_id", "tender_id", "status", *PRICED)}
HELPS = {"tender": (*TENDER, "bids_recorded"), "bid": ("lot_id", "bidder_id")}


def valid_bids(bid: Table) -> Table:
    """Valid bids with their price above zero."""
    valid = bid.filter(bid.status == "valid")
    paid: Any = price(valid)
    return valid.select(
        "tender_id",
        "bid_id",
        "bidder_id",
        "lot_id",
        price=(paid > 0).ifelse(paid, ibis.null("float64")),
        money=money(valid),
    )


def comparable(bids: Table) -> dict[str, Any]:
    """Aggregates of a tender: the number of `bids`, and whether all are priced in one currency for one lot."""
    return {
        "bids": bids.count(),
        "alike": (bids.price.notnull() & bids.money.notnull()).min()
        & (bids.money.min() == bids.money.max())
        & (bids.lot_id.nunique() <= 1),
    }
