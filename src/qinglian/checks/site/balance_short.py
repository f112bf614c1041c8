"""
工资专户月末余额不够发下一次工资。The wage account does not hold the next payroll at the end of a month.

清廉指标 GC22；《保障农民工工资支付条例》第二十六条、第二十九条：专户专项用于支付农民工工资，人工费足额拨付。

值是余额与当月应发工资总额之比；不足 `share` 的提示。当月没有应发的不问；余额或者应发不明的，留空。
The value is the balance over the payroll of the month, which is paid next; flagged below `share`. A month without a
payroll is not asked; where either is unknown nothing is concluded.
"""

from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import name
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="专户余额不够发下次工资", en="Balance below the next payroll"),
    subject="site_month",
    scope="case",
    needs={"site_month": ("site_month_id", "month_on", "balance_yuan", "payroll_yuan")},
    helps={"site_month": ("section_id", "party_id", "unit_id")},
    params={
        "share": Param(
            float, Text("余额至少是应发的几倍", "times the payroll, at least"), required=True, minimum=0
        )
    },
    threshold="share",
    seen=Text(
        "标段月份 {subject_id} 月末专户余额只有下次应发工资的 {value}",
        "At the end of section month {subject_id} the account held {value} of the next payroll",
    ),
)  # fmt: skip


@check
def evaluate(site_month: Table, *, share: float) -> Table:
    """Set the balance beside the payroll."""
    asked = site_month.filter((site_month.payroll_yuan > 0).fill_null(True))
    due = asked.payroll_yuan.cast("float64")
    have = asked.balance_yuan.cast("float64")
    return asked.select(
        "site_month_id",
        "unit_id",
        period=name(asked.month_on),
        value=have / due.nullif(0.0),
        flagged=have < due * share,
    )


@check.evidence
def evidence(flagged: Table, site_month: Table) -> Table:
    """The month, with the main contractor."""
    return of_row(flagged, site_month, "site_month", "site_month_id", "contractor", "party_id")
