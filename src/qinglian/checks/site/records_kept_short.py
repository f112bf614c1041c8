"""
用工与工资台账保存不足三年。Records of labour and wages were kept for less than three years.

《保障农民工工资支付条例》：用工管理台账保存至工程完工且工资全部结清后至少三年。

值是保存的整月数：从完工且结清之日（取晚的）或者台账写明的起算日，到保存截止日。没有写明保存到何时的、起算日不明的，
留空。
The value is the whole months kept, from the later of completion and settlement, or from the day the ledger names,
to the day up to which they are kept. Where either end is unknown nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._months import later_than, whole_months
from qinglian.checks.site._cite import of_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="工资台账保存不足三年", en="Wage records kept less than three years"),
    subject="wage_account",
    scope="case",
    dated_by="record_kept_to_on",
    needs={
        "wage_account": ("wage_account_id", ("record_from_on", "wages_settled_on"), "record_kept_to_on")
    },
    helps={"wage_account": ("completed_on", "party_id", "unit_id")},
    params={"months": Param(int, Text("至少几个月", "months at least"), required=True)},
    threshold="months",
    seen=Text(
        "专户记录 {subject_id} 的台账只保存 {value} 个月",
        "The records of account {subject_id} are kept for {value} months",
    ),
)  # fmt: skip


@check
def evaluate(wage_account: Table, *, months: int) -> Table:
    """Set the last day kept beside the first day that counts."""
    asked = wage_account.filter(
        wage_account.record_kept_to_on.notnull() | wage_account.wages_settled_on.notnull()
    )
    both = ibis.greatest(
        asked.wages_settled_on, asked.completed_on.coalesce(asked.wages_settled_on)
    )
    first = asked.record_from_on.coalesce(both)
    flagged = ~later_than(first, asked.record_kept_to_on, months)
    return asked.select(
        "wage_account_id",
        "unit_id",
        value=whole_months(first, asked.record_kept_to_on),
        flagged=flagged,
    )


@check.evidence
def evidence(flagged: Table, wage_account: Table) -> Table:
    """The record, with the main contractor."""
    return of_row(
        flagged, wage_account, "wage_account", "wage_account_id", "contractor", "party_id"
    )
