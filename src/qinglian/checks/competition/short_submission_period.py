"""
投标准备时间过短。The submission period is too short.

开放采购红旗目录 R003。从开始到截止算整日数，不足一日舍去；只写日期的按日历日相减。值为 1 表示过短，0 表示不短。
OCP red flag R003. Whole days from opening to closing are counted, cut off, not rounded; plain dates are subtracted
by the calendar. The value is 1 where they are too few, else 0. A time of day without its offset to UTC could be any of
many instants: nothing is concluded.
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

DAY = 86_400_000_000  # microseconds
PERIOD = (
    "period_start_at", "period_start_date_only", "period_start_day",
    "period_end_at", "period_end_date_only", "period_end_day",
)  # fmt: skip

check = Check(
    __name__,
    title=Text(zh="投标准备时间过短", en="Short submission period"),
    subject="contracting_process",
    scope="case",
    dated_by="period_start_on",
    needs={"tender": ("tender_id", "period_start_at", "period_end_at")},
    helps={"tender": (*TENDER, "method", "period_start_on", *PERIOD)},
    params={
        "threshold": Param(int, Text("最少天数", "least number of days"), required=True),
        "procurement_methods": Param(list, Text("只问这些采购方式", "ask only of these procurement methods")),
        "procurement_method_details": Param(
            dict, Text("各方式另定的天数（按发布者原文）", "other numbers of days, by method in the publisher's words")
        ),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 从开始到截止不足 {threshold} 天",
        "Contracting process {subject_id} was open to bids for fewer than {threshold} days",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    *,
    threshold: int,
    procurement_methods: list[str] | None = None,
    procurement_method_details: dict[str, int] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the days of each submission period."""
    asked = processes(
        tender, "method", "method_details", *PERIOD, excluded=excluded_procurement_method_details
    )
    methods = listed(procurement_methods)
    if methods:
        asked = asked.filter(asked.method.isin(methods) | asked.method.isnull())
    own = procurement_method_details or {}
    least: Any = ibis.literal(threshold, "int64")
    if own:
        least = ibis.cases(
            *[(asked.method_details == name, days) for name, days in own.items()], else_=threshold
        ).cast("int64")
    short = _days(asked) < least
    if methods:
        short = asked.method.isnull().ifelse(ibis.null("boolean"), short)
    rows = asked.select(KEY, "position", "unit_id", short=short, threshold=least)
    return per_process(rows, rows.short)


def _days(tender: Table) -> Any:
    """Whole days from opening to closing; by the calendar where one of them is a plain date."""
    plain = (tender.period_start_date_only | tender.period_end_date_only).fill_null(False)
    dated = (tender.period_end_day - tender.period_start_day).cast("int64")
    # Truncated toward zero, as whole days are: an end half a day before the start is zero days.
    timed = tender.period_end_at.delta(tender.period_start_at, unit="microsecond") / DAY
    whole = (timed > 0).ifelse(timed.floor(), timed.ceil()).cast("int64")
    return plain.ifelse(dated, whole)


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)
