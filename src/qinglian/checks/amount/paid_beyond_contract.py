"""
付款累计超过合同金额。More was paid than the contract says.

《政府采购法》第四十一条、《政府采购法实施条例》第四十五条：按照合同验收，据以支付；追加须签订补充合同（第四十九条）。

值是累计付款，退款、冲销相抵，保证金往来不计；台账记有累计已付的，取其大者。合同金额加上追加的和补充合同的。金额不明
而足以改变结论的，留空。
The value is what was paid to date, refunds taken off and deposits left out; where the ledger has a total of its
own, the larger counts. The contract's value includes what was added and supplements. Where an unknown sum could
change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import beyond, cite_contract, contracts_of
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="付款累计超过合同金额", en="Paid beyond the contract"),
    subject="contract",
    scope="group",
    dated_by="signed_on",
    needs={
        "contract": ("contract_id", "amount_yuan", "signed_on"),
        "payment": ("payment_id", "contract_id", "amount_yuan"),
        "tender": ("tender_id",),
    },
    helps={
        "contract": (
            "tender_id", "regime", "method", "unit_id", "supplier_id",
            "extra_yuan", "supplement_of", "status", "paid_yuan",
        ),
        "payment": ("kind", "status", "payee_id"),
        "tender": ("regime", "method"),
    },
    params={
        "share": Param(
            float, Text("至多付到合同的几倍", "at most so many times the contract"), required=True, minimum=0
        ),
        "apart": Param(list, Text("不计的款项", "kinds of payment left out"), required=True),
        "unpaid": Param(list, Text("没有付成的状态", "states of payments not made"), required=True),
    },
    seen=Text(
        "合同 {subject_id} 累计付款 {value} 元，超过合同金额",
        "Contract {subject_id}: {value} yuan paid to date, more than the contract",
    ),
)  # fmt: skip


@check
def evaluate(
    contract: Table,
    payment: Table,
    tender: Table,
    *,
    share: float,
    apart: list[str],
    unpaid: list[str],
) -> Table:
    """Add up the payments of each contract and its supplements."""
    whole = contracts_of(contract, tender)
    asked = whole.filter(whole.supplement_of.isnull())
    more = _kept(contract)
    added = more.group_by(main="supplement_of").aggregate(
        added=more.amount_yuan.sum(), unpriced=more.amount_yuan.isnull().any()
    )
    made = _made(contract, payment, apart, unpaid)
    paid = made.group_by(of="main").aggregate(
        paid=made.amount_yuan.sum(), unpaid=made.amount_yuan.isnull().any()
    )
    rows = asked.left_join(added, asked.contract_id == added.main)
    rows = rows.left_join(paid, rows.contract_id == paid.of)
    total = ibis.greatest(rows.paid.coalesce(rows.paid_yuan), rows.paid_yuan.coalesce(rows.paid))
    plus = ibis.greatest(rows.added.fill_null(0), rows.extra_yuan.fill_null(0))
    over = beyond(total, share, rows.amount_yuan + plus)
    open_ = ibis.cases(
        (rows.unpriced.fill_null(False), over.nullif(True)),
        (rows.unpaid.fill_null(False), over.nullif(False)),
        else_=over,
    )
    return rows.select("contract_id", "unit_id", value=total, flagged=open_ & rows.governed)


@check.evidence
def evidence(
    flagged: Table, contract: Table, payment: Table, *, apart: list[str], unpaid: list[str]
) -> Table:
    """The contract and the payments that were added up."""
    made = _made(contract, payment, apart, unpaid)
    rows = made.join(flagged.select("contract_id"), made.main == flagged.contract_id)
    rows = rows.select(
        contract_id=rows.main,
        table=ibis.literal("payment"),
        row_id=rows.payment_id,
        role=ibis.literal("supplier"),
        party_id=rows.payee_id,
    )
    return ibis.union(cite_contract(flagged, contract), rows)


def _kept(contract: Table) -> Table:
    """Supplements that were not cancelled."""
    return contract.filter(
        contract.supplement_of.notnull(), ~(contract.status == "cancelled").fill_null(False)
    )


def _made(contract: Table, payment: Table, apart: list[str], unpaid: list[str]) -> Table:
    """Payments made, each under the main contract; a refund is taken off, with whatever sign it is entered."""
    kept = payment.filter(
        payment.status.notin(unpaid).fill_null(True), payment.kind.notin(apart).fill_null(True)
    )
    back = (kept.kind == "refund").fill_null(False)
    kept = kept.mutate(amount_yuan=back.ifelse(-kept.amount_yuan.abs(), kept.amount_yuan))
    kept = kept.select("payment_id", "amount_yuan", "payee_id", under="contract_id")
    mains = contract.select(
        "contract_id", main=contract.supplement_of.coalesce(contract.contract_id)
    )
    return kept.join(mains, kept.under == mains.contract_id)
