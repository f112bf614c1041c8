"""
工程款几乎全数转给一家单位。Nearly all that a contractor received for a section went on to one firm.

清廉指标 GC16：中标人只留管理费；《建筑法》第二十八条、《建设工程质量管理条例》第二十五条：不得转包。

值是付给最大一家的份额：以承包人收到的工程款为分母。付给自己、税费、工资专户代发的不计。收到的不足 `minimum_yuan` 元
的不问。收款单位或金额不明而足以改变结论的，留空。
The value is the share of what the contractor received that went on to the firm that got most. Payments to itself,
of taxes and fees are left out. Below `minimum_yuan` received nothing is asked. Where payees or sums are unknown and
could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="工程款几乎全数转给一家单位", en="Nearly all of it passed on to one firm"),
    subject="contract",
    scope="group",
    needs={
        "payment": ("payment_id", "contract_id", "amount_yuan"),
        "contractor_payment": ("contractor_payment_id", "contract_id", "party_id", "payee_id", "kind", "amount_yuan"),
    },
    helps={"payment": ("unit_id", "status", "kind")},
    params={
        "kinds": Param(list, Text("哪些对外款项", "which payments out"), required=True),
        "share": Param(float, Text("份额达到多少", "share from which it is told"), required=True, minimum=0),
        "minimum_yuan": Param(float, Text("收到至少多少元才问", "received at least"), required=True, minimum=0),
    },
    threshold="share",
    seen=Text(
        "合同 {subject_id} 收到的工程款中，{value} 的份额转给了同一家单位",
        "Of what was received under contract {subject_id}, a share of {value} went on to one firm",
    ),
)  # fmt: skip


@check
def evaluate(
    payment: Table,
    contractor_payment: Table,
    *,
    kinds: list[str],
    share: float,
    minimum_yuan: float,
) -> Table:
    """Set what went to each firm beside what came in."""
    came = payment.filter(payment.contract_id.notnull(), (payment.status == "paid").fill_null(True))
    came = came.group_by("contract_id").aggregate(
        unit_id=came.unit_id.max(),
        received=came.amount_yuan.cast("float64").sum(),
        unpriced=came.amount_yuan.isnull().any(),
    )
    out = _out(contractor_payment, kinds)
    each = out.group_by("contract_id", "payee_id").aggregate(yuan=out.yuan.sum())
    most = each.group_by(of_contract="contract_id").aggregate(
        most=each.yuan.max(where=each.payee_id.notnull()).fill_null(0.0),
        nameless=each.yuan.sum(where=each.payee_id.isnull()).fill_null(0.0),
    )
    rows = came.filter((came.received >= minimum_yuan) | came.unpriced)
    rows = rows.left_join(most, [("contract_id", "of_contract")])
    bar = rows.received * share
    flagged = ibis.cases(
        (rows.of_contract.isnull() | rows.unpriced, unknown()),
        (rows.most >= bar, True),
        (rows.most + rows.nameless >= bar, unknown()),
        else_=False,
    )
    return rows.select(
        "contract_id", "unit_id", value=rows.most / rows.received.nullif(0.0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, contractor_payment: Table, *, kinds: list[str]) -> Table:
    """What went out, each with the payee."""
    rows = _out(contractor_payment, kinds).semi_join(flagged, "contract_id")
    return cite(
        rows,
        "contract_id",
        table="contractor_payment",
        row_id=rows.contractor_payment_id,
        role="payee",
        party=rows.payee_id,
    )


def _out(payment: Table, kinds: list[str]) -> Table:
    kept = payment.filter(
        payment.kind.isin(kinds).fill_null(True),
        (payment.payee_id != payment.party_id).fill_null(True),
    )
    return kept.mutate(yuan=kept.amount_yuan.cast("float64"))
