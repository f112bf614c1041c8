"""
合同、变更与其他费用之和达到或者超过核定概算。Contracts, variations and other costs reach or exceed the approved budget.

《政府投资条例》第二十三条：政府投资项目建设投资原则上不得超过经核定的投资概算；因国家政策调整、价格上涨、地质条件发生重大变化等
原因确需增加的，应当提出调整方案及资金来源，按照规定的程序报原部门核定。

值是合计与概算之比；已调概的按调整后的。合同额取各标段签约价与已批变更。概算或者某标段合同价不明的，留空。
The value is the sum over the budget, as adjusted where it was: contract prices of sections, approved variations, other
costs. Without a budget, or where an unknown price could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._cite import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投资达到概算", en="Investment against its budget"),
    subject="project",
    scope="group",
    needs={
        "project": ("project_id", "budget_yuan"),
        "section": ("section_id", "project_id", "amount_yuan"),
        "variation": (),
    },
    helps={
        "project": ("adjusted_budget_yuan", "other_cost_yuan", "unit_id"),
        "variation": ("variation_id", "section_id", "amount_yuan", "approved_at"),
    },
    params={
        "share": Param(float, Text("超过概算的几倍", "more than so many times the budget"), required=True, minimum=0),
        "up_to": Param(float, Text("不超过几倍（另有更重的规则）", "at most, where a graver rule begins")),
    },
    threshold="share",
    seen=Text(
        "项目 {subject_id} 的投资合计为概算的 {value} 倍",
        "Project {subject_id}: its costs come to {value} of the budget",
    ),
)  # fmt: skip


@check
def evaluate(
    project: Table, section: Table, variation: Table, *, share: float, up_to: float | None = None
) -> Table:
    """Add up what is committed for every project."""
    v = variation.filter(variation.approved_at.notnull())
    added = v.group_by(of_section="section_id").aggregate(added=v.amount_yuan.sum().cast("float64"))
    s = section.left_join(added, section.section_id == added.of_section)
    sums = s.group_by(of="project_id").aggregate(
        committed=(s.amount_yuan.cast("float64").fill_null(0.0) + s.added.fill_null(0.0)).sum(),
        unknown=s.amount_yuan.isnull().any(),
    )
    rows = project.left_join(sums, project.project_id == sums.of)
    budget = rows.adjusted_budget_yuan.coalesce(rows.budget_yuan).cast("float64")
    part = (rows.committed + rows.other_cost_yuan.cast("float64").fill_null(0.0)) / budget.nullif(0)
    over = (
        part > share + 1e-12 if up_to is None else (part >= share - 1e-12) & (part <= up_to + 1e-12)
    )
    blind = rows.unknown.fill_null(False) & (over.nullif(True).notnull() if up_to is None else True)
    flagged = ibis.cases((blind, ibis.null("boolean")), else_=over)
    return rows.select("project_id", "unit_id", value=part, flagged=flagged)


@check.evidence
def evidence(flagged: Table, section: Table) -> Table:
    """The sections of the project."""
    rows = section.semi_join(flagged, "project_id")
    return cite(rows, "project_id", table="section", row_id=rows.section_id)
