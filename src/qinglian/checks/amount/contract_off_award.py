"""
合同金额与中标金额相差过大。The contract amount is far from the amount awarded.

开放采购红旗目录 R059。值是（合同金额合计－中标金额）÷中标金额；绝对值超过界线的提示。一个中标签了几份合同的，合计后比
较。
OCP red flag R059. The value is (contracts - award) / award, flagged where it exceeds the limit in either direction.
Several contracts of one award are added up; cancelled ones are left out. A sum that is not known, of zero, or in
another currency decides nothing. The limit is a convention, and no rate of false alarms can be stated for it.
"""

from ibis import Table

from qinglian.checks._contracts import CONTRACT, SUM, UNIT, cite_award, entered, of_awards
from qinglian.checks._procurement import money, price
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同金额与中标金额相差过大", en="Large difference between award and contract amount"),
    subject="award",
    scope="case",
    needs={
        "award": ("award_id", "status", *SUM),
        "contract": ("contract_id", "award_id", *SUM),
        "tender": (),
    },
    helps={"award": ("supplier_id", "supplier_ids"), "contract": CONTRACT, "tender": UNIT},
    params={
        "more_than": Param(float, Text("相差的比例超过", "relative difference of more than"), required=True, minimum=0)
    },
    threshold="more_than",
    seen=Text(
        "中标 {subject_id} 的合同金额与中标金额相差 {value}（按比率），超过 {threshold}",
        "The contracts of award {subject_id} differ from it by {value} (as a ratio), more than {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(award: Table, contract: Table, tender: Table, *, more_than: float) -> Table:
    """Compare each award with the sum of its contracts."""
    active = award.filter(award.status == "active")
    active = active.select("award_id", price=price(active), money=money(active))
    sums = of_awards(entered(contract, tender, "award_id"))
    rows = active.inner_join(sums, [("award_id", "of_award")])
    known = (rows.money == rows.contract_money) & (rows.price > 0)
    gap = known.fill_null(False).ifelse((rows.contract_sum - rows.price) / rows.price, None)
    return rows.select(
        "award_id", unit_id="contract_unit", value=gap, flagged=gap.abs().round(9) > more_than
    )


@check.evidence
def evidence(flagged: Table, award: Table, contract: Table) -> Table:
    """The award with its suppliers, and its contracts."""
    return cite_award(flagged, award, contract)
