"""
异地执法没有协助手续。Enforcement outside the own region without a paper of assistance.

《行政处罚法》第二十二条、第二十六条：处罚由违法行为发生地的行政机关管辖；需要协助的，向有关机关提出请求。

是否异地不明，或者来源没有协助文书号一列的，留空。
Where it is unknown whether the case was enforced elsewhere, or the source has no column for the paper, nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="异地执法没有协助手续", en="Enforced elsewhere without assistance papers"),
    subject="penalty",
    scope="case",
    dated_by="decided_on",
    needs={"penalty": ("penalty_id", "cross_region", "assistance_doc_no", "decided_on")},
    helps={"penalty": ("unit_id",)},
    params={
        "papers": Param(bool, Text("应当有协助文书", "a paper of assistance is due"), required=True)
    },
    seen=Text(
        "案件 {subject_id} 为异地执法，没有协助文书号",
        "Case {subject_id} was enforced elsewhere and names no paper of assistance",
    ),
)


@check
def evaluate(penalty: Table, *, papers: bool, absent: frozenset[str] = frozenset()) -> Table:
    """Every case that is known, or not known not, to have been enforced elsewhere."""
    asked = penalty.filter(penalty.cross_region.fill_null(True))
    number = asked.assistance_doc_no
    if "penalty.assistance_doc_no" not in absent:
        number = number.fill_null("")
    without = number.strip() == ""
    return asked.select(
        "penalty_id",
        "unit_id",
        value=(~without).cast("int64"),
        flagged=asked.cross_region & without & ibis.literal(papers),
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")
