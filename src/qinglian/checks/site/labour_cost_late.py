"""
人工费拨付周期超过一个月。Labour cost was not paid into the wage account within a month.

《保障农民工工资支付条例》第二十四条、第二十九条：人工费用拨付周期不得超过一个月；建设单位应当按照合同约定及时足额
拨付至农民工工资专用账户。第三十五条：不得因争议不拨付人工费用。

值是从当月过完到拨足相隔的整月数；没有拨足的数到运行之月。当月的人工费至迟在下月末前拨足；拨了而没有拨足的，等于没有
拨。应拨、实拨金额不明而足以改变结论的，台账没有拨付日一列的，留空。
The value is the number of months from the month's end to the day it was paid in whole, or to the month of the run.
The labour cost of a month is due by the end of the next; a part is not the whole. Where sums are unknown and could
change the answer, or the ledger has no column of the day, nothing is concluded.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import name, number, number_of, unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="人工费拨付周期超过一个月", en="Labour cost paid in after more than a month"),
    subject="site_month",
    scope="case",
    dated_by="month_on",
    needs={
        "site_month": ("site_month_id", "month_on", "labour_due_yuan", "funded_yuan", "funded_on")
    },
    helps={"site_month": ("section_id", "party_id", "unit_id")},
    params={
        "months": Param(
            int, Text("当月过完后几个月内拨足", "months after the month's end"), required=True
        )
    },
    threshold="months",
    seen=Text(
        "标段月份 {subject_id} 的人工费在当月过完 {value} 个月后仍未拨足或才拨足",
        "The labour cost of section month {subject_id} was not whole {value} months after it",
    ),
)


@check
def evaluate(site_month: Table, *, months: int, as_of: date, absent: frozenset[str]) -> Table:
    """Set the day it was whole beside the month."""
    asked = site_month.filter((site_month.labour_due_yuan > 0).fill_null(True))
    month = number(asked.month_on)
    short = asked.funded_yuan < asked.labour_due_yuan
    paid = number(asked.funded_on) - month
    open_: Any = number_of(as_of) - month
    nothing = asked.funded_on.isnull() & asked.funded_yuan.fill_null(0).cast("float64").isin([0.0])
    late: Any = ibis.cases((short.fill_null(False) | nothing, open_), else_=paid)
    unclear = asked.labour_due_yuan.isnull() & (open_ > months)
    flagged = ibis.cases(
        (late <= months, unclear.ifelse(unknown(), False)),
        ("site_month.funded_at" in absent or "site_month.funded_on" in absent, unknown()),
        (unclear, unknown()),
        else_=late > months,
    )
    return asked.select(
        "site_month_id",
        "unit_id",
        period=name(asked.month_on),
        value=ibis.greatest(late, 0),
        flagged=flagged,
    )


@check.evidence
def evidence(flagged: Table, site_month: Table) -> Table:
    """The month, with the main contractor."""
    return of_row(flagged, site_month, "site_month", "site_month_id", "contractor", "party_id")
