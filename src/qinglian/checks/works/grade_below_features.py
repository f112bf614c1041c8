"""
变更所定等级低于其特征和金额应有的等级。A variation is graded below what its features give.

《公路工程设计变更管理办法》第五条：重大、较大、一般按特征划分。

值是特征对应的等级（0 一般、1 较大、2 重大）。等级没有填的，留空；特征或者金额没有记而足以
改变结论的，留空。
The value is the grade by features (0 ordinary, 1 large, 2 major). Without a stated grade, or
where features or money not on record could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks.works._grades import FEATURES, GRADES, by_features, rank
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="变更等级低于其特征", en="Graded below its features"),
    subject="variation",
    scope="case",
    needs={"variation": ("variation_id", "grade", ("features", "amount_yuan"))},
    helps={"variation": (*FEATURES, "unit_id")},
    params={
        "major_words": Param(list, Text("重大变更的特征", "features of a major change"), required=True),
        "large_words": Param(list, Text("较大变更的特征", "features of a large change"), required=True),
        "major_route_m": Param(float, Text("重大：路线调整（米）", "major: metres of route"), required=True),
        "large_route_m": Param(float, Text("较大：路线调整（米）", "large: metres of route"), required=True),
        "large_yuan": Param(float, Text("较大：单项金额超过（元）", "large: above so many yuan"), required=True),
    },
    seen=Text(
        "变更 {subject_id} 所定等级低于特征对应的等级（{value}）",
        "Variation {subject_id} is graded below its features (grade {value})",
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
    blind = (due == 0) & (v.features.isnull() | v.amount_yuan.isnull()) & (stated < 2)
    flagged = ibis.cases((stated < due, True), (blind, ibis.null("boolean")), else_=stated < due)
    return v.select("variation_id", "unit_id", value=due, flagged=flagged)


@check.evidence
def evidence(flagged: Table, variation: Table) -> Table:
    """The variation."""
    return the_row(flagged, variation, table="variation", key="variation_id")
