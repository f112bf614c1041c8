"""
工资专户没有公示满三十日就销户。A wage account was closed before thirty days of public notice.

《保障农民工工资支付条例》第二十六条：工程完工且未拖欠农民工工资的，施工总承包单位公示三十日后，可以申请注销专户。

值是公示的天数：公示开始到销户（或公示结束，取早的）。没有销户的不问；台账没有公示一列的、公示与否不明的，留空。公示
一列有而这一行空着的，是没有公示。
The value is the number of days of notice: from its beginning to the closing, or to its end where that was earlier.
An account still open is not asked. Where the ledger has no column of the notice, nothing is concluded; an empty one
says there was none.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="专户没有公示满就销户", en="Wage account closed without the notice"),
    subject="wage_account",
    scope="case",
    needs={"wage_account": ("wage_account_id", "closed_on", "notice_from_on")},
    helps={
        "wage_account": ("closed_day", "notice_from_day", "notice_to_day", "notice_to_on", "party_id", "unit_id")
    },
    params={"days": Param(int, Text("公示至少几天", "days of notice at least"), required=True)},
    threshold="days",
    seen=Text(
        "专户记录 {subject_id} 公示 {value} 天即销户",
        "Account {subject_id} was closed after {value} days of notice",
    ),
)  # fmt: skip


@check
def evaluate(wage_account: Table, *, days: int, absent: frozenset[str]) -> Table:
    """Count the days of notice before the closing."""
    asked = wage_account.filter(wage_account.closed_day.notnull())
    closed = asked.closed_day.cast("int64")
    end = ibis.least(closed, asked.notice_to_day.cast("int64").coalesce(closed))
    told = (end - asked.notice_from_day.cast("int64")).fill_null(0)
    flagged = told < days
    if "wage_account.notice_from_on" in absent:
        flagged = unknown()
    return asked.select("wage_account_id", "unit_id", value=ibis.greatest(told, 0), flagged=flagged)


@check.evidence
def evidence(flagged: Table, wage_account: Table) -> Table:
    """The record, with the main contractor."""
    return of_row(
        flagged, wage_account, "wage_account", "wage_account_id", "contractor", "party_id"
    )
