"""
履约保证金超过中标合同金额的法定比例。The performance security is more of the contract than the law allows.

《实施条例》第五十八条：履约保证金不得超过中标合同金额的百分之十。

值是履约保证金的元数。合同没有写方式的，看它的招标项目；只问公开、邀请招标和方式不明的合同；保证金或者合同金额不明、
方式不明而超过的，留空。
The value is the security in yuan. A contract without a method has that of its tender. Asked of contracts after an
open or selective tender and of those of unknown method; without security or amount, or where too much and the
method unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks._tendering import CONTRACT_LAW, LAW, answers_for, tendered, with_law
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="履约保证金超过法定比例", en="Performance security above the lawful share"),
    subject="contract",
    scope="case",
    dated_by="signed_at",
    needs={
        "contract": ("contract_id", "performance_bond_yuan", "amount_yuan", ("method", "tender_id"), "signed_at"),
        "tender": ("tender_id", "method"),
    },
    helps={"contract": ("unit_id", "buyer_id", *CONTRACT_LAW), "tender": LAW},
    params={"share": Param(float, Text("至多占合同金额几成", "largest share"), required=True, minimum=0)},
    threshold="share",
    seen=Text(
        "合同 {subject_id} 的履约保证金 {value} 元，超过合同金额的法定比例",
        "Contract {subject_id}: a performance security of {value} yuan exceeds the lawful share",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, tender: Table, *, share: float) -> Table:
    """Compare the security of every contract with the share of its amount."""
    asked = tendered(with_law(contract, tender))
    bond = asked.performance_bond_yuan.cast("float64")
    over = (bond > 0) & (bond > (asked.amount_yuan.cast("float64") * share).round(2))
    known = asked.method.notnull().ifelse(True, ibis.null("boolean"))
    return asked.select("contract_id", unit_id=answers_for(asked), value=bond, flagged=over & known)


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract itself."""
    return the_row(flagged, contract, table="contract", key="contract_id", role="contract")
