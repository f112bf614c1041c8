"""
累计计量超过台账控制量。More was measured of a ledger row than its control quantity.

控制量＝清单复核量（没有复核的为设计量）＋已批变更量；合同清单量是估算量，不作为控制量。累计按台账行，负数行冲减。

值是一个子目各台账行超出的数量之和，证据列出超出的行。设计量不明而足以改变结论的，留空。
The control quantity is what the review of drawings gave (else the design), plus approved variations; the quantity of
the bill is only an estimate. The value is the sum by which rows of one item exceed it, corrections taken off. Where a
row measured has no design quantity and none exceeds, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._items import cite_rows
from qinglian.checks.works._ledger import (
    LINE,
    LINE_HELPS,
    ROW,
    ROW_HELPS,
    items,
    over_rows,
    with_unit,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="累计计量超过控制量", en="Measured above the control quantity"),
    subject="ledger_item",
    key=("section_id", "item_code"),
    scope="group",
    needs={"measure_line": LINE, "ledger_row": ROW, "section": ()},
    helps={
        "measure_line": LINE_HELPS,
        "ledger_row": ROW_HELPS,
        "section": ("section_id", "unit_id"),
    },
    params={},
    seen=Text(
        "标段子目 {subject_id} 累计计量超出控制量 {value}",
        "Item {subject_id} was measured {value} above its control quantity",
    ),
)


@check
def evaluate(measure_line: Table, ledger_row: Table, section: Table) -> Table:
    """Compare what was measured of every row with its control quantity, and add up by item."""
    rows = with_unit(items(measure_line, ledger_row), section)
    flagged = ibis.cases(
        (rows.over_rows > 0, True), (rows.unknown, ibis.null("boolean")), else_=False
    )
    return rows.select("section_id", "item_code", "unit_id", value=rows.over, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table, ledger_row: Table) -> Table:
    """The ledger rows measured beyond control."""
    return cite_rows(over_rows(flagged, measure_line, ledger_row))
