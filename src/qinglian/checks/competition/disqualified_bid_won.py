"""
被否决或撤回的投标中了标。A bid that was disqualified or withdrawn won all the same.

开放采购红旗目录 R056 中数据能断定的一半。生效中标的供应商在本过程中有投标记录，而每一份都被否决或已撤回，提示。值是这
样的中标人家数。
The half of OCP red flag R056 that data can decide. A supplier with an active award has bids on record in the process,
and every one of them is disqualified or withdrawn. The value is how many such suppliers there are. A supplier without
bid, or with a bid whose status is unknown, decides nothing. Whether a valid bid truly met the criteria is not for the
data to say.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    KEY,
    SUPPLIER,
    TENDER,
    bidders,
    cite_awards,
    cite_bids,
    cite_tenders,
    per_process,
    processes,
    suppliers,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

OUT = ("disqualified", "withdrawn")

check = Check(
    __name__,
    title=Text(zh="被否决的投标中标", en="A disqualified bid won"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", BIDDER, "status"),
        "award": ("award_id", "tender_id", "status", SUPPLIER),
    },
    helps={"tender": TENDER},
    params=EXCLUDED,
    seen=Text(
        "采购过程 {subject_id} 有 {value} 家中标人的投标已被否决或撤回",
        "Winners of contracting process {subject_id} whose bids had been disqualified or withdrawn: {value}",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """See what became of the bids of every winner."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    winners = _winners(bid, award)
    each = winners.group_by(of_tender="tender_id").aggregate(
        out=winners.out.sum(), unknown=winners.out.isnull().max()
    )
    rows = asked.inner_join(each, [("tender_id", "of_tender")])
    count = rows.out.fill_null(0)
    flagged = ibis.cases((count > 0, True), (rows.unknown, ibis.null("boolean")), else_=False)
    value = flagged.notnull().ifelse(count, ibis.null("int64"))
    return per_process(rows, flagged, value.cast("float64"))


def _winners(bid: Table, award: Table) -> Table:
    """Suppliers of active awards: whether all their bids are `out`; null without bid or where a status is unknown."""
    each = bid.select("tender_id", "status", bidder=bidders(bid).unnest())
    each = each.filter(each.bidder.notnull())
    fate = each.group_by(in_tender="tender_id", bidder="bidder").aggregate(
        out=each.status.isin(OUT).fill_null(False).min(),
        stayed=each.status.notin(OUT).fill_null(False).max(),
    )
    active = award.filter(award.status == "active")
    won = active.select("tender_id", supplier=suppliers(active).unnest()).distinct()
    rows = won.left_join(fate, [("tender_id", "in_tender"), ("supplier", "bidder")])
    answer = ibis.cases((rows.stayed, False), (rows.out, True))
    return rows.select("tender_id", "supplier", out=answer)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bids that were out with their bidder, the awards, and the tender."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    mine = asked.semi_join(flagged, KEY).select("tender_id", KEY)
    winners = _winners(bid, award)
    winners = winners.filter(winners.out)
    each = bid.select("bid_id", "tender_id", bidder=bidders(bid).unnest())
    lost = each.semi_join(winners, [("tender_id", "tender_id"), ("bidder", "supplier")])
    lost = lost.inner_join(mine, "tender_id")
    awards = award.filter(award.status == "active").inner_join(mine, "tender_id")
    return ibis.union(
        cite_bids(lost, bidder=lost.bidder), cite_awards(awards), cite_tenders(flagged, tender)
    )
