"""
从开始招标到开标的时间过短。Too little time from the start of bidding to the opening of bids.

开放采购红旗目录 R014。值是招标开始日到开标日的日历天数（首日不计），少于界线的提示。开标早于开始的，日期必有一误，
留空。
OCP red flag R014. The value is the calendar days from the start of the tender period to the opening of bids, the
first day not counted, flagged below the threshold. Where bids were opened before the start one of the dates is
wrong: nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_tenders,
    listed,
    per_process,
    processes,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

DAYS = ("method", "period_start_day", "opened_day")

check = Check(
    __name__,
    title=Text(zh="开始招标到开标的时间过短", en="Short time between advertising and bid opening"),
    subject="contracting_process",
    scope="case",
    dated_by="period_start_on",
    needs={"tender": ("tender_id", "period_start_at", "opened_at")},
    helps={"tender": (*TENDER, *DAYS, "period_start_on")},
    params={
        "threshold": Param(int, Text("最少天数", "least number of days"), required=True, minimum=0),
        "procurement_methods": Param(
            list, Text("只问这些采购方式", "ask only of these procurement methods")
        ),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 开始招标后 {value} 天即开标，少于 {threshold} 天",
        "Contracting process {subject_id} opened bids {value} days after bidding began, fewer than {threshold}",
    ),
)


@check
def evaluate(
    tender: Table,
    *,
    threshold: int,
    procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the days from the start to the opening."""
    asked = processes(tender, *DAYS, excluded=excluded_procurement_method_details)
    methods = listed(procurement_methods)
    unsure: Any = ibis.literal(False)
    if methods:
        asked = asked.filter(asked.method.isin(methods) | asked.method.isnull())
        unsure = asked.method.isnull()
    days = asked.opened_day - asked.period_start_day
    known = (days >= 0).ifelse(days.cast("float64"), ibis.null("float64"))
    short = unsure.ifelse(ibis.null("boolean"), known < threshold)
    rows = asked.select(KEY, "position", "unit_id", days=known, short=short)
    return per_process(rows, rows.short, rows.days)


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)
