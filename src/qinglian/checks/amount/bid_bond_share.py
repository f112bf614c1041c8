"""
投标保证金超过采购预算的比例。A bid bond beyond its share of the budget.

《政府采购法实施条例》第三十三条：投标保证金不得超过采购项目预算金额的2%；谈判、询价收取保证金的参照执行。

值是保证金与预算之比。载明免收的不提示；保证金或预算金额不明、适用何法不明而足以改变结论的，留空。
The value is the bond over the budget. Where none was asked, nothing is flagged; where bond or budget is unknown, or the
governing law is and it matters, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import asked_of, beyond, cite_tender, ratio
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标保证金超过比例", en="Bid bond beyond its share"),
    subject="tender",
    scope="case",
    dated_by="published_on",
    needs={"tender": ("tender_id", "bid_bond_yuan", "amount_yuan", "published_on")},
    helps={"tender": ("bond_kind", "regime", "category", "method", *UNIT)},
    params={
        "share": Param(
            float, Text("至多占预算几成", "largest share of the budget"), required=True, minimum=0
        ),
        "free": Param(list, Text("载明免收的说法", "forms that mean no bond"), default=["none"]),
    },
    threshold="share",
    seen=Text(
        "采购项目 {subject_id} 的保证金为预算的 {value} 倍，至多 {threshold}",
        "Purchase {subject_id}: the bond is {value} of the budget, {threshold} at most",
    ),
)


@check
def evaluate(tender: Table, *, share: float, free: list[str]) -> Table:
    """Compare the bond of every purchase with its budget."""
    asked = asked_of(tender)
    over = beyond(asked.bid_bond_yuan, share, asked.amount_yuan)
    none = asked.bond_kind.isin(free).fill_null(False) | (asked.bid_bond_yuan == 0)
    return asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=ratio(asked.bid_bond_yuan, asked.amount_yuan),
        flagged=none.fill_null(False).ifelse(ibis.literal(False), over) & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase and its buyer."""
    return cite_tender(flagged, tender)
