"""
截止后递交的投标中标。A bid submitted after the deadline won.

开放采购红旗目录 R030。有效投标的递交时间晚于投标截止时间，且其投标人是已生效中标的供应商。值为 1 表示有，0 表示没有。
OCP red flag R030. A valid bid is dated after the end of the tender period, and one of its bidders is a supplier of an
active award. The value is 1 where there is such a bid, else 0.

`compare: instant` compares moments, whatever their offsets; where one side is a plain date, local days. `compare: text`
compares the dates as they are written. Without the deadline, the bid's date, or a bid of the supplier, nothing is concluded.
"""

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    bidders,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    per_process,
    processes,
    recorded,
    suppliers,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="截止后递交的投标中标", en="Late bid won"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": (
            *TENDER, "period_end_at", "period_end_on", "period_end_date_only", "period_end_text",
            "bids_recorded", "awards_recorded",
        ),
        "bid": (
            "bid_id", "tender_id", "bidder_id", "bidder_ids", "status",
            "submitted_at", "submitted_on", "submitted_date_only", "submitted_text",
        ),
        "award": ("tender_id", "status", "supplier_id", "supplier_ids"),
    },
    params={
        "compare": Param(
            str,
            Text("按时刻（instant）还是按原文（text）比较", "compare moments (instant) or what is written (text)"),
            default="instant",
            choices=("instant", "text"),
        ),
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 中标的投标晚于截止时间递交",
        "In contracting process {subject_id} the bid that won came after the deadline",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    compare: str = "instant",
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the dates of the bids that won with the deadline."""
    asked = processes(tender, excluded_procurement_method_details)
    won = _won(asked, bid, award, compare)
    lateness = won.group_by(of_tender="tender_id").aggregate(
        late=won.late.max(), unknown=won.late.isnull().max()
    )
    active = award.group_by(awarded_tender=award.tender_id).aggregate(
        active=(award.status == "active").fill_null(False).max()
    )
    rows = asked.left_join(lateness, asked.tender_id == lateness.of_tender)
    rows = rows.left_join(active, rows.tender_id == active.awarded_tender)
    known = rows.period_end_text if compare == "text" else rows.period_end_at
    flagged = ibis.cases(
        (rows.late, True),
        (known.isnull(), ibis.null("boolean")),
        (~recorded(rows.awards_recorded, rows.awarded_tender.notnull()), ibis.null("boolean")),
        (~rows.active.fill_null(False), False),
        (rows.of_tender.isnull() | rows.unknown, ibis.null("boolean")),
        else_=False,
    )
    return per_process(rows.mutate(value=flagged.cast("float64"), flagged=flagged))


@check.evidence
def evidence(
    flagged: Table, tender: Table, bid: Table, award: Table, *, compare: str = "instant"
) -> Table:
    """The late bids that won with their bidders, and the tender."""
    mine = flagged_tenders(flagged, tender)
    won = _won(mine, bid.semi_join(mine, "tender_id"), award.semi_join(mine, "tender_id"), compare)
    return cite_bids(won.filter(won.late)).union(cite_tenders(flagged, tender))


def _won(tender: Table, bid: Table, award: Table, compare: str) -> Table:
    """Valid bids of suppliers with an active award, one row a bidder, each `late`, in time, or unknown."""
    valid = bid.filter(bid.status == "valid")
    active = award.filter(award.status == "active")
    winners = active.select(won_tender="tender_id", supplier=suppliers(active).unnest()).distinct()
    each = valid.mutate(bidder=bidders(valid).unnest())
    ours = each.semi_join(
        winners, [each.tender_id == winners.won_tender, each.bidder == winners.supplier]
    )
    ends = tender.select(
        KEY, "period_end_at", "period_end_on", "period_end_date_only", "period_end_text", of_tender="tender_id"
    )
    rows = ours.inner_join(ends, ours.tender_id == ends.of_tender)
    return rows.mutate(late=_late(rows, compare))


def _late(rows: Table, compare: str) -> ir.BooleanValue:
    if compare == "text":
        return rows.submitted_text > rows.period_end_text
    by_day = (rows.submitted_date_only | rows.period_end_date_only).fill_null(False)
    return by_day.ifelse(
        rows.submitted_on > rows.period_end_on, rows.submitted_at > rows.period_end_at
    )
