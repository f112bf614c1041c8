"""
截止后递交的投标中标。A bid submitted after the deadline won.

开放采购红旗目录 R030。有效投标的递交时间晚于投标截止时间，且其投标人是已生效中标的供应商。值为 1 表示有，0 表示没有。
OCP red flag R030. A valid bid is dated after the end of the tender period, and one of its bidders is a supplier of an
active award. The value is 1 where there is such a bid, else 0.

`compare: instant` compares moments, whatever their offsets; where one side is a plain date, local days. `compare: text`
compares the dates as they are written. Without the deadline, the bid's date, or a bid of the supplier, nothing is
concluded.

重新招标的，各轮各看各的截止时间。A tender begun anew has a deadline for each round; a bid is compared with its own.
"""

from typing import Any

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
    flagged_tenders,
    outcomes,
    per_process,
    processes,
    recorded,
    suppliers,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

DEADLINE = ("period_end_at", "period_end_on", "period_end_date_only", "period_end_text")
SUBMITTED = ("submitted_at", "submitted_on", "submitted_date_only", "submitted_text")

check = Check(
    __name__,
    title=Text(zh="截止后递交的投标中标", en="Late bid won"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id", "period_end_at"),
        "bid": ("bid_id", "tender_id", BIDDER, "status", "submitted_at"),
        "award": ("tender_id", "status", SUPPLIER),
    },
    helps={
        "tender": (*TENDER, *DEADLINE, "round", "bids_recorded", "awards_recorded"),
        "bid": (*SUBMITTED, "round"),
        "award": ("round",),
    },
    params={
        "compare": Param(
            str,
            Text(
                "按时刻（instant）还是按原文（text）比较",
                "compare moments (instant) or what is written (text)",
            ),
            default="instant",
            choices=("instant", "text"),
        ),
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 中标的投标晚于截止时间递交",
        "In contracting process {subject_id} the bid that won came after the deadline",
    ),
)


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
    asked = processes(
        tender,
        *DEADLINE,
        "round",
        "bids_recorded",
        "awards_recorded",
        excluded=excluded_procurement_method_details,
    )
    won = _won(asked, bid, award, compare)
    lateness = won.group_by(of_tender="tender_id").aggregate(
        late=won.late.max(), unknown=won.late.isnull().max()
    )
    awarded = outcomes(award)
    rows = asked.left_join(lateness, [("tender_id", "of_tender")])
    rows = rows.left_join(awarded, [("tender_id", "awarded")])
    deadline = rows.period_end_text if compare == "text" else rows.period_end_at
    awards = recorded(rows.awards_recorded, rows.awarded.notnull())
    nobody_won = (rows.active == 0) | rows.active.isnull()
    flagged = ibis.cases(
        (rows.late, True),
        (deadline.isnull() | ~awards, ibis.null("boolean")),
        (nobody_won | ~rows.unknown, False),
    )
    return per_process(rows, flagged)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    compare: str = "instant",
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The late bids that won with their bidders, and the tender."""
    mine = flagged_tenders(
        flagged, tender, *DEADLINE, "round", excluded=excluded_procurement_method_details
    )
    won = _won(mine, bid.semi_join(mine, "tender_id"), award.semi_join(mine, "tender_id"), compare)
    late = won.filter(won.late)
    return cite_bids(late, bidder=late.bidder).union(cite_tenders(flagged, tender))


def _won(tender: Table, bid: Table, award: Table, compare: str) -> Table:
    """Valid bids of suppliers with an active award, one row a bidder, each `late`, in time, or unknown."""
    valid, active = bid.filter(bid.status == "valid"), award.filter(award.status == "active")
    winners = active.select(
        of_award="tender_id", supplier=suppliers(active).unnest(), won="round"
    ).distinct()
    each = valid.select("bid_id", "tender_id", "round", *SUBMITTED, bidder=bidders(valid).unnest())
    one_round = (each.round == winners.won).fill_null(True)
    whose = [each.tender_id == winners.of_award, each.bidder == winners.supplier, one_round]
    asked = tender.select("tender_id", KEY, *DEADLINE, held="round")
    rows = each.semi_join(winners, whose).inner_join(asked, "tender_id")
    rows = rows.filter((rows.round == rows.held).fill_null(True))
    return rows.select("bid_id", "tender_id", "bidder", KEY, late=_late(rows, compare))


def _late(rows: Table, compare: str) -> Any:
    if compare == "text":
        return rows.submitted_text > rows.period_end_text
    by_day = (rows.submitted_date_only | rows.period_end_date_only).fill_null(False)
    return by_day.ifelse(
        rows.submitted_on > rows.period_end_on, rows.submitted_at > rows.period_end_at
    )
