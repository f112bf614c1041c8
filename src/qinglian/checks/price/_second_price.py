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
    flagged_tenders,
    listed,
    outcomes,
    price_compared,
    processes,
    with_price,
)
from qinglian.checks._statistics import fences
from qinglian.model.check import Param
from qinglian.model.text import Text

GROUPS = ("category", "method", "method_details", "region")

NEEDS = {
    "tender": (*TENDER, "category", "method", "region"),
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
    rows = with_ratio(asked, bid, award, currency)
    # Nobody else bid: there is no second price, and nothing to ask.
    rows = rows.filter((rows.bidders != 1).fill_null(True))
    groups = {name: rows[name].max() for name in GROUPS}
    return rows.group_by(KEY).aggregate(
        ratio=rows.ratio.argmax(rows.position, where=rows.ratio.notnull()),
        unit_id=rows.procuring_entity_id.coalesce(rows.buyer_id).max(),
        **groups,
    )


def with_ratio(tender: Table, bid: Table, award: Table, currency: str | None) -> Table:
    """Tenders with their `ratio` and how many `bidders` were valid."""
    prices = _prices(bid, award, currency)
    rows = tender.left_join(prices, tender.tender_id == prices.of_tender)
    known = (rows.winning != 0) & (rows.losing >= rows.winning) & rows.one_currency
    ratio = (rows.losing - rows.winning) / rows.winning
    return rows.mutate(ratio=known.ifelse(ratio, ibis.null("float64")))


def _prices(bid: Table, award: Table, currency: str | None) -> Table:
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
    """The winner's lowest bid (`won`) and the lowest of the others, the first met on a tie, of each flagged process."""
    mine = flagged_tenders(flagged, tender)
    bids, awards = bid.semi_join(mine, "tender_id"), award.semi_join(mine, "tender_id")
    rated = with_ratio(mine, bids, awards, currency).filter(ibis._.ratio.notnull())
    last = rated.group_by(KEY).aggregate(tender_id=rated.tender_id.argmax(rated.position))
    ended = outcomes(awards).select("tender_id", "winner")
    usable = with_price(bids).filter(
        ibis._.status == "valid", ibis._.price.notnull(), ibis._.money.notnull(), ibis._.bidder_id.notnull()
    )
    if currency is not None:
        usable = usable.filter(usable.money == currency)
    usable = usable.inner_join(last, "tender_id").inner_join(ended, "tender_id")
    usable = usable.mutate(won=usable.bidder_id == usable.winner, bidder=usable.bidder_id)
    in_order = ibis.window(group_by=["tender_id", "won"], order_by=["price", "position"])
    return usable.mutate(turn=ibis.row_number().over(in_order)).filter(ibis._.turn == 0)
