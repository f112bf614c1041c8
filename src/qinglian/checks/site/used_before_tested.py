"""
材料没有检验合格就使用。Material was used before it passed its test.

《建设工程质量管理条例》第二十九条：未经检验或者检验不合格的建筑材料，不得使用。

值是首次使用早于检验合格的天数；没有检验、检验不合格而使用的为零。没有使用的不问；来源没有检验日期一列的、检验结论不
明的，留空。
The value is by how many days the first use came before the passed test, none where there was no test or it failed.
What was never used is not asked. Where the source has no column of the test, or its result is unknown, nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="未检先用", en="Used before it passed the test"),
    subject="material_in",
    scope="case",
    dated_by="first_used_on",
    needs={"material_in": ("material_in_id", "first_used_on", "tested_on", "test_passed")},
    helps={
        "material_in": ("first_used_day", "tested_day", "unit_id", "supplier_id", "material_code")
    },
    params={},
    seen=Text(
        "材料批 {subject_id} 在检验合格以前 {value} 天已经使用，或者没有检验合格就使用",
        "Delivery {subject_id} was used {value} days before it passed, or never passed",
    ),
)


@check
def evaluate(material_in: Table, *, absent: frozenset[str]) -> Table:
    """Set the first use beside the test."""
    asked = material_in.filter(material_in.first_used_day.notnull())
    early = asked.tested_day.cast("int64") - asked.first_used_day.cast("int64")
    untested = unknown() if "material_in.tested_on" in absent else ibis.literal(True)
    flagged = ibis.cases(
        (~asked.test_passed.fill_null(True), True),
        (asked.tested_on.isnull(), untested),
        (early > 0, True),
        (asked.test_passed.isnull(), unknown()),
        else_=False,
    )
    return asked.select(
        "material_in_id", "unit_id", value=ibis.greatest(early.fill_null(0), 0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, material_in: Table) -> Table:
    """The delivery, with the supplier."""
    return of_row(flagged, material_in, "material_in", "material_in_id", "supplier", "supplier_id")
