"""
工人拿到的工资少于按考勤应发的。A worker was paid less than attendance made due.

《保障农民工工资支付条例》第二十九至三十二条：分包单位按月考核工作量并编制工资支付表，由总包代发；不得少发。

值是少发的元数：应发减去依法代扣再减实发。台账没有代扣一列而实发少于应发的，应发、实发不明的，留空。一分没有发的另有
规则。
The value is what is short, in yuan: due, less lawful deductions, less paid. Where the ledger has no column of
deductions and less was paid than due, or a sum is unknown, nothing is concluded. Nothing paid at all is another
rule's question.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="实发工资少于应发", en="Wage paid less than due"),
    subject="worker_month",
    scope="case",
    dated_by="month_on",
    needs={
        "worker_month": ("worker_month_id", "month_on", "due_yuan", "paid_yuan", "deduction_yuan")
    },
    helps={"worker_month": ("attended_days", "party_id", "unit_id")},
    params={
        "tolerance_yuan": Param(
            float, Text("相差几元以内不算", "yuan that do not matter"), default=1.0, minimum=0
        )
    },
    seen=Text(
        "工资记录 {subject_id} 比应发少 {value} 元", "The wage {subject_id} is {value} yuan short"
    ),
)


@check
def evaluate(worker_month: Table, *, tolerance_yuan: float, absent: frozenset[str]) -> Table:
    """Take deductions and what was paid from what was due."""
    asked = worker_month.filter((worker_month.paid_yuan > 0).fill_null(True))
    due, paid = asked.due_yuan.cast("float64"), asked.paid_yuan.cast("float64")
    short = due - paid - asked.deduction_yuan.cast("float64").fill_null(0.0)
    less = short > tolerance_yuan
    if "worker_month.deduction_yuan" in absent:
        less = less.ifelse(unknown(), False)
    return asked.select("worker_month_id", "unit_id", value=ibis.greatest(short, 0.0), flagged=less)


@check.evidence
def evidence(flagged: Table, worker_month: Table) -> Table:
    """The wage, with the employer."""
    return of_row(flagged, worker_month, "worker_month", "worker_month_id", "employer", "party_id")
