"""
一个单位一年的养护工程里应急的份额过高。Emergencies make an unusually large share of a unit's maintenance works of a
year.

《公路养护工程管理办法》区分预防、修复、专项、应急养护；应急程序简化，不能代替招标。

值是应急任务单金额占四类养护工程（不含日常）金额的份额。有应急认定文号的不计入应急，仍计入总额。任务单不足
`minimum_count`张的不问；类别、金额不明而足以改变结论的，留空。
The value is the share of emergency orders in the value of maintenance works, daily upkeep left out. An emergency
that was decided as such by a paper does not count as one here. Fewer than `minimum_count` orders are not asked;
where unknown kinds or sums could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="应急养护份额过高", en="Too large a share of emergencies"),
    subject="unit",
    scope="group",
    key=("unit_id", "period"),
    needs={"work_order": ("work_order_id", "unit_id", "kind", "amount_yuan", "opened_on", "emergency_doc_no")},
    helps={"work_order": ("party_id",)},
    params={
        "share": Param(float, Text("份额超过多少", "share above which it is told"), required=True, minimum=0),
        "minimum_count": Param(int, Text("至少几张任务单", "orders at least"), required=True, minimum=1),
    },
    threshold="share",
    seen=Text(
        "单位 {subject_id} 当年养护工程中，没有认定文号的应急任务占 {value}",
        "Unit {subject_id}: emergencies without a decision make {value} of the year's maintenance works",
    ),
)  # fmt: skip


@check
def evaluate(
    work_order: Table, *, share: float, minimum_count: int, absent: frozenset[str]
) -> Table:
    """Add up the orders of each unit and year."""
    rows = _works(work_order)
    sums = rows.group_by("unit_id", "period").aggregate(
        orders=rows.count(),
        whole=rows.yuan.sum(),
        urgent=rows.yuan.sum(where=rows.urgent.fill_null(False)).fill_null(0.0),
        most=rows.yuan.sum(where=rows.urgent.fill_null(True)).fill_null(0.0),
        unpriced=rows.yuan.isnull().any(),
    )
    asked = sums.filter(sums.orders >= minimum_count)
    bar = asked.whole * share
    no_column = "work_order.emergency_doc_no" in absent
    flagged = ibis.cases(
        (asked.unpriced, unknown()),
        (asked.urgent > bar, unknown() if no_column else ibis.literal(True)),
        (asked.most > bar, unknown()),
        else_=False,
    )
    return asked.select(
        "unit_id", "period", value=asked.urgent / asked.whole.nullif(0.0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, work_order: Table) -> Table:
    """The emergency orders of the year, each with its firm."""
    rows = _works(work_order)
    urgent = rows.filter(rows.urgent.fill_null(False)).semi_join(flagged, ["unit_id", "period"])
    return cite(
        urgent, "unit_id", "period", table="work_order", row_id=urgent.work_order_id, role="contractor",
        party=urgent.party_id,
    )  # fmt: skip


def _works(order: Table) -> Table:
    rows = order.filter(
        order.unit_id.notnull(), order.opened_on.notnull(), (order.kind != "daily").fill_null(True)
    )
    urgent = (rows.kind == "emergency") & rows.emergency_doc_no.isnull()
    return rows.mutate(
        urgent=urgent,
        yuan=rows.amount_yuan.cast("float64"),
        period=rows.opened_on.year().cast("string"),
    )
