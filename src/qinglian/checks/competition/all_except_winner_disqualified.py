"""
除中标人外全部被否决。All bids but the winner's were disqualified.

开放采购红旗目录 R035。评审已定；有效投标只有一家，即全部中标供应商；其他投标人中被否决的家数达到界线。值是这个家数。
OCP red flag R035. The awards are final; there is exactly one bidder with a valid bid, and it is the whole set of
suppliers with an active award; at least `threshold` other bidders have a disqualified bid. The value is how many. Where bids or awards
are not on record or not final, or a bid's status or bidder is missing, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    bidders,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    outcomes,
    per_process,
    processes,
    recorded,
    suppliers,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="除中标人外全部被否决", en="All except winning bid disqualified"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": (*TENDER, "bids_recorded", "awards_recorded"),
        "bid": ("bid_id", "tender_id", "bidder_id", "bidder_ids", "status"),
        "award": ("tender_id", "status", "supplier_id", "supplier_ids"),
    },
    params={
        "threshold": Param(
            int, Text("被否决的其他投标人至少几家", "least number of others disqualified"), required=True, minimum=0
        ),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 除中标人外的 {value} 家投标人全部被否决",
        "In contracting process {subject_id} all {value} bidders but the winner were disqualified",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    threshold: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the others who were disqualified where one bidder stayed and won."""
    asked = processes(tender, excluded_procurement_method_details)
    rows = _judged(asked, bid, award, threshold)
    flagged = ibis.cases(
        (rows.hit, True),
        (~recorded(rows.bids_recorded, rows.of_bids.notnull()), ibis.null("boolean")),
        (~recorded(rows.awards_recorded, rows.of_awards.notnull()), ibis.null("boolean")),
        ((rows.open > 0) | rows.unknown.fill_null(False), ibis.null("boolean")),
        else_=False,
    )
    others = flagged.notnull().ifelse(rows.others.fill_null(0), None)
    return per_process(rows.mutate(value=others.cast("float64"), flagged=flagged))


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table, award: Table) -> Table:
    """The winner's valid bids with their bidder, the disqualified ones, and the tender."""
    mine = flagged_tenders(flagged, tender)
    bids = bid.semi_join(mine, "tender_id")
    hit = _judged(mine, bids, award.semi_join(mine, "tender_id"), 1).filter(ibis._.hit)
    named = hit.select(KEY, of_tender="tender_id")
    rows = bids.filter(bids.status.isin(["valid", "disqualified"]))
    rows = rows.inner_join(named, rows.tender_id == named.of_tender)
    rows = rows.mutate(bidder=bidders(rows).unnest())
    winners = rows.filter(rows.status == "valid", rows.bidder.notnull())
    losers = rows.filter(rows.status == "disqualified").mutate(bidder=ibis.null("string"))
    cited = cite_bids(winners).union(cite_bids(losers), distinct=True)
    return cited.union(cite_tenders(flagged, tender))


def _judged(tender: Table, bid: Table, award: Table, threshold: int) -> Table:
    """Tenders with `hit`, the number of `others` disqualified, and what is missing."""
    bids, awards, ended = _bidders(bid), _winners(award), outcomes(award)
    rows = tender.left_join(bids, tender.tender_id == bids.of_bids)
    rows = rows.left_join(awards, rows.tender_id == awards.of_winners)
    ended = ended.select(of_awards="tender_id", open="open")
    rows = rows.left_join(ended, rows.tender_id == ended.of_awards)
    alone = (rows.valid == 1) & (rows.winners == 1) & (rows.stayed == rows.winner)
    final = (rows.open == 0).fill_null(False)
    return rows.mutate(hit=(final & alone & (rows.others >= max(threshold, 1))).fill_null(False))


def _bidders(bid: Table) -> Table:
    """Of each tender: distinct bidders `valid`, one of them (`stayed`), `others` only disqualified, anything `unknown`."""
    kept = bid.mutate(bidder=bidders(bid).unnest())
    each = kept.group_by("tender_id", "bidder").aggregate(
        valid=(kept.status == "valid").fill_null(False).max(),
        disqualified=(kept.status == "disqualified").fill_null(False).max(),
        nameless=kept.status.isnull().max(),
    )
    named = each.bidder.notnull()
    return each.group_by(of_bids="tender_id").aggregate(
        valid=(each.valid & named).sum(),
        stayed=each.bidder.max(where=each.valid),
        others=(each.disqualified & ~each.valid & named).sum(),
        unknown=(each.nameless | (~named & (each.valid | each.disqualified))).max(),
    )


def _winners(award: Table) -> Table:
    """Of each tender: how many distinct suppliers have an active award, and one of them."""
    active = award.filter(award.status == "active")
    each = active.mutate(supplier=suppliers(active).unnest())
    return each.group_by(of_winners="tender_id").aggregate(
        winners=each.supplier.nunique(), winner=each.supplier.max()
    )
