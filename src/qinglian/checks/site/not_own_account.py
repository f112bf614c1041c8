"""
工资没有发到本人银行账户。A wage did not go to the worker's own bank account.

《保障农民工工资支付条例》第三十一条：通过农民工工资专用账户直接将工资支付到农民工本人的银行账户。

值是一（不是本人账户，或者以现金发）或者零。户主不明而又不是现金的，留空。
The value is one where the account is another's or cash was paid, else none. Where the holder is unknown and it was
not cash, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="工资没有发到本人账户", en="Wage not paid to the worker's own account"),
    subject="worker_month",
    scope="case",
    dated_by="month_on",
    needs={"worker_month": ("worker_month_id", "month_on", "person_id", "holder_id", "paid_yuan")},
    helps={"worker_month": ("paid_from", "party_id", "unit_id")},
    params={},
    seen=Text(
        "工资记录 {subject_id} 没有发到工人本人的账户",
        "The wage {subject_id} did not go to the worker's own account",
    ),
)


@check
def evaluate(worker_month: Table) -> Table:
    """Compare the holder of the account with the worker."""
    asked = worker_month.filter((worker_month.paid_yuan > 0).fill_null(True))
    cash = (asked.paid_from == "cash").fill_null(False)
    other = asked.paid_yuan.isnull().ifelse(
        ibis.null("boolean"), cash | (asked.holder_id != asked.person_id)
    )
    return asked.select("worker_month_id", "unit_id", value=other.cast("int64"), flagged=other)


@check.evidence
def evidence(flagged: Table, worker_month: Table) -> Table:
    """The wage, with the employer."""
    return of_row(flagged, worker_month, "worker_month", "worker_month_id", "employer", "party_id")
