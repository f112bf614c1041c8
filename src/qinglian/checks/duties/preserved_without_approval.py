"""
先行登记保存未经负责人批准。Evidence was registered and kept without the approval of the head.

《行政处罚法》第五十六条：证据可能灭失或者以后难以取得的，经行政机关负责人批准，可以先行登记保存。

没有写明是否批准的，留空。 Where the ledger does not say, nothing is concluded.
"""

from datetime import date

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="先行登记保存未经负责人批准", en="Evidence kept without approval"),
    subject="penalty",
    scope="case",
    needs={"penalty": ("penalty_id", "preserved_on", "preserve_approved")},
    helps={"penalty": ("unit_id",)},
    params={
        "since": Param(date, Text("只问这一天起的登记保存", "asks from this day on"), required=True)
    },
    seen=Text(
        "案件 {subject_id} 的先行登记保存没有负责人批准记录",
        "Case {subject_id}: the keeping of evidence was not approved by the head",
    ),
)


@check
def evaluate(penalty: Table, *, since: date) -> Table:
    """Every case in which evidence was registered and kept."""
    asked = penalty.filter(penalty.preserved_on >= since)
    return asked.select(
        "penalty_id",
        "unit_id",
        value=asked.preserve_approved.cast("int64"),
        flagged=~asked.preserve_approved,
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")
