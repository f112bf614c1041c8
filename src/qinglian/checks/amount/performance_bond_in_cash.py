"""
以现金收取履约保证金。A performance security taken in cash.

《政府采购法实施条例》第四十八条：履约保证金应当以支票、汇票、本票或者金融机构、担保机构出具的保函等非现金形式提交。

值是履约保证金。没有收取的不问；形式不明的，留空。
The value is the security. Contracts without one are not asked; without its form nothing is concluded.
"""

from ibis import Table

from qinglian.checks._purchases import awarded_under, cite_contract
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="以现金收取履约保证金", en="Performance security taken in cash"),
    subject="contract",
    scope="case",
    dated_by="signed_on",
    needs={
        "contract": ("contract_id", "performance_bond_form", "signed_on"),
        "tender": ("tender_id",),
    },
    helps={
        "contract": (
            "tender_id", "performance_bond_yuan", "regime", "method", "contract_type", "unit_id", "supplier_id",
        ),
        "tender": ("regime", "method", "category"),
    },
    params={
        "barred": Param(list, Text("不得采用的形式", "forms that are barred"), required=True),
    },
    seen=Text(
        "合同 {subject_id} 以现金收取履约保证金 {value} 元",
        "Contract {subject_id}: a performance security of {value} yuan taken in cash",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, tender: Table, *, barred: list[str]) -> Table:
    """Look at the form of every security."""
    asked = awarded_under(contract, tender)
    bond = asked.performance_bond_yuan
    asked = asked.filter((bond > 0) | (asked.performance_bond_form.notnull() & bond.isnull()))
    return asked.select(
        "contract_id",
        "unit_id",
        value=asked.performance_bond_yuan,
        flagged=asked.performance_bond_form.isin(barred) & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract and its supplier."""
    return cite_contract(flagged, contract)
