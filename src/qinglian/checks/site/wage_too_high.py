"""
一个人一月或一年领取的工资异常高。One person drew an unusually high wage in a month or a year.

清廉指标 GC20：单人月工资超过五万元、年工资超过三十万元，提示虚列人员套取人工费。

值是该人在同一日历月（年）里、到这一行为止在各标段领取的累计；首次超过界限的那一行提示，同一月（年）只提示一次。实发
不明的行留空。
The value is what that person drew in the calendar month (year) at all sections up to this row; the row that first
passes the limit is flagged, so once a month (year). A row whose sum is unknown is undecided.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import number
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="单人工资异常高", en="Unusually high wage of one person"),
    subject="worker_month",
    scope="group",
    needs={"worker_month": ("worker_month_id", "person_id", "month_on", "paid_yuan")},
    helps={"worker_month": ("party_id", "unit_id", "attended_days")},
    params={
        "limit_yuan": Param(float, Text("超过多少元", "yuan above which it is told"), required=True, minimum=0),
        "span": Param(
            str, Text("按月还是按年累计", "added up by month or year"), required=True, choices=("month", "year")
        ),
    },
    threshold="limit_yuan",
    seen=Text(
        "到工资记录 {subject_id} 为止，同一人累计领取 {value} 元，超过 {threshold} 元",
        "Up to wage {subject_id} one person drew {value} yuan, more than {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(worker_month: Table, *, limit_yuan: float, span: str) -> Table:
    """Add up the wages of each person row by row."""
    rows = worker_month.filter(worker_month.person_id.notnull())
    month = number(rows.month_on)
    rows = rows.mutate(
        month=month,
        stretch=rows.month_on.year() if span == "year" else month,
        yuan=rows.paid_yuan.cast("float64"),
    )
    upto = ibis.window(
        group_by=["person_id", "stretch"],
        order_by=["month", "worker_month_id"],
        preceding=None,
        following=0,
    )
    total = rows.yuan.sum().over(upto)
    added = rows.mutate(total=total)
    first = (added.total > limit_yuan) & (added.total - added.yuan <= limit_yuan)
    return added.select(
        "worker_month_id",
        "unit_id",
        value=added.total,
        flagged=added.paid_yuan.isnull().ifelse(ibis.null("boolean"), first),
    )


@check.evidence
def evidence(flagged: Table, worker_month: Table) -> Table:
    """The wage that passed the limit, with the employer."""
    return of_row(flagged, worker_month, "worker_month", "worker_month_id", "employer", "party_id")
