"""
要求申请人提交目录之外的材料。Materials were asked for that the published list does not have.

《行政许可法》第三十条、第三十一条：需要提交的全部材料的目录应当公示；不得要求提交与申请事项无关的材料。

值是列明的目录外材料件数，只有标记的为空。既没有列明材料，也没有标记的，留空。
The value is the number of unlisted materials named, empty where there is only a mark. Without names and without
a mark nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="要求目录外材料", en="Materials outside the published list"),
    subject="permit",
    scope="case",
    needs={"permit": ("permit_id", ("unlisted_materials", "unlisted_material_flag"))},
    params={
        "most": Param(
            int,
            Text("至多可要求几件目录外材料", "how many unlisted materials may be asked for"),
            required=True,
            minimum=0,
        )
    },
    threshold="most",
    seen=Text(
        "办件 {subject_id} 要求了公示目录之外的材料",
        "Case {subject_id}: materials outside the published list were asked for",
    ),
)


@check
def evaluate(permit: Table, *, most: int) -> Table:
    """Every case by the materials named as unlisted, or else by its mark."""
    named = permit.unlisted_materials.length()
    flagged = ibis.cases(
        (named > most, True), else_=permit.unlisted_material_flag.coalesce(named > most)
    )
    return permit.select("permit_id", value=named, flagged=flagged)


@check.evidence
def evidence(flagged: Table, permit: Table) -> Table:
    """The case itself."""
    return the_row(flagged, permit, table="permit", key="permit_id")
