"""
开标后迟迟不评审。A long time passed between the opening of bids and their evaluation.

开放采购红旗目录 R015。值是开标日到评审开始日的日历天数（首日不计），多于界线的提示。评审早于开标的，日期必有一误，
留空。
OCP red flag R015. The value is the calendar days from the opening of bids to the start of the award period, the
first day not counted, flagged above the threshold. An evaluation before the opening means that one of the dates is
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

DAYS = ("method", "opened_day", "award_period_start_day")

check = Check(
    __name__,
    title=Text(zh="开标后迟迟不评审", en="Long time between bid opening and bid evaluation"),
    subject="contracting_process",
    scope="case",
    dated_by="opened_on",
    needs={"tender": ("tender_id", "opened_at", "award_period_start_at")},
    helps={"tender": (*TENDER, *DAYS, "opened_on")},
    params={
        "threshold": Param(int, Text("最多天数", "most days"), required=True, minimum=0),
        "procurement_methods": Param(
            list, Text("只问这些采购方式", "ask only of these procurement methods")
        ),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 开标后 {value} 天才开始评审，多于 {threshold} 天",
        "Contracting process {subject_id} began to evaluate {value} days after the opening, more than {threshold}",
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
    """Count the days from the opening to the evaluation."""
    asked = processes(tender, *DAYS, excluded=excluded_procurement_method_details)
    methods = listed(procurement_methods)
    unsure: Any = ibis.literal(False)
    if methods:
        asked = asked.filter(asked.method.isin(methods) | asked.method.isnull())
        unsure = asked.method.isnull()
    days = asked.award_period_start_day - asked.opened_day
    known = (days >= 0).ifelse(days.cast("float64"), ibis.null("float64"))
    long = unsure.ifelse(ibis.null("boolean"), known > threshold)
    rows = asked.select(KEY, "position", "unit_id", days=known, long=long)
    return per_process(rows, rows.long, rows.days)


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)
