"""
概算超过投资估算一成而没有报告。The budget exceeds the estimate by more than a tenth and was not reported.

《政府投资条例》第十二条：经投资主管部门核定的投资概算超过经批准的可研估算百分之十的，项目单位应当报告，可以要求重新报送可研。

值是概算与估算之比减一。已报告或者已重新报批可研的，不提示；金额不明的，留空。
The value is budget over estimate less one. Reported, or approved anew, it is clear; without money nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="概算超估算未报告", en="Budget above the estimate, not reported"),
    subject="project",
    scope="case",
    dated_by="prelim_design_approved_on",
    needs={
        "project": (
            "project_id",
            "estimate_yuan",
            "budget_yuan",
            ("over_estimate_reported_at", "feasibility_renewed_at"),
            "prelim_design_approved_on",
        )
    },
    helps={
        "project": (
            "over_estimate_reported_at",
            "feasibility_renewed_at",
            "unit_id",
        )
    },
    params={"share": Param(float, Text("界线", "limit"), required=True, minimum=0)},
    threshold="share",
    seen=Text(
        "项目 {subject_id} 的概算超过估算 {value}，限 {threshold}",
        "Project {subject_id}: the budget exceeds the estimate by {value}, the limit is {threshold}",
    ),
)


@check
def evaluate(project: Table, *, share: float) -> Table:
    """Budget above the estimate, not reported, row by row."""
    r = project
    budget, estimate = r.budget_yuan.cast("float64"), r.estimate_yuan.cast("float64")
    told = r.over_estimate_reported_at.notnull() | r.feasibility_renewed_at.notnull()
    over = budget > (estimate * (1 + share)).round(2)
    flagged = ibis.cases((told, False), else_=over)
    return r.select("project_id", "unit_id", value=budget / estimate.nullif(0) - 1, flagged=flagged)


@check.evidence
def evidence(flagged: Table, project: Table) -> Table:
    """The row itself."""
    return the_row(flagged, project, table="project", key="project_id")
