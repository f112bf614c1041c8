"""
不同投标人报价完全相同。Different bidders asked exactly the same price.

开放采购红旗目录 R028。同一采购过程中，已递交的两份投标金额与币种相同而投标人不同；同一投标人重复报价不算。值为 1 表示有，0 表示没有。
OCP red flag R028. Two submitted bids of one process have the same amount and currency, and different sets of bidders.
A bidder may repeat its own price. The value is 1 where there are such bids, else 0. Where a submitted bid lacks price, currency or
bidder and no other pair is alike, nothing is concluded.
"""

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    PRICE_METHODS,
    TENDER,
    bidders,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    per_process,
    price_compared,
    processes,
    recorded,
    submitted,
    with_price,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="不同投标人报价完全相同", en="Identical bid prices"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": (*TENDER, "bids_recorded"),
        "bid": ("bid_id", "tender_id", "bidder_id", "bidder_ids", "status", "amount", "currency", "amount_yuan"),
    },
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
    asked = price_compared(
        processes(tender, excluded_procurement_method_details),
        price_comparison_procurement_methods,
        no_price_comparison_procurement_methods,
    )
    prices = _prices(bid).select("tender_id", "alike", known=_known(ibis._))
    found = prices.group_by(of_tender="tender_id").aggregate(
        alike=prices.alike.max(), known=prices.known.min()
    )
    rows = asked.left_join(found, asked.tender_id == found.of_tender)
    flagged = ibis.cases(
        (rows.alike, True),
        (~recorded(rows.bids_recorded, rows.of_tender.notnull()), ibis.null("boolean")),
        (rows.known | rows.of_tender.isnull(), False),
    )
    return per_process(rows.mutate(value=flagged.cast("float64"), flagged=flagged))


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table) -> Table:
    """The bids of one price, each with its bidders, and the tender."""
    mine = flagged_tenders(flagged, tender).select("tender_id", KEY)
    prices = _prices(bid.semi_join(mine, "tender_id")).filter(ibis._.alike)
    same = with_price(bid).filter(submitted(bid)).select(
        "bid_id", "price", "money", of_tender="tender_id", bidder=bidders(ibis._).unnest()
    )
    bids = same.inner_join(
        prices,
        [same.of_tender == prices.tender_id, same.price == prices.price, same.money == prices.money],
    )
    named = bids.select("bid_id", "tender_id", "bidder").inner_join(mine, "tender_id")
    return cite_bids(named.filter(named.bidder.notnull())).union(cite_tenders(flagged, tender))


def _prices(bid: Table) -> Table:
    """Each price of each tender, and whether different sets of bidders asked it (`alike`)."""
    kept = with_price(bid).filter(submitted(bid))
    kept = kept.select("bid_id", "tender_id", "price", "money", "bidder_id", bidders=bidders(kept))
    lone = kept.filter(kept.bidder_id.notnull())
    several = kept.filter(kept.bidder_id.isnull())
    several = several.mutate(bidders=several.bidders.unnest()).distinct()
    several = several.group_by("bid_id", "tender_id", "price", "money").aggregate(
        of=several.bidders.collect().sort().join(chr(31))
    )
    columns = ("tender_id", "price", "money")
    sets = lone.select(*columns, of="bidder_id").union(several.select(*columns, "of"))
    prices = sets.group_by(*columns).aggregate(
        same=(sets.of.min() != sets.of.max()).fill_null(False),
        named=sets.of.count(),
        bids=sets.count(),
    )
    comparable = prices.price.notnull() & prices.money.notnull()
    return prices.mutate(alike=prices.same & comparable)


def _known(prices: Table) -> ir.BooleanValue:
    return prices.price.notnull() & prices.money.notnull() & (prices.named == prices.bids)
