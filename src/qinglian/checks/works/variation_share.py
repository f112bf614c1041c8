"""
变更净增占签约价的比例过大。Variations add an unusual share to the contract price.

概算控制的原则与合同条款 15；界线是工程设定。值是已批变更净增之和与签约合同价之比，取消的、未批的不计（没有批准日期一列
的都计）。合同价不明，或者有变更金额不明而其余未到界线的，留空。
The value is the sum of approved variations over the contract price. Without a price, or with a variation of unknown
money where the others stay below, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._cite import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="变更累计比例", en="Share of variations"),
    subject="section",
    scope="group",
    needs={
        "section": ("section_id", "amount_yuan"),
        "variation": ("variation_id", "section_id", "amount_yuan"),
    },
    helps={"section": ("unit_id",), "variation": ("approved_at",)},
    params={
        "share": Param(float, Text("达到签约价的几成", "share of the price, at least"), required=True, minimum=0),
        "below": Param(float, Text("不到几成（另有更重的规则）", "less than, where a graver rule begins")),
    },
    threshold="share",
    seen=Text(
        "标段 {subject_id} 变更净增为签约合同价的 {value} 倍，达到 {threshold}",
        "Section {subject_id}: variations add {value} of the price, at least {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    section: Table,
    variation: Table,
    *,
    share: float,
    absent: frozenset[str],
    below: float | None = None,
) -> Table:
    """Add up the variations of every section."""
    v = variation
    if "variation.approved_at" not in absent:
        v = v.filter(v.approved_at.notnull())
    sums = v.group_by(of="section_id").aggregate(
        added=v.amount_yuan.sum().cast("float64"), unknown=v.amount_yuan.isnull().any()
    )
    rows = section.left_join(sums, section.section_id == sums.of)
    part = rows.added.fill_null(0.0) / rows.amount_yuan.cast("float64").nullif(0)
    over = part >= share - 1e-12
    flagged = over if below is None else over & (part < below)
    none = "variation.section_id" in absent
    flagged = rows.unknown.fill_null(False).ifelse(flagged.nullif(False), flagged)
    flagged = ibis.null("boolean") if none else flagged
    return rows.select("section_id", "unit_id", value=part, flagged=flagged)


@check.evidence
def evidence(flagged: Table, variation: Table) -> Table:
    """The variations of the section."""
    rows = variation.semi_join(flagged, "section_id")
    return cite(rows, "section_id", table="variation", row_id=rows.variation_id)
