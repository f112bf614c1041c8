"""
除中标人外全部被否决。All bids but the winner's were disqualified.

开放采购红旗目录 R035。评审已定；有效投标只有一家，即全部中标供应商；其他投标人中被否决的家数达到界线。值是这个家数。
OCP red flag R035. The awards are final; there is exactly one bidder with a valid bid, and it is the whole set of
suppliers with an active award; at least `threshold` other bidders have a disqualified bid. The value is how many.
Where bids or awards are not on record or not final, or a bid's status or bidder is missing, nothing is concluded.
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
    cite_bids,
    cite_tenders,
    first_and_last,
    flagged_tenders,
    outcomes,
    per_process,
    processes,
    recorded,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="除中标人外全部被否决", en="All except winning bid disqualified"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", BIDDER, "status"),
        "award": ("tender_id", "status", SUPPLIER),
    },
    helps={"tender": (*TENDER, "bids_recorded", "awards_recorded")},
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
    asked = processes(
        tender, "bids_recorded", "awards_recorded", excluded=excluded_procurement_method_details
    )
    rows = _judged(asked, bid, award, threshold)
    known = (
        recorded(rows.bids_recorded, rows.of_tender.notnull())
        & recorded(rows.awards_recorded, rows.awarded.notnull())
        & rows.final.fill_null(True)
        & ~rows.unknown.fill_null(False)
    )
    flagged = rows.hit | known.ifelse(False, ibis.null("boolean"))
    value = (rows.hit | known).ifelse(rows.others, None)
    return per_process(rows, flagged, value.cast("float64"))


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    threshold: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The winner's valid bids with their bidder, the disqualified ones, and the tender."""
    mine = flagged_tenders(flagged, tender, excluded=excluded_procurement_method_details)
    bids = bid.semi_join(mine, "tender_id")
    rows = _judged(mine, bids, award.semi_join(mine, "tender_id"), threshold)
    hits = rows.filter(rows.hit).select("tender_id", KEY, "winner")
    judged = bids.filter(bids.status.isin(["valid", "disqualified"])).inner_join(hits, "tender_id")
    winner = (judged.status == "valid").ifelse(judged.winner, ibis.null("string"))
    return cite_bids(judged, bidder=winner).union(cite_tenders(flagged, tender))


def _judged(tender: Table, bid: Table, award: Table, threshold: int) -> Table:
    """Tenders with `hit` (all others were disqualified), how many `others`, and whether the awards are `final`."""
    stayed, rejected, ended = _stayed(bid, award), _rejected(bid), outcomes(award)
    rows = tender.left_join(stayed, [("tender_id", "of_tender")])
    rows = rows.left_join(rejected, [("tender_id", "of_rejected")])
    rows = rows.left_join(ended.select("awarded", "open"), [("tender_id", "awarded")])
    among = (rows.alone & rows.rejected.contains(rows.winner)).fill_null(False)
    others = rows.rejected.length().fill_null(0) - among.cast("int64")
    final = rows.open == 0
    hit = final & rows.alone & (others >= max(threshold, 1))
    return rows.mutate(hit=hit.fill_null(False), others=others, final=final)


def _stayed(bid: Table, award: Table) -> Table:
    """Of each tender: whether one bidder with valid bids is the whole set of suppliers (`alone`), and any `unknown`."""
    valid = (bid.status == "valid").fill_null(False)
    least, greatest = first_and_last(bid.bidder_ids, bid.bidder_id)
    nameless = (valid | (bid.status == "disqualified")) & least.isnull()
    bids = bid.group_by(of_tender="tender_id").aggregate(
        first=least.min(where=valid),
        last=greatest.max(where=valid),
        unknown=(bid.status.isnull() | nameless).max(),
    )
    active = award.filter(award.status == "active")
    least, greatest = first_and_last(active.supplier_ids, active.supplier_id)
    winners = active.group_by(of_winner="tender_id").aggregate(
        winner=least.min(), other=greatest.max()
    )
    rows = bids.left_join(winners, [("of_tender", "of_winner")])
    alone = (
        (rows["first"] == rows["last"])
        & (rows.winner == rows.other)
        & (rows["first"] == rows.winner)
    )
    return rows.select("of_tender", "winner", "unknown", alone=alone.fill_null(False))


def _rejected(bid: Table) -> Table:
    """Of each tender: the distinct bidders with a disqualified bid."""
    out = bid.filter(bid.status == "disqualified")
    each = out.select("tender_id", bidder=bidders(out).unnest())
    each = each.filter(each.bidder.notnull())
    return each.group_by(of_rejected="tender_id").aggregate(
        rejected=each.bidder.collect(distinct=True)
    )
