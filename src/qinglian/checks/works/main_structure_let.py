"""
主体结构分包给别人。The main structure was subcontracted.

《建筑法》第二十九条：施工总承包的，建筑工程主体结构的施工必须由总承包单位自行完成；《招标投标法》第四十八条。

值是一（主体结构）或者零。劳务分包不问；是否主体结构没有登记的，留空。
The value is 1 for main structure. Labour is not asked; without a record nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="主体结构分包", en="Main structure subcontracted"),
    subject="subcontract",
    scope="case",
    needs={
        "subcontract": (
            "subcontract_id",
            "main_structure",
            "kind",
        )
    },
    helps={"subcontract": ("unit_id",)},
    params={
        "kinds": Param(list, Text("问这些种类的分包", "kinds of subcontract asked"), required=True)
    },
    seen=Text(
        "分包 {subject_id} 含主体结构",
        "Subcontract {subject_id} contains main structure",
    ),
)


@check
def evaluate(subcontract: Table, *, kinds: list[str]) -> Table:
    """Main structure subcontracted, row by row."""
    r = subcontract
    r = r.filter(r.kind.isin(kinds) | r.kind.isnull())
    flagged = ibis.cases((r.kind.isnull(), r.main_structure.nullif(True)), else_=r.main_structure)
    return r.select(
        "subcontract_id", "unit_id", value=r.main_structure.cast("int64"), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, subcontract: Table) -> Table:
    """The row itself."""
    return the_row(flagged, subcontract, table="subcontract", key="subcontract_id")
