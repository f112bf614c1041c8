"""
投标保证金超过估算价的法定比例。The bid security is more of the estimate than the law allows.

《实施条例》第二十六条第一款：投标保证金不得超过招标项目估算价的百分之二。

值是投标保证金的元数。保证金或者估算价不明的，留空；没有收取的不问。
The value is the security in yuan. Without it, or without the estimate, nothing is concluded; where none is taken,
it is not asked.
"""

from ibis import Table

from qinglian.checks._tendering import (
    LAW,
    UNIT,
    answers_for,
    cite_tenders,
    one_each,
    tendered,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标保证金超过法定比例", en="Bid security above the lawful share"),
    subject="tender",
    scope="case",
    dated_by="published_at",
    needs={"tender": ("tender_id", "bid_bond_yuan", "amount_yuan", "published_at")},
    helps={"tender": (*UNIT, *LAW, "bond_kind",)},
    params={"share": Param(float, Text("至多占估算价几成", "largest share of the estimate"), required=True, minimum=0)},
    threshold="share",
    seen=Text(
        "项目 {subject_id} 的投标保证金 {value} 元，超过估算价的法定比例",
        "Tender {subject_id}: a bid security of {value} yuan exceeds the lawful share of the estimate",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, *, share: float) -> Table:
    """Compare the security of every tender with the share of its estimate."""
    asked = tendered(tender).filter(~(tender.bond_kind == "none").fill_null(False))
    bond = asked.bid_bond_yuan.cast("float64")
    most = (asked.amount_yuan.cast("float64") * share).round(2)
    rows = asked.select(
        "tender_id", unit_id=answers_for(asked), value=bond, flagged=(bond > 0) & (bond > most)
    )
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender and its procuring entity."""
    return cite_tenders(flagged, tender)
