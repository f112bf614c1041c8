"""
没有验收就付了尾款。The final payment was made without acceptance.

《政府采购法》第四十一条：应当组织对供应商履约的验收；条例第四十五条：验收应当出具验收书。

只问有付款记录的合同。值是验收之前付出的尾款。预付、进度款不算；款项性质不明、来源没有验收日期一列的，留空。付款当日
验收的不提示。
Only contracts with payments on record are asked. The value is what was paid as final before acceptance; advances
and progress payments do not count. Where the kind of payment is unknown, or no source has a day of acceptance,
nothing is concluded. Accepted on the day of payment is in time.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import contracts_of
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="未验收即付尾款", en="Final payment without acceptance"),
    subject="contract",
    scope="case",
    dated_by="signed_on",
    needs={
        "contract": ("contract_id", "accepted_on", "signed_on"),
        "payment": ("payment_id", "contract_id", "kind", "paid_on"),
        "tender": ("tender_id",),
    },
    helps={
        "contract": ("tender_id", "regime", "method", "unit_id"),
        "payment": ("amount_yuan", "status", "accepted_on", "payee_id"),
        "tender": ("regime", "method"),
    },
    params={
        "final": Param(list, Text("算尾款的款项", "kinds of final payment"), required=True),
        "unpaid": Param(list, Text("没有付成的状态", "states of payments not made"), required=True),
    },
    seen=Text(
        "合同 {subject_id} 验收之前已付尾款 {value} 元",
        "Contract {subject_id}: {value} yuan were paid as final before acceptance",
    ),
)


@check
def evaluate(
    contract: Table,
    payment: Table,
    tender: Table,
    *,
    final: list[str],
    unpaid: list[str],
    absent: frozenset[str],
) -> Table:
    """Set the payments of each contract beside its acceptance."""
    asked = contracts_of(contract, tender)
    paid = _early(asked, payment, final, unpaid, absent)
    sums = paid.group_by(of="contract_id").aggregate(
        early=paid.early.any(),
        unknown=paid.early.isnull().any(),
        amount=paid.amount_yuan.sum(where=paid.early.fill_null(False)),
    )
    rows = asked.join(sums, asked.contract_id == sums.of)
    flagged = ibis.cases(
        (rows.early.fill_null(False), True), (rows.unknown, ibis.null("boolean")), else_=False
    )
    return rows.select("contract_id", "unit_id", value=rows.amount, flagged=flagged & rows.governed)


@check.evidence
def evidence(
    flagged: Table,
    contract: Table,
    payment: Table,
    *,
    final: list[str],
    unpaid: list[str],
    absent: frozenset[str],
) -> Table:
    """The final payments made before acceptance."""
    asked = contract.semi_join(flagged, "contract_id")
    paid = _early(asked, payment, final, unpaid, absent)
    rows = paid.filter(paid.early)
    return rows.select(
        "contract_id",
        table=ibis.literal("payment"),
        row_id=rows.payment_id,
        role=ibis.literal("supplier"),
        party_id=rows.payee_id,
    )


def _early(
    asked: Table, payment: Table, final: list[str], unpaid: list[str], absent: frozenset[str]
) -> Table:
    """Payments made; `early` says whether one was final and came before acceptance."""
    made = payment.filter(
        payment.status.notin(unpaid).fill_null(True), (payment.amount_yuan > 0).fill_null(True)
    )
    days = asked.select(of="contract_id", accepted=asked.accepted_on)
    rows = made.join(days, made.contract_id == days.of)
    accepted = rows.accepted.coalesce(rows.accepted_on)
    recorded = {"contract.accepted_on", "payment.accepted_on"} - absent
    never = ibis.literal(True) if recorded else ibis.null("boolean")
    late = accepted.isnull().ifelse(never, accepted > rows.paid_on)
    return rows.mutate(early=rows.kind.isin(final) & late)
