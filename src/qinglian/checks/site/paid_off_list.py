"""
承包人把工程款付给分包名录以外的单位。A contractor pays for work to firms that are not on its list of subcontracts.

清廉指标 GC16；《建筑法》第二十九条、《招标投标法》第四十八条：分包须经同意。

值是标段劳务、分包款中付给名录以外单位的份额，冲销相抵，付给自己的不计。标段没有登记任何分包的、收款单位不明而足以改
变结论的，留空。
The value is the share of labour and subcontract payments of a section that went to firms not on the list, reversals
taken off, payments to itself left out. Where no subcontract of the section is on record, or unknown payees could
change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="工程款付给分包名录以外的单位", en="Paid to firms off the list of subcontracts"),
    subject="section",
    scope="group",
    needs={
        "contractor_payment": (
            "contractor_payment_id", "section_id", "party_id", "payee_id", "kind", "amount_yuan",
        ),
        "subcontract": ("subcontract_id", "section_id", "subcontractor_id"),
    },
    helps={"contractor_payment": ("unit_id",)},
    params={
        "kinds": Param(list, Text("哪些款项", "which payments"), required=True),
        "share": Param(float, Text("份额超过多少", "share above which it is told"), required=True, minimum=0),
    },
    threshold="share",
    seen=Text(
        "标段 {subject_id} 劳务、分包款付给名录以外单位的份额为 {value}",
        "Section {subject_id}: a share of {value} of labour and subcontract payments went to firms off the list",
    ),
)  # fmt: skip


@check
def evaluate(
    contractor_payment: Table, subcontract: Table, *, kinds: list[str], share: float
) -> Table:
    """Add up what went to whom."""
    paid = _paid(contractor_payment, subcontract, kinds)
    sums = paid.group_by("section_id").aggregate(
        unit_id=paid.unit_id.max(),
        whole=paid.yuan.sum(),
        off=paid.yuan.sum(where=paid.off.fill_null(False)).fill_null(0.0),
        most=paid.yuan.sum(where=paid.off.fill_null(True)).fill_null(0.0),
        unpriced=paid.amount_yuan.isnull().any() | paid.kind.isnull().any(),
    )
    lists = subcontract.group_by(of_section="section_id").aggregate(listed=subcontract.count())
    rows = sums.left_join(lists, [("section_id", "of_section")])
    whole = rows.whole.nullif(0.0)
    flagged = ibis.cases(
        (rows.of_section.isnull() | rows.unpriced, unknown()),
        (rows.off > share * whole, True),
        (rows.most > share * whole, unknown()),
        else_=False,
    )
    return rows.select("section_id", "unit_id", value=rows.off / whole, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table, contractor_payment: Table, subcontract: Table, *, kinds: list[str]
) -> Table:
    """The payments that went to firms off the list."""
    paid = _paid(contractor_payment, subcontract, kinds)
    rows = paid.filter(paid.off.fill_null(False)).semi_join(flagged, "section_id")
    return cite(
        rows,
        "section_id",
        table="contractor_payment",
        row_id=rows.contractor_payment_id,
        role="payee",
        party=rows.payee_id,
    )


def _paid(payment: Table, subcontract: Table, kinds: list[str]) -> Table:
    """Payments for work to others than the payer itself, and whether the payee is `off` the list."""
    own = (payment.payee_id == payment.party_id).fill_null(False)
    kept = payment.filter(
        payment.section_id.notnull(), payment.kind.isin(kinds) | payment.kind.isnull(), ~own
    )
    listed = subcontract.select(of_section="section_id", listed="subcontractor_id").distinct()
    rows = kept.left_join(listed, [("section_id", "of_section"), ("payee_id", "listed")])
    off = rows.payee_id.isnull().ifelse(unknown(), rows.listed.isnull())
    return rows.mutate(off=off, yuan=rows.amount_yuan.cast("float64"))
