"""
合同签订后有变更。The contract was modified after it was signed.

开放采购红旗目录 R064。值是变更次数；达到界线的提示。没有变更记录的，只有该单位公开过别的合同的变更，或来源列出了空的
变更清单，才认定为没有变更；否则不下结论。
OCP red flag R064. The value is the number of amendments, flagged at or above the least number. A contract without any
counts as unmodified only where its unit has published amendments of other contracts, or the source gives an empty
list; elsewhere they may merely be unpublished, and nothing is concluded.
"""

from ibis import Table

from qinglian.checks._contracts import CONTRACT, UNIT, cite, cite_contracts, counted, entered
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同有变更", en="Contract has modifications"),
    subject="contract",
    scope="group",
    needs={
        "contract": ("contract_id",),
        "amendment": ("amendment_id", "contract_id"),
        "tender": (),
    },
    helps={
        "contract": (*CONTRACT, "supplier_id", "amendments_recorded"),
        "amendment": ("amount", "amount_yuan", "currency"),
        "tender": UNIT,
    },
    params={"at_least": Param(int, Text("变更至少几次", "amendments at least"), required=True, minimum=1)},
    threshold="at_least",
    seen=Text(
        "合同 {subject_id} 变更 {value} 次，达到 {threshold} 次",
        "Contract {subject_id} was amended {value} times, {threshold} or more",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, amendment: Table, tender: Table, *, at_least: int) -> Table:
    """Count the amendments of every contract."""
    contracts = entered(contract, tender, "amendments_recorded", "status")
    contracts = contracts.filter(~(contracts.status == "pending").fill_null(False))
    rows = counted(contracts, amendment)
    count = rows.none.ifelse(0, rows.amendments)
    return rows.select("contract_id", unit_id="unit", value=count, flagged=count >= at_least)


@check.evidence
def evidence(flagged: Table, contract: Table, amendment: Table) -> Table:
    """The contract and its amendments."""
    rows = amendment.semi_join(flagged, "contract_id")
    changes = cite(rows, "contract_id", table="amendment", row_id=rows.amendment_id)
    return cite_contracts(flagged, contract).union(changes)
