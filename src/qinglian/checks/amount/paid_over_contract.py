"""
付款超过合同金额。More was paid than the contract amounts to.

开放采购红旗目录 R068。值是付款合计÷合同金额；超过一（加容差）的提示。退款为负数，一并相加；未支付、退回、作废的不算。
OCP red flag R068. The value is payments / contract amount, flagged above one (and the tolerance). Refunds are
negative and are added in; payments pending, failed, returned or void are left out. A payment that is not known, or a
sum in another currency, decides nothing. A contract without any payment is not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import CONTRACT, SUM, UNIT, cite, cite_contracts, entered
from qinglian.checks._procurement import money, price
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="付款超过合同金额", en="Transactions exceed the contract amount"),
    subject="contract",
    scope="case",
    needs={
        "contract": ("contract_id", *SUM),
        "payment": ("payment_id", "contract_id", *SUM),
        "tender": (),
    },
    helps={"contract": (*CONTRACT, "supplier_id"), "payment": ("status", "payee_id"), "tender": UNIT},
    params={
        "tolerance": Param(float, Text("容许超出的比例", "excess tolerated, as a share"), default=0.0, minimum=0)
    },
    seen=Text(
        "合同 {subject_id} 已付款为合同金额的 {value} 倍",
        "Contract {subject_id} was paid {value} times its amount",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, payment: Table, tender: Table, *, tolerance: float) -> Table:
    """Add up the payments of every contract and compare."""
    paid = payment.filter(payment.status.isnull() | (payment.status == "paid"))
    paid = paid.mutate(price=price(paid), money=money(paid))
    sums = paid.group_by(of_contract="contract_id").aggregate(
        total=paid.price.sum(),
        unknown=(paid.price.isnull() | paid.money.isnull()).max(),
        least=paid.money.min(),
        most=paid.money.max(),
    )
    rows = entered(contract, tender).inner_join(sums, [("contract_id", "of_contract")])
    known = (
        ~rows.unknown & (rows.least == rows.money) & (rows.most == rows.money) & (rows.price > 0)
    )
    ratio = known.fill_null(False).ifelse(rows.total / rows.price, ibis.null("float64"))
    # Sums of binary fractions miss by a hair: what is more is more than that.
    excess = (rows.total - rows.price * (1 + tolerance)).round(4)
    over = known.fill_null(False).ifelse(excess > 0, None)
    return rows.select("contract_id", unit_id="unit", value=ratio, flagged=over)


@check.evidence
def evidence(flagged: Table, contract: Table, payment: Table) -> Table:
    """The payments with their payee, and the contract."""
    rows = payment.semi_join(flagged, "contract_id")
    rows = rows.filter(rows.status.isnull() | (rows.status == "paid"))
    paid = cite(
        rows,
        "contract_id",
        table="payment",
        row_id=rows.payment_id,
        role="payee",
        party=rows.payee_id,
    )
    return cite_contracts(flagged, contract).union(paid)
