"""
有考勤的工人没有全部拿到工资。Not all who attended were paid.

清廉指标 GC19：发放人数少于考勤人数的黄色、少一成以上的红色；《保障农民工工资支付条例》第三十二条。

值是没有在次月内拿到当月工资的份额，落在 `least_share`（含）到 `below_share`（不含）之间的提示，一人也没有的不提示。
考勤、发放不明而份额可能越过界限的，留空。
The value is the share of those who attended that had no wage by the end of the next month; flagged from
`least_share` on and below `below_share`, where there is any. Where unknown attendance or payments could move it
across, nothing is concluded.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site import _payroll
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import name, unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="有考勤而没有全部拿到工资", en="Not all who attended were paid"),
    subject="site_month",
    scope="group",
    needs=_payroll.NEEDS,
    helps=_payroll.HELPS,
    params={
        "months": _payroll.MONTHS,
        "least_share": Param(float, Text("份额至少多少", "share from which it is told"), required=True),
        "below_share": Param(float, Text("份额不到多少", "share below which it is told"), required=True),
    },
    seen=Text(
        "标段月份 {subject_id} 有考勤的工人中 {value} 的份额没有按时拿到工资",
        "Of those who attended in section month {subject_id}, a share of {value} was not paid in time",
    ),
)  # fmt: skip


@check
def evaluate(
    site_month: Table,
    worker_month: Table,
    *,
    months: int,
    least_share: float,
    below_share: float,
    as_of: date,
) -> Table:
    """Set the unpaid beside those who attended."""
    rows = _payroll.months_asked(site_month, worker_month, months, as_of)
    there = rows.most_attending.cast("float64")
    low, high = rows.least / there, rows.most / there
    inside = (rows.least > 0) & (low >= least_share) & (high < below_share)
    outside = (rows.most == 0) | (high < least_share) | (low >= below_share)
    flagged = ibis.cases((inside, True), (outside, False), else_=unknown())
    return rows.select(
        "site_month_id", "unit_id", period=name(rows.month_on), value=low, flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, site_month: Table, worker_month: Table, *, months: int) -> Table:
    """The month, and the wages that were not paid."""
    wages = _payroll.wages_of(flagged, site_month, worker_month)
    unpaid = wages.filter(~(wages.paid_yuan > 0).fill_null(False))
    return ibis.union(
        of_row(flagged, site_month, "site_month", "site_month_id", "contractor", "party_id"),
        cite(
            unpaid, "site_month_id", table="worker_month", row_id=unpaid.worker_month_id, role="employer",
            party=unpaid.party_id,
        ),
    )  # fmt: skip
