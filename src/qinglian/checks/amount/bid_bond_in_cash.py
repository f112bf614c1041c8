"""
以现金收取投标保证金。A bid bond taken in cash.

《政府采购法实施条例》第三十三条：投标保证金应当以支票、汇票、本票或者金融机构、担保机构出具的保函等非现金形式提交。

值是保证金金额。没有收保证金的不问；形式不明的，留空。
The value is the bond. Purchases without a bond are not asked; without its form nothing is concluded.
"""

from ibis import Table

from qinglian.checks._purchases import asked_of, cite_tender
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="以现金收取投标保证金", en="Bid bond taken in cash"),
    subject="tender",
    scope="case",
    dated_by="published_on",
    needs={"tender": ("tender_id", "bond_kind", "published_on")},
    helps={"tender": ("bid_bond_yuan", "regime", "category", "method", *UNIT)},
    params={
        "barred": Param(list, Text("不得采用的形式", "forms that are barred"), required=True),
        "free": Param(list, Text("载明免收的说法", "forms that mean no bond"), default=["none"]),
    },
    seen=Text(
        "采购项目 {subject_id} 以现金收取投标保证金 {value} 元",
        "Purchase {subject_id}: a bid bond of {value} yuan taken in cash",
    ),
)


@check
def evaluate(tender: Table, *, barred: list[str], free: list[str]) -> Table:
    """Look at the form of every bond."""
    asked = asked_of(tender)
    taken = (asked.bid_bond_yuan > 0) | (asked.bond_kind.notnull() & asked.bid_bond_yuan.isnull())
    asked = asked.filter(taken, asked.bond_kind.notin(free).fill_null(True))
    return asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=asked.bid_bond_yuan,
        flagged=asked.bond_kind.isin(barred) & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase and its buyer."""
    return cite_tender(flagged, tender)
