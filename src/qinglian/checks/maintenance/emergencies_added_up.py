"""
一家单位一年里不经招标承担的应急养护合计达到招标规模。Emergency works of one firm in a year, none tendered, add up
to the size that must be.

《必须招标的工程项目规定》（国家发展改革委令第16号）第五条：施工单项合同估算价四百万元以上须招标。

值是同一管养单位当年给同一家、没有招标的应急任务单金额合计。承担单位、金额不明而足以改变结论的，留空。
The value is the sum of a year's emergency orders from one road authority to one firm without a tender. Where
unknown sums could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

KEY = ("unit_id", "firm_id", "period")

check = Check(
    __name__,
    title=Text(zh="应急养护合计达到招标规模", en="Emergencies add up to what must be tendered"),
    subject="pair",
    scope="group",
    key=KEY,
    needs={
        "work_order": ("work_order_id", "unit_id", "party_id", "kind", "amount_yuan", "opened_on", "tender_id")
    },
    params={"limit_yuan": Param(float, Text("招标规模（元）", "size that must be tendered, yuan"), required=True)},
    threshold="limit_yuan",
    seen=Text(
        "{subject_id}：当年不经招标的应急任务合计 {value} 元",
        "{subject_id}: emergency orders of the year without a tender come to {value} yuan",
    ),
)  # fmt: skip


@check
def evaluate(work_order: Table, *, limit_yuan: float, absent: frozenset[str]) -> Table:
    """Add up what each firm was given."""
    rows = _urgent(work_order)
    sums = rows.group_by(*KEY).aggregate(
        yuan=rows.amount_yuan.cast("float64").sum().fill_null(0.0),
        unpriced=rows.amount_yuan.isnull().any(),
    )
    no_column = "work_order.tender_id" in absent
    flagged = ibis.cases(
        (sums.firm_id.isnull() & (sums.yuan > 0), unknown()),
        (sums.yuan >= limit_yuan, unknown() if no_column else ibis.literal(True)),
        (sums.unpriced, unknown()),
        else_=False,
    )
    return sums.select(*KEY, value=sums.yuan, flagged=flagged)


@check.evidence
def evidence(flagged: Table, work_order: Table) -> Table:
    """The orders that were added up."""
    rows = _urgent(work_order).semi_join(flagged, list(KEY))
    return cite(
        rows,
        *KEY,
        table="work_order",
        row_id=rows.work_order_id,
        role="contractor",
        party=rows.firm_id,
    )


def _urgent(order: Table) -> Table:
    rows = order.filter(
        order.kind == "emergency",
        order.unit_id.notnull(),
        order.opened_on.notnull(),
        order.tender_id.isnull(),
    )
    return rows.mutate(firm_id=rows.party_id, period=rows.opened_on.year().cast("string"))
