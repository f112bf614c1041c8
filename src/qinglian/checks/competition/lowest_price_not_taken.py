"""
只比价格的采购没有给最低价。The criterion was price alone, and a higher price won.

开放采购红旗目录 R056 的另一种可以断定的情形。评审办法只比价格，唯一生效中标的供应商的最低有效报价高于别家的最低有效报
价，提示。值是（中标人报价－最低价）÷最低价。
The other case of OCP red flag R056 that data can decide. The award criterion is price alone, one award is active and
has one supplier, and its lowest valid bid lies above the lowest valid bid of anybody else. The value is (winner's -
lowest) / lowest. Bids must all be valid with price and one currency; several awards or unknown criteria decide
nothing.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    KEY,
    PRICED,
    TENDER,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    listed,
    money,
    outcomes,
    per_process,
    price,
    processes,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="只比价格而最低价没有中标", en="Lowest price not taken though price alone decides"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id", "award_criteria"),
        "bid": ("bid_id", "tender_id", BIDDER, "status", *PRICED),
        "award": ("tender_id", "status", "supplier_id"),
    },
    helps={"tender": TENDER},
    params={
        "criteria": Param(list, Text("哪些评审办法只比价格", "criteria that are price alone"), required=True),
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 只比价格，中标价却比最低有效报价高 {value}（按比率）",
        "Price alone decides contracting process {subject_id}, yet the winner is {value} (as a ratio) above the lowest",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    criteria: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the winner's price with the lowest of the others."""
    asked = processes(tender, "award_criteria", excluded=excluded_procurement_method_details)
    asked = asked.filter(
        asked.award_criteria.isin(listed(criteria)) | asked.award_criteria.isnull()
    )
    bids = _valid(bid, award)
    prices = bids.group_by(of_tender="tender_id").aggregate(
        mine=bids.price.min(where=bids.bidder_id == bids.winner),
        lowest=bids.price.min(),
        unknown=(bids.price.isnull() | bids.money.isnull() | bids.bidder_id.isnull()).max(),
        least=bids.money.min(),
        most=bids.money.max(),
        winner=bids.winner.max(),
    )
    rows = asked.inner_join(prices, [("tender_id", "of_tender")])
    known = (
        rows.award_criteria.notnull()
        & rows.winner.notnull()
        & ~rows.unknown
        & (rows.least == rows.most)
        & (rows.lowest > 0)
    )
    gap = known.fill_null(False).ifelse((rows.mine - rows.lowest) / rows.lowest, None)
    rows = rows.select(KEY, "position", "unit_id", gap=gap.cast("float64"))
    return per_process(rows, rows.gap > 0, rows.gap)


def _valid(bid: Table, award: Table) -> Table:
    """Valid bids of awarded tenders, with the winner where there is one."""
    valid = bid.filter(bid.status == "valid")
    ended = outcomes(award)
    ended = ended.filter(ended.active > 0)
    rows = valid.inner_join(ended, [("tender_id", "awarded")])
    return rows.select(
        "tender_id", "bid_id", "bidder_id", "winner", price=price(rows), money=money(rows)
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The valid bids, the winner's with its bidder, and the tender."""
    mine = flagged_tenders(flagged, tender, excluded=excluded_procurement_method_details)
    rows = _valid(bid, award).inner_join(mine, "tender_id").view()
    winner = (rows.bidder_id == rows.winner).ifelse(rows.bidder_id, ibis.null("string"))
    return cite_bids(rows, bidder=winner).union(cite_tenders(flagged, tender))
