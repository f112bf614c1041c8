"""
分包单位将其承包的工程再分包。A subcontractor let its part again.

《建筑法》第二十九条第三款：禁止分包单位将其承包的工程再分包。

值是一（有上级分包）或者零。劳务、材料、机械不问；来源没有上级分包一列的，留空。
The value is 1 where the subcontract stands under another. Labour, materials and machinery are not asked; without a
column of the upper subcontract nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="再分包", en="Let again"),
    subject="subcontract",
    scope="case",
    needs={
        "subcontract": (
            "subcontract_id",
            "parent_id",
            "kind",
        )
    },
    helps={"subcontract": ("unit_id",)},
    params={
        "kinds": Param(list, Text("问这些种类的分包", "kinds of subcontract asked"), required=True)
    },
    seen=Text(
        "分包 {subject_id} 是从另一份分包合同再分出来的",
        "Subcontract {subject_id} was let under another subcontract",
    ),
)


@check
def evaluate(subcontract: Table, *, kinds: list[str], absent: frozenset[str]) -> Table:
    """Let again, row by row."""
    r = subcontract
    r = r.filter(r.kind.isin(kinds) | r.kind.isnull())
    under = r.parent_id.notnull()
    flagged = ibis.cases((r.kind.isnull(), under.nullif(True)), else_=under)
    flagged = ibis.null("boolean") if "subcontract.parent_id" in absent else flagged
    return r.select("subcontract_id", "unit_id", value=under.cast("int64"), flagged=flagged)


@check.evidence
def evidence(flagged: Table, subcontract: Table) -> Table:
    """The row itself."""
    return the_row(flagged, subcontract, table="subcontract", key="subcontract_id")
