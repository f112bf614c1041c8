"""
任务单完工而前、中、后的照片不全。A work order is done and pictures of before, during and after are not all there.

值是缺几个阶段。照片按任务单编号和阶段找；有照片而阶段不明、足以改变结论的留空；没有导入影像的不下结论。
The value is how many stages are missing. Pictures are found by the number of the order and the stage; where the
stage of some is unknown and could fill the gap, or no pictures were imported, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="前、中、后照片不全", en="Pictures of before, during, after not all there"),
    subject="work_order",
    scope="group",
    needs={
        "work_order": ("work_order_id", "done_on", "kind"),
        "site_picture": ("picture_id", "process_id", "stage"),
    },
    helps={"work_order": ("party_id", "unit_id", "amount_yuan")},
    params={
        "stages": Param(list, Text("要有哪些阶段", "stages that must be there"), required=True)
    },
    seen=Text(
        "任务单 {subject_id} 缺 {value} 个阶段的照片",
        "Work order {subject_id} lacks pictures of {value} stages",
    ),
)


@check
def evaluate(work_order: Table, site_picture: Table, *, stages: list[str]) -> Table:
    """Count the stages of each order that have a picture."""
    asked = work_order.filter(work_order.done_on.notnull())
    mine = site_picture.filter(site_picture.process_id.notnull())
    found = mine.group_by(of_order="process_id").aggregate(
        there=mine.stage.nunique(where=mine.stage.isin(stages)), vague=mine.stage.isnull().sum()
    )
    rows = asked.left_join(found, asked.work_order_id == found.of_order)
    rows = rows.cross_join(site_picture.aggregate(pictures=site_picture.count()))
    lack = len(stages) - rows.there.fill_null(0)
    flagged = ibis.cases(
        (lack <= 0, False),
        ((rows.pictures == 0) | (rows.vague.fill_null(0) >= lack), unknown()),
        else_=True,
    )
    return rows.select("work_order_id", "unit_id", value=lack, flagged=flagged)


@check.evidence
def evidence(flagged: Table, work_order: Table) -> Table:
    """The order, with the firm."""
    return of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id")
