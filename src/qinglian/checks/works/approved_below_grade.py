"""
变更由低于其等级的层级批准。A variation was approved at a level below its own grade.

《公路工程设计变更管理办法》：重大变更由交通部、较大变更由省级交通主管部门批准，一般变更由项目法人审查；授权已下放的按现行
授权（参数）。

值是批准层级的次序，越大越高。有授权下放文书的不提示；等级或者层级不明的，留空。
The value is the place of the approving level in the order of levels, from 0. Levels are parameters, for powers are
delegated. A paper of delegation clears; without grade or level nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks.works._grades import LEVELS, rank
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="变更越级批准", en="Approved below its grade"),
    subject="variation",
    scope="case",
    needs={"variation": ("variation_id", "grade", "approver_level")},
    helps={"variation": ("delegation_doc_no", "unit_id")},
    params={
        "levels": Param(
            dict, Text("各等级的批准层级", "level that approves each grade"), required=True
        )
    },
    seen=Text(
        "变更 {subject_id} 的批准层级低于其等级要求",
        "Variation {subject_id} was approved at a level below its grade",
    ),
)


@check
def evaluate(variation: Table, *, levels: dict[str, str]) -> Table:
    """Compare the level that approved every variation with that of its grade."""
    v = variation
    needed = ibis.cases(
        *[(v.grade == grade, LEVELS.index(level)) for grade, level in levels.items()]
    )
    level = rank(v.approver_level, LEVELS)
    flagged = ibis.cases((v.delegation_doc_no.notnull(), False), else_=level < needed)
    return v.select("variation_id", "unit_id", value=level, flagged=flagged)


@check.evidence
def evidence(flagged: Table, variation: Table) -> Table:
    """The variation."""
    return the_row(flagged, variation, table="variation", key="variation_id")
