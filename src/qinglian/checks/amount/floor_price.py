"""
设定最低投标限价。A floor was set under the bid prices.

《实施条例》第二十七条第三款：招标人不得规定最低投标限价。

值是最低限价的元数。列在而没有填的，是没有设；来源没有这一列的，留空。
The value is the floor in yuan. A column left empty means that none was set; a source without the column says nothing.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, UNIT, answers_for, cite_tenders, one_each, tendered
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="设定最低投标限价", en="Floor under the bid prices"),
    subject="tender",
    scope="case",
    needs={"tender": ("tender_id", "floor_yuan")},
    helps={"tender": (*UNIT, *LAW, "method",)},
    params={
        "free_up_to": Param(int, Text("超过几元算限价", "a floor is more than this many yuan"), default=0, minimum=0)
    },
    seen=Text(
        "项目 {subject_id} 规定了最低投标限价 {value} 元",
        "Tender {subject_id} sets a floor of {value} yuan under the bids",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, *, free_up_to: int, absent: frozenset[str] = frozenset()) -> Table:
    """Every tender by its floor price."""
    asked = tendered(tender)
    floored = (asked.floor_yuan > free_up_to).fill_null(False)
    if "tender.floor_yuan" in absent:
        floored = ibis.null("boolean")
    rows = asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=asked.floor_yuan.cast("float64"),
        flagged=floored,
    )
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender and its procuring entity."""
    return cite_tenders(flagged, tender)
