"""
次低价与中标价之差的比率。The gap between the winning bid and the lowest bid of anybody else, as a ratio.

Only where the awards are final, exactly one is active and it has one supplier: then all bids compete for one thing. Of
the valid bids with price, currency and one bidder, w is the winner's lowest and l the lowest of all others; the ratio
is (l - w) / w. Where l < w price alone did not decide, and there is no ratio. A winning bid of 0 gives none either.

Without `currency` the bids of a process must all be in one currency: none is guessed.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    CURRENCY,
    EXCLUDED,
    KEY,
    MINIMUM_COUNT,
    PRICE_METHODS,
    PRICED,
    TENDER,
    money,
    outcomes,
    price,
    processes,
)
from qinglian.model.check import Param
from qinglian.model.once import once
from qinglian.model.text import Text

GROUPS = ("category", "method", "method_details", "region")

NEEDS = {
    "tender": ("tender_id",),
    "bid": ("bid_id", "tender_id", "bidder_id", "status", *PRICED),
    "award": ("tender_id", "status", "supplier_id"),
}
HELPS = {"tender": (*TENDER, *GROUPS), "bid": ("bidder_ids", "position")}

PARAMS = {
    "threshold": Param(
        float, Text("界线；不写则由全体比率求出", "fence; taken from all ratios where absent")
    ),
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
    groups: Sequence[str] = (),
    currency: str | None,
    price_comparison_procurement_methods: list[str] | None,
    no_price_comparison_procurement_methods: list[str] | None,
    excluded_procurement_method_details: list[str] | None,
) -> Table:
    """One row a process asked, with `ratio`, null where unknown. Of an ocid published twice, the last ratio."""
    asked = processes(
        tender,
        *groups,
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    prices = _prices(bid, award, currency)
    rows = asked.left_join(prices, [("tender_id", "of_tender")])
    # Nobody else bid: there is no second price, and nothing to ask.
    rows = rows.filter((rows.valid != 1).fill_null(True))
    known = (rows.winning != 0) & (rows.losing >= rows.winning) & rows.one_currency
    ratio = known.ifelse((rows.losing - rows.winning) / rows.winning, ibis.null("float64"))
    rows = rows.select(KEY, "position", "unit_id", *groups, ratio=ratio)
    return once(
        rows.group_by(KEY).aggregate(
            ratio=rows.ratio.argmax(rows.position.fill_null(-1), where=rows.ratio.notnull()),
            unit_id=rows.unit_id.max(),
            **{name: rows[name].max().fill_null("") for name in groups},
        )
    )


def _usable(bid: Table, currency: str | None) -> Any:
    """Whether a valid bid has one bidder and a price, in the currency asked for."""
    usable = bid.price.notnull() & bid.money.notnull() & bid.bidder_id.notnull()
    return usable if currency is None else usable & (bid.money == currency)


def _valid(bid: Table, award: Table, *more: str) -> Table:
    """Valid bids with price, currency and the winner of their tender."""
    valid = bid.filter(bid.status == "valid")
    valid = valid.select("tender_id", "bidder_id", *more, price=price(valid), money=money(valid))
    ended = outcomes(award)
    joined = valid.left_join(ended, [("tender_id", "awarded")])
    return joined.select("tender_id", "bidder_id", *more, "price", "money", "winner")


def _prices(bid: Table, award: Table, currency: str | None) -> Table:
    """The two prices of each tender: `winning`, `losing`, whether in `one_currency`, and how many bids are `valid`."""
    bids = _valid(bid, award)
    usable = _usable(bids, currency)
    columns = {
        "winning": bids.price.min(where=usable & (bids.bidder_id == bids.winner)),
        "losing": bids.price.min(where=usable & (bids.bidder_id != bids.winner)),
        "one_currency": ibis.literal(True),
        "valid": bids.count(),
    }
    if currency is None:
        columns["one_currency"] = bids.money.min(where=usable) == bids.money.max(where=usable)
    return bids.group_by(of_tender=bids.tender_id).aggregate(**columns)


def fenced(rows: Table, fences: Table, groups: Sequence[str], minimum_count: int) -> Table:
    """The ratios with the fence of all of them, or of their peer group; too few subjects have none."""
    drawn = fences.filter(fences.subjects >= max(minimum_count, 1))
    if not groups:
        # An absent fence must leave the rows standing: joined on a constant, not crossed.
        return rows.left_join(drawn, ibis.literal(True))
    named = drawn.rename({f"of_{name}": name for name in groups})
    return rows.left_join(named, [(name, f"of_{name}") for name in groups])


def two_lowest(
    mine: Table, flagged: Table, bid: Table, award: Table, currency: str | None
) -> Table:
    """Of flagged tenders (`mine`) the winner's lowest bid (`won`) and the lowest of others, the first met on a tie.

    Of an ocid published twice, those whose ratio is the value of the flag.
    """
    bids = bid.semi_join(mine, "tender_id")
    bids = _valid(bids, award.semi_join(mine, "tender_id"), "bid_id", "position")
    bids = bids.filter(_usable(bids, currency)).mutate(won=bids.bidder_id == bids.winner)
    in_order = ibis.window(group_by=["tender_id", "won"], order_by=["price", "position"])
    lowest = bids.mutate(turn=ibis.row_number().over(in_order))
    lowest = lowest.filter(lowest.turn == 0)
    of_tender = ibis.window(group_by="tender_id")
    pairs = lowest.select(
        "tender_id",
        "bid_id",
        "bidder_id",
        "won",
        winning=lowest.price.min(where=lowest.won).over(of_tender),
        losing=lowest.price.min(where=~lowest.won).over(of_tender),
    )
    rows = pairs.inner_join(mine, "tender_id").inner_join(flagged.select(KEY, "value"), KEY)
    return rows.filter((rows.losing - rows.winning) / rows.winning == rows.value)
