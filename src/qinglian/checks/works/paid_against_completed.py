"""
累计已付与累计完成价款之比不在约定范围。Paid to date lies off its share of the work completed.

财建〔2022〕183号：政府机关、事业单位、国有企业建设工程进度款支付应不低于已完成工程价款的百分之八十
（2022-08-01 起签订的合同）；累计支付不应超过已完成价款。

值是累计已付与累计完成价款之比。签约日期不明的留空，此前签约的不问下限；金额不明的留空。
The value is paid over completed, to date. Without the day the contract was signed, or without money, nothing is
concluded; contracts signed before the rule are not asked for the floor.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="累计支付与完成价款", en="Paid against completed"),
    subject="certificate",
    scope="group",
    needs={
        "certificate": (
            "certificate_id",
            "section_id",
            "completed_to_date_yuan",
            "paid_to_date_yuan",
        ),
        "section": ("section_id",),
    },
    helps={"certificate": ("unit_id",), "section": ("signed_on",)},
    params={
        "floor": Param(float, Text("不低于几成", "at least this share")),
        "ceiling": Param(float, Text("不超过几成", "at most this share")),
        "signed_from": Param(date, Text("此日起签订的合同", "contracts signed from this day")),
    },
    seen=Text(
        "证书 {subject_id} 止，累计已付为完成价款的 {value} 倍",
        "Up to certificate {subject_id}, {value} of the work completed was paid",
    ),
)


@check
def evaluate(
    certificate: Table,
    section: Table,
    *,
    floor: float | None = None,
    ceiling: float | None = None,
    signed_from: date | None = None,
) -> Table:
    """Compare paid and completed up to every certificate."""
    dates = section.select(of="section_id", signed="signed_on")
    rows = certificate.left_join(dates, certificate.section_id == dates.of)
    if signed_from is not None:
        rows = rows.filter((rows.signed >= ibis.literal(signed_from)).fill_null(True))
    part = rows.paid_to_date_yuan.cast("float64") / rows.completed_to_date_yuan.cast(
        "float64"
    ).nullif(0)
    off = part < floor - 1e-12 if floor is not None else part > (ceiling or 1.0) + 1e-12
    known: Any = rows.signed.notnull() if signed_from is not None else ibis.literal(True)
    flagged = ibis.cases((~known, ibis.null("boolean")), else_=off)
    return rows.select("certificate_id", "unit_id", value=part, flagged=flagged)


@check.evidence
def evidence(flagged: Table, certificate: Table) -> Table:
    """The certificate."""
    return the_row(flagged, certificate, table="certificate", key="certificate_id")
