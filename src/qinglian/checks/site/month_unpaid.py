"""
标段一个月的工资没有发给任何人。Nobody at a section was paid for a month by the end of the next.

清廉指标 GC17：当月工资当月、次月都未发的，再次月红色预警；《保障农民工工资支付条例》第三十一条。

值是有考勤而没有拿到当月工资的人数。次月过完才问；有一人按时拿到的不提示。工资没有导全、到账日期不明而足以改变结论
的，留空。
The value is how many attended and had no wage for the month. It is asked once the next month is over; one wage paid
in time clears. Where the payroll was not imported whole or days of payment are unknown, nothing is concluded.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks.site import _payroll
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import name, unknown
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="一个月的工资没有发给任何人", en="Nobody was paid for a month"),
    subject="site_month",
    scope="group",
    needs=_payroll.NEEDS,
    helps=_payroll.HELPS,
    params={"months": _payroll.MONTHS},
    seen=Text(
        "标段月份 {subject_id} 有考勤的 {value} 人次月过完仍没有拿到工资",
        "Of section month {subject_id}, {value} who attended had no wage when the next month ended",
    ),
)


@check
def evaluate(site_month: Table, worker_month: Table, *, months: int, as_of: date) -> Table:
    """Look whether anybody was paid."""
    rows = _payroll.months_asked(site_month, worker_month, months, as_of)
    flagged = ibis.cases(
        (rows.paid > 0, False),
        ((rows.least == rows.attending) & (rows.attending > 0), True),
        else_=unknown(),
    )
    return rows.select(
        "site_month_id", "unit_id", period=name(rows.month_on), value=rows.most, flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, site_month: Table) -> Table:
    """The month, with the main contractor."""
    return of_row(flagged, site_month, "site_month", "site_month_id", "contractor", "party_id")
