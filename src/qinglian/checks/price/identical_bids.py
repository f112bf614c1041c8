"""
不同投标人报价完全相同。Different bidders asked exactly the same price.

开放采购红旗目录 R028。同一采购过程中，已递交的两份投标金额与币种相同而投标人不同；同一投标人重复报价不算。
值为 1 表示有，0 表示没有。
OCP red flag R028. Two submitted bids of one process have the same amount and currency, and different sets of bidders.
A bidder may repeat its own price. The value is 1 where there are such bids, else 0. Where a submitted bid lacks price,
currency or bidder and no other pair is alike, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    PRICE_METHODS,
    PRICED,
    TENDER,
    bidders,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    money,
    per_process,
    price,
    processes,
    recorded,
    submitted,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="不同投标人报价完全相同", en="Identical bid prices"),
    subject="contracting_process",
    scope="case",
    needs={"tender": ("tender_id",), "bid": ("bid_id", "tender_id", BIDDER, "status", *PRICED)},
    helps={"tender": (*TENDER, "bids_recorded")},
    params={**PRICE_METHODS, **EXCLUDED},
    seen=Text(
        "采购过程 {subject_id} 中不同投标人的报价完全相同",
        "In contracting process {subject_id} different bidders asked exactly the same price",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for a price that two different sets of bidders asked."""
    asked = processes(
        tender,
        "bids_recorded",
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    prices = _prices(bid)
    found = prices.group_by(of_tender="tender_id").aggregate(
        alike=prices.alike.max(), known=prices.known.min()
    )
    rows = asked.left_join(found, [("tender_id", "of_tender")])
    known = rows.known.fill_null(recorded(rows.bids_recorded, ibis.literal(False)))
    flagged = rows.alike.fill_null(False) | known.ifelse(False, ibis.null("boolean"))
    return per_process(rows, flagged)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    *,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bids of one price, each with its bidders, and the tender."""
    mine = flagged_tenders(
        flagged,
        tender,
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    bids = bid.semi_join(mine, "tender_id")
    prices = _prices(bids).filter(ibis._.alike).select("price", "money", of_tender="tender_id")
    each = _priced(bids)
    each = each.select("bid_id", "tender_id", "price", "money", bidder=each.bidders.unnest())
    same = each.inner_join(
        prices,
        [("tender_id", "of_tender"), "price", "money"],
    )
    named = same.select("bid_id", "tender_id", "bidder").inner_join(mine, "tender_id")
    named = named.filter(named.bidder.notnull())
    return cite_bids(named, bidder=named.bidder).union(cite_tenders(flagged, tender))


def _priced(bid: Table) -> Table:
    """Submitted bids with price, currency and all bidders."""
    kept = bid.filter(submitted(bid))
    return kept.select(
        "bid_id",
        "tender_id",
        "bidder_id",
        price=price(kept),
        money=money(kept),
        bidders=bidders(kept),
    )


def _prices(bid: Table) -> Table:
    """Each price of each tender, whether different sets of bidders asked it (`alike`), and whether all is `known`."""
    kept = _priced(bid)
    columns = ("tender_id", "price", "money")
    lone = kept.filter(kept.bidder_id.notnull()).select(*columns, of="bidder_id")
    # A set of several bidders is sorted, without doubles, and joined to one text.
    several = kept.filter(kept.bidder_id.isnull())
    several = several.select("bid_id", *columns, bidder=several.bidders.unnest()).distinct()
    joined = several.group_by("bid_id", *columns).aggregate(
        of=several.bidder.collect().sort().join(chr(31))
    )
    sets = lone.union(joined.select(*columns, of=joined.of.nullif("")))
    prices = sets.group_by(*columns).aggregate(
        first=sets.of.min(), last=sets.of.max(), nameless=sets.of.isnull().max()
    )
    priced = prices.price.notnull() & prices.money.notnull()
    return prices.select(
        *columns,
        alike=priced & (prices["first"] != prices["last"]).fill_null(False),
        known=priced & ~prices.nameless,
    )
