"""
补充合同追加超过原合同的一成。Supplements add more than a tenth to the contract.

《政府采购法》第四十九条：需追加与合同标的相同的货物、工程或者服务的，可以协商签订补充合同，但所有补充合同的采购金额
不得超过原合同采购金额的百分之十。

值是追加金额与原合同金额之比。台账记有追加金额的，与各补充合同之和取其大者；作废的不计。两样都没有记的、原合同金额不
明的，或者有补充合同金额不明而其余未超过的，留空。
The value is the sum added over the contract. Where the ledger has a sum of its own, the larger of it and the
supplements counts; cancelled ones do not. With neither on record, without the contract's value, or with a
supplement of unknown value where the others stay within, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import beyond, cite_contract, contracts_of, ratio
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="追加超过原合同的比例", en="Supplements beyond their share"),
    subject="contract",
    scope="group",
    dated_by="signed_on",
    needs={
        "contract": ("contract_id", "amount_yuan", ("supplement_of", "extra_yuan"), "signed_on"),
        "tender": ("tender_id",),
    },
    helps={
        "contract": ("tender_id", "regime", "method", "status", "unit_id", "supplier_id"),
        "tender": ("regime", "method"),
    },
    params={
        "share": Param(
            float, Text("追加至多占原合同几成", "largest share that may be added"), required=True, minimum=0
        )
    },
    threshold="share",
    seen=Text(
        "合同 {subject_id} 追加金额为原合同的 {value} 倍，至多 {threshold}",
        "Contract {subject_id}: {value} of its value was added, {threshold} at most",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, tender: Table, *, share: float, absent: frozenset[str]) -> Table:
    """Add up the supplements of every contract."""
    whole = contracts_of(contract, tender)
    asked = whole.filter(whole.supplement_of.isnull())
    more = _supplements(contract)
    sums = more.group_by(of="supplement_of").aggregate(
        added=more.amount_yuan.sum(), unpriced=more.amount_yuan.isnull().any()
    )
    rows = asked.left_join(sums, asked.contract_id == sums.of)
    none = ibis.null("float64") if "contract.supplement_of" in absent else ibis.literal(0.0)
    added = rows.added.cast("float64").coalesce(none)
    extra = rows.extra_yuan.cast("float64")
    total = ibis.greatest(added.coalesce(extra), extra.coalesce(added))
    over = beyond(total, share, rows.amount_yuan)
    flagged = rows.unpriced.fill_null(False).ifelse(over.nullif(False), over)
    return rows.select(
        "contract_id",
        "unit_id",
        value=ratio(total, rows.amount_yuan),
        flagged=flagged & rows.governed,
    )


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract and its supplements."""
    more = _supplements(contract)
    rows = more.join(flagged.select("contract_id"), more.supplement_of == flagged.contract_id)
    rows = rows.select(
        contract_id=rows.supplement_of,
        table=ibis.literal("contract"),
        row_id=rows.own_id,
        role=ibis.literal("supplier"),
        party_id=rows.supplier_id,
    )
    return ibis.union(cite_contract(flagged, contract), rows)


def _supplements(contract: Table) -> Table:
    """Supplements that were not cancelled."""
    kept = contract.filter(
        contract.supplement_of.notnull(), ~(contract.status == "cancelled").fill_null(False)
    )
    return kept.select("supplement_of", "amount_yuan", "supplier_id", own_id="contract_id")
