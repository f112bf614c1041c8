"""
累计计量超过合同清单量，既无清单复核也无变更。More measured than the bill has, with neither review nor variation.

单价合同清单量是估算量，据实计量；但超出清单的量应当由清单复核（核增核减）或者变更令说明。总额、计日工等子目不按数量控制，不问。

值是累计计量与清单量之比。已有复核量或复核文号、已批变更的，不提示；清单量不明的，留空。
The bill is an estimate and works are measured as built, but what exceeds it is explained by a review of drawings or a
variation. Lump sums, daywork and the like are not asked. The value is measured over bill. Without a quantity nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._items import measured_rows
from qinglian.checks.works._ledger import LINE, LINE_HELPS, ROW, ROW_HELPS, items, with_unit
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="计量超清单而无复核无变更", en="Above the bill without review or variation"),
    subject="boq_item",
    scope="group",
    needs={
        "measure_line": LINE,
        "ledger_row": ROW,
        "boq_item": ("boq_item_id", "section_id", "item_code", "quantity", ("reviewed_quantity", "review_doc_no")),
        "section": (),
    },
    helps={
        "measure_line": LINE_HELPS,
        "ledger_row": ROW_HELPS,
        "boq_item": ("kind",),
        "section": ("section_id", "unit_id"),
    },
    params={
        "tolerance": Param(float, Text("允许偏差", "deviation allowed"), required=True, minimum=0),
        "kinds": Param(list, Text("按数量计量的子目种类", "kinds measured by quantity"), required=True),
    },
    threshold="tolerance",
    seen=Text(
        "清单子目 {subject_id} 累计计量为清单量的 {value} 倍，没有清单复核或变更",
        "Bill item {subject_id}: {value} times its quantity was measured, with neither review nor variation",
    ),
)  # fmt: skip


@check
def evaluate(
    measure_line: Table,
    ledger_row: Table,
    boq_item: Table,
    section: Table,
    *,
    tolerance: float,
    kinds: list[str],
) -> Table:
    """Compare what was measured of every item with the bill."""
    asked = boq_item.filter(boq_item.kind.isin(kinds) | boq_item.kind.isnull())
    done = items(measure_line, ledger_row)
    done = done.select(
        of="section_id", code="item_code", measured="measured", variation="variation"
    )
    rows = with_unit(asked, section)
    rows = rows.left_join(done, [rows.section_id == done.of, rows.item_code == done.code])
    total = rows.measured.fill_null(0.0)
    more = total > rows.quantity * (1 + tolerance)
    explained = (
        rows.reviewed_quantity.notnull() | rows.review_doc_no.notnull() | rows.variation.notnull()
    )
    flagged = ibis.cases(
        (total == 0, False),
        (explained, False),
        (rows.kind.isnull() & more, ibis.null("boolean")),
        else_=more,
    )
    return rows.select(
        "boq_item_id", "unit_id", value=total / rows.quantity.nullif(0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, boq_item: Table, ledger_row: Table) -> Table:
    """The ledger rows of the item."""
    named = boq_item.semi_join(flagged, "boq_item_id").select(
        "boq_item_id", "section_id", "item_code"
    )
    rows = measured_rows(named, ledger_row)
    found = rows.inner_join(named, ["section_id", "item_code"])
    return found.select("boq_item_id", "table", "row_id", "role", "party_id")
