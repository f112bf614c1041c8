"""
缺陷责任期超过二十四个月。A defects period of more than twenty-four months.

《建设工程质量保证金管理办法》（建质〔2017〕138号）第二条：缺陷责任期一般为一年，最长不超过二年，由发、承包双方在合同中约定。

值是合同约定的月数；没有约定记载的，留空。
The value is the months agreed; without a record nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="缺陷责任期过长", en="Defects period too long"),
    subject="section",
    scope="case",
    needs={
        "section": (
            "section_id",
            "defects_months",
        )
    },
    helps={"section": ("unit_id",)},
    params={"months": Param(int, Text("最长几个月", "months at most"), required=True, minimum=1)},
    threshold="months",
    seen=Text(
        "标段 {subject_id} 的缺陷责任期 {value} 个月，最长 {threshold}",
        "Section {subject_id}: a defects period of {value} months, {threshold} at most",
    ),
)


@check
def evaluate(section: Table, *, months: int) -> Table:
    """Defects period too long, row by row."""
    r = section
    m = r.defects_months
    return r.select(
        "section_id",
        "unit_id",
        value=m,
        flagged=ibis.cases((m > months, True), (m <= months, False)),
    )


@check.evidence
def evidence(flagged: Table, section: Table) -> Table:
    """The row itself."""
    return the_row(flagged, section, table="section", key="section_id")
