"""
履约保证金超过合同金额的比例。A performance security beyond its share of the contract.

《政府采购法实施条例》第四十八条：履约保证金的数额不得超过政府采购合同金额的10%。

值是履约保证金与合同金额之比。经招标的政府采购工程适用招标投标法，不问。金额不明、是否政府采购不明而足以改变结论的，
留空。
The value is the security over the contract. Works bought by tender follow the law of tendering and are not asked.
Where a sum is unknown, or it is unknown whether the contract is government procurement and it matters, nothing is
concluded.
"""

from ibis import Table

from qinglian.checks._purchases import awarded_under, beyond, cite_contract, ratio
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="履约保证金超过比例", en="Performance security beyond its share"),
    subject="contract",
    scope="case",
    dated_by="signed_on",
    needs={
        "contract": ("contract_id", "performance_bond_yuan", "amount_yuan", "signed_on"),
        "tender": ("tender_id",),
    },
    helps={
        "contract": ("tender_id", "regime", "method", "contract_type", "unit_id", "supplier_id"),
        "tender": ("regime", "method", "category"),
    },
    params={
        "share": Param(
            float, Text("至多占合同几成", "largest share of the contract"), required=True, minimum=0
        )
    },
    threshold="share",
    seen=Text(
        "合同 {subject_id} 的履约保证金为合同金额的 {value} 倍，至多 {threshold}",
        "Contract {subject_id}: the security is {value} of its value, {threshold} at most",
    ),
)


@check
def evaluate(contract: Table, tender: Table, *, share: float) -> Table:
    """Compare the security of every contract with its value."""
    asked = awarded_under(contract, tender)
    over = beyond(asked.performance_bond_yuan, share, asked.amount_yuan)
    return asked.select(
        "contract_id",
        "unit_id",
        value=ratio(asked.performance_bond_yuan, asked.amount_yuan),
        flagged=over & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract and its supplier."""
    return cite_contract(flagged, contract)
