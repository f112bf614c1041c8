"""
开工预付款没有按约定曲线扣回。The mobilisation advance is recovered more slowly than agreed.

公路工程标准施工招标文件 17.2：累计进度付款证书金额达到签约合同价百分之三十起扣，每完成百分之一扣回预付款的百分之二，
到百分之八十扣完：R(P) = A0 × min(1, max(0, (P/C − 0.3)/0.5))。起扣点、扣完点按标段约定，没有约定的用参数。

值是到这一期为止少扣的金额。预付款、合同价、累计完成价款不明的，留空。
The value is what is wanting of the recovery up to this certificate. Without advance, price or value to date nothing is
concluded. Points of the curve are those of the section, else those of the card.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="预付款扣回不足", en="Advance recovered late"),
    subject="certificate",
    scope="group",
    needs={
        "certificate": ("certificate_id", "section_id", "period", "completed_to_date_yuan", "advance_recovered_yuan"),
        "section": ("section_id", "advance_yuan", "amount_yuan"),
    },
    helps={"certificate": ("unit_id",), "section": ("advance_from_share", "advance_to_share")},
    params={
        "from_share": Param(float, Text("起扣比例", "share from which it is recovered"), required=True, minimum=0),
        "to_share": Param(float, Text("扣完比例", "share by which it is recovered"), required=True, minimum=0),
        "least_yuan": Param(float, Text("少扣多少元以上", "wanting more than, yuan"), required=True, minimum=0),
    },
    threshold="least_yuan",
    seen=Text(
        "证书 {subject_id} 止，开工预付款少扣 {value} 元",
        "Up to certificate {subject_id}, {value} yuan of the advance were not recovered",
    ),
)  # fmt: skip


@check
def evaluate(
    certificate: Table, section: Table, *, from_share: float, to_share: float, least_yuan: float
) -> Table:
    """Compare what was recovered up to every certificate with the curve."""
    terms = section.select(
        of="section_id",
        advance=section.advance_yuan.cast("float64"),
        price=section.amount_yuan.cast("float64"),
        low=section.advance_from_share.fill_null(from_share),
        high=section.advance_to_share.fill_null(to_share),
    )
    rows = certificate.inner_join(terms, certificate.section_id == terms.of)
    sofar = ibis.window(
        group_by="section_id", order_by=[rows.period, rows.certificate_id], preceding=(None, 0)
    )
    recovered = rows.advance_recovered_yuan.cast("float64")
    rows = rows.mutate(got=recovered.sum().over(sofar), blind=recovered.isnull().any().over(sofar))
    part = (rows.completed_to_date_yuan.cast("float64") / rows.price.nullif(0) - rows.low) / (
        rows.high - rows.low
    )
    due = rows.advance * ibis.least(ibis.greatest(part, 0.0), 1.0)
    due = part.isnull().ifelse(ibis.null("float64"), due)
    wanting = (due - rows.got.fill_null(0.0)).round(2)
    late = wanting > least_yuan
    flagged = rows.blind.ifelse(late.nullif(True), late)
    return rows.select("certificate_id", "unit_id", value=wanting, flagged=flagged)


@check.evidence
def evidence(flagged: Table, certificate: Table) -> Table:
    """The certificate."""
    return the_row(flagged, certificate, table="certificate", key="certificate_id")
