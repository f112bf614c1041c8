"""Whether bidders of one process are held by one and the same person or firm."""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    KEY,
    TENDER,
    bidders,
    cite_bids,
    cite_tenders,
    per_process,
    processes,
    recorded,
    submitted,
)

NEEDS = {
    "tender": ("tender_id",),
    "bid": ("bid_id", "tender_id", BIDDER, "status"),
    "party": ("party_id",),
    "owner": ("owner_id", "party_id", "kind", ("holder_id", "holder_identifier")),
}
HELPS = {
    "tender": (*TENDER, "bids_recorded"),
    "party": ("organization_id", "tender_id"),
    "owner": ("share", "tender_id"),
}
PARAMS = {**EXCLUDED}


def shared(
    tender: Table, bid: Table, party: Table, holdings: Table, excluded: Any, kind: str
) -> Table:
    """One row a process: flagged where one holder holds two bidders; false where all bidders name their holders.

    `holdings` are the owners, each with whether it `counts`, null where that is not known; any row of `kind` tells
    that the bidder named them.
    """
    asked = processes(tender, "bids_recorded", excluded=excluded)
    each = _bidders(bid)
    held = _held(each, party, holdings, kind)
    common = _common(held)
    found = common.group_by(of_common="tender_id").aggregate(holders=common.count())
    told = held.group_by("tender_id", "bidder").aggregate(
        told=held.told.max(), unsure=held.unsure.max()
    )
    named = told.group_by(of_tender="tender_id").aggregate(
        bidders=told.count(),
        known=(told.told & ~told.unsure & told.bidder.notnull()).min(),
    )
    rows = asked.left_join(named, [("tender_id", "of_tender")])
    rows = rows.left_join(found, [("tender_id", "of_common")])
    # One bidder, or none, has nothing to share: there is nothing to ask.
    none = rows.of_tender.isnull() & recorded(rows.bids_recorded, ibis.literal(False))
    rows = rows.filter(~(none | (rows.bidders == 1).fill_null(False)))
    number = rows.holders.fill_null(0)
    flagged = ibis.cases((number > 0, True), (rows.known, False), else_=ibis.null("boolean"))
    return per_process(
        rows, flagged, flagged.notnull().ifelse(number.cast("float64"), ibis.null("float64"))
    )


def cite_shared(
    flagged: Table, tender: Table, bid: Table, party: Table, holdings: Table, kind: str
) -> Table:
    """Evidence: the owners in common, the bids of those they hold, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    bids = bid.semi_join(mine, "tender_id")
    held = _held(_bidders(bids), party, holdings, kind)
    common = _common(held).select(of_tender="tender_id", of_holder="holder")
    ours = held.inner_join(common, [("tender_id", "of_tender"), ("holder", "of_holder")])
    ours = ours.inner_join(mine, "tender_id")
    owners = ours.select(
        KEY,
        table=ibis.literal("owner"),
        row_id=ours.owner_id,
        role=ibis.literal("tenderer"),
        party_id=ours.bidder,
    )
    held_bids = ours.select(KEY, "bid_id", "bidder")
    return owners.union(cite_bids(held_bids, bidder=held_bids.bidder)).union(
        cite_tenders(flagged, tender)
    ).distinct()  # fmt: skip


def _bidders(bid: Table) -> Table:
    kept = bid.filter(submitted(bid))
    return kept.select("tender_id", "bid_id", bidder=bidders(kept).unnest())


def _held(each: Table, party: Table, holdings: Table, kind: str) -> Table:
    """Each bidder with each holder that counts: `told` where the bidder names owners, `unsure` where one may count."""
    named = party.select(
        of_party="party_id",
        organization=party.organization_id.coalesce(party.party_id),
        party_tender="tender_id",
    )
    mine = holdings.filter(holdings.kind == kind)
    owned = named.inner_join(mine.drop("tender_id"), [("of_party", "party_id")])
    owned = owned.select(
        "organization",
        "party_tender",
        "owner_id",
        holder=owned.counts.ifelse(
            owned.holder_identifier.coalesce(owned.holder_id), ibis.null("string")
        ),
        unsure=owned.counts.isnull()
        | (owned.counts & owned.holder_identifier.coalesce(owned.holder_id).isnull()),
    )
    rows = each.left_join(
        owned,
        [
            each.bidder == owned.organization,
            (owned.party_tender == each.tender_id) | owned.party_tender.isnull(),
        ],
    )
    return rows.select(
        "tender_id",
        "bid_id",
        "bidder",
        "owner_id",
        "holder",
        told=rows.owner_id.notnull(),
        unsure=rows.unsure.fill_null(False),
    )


def _common(held: Table) -> Table:
    """Holders of two bidders or more of one tender."""
    known = held.filter(held.holder.notnull())
    counted = known.group_by("tender_id", "holder").aggregate(bidders=known.bidder.nunique())
    return counted.filter(counted.bidders >= 2)
