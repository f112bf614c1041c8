"""
进场的合格材料少于计量工程所需要的。Less material was accepted on site than the measured works need.

合同技术规范：Σ（累计计量×定额用量）×（1−损耗）不应大于进场合格数量（损耗取有利于承包人的一边）。

值是所需与进场合格数量之比，超过 1＋`tolerance` 的提示。累计计量取计量明细的合计，没有明细的取核算表所填。计量截止以
后进场的材料也算，只会使结论更宽。进场数量没有验收数字的、核算表有一行缺计量或用量的、材料没有任何进场记录的，留空。
What was measured is the sum of the lines of measurement, else as the sheet says. The value is the need over what
was accepted; more than 1 + `tolerance` is flagged. The loss is taken to the contractor's favour, and what came
after the last measurement counts too. Where a delivery has no accepted quantity, a line of the sheet lacks its
quantity or norm, or no delivery of the material is on record, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

KEY = ("section_id", "material_code")

check = Check(
    __name__,
    title=Text(zh="材料进场少于计量所需", en="Less material than the measured works need"),
    subject="material",
    scope="group",
    key=KEY,
    needs={
        "material_norm": ("material_norm_id", *KEY, "per_unit", "measured_quantity"),
        "material_in": ("material_in_id", *KEY, "accepted_quantity"),
        "measure_line": (),
    },
    helps={
        "measure_line": ("section_id", "item_code", "quantity"),
        "material_norm": ("loss_share", "item_code"), "material_in": ("unit_id", "supplier_id", "source")},
    params={
        "tolerance": Param(
            float, Text("容许超过的份额", "share that may be exceeded"), required=True, minimum=0
        )
    },
    seen=Text(
        "{subject_id}：计量所需材料是进场合格数量的 {value} 倍",
        "{subject_id}: the measured works need {value} times the material accepted",
    ),
)  # fmt: skip


@check
def evaluate(
    material_norm: Table, material_in: Table, measure_line: Table, *, tolerance: float
) -> Table:
    """Set what the works need beside what came."""
    need = _measured(material_norm, measure_line)
    used = need.measured * need.per_unit * (1.0 - need.loss_share.fill_null(0.0))
    asked = need.mutate(used=used).group_by(*KEY)
    asked = asked.aggregate(need=lambda t: t.used.sum(), vague=lambda t: t.used.isnull().any())
    came = material_in.group_by(at="section_id", of="material_code").aggregate(
        unit_id=material_in.unit_id.max(),
        had=material_in.accepted_quantity.sum(),
        uncounted=material_in.accepted_quantity.isnull().any(),
    )
    rows = asked.left_join(came, [("section_id", "at"), ("material_code", "of")])
    more = rows.need > rows.had * (1.0 + tolerance)
    flagged = ibis.cases(
        (rows.at.isnull() | rows.uncounted, unknown()),
        (more, True),
        (rows.vague, unknown()),
        else_=more,
    )
    return rows.select(*KEY, "unit_id", value=rows.need / rows.had.nullif(0.0), flagged=flagged)


@check.evidence
def evidence(flagged: Table, material_norm: Table, material_in: Table) -> Table:
    """The lines of the sheet, and the deliveries with their suppliers."""
    need = material_norm.semi_join(flagged, list(KEY))
    came = material_in.semi_join(flagged, list(KEY))
    return ibis.union(
        cite(need, *KEY, table="material_norm", row_id=need.material_norm_id),
        cite(came, *KEY, table="material_in", row_id=came.material_in_id, role="supplier", party=came.supplier_id),
    )  # fmt: skip


def _measured(norm: Table, line: Table) -> Table:
    """Lines of the sheet with what was `measured` of their item, by the lines of measurement or else the sheet."""
    need = norm.filter(norm.section_id.notnull(), norm.material_code.notnull())
    sums = line.group_by(in_section="section_id", in_item="item_code").aggregate(
        lines=line.quantity.sum()
    )
    sections = line.select(with_lines="section_id").distinct()
    rows = need.left_join(sums, [("section_id", "in_section"), ("item_code", "in_item")])
    rows = rows.left_join(sections, [("section_id", "with_lines")])
    nothing = rows.with_lines.notnull().ifelse(0.0, ibis.null("float64"))
    return rows.mutate(measured=rows.lines.coalesce(rows.measured_quantity, nothing))
