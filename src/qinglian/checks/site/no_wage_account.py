"""
开工时还没有农民工工资专用账户。Works began before a wage account was opened.

《保障农民工工资支付条例》第二十六条：施工总承包单位应当按照有关规定开设农民工工资专用账户，专项用于支付该工程建设
项目农民工工资。

值是开户比开工晚的天数，一直没有开的数到运行之日。依规免设的不提示；没有开工日、台账没有开户日一列的，留空。
The value is the number of days from the start of works to the opening, or to the day of the run where none was
opened. A section lawfully without an account is clear. Without a day of start, or where the ledger has no column of
opening, nothing is concluded.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._turns import EPOCH
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="开工时没有农民工工资专户", en="No wage account when works began"),
    subject="wage_account",
    scope="case",
    dated_by="started_on",
    needs={"wage_account": ("wage_account_id", "started_on", "opened_on")},
    helps={"wage_account": ("started_day", "opened_day", "exempt", "party_id", "unit_id")},
    params={},
    seen=Text(
        "专户记录 {subject_id}：开工 {value} 天后才有（或仍没有）农民工工资专户",
        "Record {subject_id}: {value} days from the start of works without a wage account",
    ),
)


@check
def evaluate(wage_account: Table, *, as_of: date, absent: frozenset[str]) -> Table:
    """Set the day of opening beside that of the start."""
    today = (as_of - EPOCH).days
    begun = wage_account.started_day.cast("int64")
    asked = wage_account.filter((begun <= today).fill_null(True))
    begun = asked.started_day.cast("int64")
    open_: Any = ibis.literal(today + 1, "int64")
    if "wage_account.opened_on" in absent:
        open_ = ibis.null("int64")
    late = asked.opened_day.cast("int64").coalesce(open_) - begun
    flagged = asked.exempt.fill_null(False).ifelse(False, late > 0)
    if "wage_account.opened_on" in absent:
        flagged = asked.exempt.fill_null(False).ifelse(False, unknown())
    return asked.select("wage_account_id", "unit_id", value=ibis.greatest(late, 0), flagged=flagged)


@check.evidence
def evidence(flagged: Table, wage_account: Table) -> Table:
    """The record, with the main contractor."""
    return of_row(
        flagged, wage_account, "wage_account", "wage_account_id", "contractor", "party_id"
    )
