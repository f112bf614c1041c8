"""
清单外子目没有变更令即计量。An item outside the bill was measured without a variation order.

标准施工招标文件通用合同条款 15.3、15.4：清单外的工作须先有变更指示。

值是该子目累计计量的数量。子目在合同清单中的，或者台账行所列变更已批准的，不提示；该标段没有清单、所列变更查不到批准
日期的，留空。没有计量过的不问。
The value is what was measured of the item. In the bill, or under an approved variation, it is clear; where the section
has no bill among the data, or the variation named has no day of approval, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._items import measured_rows
from qinglian.checks.works._ledger import LINE, LINE_HELPS, ROW, items, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="清单外子目无变更令计量", en="Measured outside bill and orders"),
    subject="ledger_item",
    key=("section_id", "item_code"),
    scope="group",
    needs={
        "measure_line": LINE,
        "ledger_row": (*ROW, "variation_id"),
        "boq_item": ("boq_item_id", "section_id", "item_code"),
        "variation": (),
        "section": (),
    },
    helps={
        "measure_line": LINE_HELPS,
        "ledger_row": ("reviewed_quantity", "varied_quantity"),
        "variation": ("variation_id", "approved_at"),
        "section": ("section_id", "unit_id"),
    },
    params={},
    seen=Text(
        "标段子目 {subject_id} 不在清单也没有已批变更，已计量 {value}",
        "Item {subject_id} is in neither bill nor approved variation, yet {value} was measured",
    ),
)


@check
def evaluate(
    measure_line: Table, ledger_row: Table, boq_item: Table, variation: Table, section: Table
) -> Table:
    """Look for every measured item in the bill, then among approved variations."""
    found = items(measure_line, ledger_row)
    rows = with_unit(found.filter(found.measured != 0), section)
    bill = boq_item.select(bill_section="section_id", bill_item="item_code").distinct()
    billed = boq_item.select(billed="section_id").distinct()
    rows = rows.left_join(
        bill, [rows.section_id == bill.bill_section, rows.item_code == bill.bill_item]
    )
    rows = rows.left_join(billed, rows.section_id == billed.billed)
    orders = variation.group_by(order="variation_id").aggregate(
        approved=variation.approved_at.min()
    )
    rows = rows.left_join(orders, rows.variation == orders.order)
    flagged = ibis.cases(
        (rows.bill_item.notnull() | rows.approved.notnull(), False),
        (rows.billed.isnull() | rows.variation.notnull(), ibis.null("boolean")),
        else_=True,
    )
    return rows.select("section_id", "item_code", "unit_id", value=rows.measured, flagged=flagged)


@check.evidence
def evidence(flagged: Table, ledger_row: Table) -> Table:
    """The ledger rows of the item."""
    return measured_rows(flagged, ledger_row)
