"""
次低价与中标价之差的比率。The gap between the winning bid and the lowest bid of anybody else, as a ratio.

Only where the awards are final, exactly one is active and it has one supplier: then all bids compete for one thing. Of
the valid bids with price, currency and one bidder, w is the winner's lowest and l the lowest of all others; the ratio is
(l - w) / w. Where l < w price alone did not decide, and there is no ratio. A winning bid of 0 gives none either.

Without `currency` the bids of a process must all be in one currency: none is guessed.
"""

from collections.abc import Sequence

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    CURRENCY,
    EXCLUDED,
    KEY,
    MINIMUM_COUNT,
    PRICE_METHODS,
    TENDER,
    listed,
    outcomes,
    price_compared,
    processes,
    recorded,
    with_price,
)
from qinglian.checks._statistics import fences
from qinglian.model.check import Param
from qinglian.model.text import Text

GROUPS = ("category", "method", "method_details", "region")

NEEDS = {
    "tender": (*TENDER, "category", "method", "region", "bids_recorded", "awards_recorded"),
    "bid": (
        "bid_id", "tender_id", "bidder_id", "bidder_ids", "status", "amount", "currency", "amount_yuan", "position",
    ),
    "award": ("tender_id", "status", "supplier_id"),
}  # fmt: skip

PARAMS = {
    "threshold": Param(float, Text("界线；不写则由全体比率求出", "fence; taken from all ratios where absent")),
    **CURRENCY,
    **PRICE_METHODS,
    **EXCLUDED,
    **MINIMUM_COUNT,
    "peer_groups": Param(
        list,
        Text(
            f"分组求界线，按项目的这些列：{'、'.join(GROUPS)}",
            f"draw a fence within groups by these columns of the tender: {', '.join(GROUPS)}",
        ),
    ),
}


def ratios(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    currency: str | None,
    price_comparison_procurement_methods: list[str] | None,
    no_price_comparison_procurement_methods: list[str] | None,
    excluded_procurement_method_details: list[str] | None,
) -> Table:
    """One row a process asked, with `ratio`, null where it cannot be known. Of an ocid published twice, the last ratio."""
    asked = price_compared(
        processes(tender, excluded_procurement_method_details),
        price_comparison_procurement_methods,
        no_price_comparison_procurement_methods,
    )
    prices = priced(bid, award, currency)
    joined = asked.left_join(prices, asked.tender_id == prices.of_tender)
    comparable = (joined.winning != 0) & (joined.losing >= joined.winning) & joined.one_currency
    ratio = comparable.ifelse((joined.losing - joined.winning) / joined.winning, ibis.null("float64"))
    rows = joined.mutate(ratio=ratio)
    # Nobody else bid: there is no second price, and nothing to ask.
    rows = rows.filter(
        ~(recorded(rows.bids_recorded, rows.of_tender.notnull()) & (rows.bidders == 1)).fill_null(False)
    )
    groups = {name: rows[name].max() for name in GROUPS}
    return rows.group_by(KEY).aggregate(
        ratio=rows.ratio.argmax(rows.position, where=rows.ratio.notnull()),
        tender_id=rows.tender_id.argmax(rows.position, where=rows.ratio.notnull()),
        unit_id=rows.procuring_entity_id.coalesce(rows.buyer_id).max(),
        **groups,
    )


def priced(bid: Table, award: Table, currency: str | None) -> Table:
    """The two prices of each tender: `winning`, `losing`, whether in `one_currency`, and how many `bidders` were valid."""
    ended = outcomes(award).select(of_tender="tender_id", winner="winner")
    valid = with_price(bid).filter(ibis._.status == "valid")
    bids = valid.left_join(ended, valid.tender_id == ended.of_tender)
    usable = bids.price.notnull() & bids.money.notnull() & bids.bidder_id.notnull()
    if currency is not None:
        usable = usable & (bids.money == currency)
    one = bids.money.min(where=usable) == bids.money.max(where=usable)
    return bids.group_by(of_tender=bids.tender_id).aggregate(
        winning=bids.price.min(where=usable & (bids.bidder_id == bids.winner)),
        losing=bids.price.min(where=usable & (bids.bidder_id != bids.winner)),
        one_currency=one,
        bidders=bids.count(),
    )


def fenced(rows: Table, *, minimum_count: int, peer_groups: Sequence[str] | None) -> Table:
    """The ratios with the quartiles and fences of all of them, or of their peer group."""
    groups = [f"peer_{name}" for name in listed(peer_groups)]
    named = rows.mutate(**{group: rows[group.removeprefix("peer_")].fill_null("") for group in groups})
    drawn = fences(named, "ratio", groups)
    if groups:
        renamed = drawn.rename({f"of_{group}": group for group in groups})
        joined = named.left_join(renamed, [named[g] == renamed[f"of_{g}"] for g in groups])
    else:
        joined = named.cross_join(drawn)
    enough = joined.subjects >= max(minimum_count, 1)
    return joined.mutate(
        **{name: enough.ifelse(joined[name], ibis.null("float64")) for name in ("q1", "lower_fence", "upper_fence")}
    )


def two_lowest(flagged: Table, tender: Table, bid: Table, award: Table, currency: str | None) -> Table:
    """The winner's lowest bid and the lowest of the others (the first met on a tie) of each flagged process."""
    named = processes(tender).select("tender_id", KEY)
    mine = named.inner_join(flagged.select(KEY, of="tender_id"), KEY)
    mine = mine.filter(mine.tender_id == mine.of).select("tender_id", KEY)
    ended = outcomes(award.semi_join(mine, "tender_id")).select("tender_id", "winner")
    bids = with_price(bid.semi_join(mine, "tender_id"))
    bids = bids.filter(
        bids.status == "valid", bids.price.notnull(), bids.money.notnull(), bids.bidder_id.notnull()
    )
    if currency is not None:
        bids = bids.filter(bids.money == currency)
    bids = bids.inner_join(ended, "tender_id").mutate(won=ibis._.bidder_id == ibis._.winner)
    in_order = ibis.window(group_by=["tender_id", "won"], order_by=["price", "position"])
    lowest = bids.mutate(turn=ibis.row_number().over(in_order)).filter(ibis._.turn == 0)
    return lowest.inner_join(mine, "tender_id").mutate(bidder=ibis._.bidder_id)
