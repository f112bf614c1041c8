"""
工人离场而工资没有结清。A worker left and the wage was not settled.

清廉指标 GC21：离场未结清且未经本人确认的红色，有争议的黄色；《保障农民工工资支付条例》第三条、第十一条。

值是离场以来的天数，结清了的数到结清之日。过了 `days` 天没有结清（或结清了还有未结金额）、本人又没有确认的提示。有无
争议不明的，两条都留空；本人确认与否、离场日不明而足以改变结论的，留空。
The value is the number of days since leaving, up to the day settled. Flagged where it was not settled within
`days`, or a sum stayed open, and the worker has not confirmed. Whether there is a dispute tells which card asks.
Unknown dispute, confirmation or day of leaving leave it undecided.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._turns import EPOCH
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="离场未结清工资", en="Left without the wage settled"),
    subject="worker_exit",
    scope="case",
    needs={
        "worker_exit": ("worker_exit_id", "left_on", "settled_on", "confirmed", "disputed")
    },
    helps={"worker_exit": ("left_day", "settled_day", "unpaid_yuan", "party_id", "unit_id")},
    params={
        "days": Param(int, Text("离场后几天内结清", "days within which it is settled"), required=True),
        "in_dispute": Param(bool, Text("问有争议的还是没有的", "those in dispute, or the others"), required=True),
    },
    threshold="days",
    seen=Text(
        "离场记录 {subject_id}：离场 {value} 天，工资没有结清，本人没有确认",
        "Record {subject_id}: {value} days after leaving the wage is not settled nor confirmed",
    ),
)  # fmt: skip


@check
def evaluate(
    worker_exit: Table, *, days: int, in_dispute: bool, as_of: date, absent: frozenset[str]
) -> Table:
    """Set the day of settlement beside that of leaving."""
    today = (as_of - EPOCH).days
    asked = worker_exit.filter((worker_exit.left_day <= today).fill_null(True))
    asked = asked.filter((asked.disputed == in_dispute).fill_null(True))
    gone: Any = asked.settled_day.cast("int64").coalesce(ibis.literal(today, "int64"))
    since = gone - asked.left_day.cast("int64")
    short = (asked.unpaid_yuan > 0).fill_null(False)
    no_column = "worker_exit.settled_on" in absent
    settled = unknown() if no_column else asked.settled_on.notnull() & ~short
    late = ibis.cases(
        (asked.confirmed.fill_null(False), False),
        (since <= days, False),
        (settled, False),
        (asked.confirmed.isnull() | asked.disputed.isnull(), unknown()),
        else_=~settled & (since > days),
    )
    return asked.select("worker_exit_id", "unit_id", value=since, flagged=late)


@check.evidence
def evidence(flagged: Table, worker_exit: Table) -> Table:
    """The record, with the employer."""
    return of_row(flagged, worker_exit, "worker_exit", "worker_exit_id", "employer", "party_id")
