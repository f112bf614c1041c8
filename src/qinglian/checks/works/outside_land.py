"""
超出批准用地。Land used outside what was approved.

《土地管理法》第四十四条、第七十七条：建设占用土地应当依法批准，超过批准的数量占用的，多占的以非法占用论。

值是红线外面积，没有记的取实际减批准。均不明的，留空。
The value is the area outside the line, else land used less land approved. Without both nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="红线外用地", en="Land used outside the line"),
    subject="project",
    scope="case",
    needs={
        "project": (
            "project_id",
            ("land_outside_m2", "land_used_m2"),
            ("land_outside_m2", "land_area_m2"),
        )
    },
    helps={
        "project": (
            "land_outside_m2",
            "land_used_m2",
            "land_area_m2",
            "unit_id",
        )
    },
    params={
        "tolerance_m2": Param(
            float, Text("测量误差（平方米）", "error of survey, m²"), default=0.0, minimum=0
        )
    },
    threshold="tolerance_m2",
    seen=Text(
        "项目 {subject_id} 用地超出批准 {value} 平方米",
        "Project {subject_id} uses {value} m² beyond its approval",
    ),
)


@check
def evaluate(project: Table, *, tolerance_m2: float) -> Table:
    """Land used outside the line, row by row."""
    r = project
    outside = r.land_outside_m2.coalesce(ibis.greatest(r.land_used_m2 - r.land_area_m2, 0.0))
    known = r.land_outside_m2.notnull() | (r.land_used_m2.notnull() & r.land_area_m2.notnull())
    outside = known.ifelse(outside, ibis.null("float64"))
    return r.select("project_id", "unit_id", value=outside, flagged=outside > tolerance_m2)


@check.evidence
def evidence(flagged: Table, project: Table) -> Table:
    """The row itself."""
    return the_row(flagged, project, table="project", key="project_id")
