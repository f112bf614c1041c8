"""
擅自变更建设地点、规模、内容。Place, scale or contents changed without the first approver.

《政府投资条例》第二十一条：拟变更建设地点或者拟对建设规模、建设内容等作较大变更的，应当按照规定的程序报原审批部门审批。

值是实施规模偏离批复规模的比例。有原审批部门批复文号的不提示；规模、地点、内容都没有记的，留空。何为较大由参数定。
The value is the share by which the scale as built departs from that approved. With an approval it is clear; where
none of place, contents and scale is on record nothing is concluded. What is much is a parameter.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="擅改地点规模内容", en="Place, scale or contents changed"),
    subject="project",
    scope="case",
    needs={
        "project": (
            "project_id",
            ("place_changed", "built_scale", "content_changed"),
            "scope_change_doc_no",
        )
    },
    helps={
        "project": (
            "place_changed",
            "content_changed",
            "approved_scale",
            "built_scale",
            "unit_id",
        )
    },
    params={"share": Param(float, Text("界线", "limit"), required=True, minimum=0)},
    threshold="share",
    seen=Text(
        "项目 {subject_id} 的地点、内容或规模（偏离 {value}）与批复不符，没有批复",
        "Project {subject_id} departs in place, contents or scale (by {value}) from its approval",
    ),
)


@check
def evaluate(project: Table, *, share: float) -> Table:
    """Place, scale or contents changed, row by row."""
    r = project
    apart = (r.built_scale / r.approved_scale.nullif(0) - 1).abs()
    changed = r.place_changed.fill_null(False) | r.content_changed.fill_null(False)
    changed = changed | (apart > share + 1e-9).fill_null(False)
    blind = r.place_changed.isnull() | r.content_changed.isnull() | apart.isnull()
    flagged = ibis.cases(
        (r.scope_change_doc_no.notnull(), False),
        (changed, True),
        (blind, ibis.null("boolean")),
        else_=False,
    )
    return r.select("project_id", "unit_id", value=apart, flagged=flagged)


@check.evidence
def evidence(flagged: Table, project: Table) -> Table:
    """The row itself."""
    return the_row(flagged, project, table="project", key="project_id")
