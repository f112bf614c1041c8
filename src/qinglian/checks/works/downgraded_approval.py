"""
变更降级后，由够不上其特征的层级批准。Downgraded, a variation was approved at a level its features do not allow.

《公路工程设计变更管理办法》：重大变更由交通部、较大变更由省级交通主管部门批准，一般变更由项目法人审查；授权已下放的按现行授权。

只问所定等级低于特征等级（或者没有定级）的变更；等级定得对而越权批准的，另由 HWY-002 问。值是批准层级的次序，越大越高。
有授权下放文书的不提示；层级不明的留空。
Only variations graded below their features, or not at all, are asked; those graded rightly belong to HWY-002. The value
is the place of the approving level in the order of levels. Delegated by a paper it is clear; without a level nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks.works._grades import FEATURES, GRADES, LEVELS, by_features, rank
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="降级后由不够的层级批准", en="Approved too low after being downgraded"),
    subject="variation",
    scope="case",
    needs={"variation": ("variation_id", "approver_level")},
    helps={"variation": (*FEATURES, "grade", "delegation_doc_no", "unit_id")},
    params={
        "major_words": Param(list, Text("重大变更的特征", "features of a major change"), required=True),
        "large_words": Param(list, Text("较大变更的特征", "features of a large change"), required=True),
        "major_route_m": Param(float, Text("重大：路线调整（米）", "major: metres of route"), required=True),
        "large_route_m": Param(float, Text("较大：路线调整（米）", "large: metres of route"), required=True),
        "large_yuan": Param(float, Text("较大：单项金额超过（元）", "large: above so many yuan"), required=True),
        "major_level": Param(str, Text("重大变更的批准层级", "level that approves major changes"), required=True),
        "large_level": Param(str, Text("较大变更的批准层级", "level that approves large changes"), required=True),
    },
    seen=Text(
        "变更 {subject_id} 由够不上其特征的层级批准",
        "Variation {subject_id} was approved at a level below its features",
    ),
)  # fmt: skip


@check
def evaluate(
    variation: Table,
    *,
    major_words: list[str],
    large_words: list[str],
    major_route_m: float,
    large_route_m: float,
    large_yuan: float,
    major_level: str,
    large_level: str,
) -> Table:
    """Set the grade that features give beside what is on record."""
    v = variation
    due = by_features(
        v,
        major_words=major_words,
        large_words=large_words,
        major_route_m=major_route_m,
        large_route_m=large_route_m,
        large_yuan=large_yuan,
    )
    stated = rank(v.grade, GRADES)
    v = v.mutate(due=due, stated=stated, level=rank(v.approver_level, LEVELS))
    v = v.filter((v.stated < v.due) | (v.stated.isnull() & (v.due > 0)))
    needed = ibis.cases((v.due == 2, LEVELS.index(major_level)), else_=LEVELS.index(large_level))
    flagged = ibis.cases((v.delegation_doc_no.notnull(), False), else_=v.level < needed)
    return v.select("variation_id", "unit_id", value=v.level, flagged=flagged)


@check.evidence
def evidence(flagged: Table, variation: Table) -> Table:
    """The variation."""
    return the_row(flagged, variation, table="variation", key="variation_id")
