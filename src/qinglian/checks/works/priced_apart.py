"""
清单有相同子目而变更另行定价更高。A variation prices anew what the bill already prices, and higher.

标准施工招标文件通用合同条款 15.4：已标价工程量清单有适用子目的，采用该子目的单价。

值是变更单价与清单单价之比。超出合同约定变动幅度、允许调价的，不提示。清单没有该子目的不问；单价不明的，留空。
The value is the price of the variation over that of the bill. Where the quantity went beyond the range within which the
price holds it is clear; items that the bill does not have are not asked. Without a price nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._cite import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="有相同子目而另定价", en="Priced anew though billed"),
    subject="variation_item",
    scope="group",
    needs={
        "variation_item": ("variation_item_id", "variation_id", "section_id", "item_code", "unit_price_yuan"),
        "boq_item": ("boq_item_id", "section_id", "item_code", "unit_price_yuan"),
        "variation": (),
    },
    helps={
        "variation_item": ("like_code", "beyond_range_flag"),
        "variation": ("variation_id", "section_id", "unit_id"),
    },
    params={"over": Param(float, Text("高出几成以上", "higher by more than"), default=0.0, minimum=0)},
    threshold="over",
    seen=Text(
        "变更子目 {subject_id} 的单价为清单相同子目的 {value} 倍",
        "Item {subject_id} of a variation has {value} times the price of the same item in the bill",
    ),
)  # fmt: skip


@check
def evaluate(variation_item: Table, boq_item: Table, variation: Table, *, over: float) -> Table:
    """Compare the price of every varied item with that of the bill."""
    bill = boq_item.select(bs="section_id", bc="item_code", billed="unit_price_yuan")
    item = variation_item.mutate(code=variation_item.like_code.coalesce(variation_item.item_code))
    rows = item.inner_join(bill, [item.section_id == bill.bs, item.code == bill.bc])
    owners = variation.select(of="variation_id", unit_id="unit_id")
    rows = rows.left_join(owners, rows.variation_id == owners.of)
    price, billed = rows.unit_price_yuan.cast("float64"), rows.billed.cast("float64")
    dearer = price > billed * (1 + over) + 0.004
    flagged = ibis.cases((rows.beyond_range_flag.fill_null(False), False), else_=dearer)
    return rows.select(
        "variation_item_id", "unit_id", value=price / billed.nullif(0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, variation_item: Table) -> Table:
    """The item and its variation."""
    rows = variation_item.semi_join(flagged, "variation_item_id")
    return ibis.union(
        cite(rows, "variation_item_id", table="variation_item", row_id=rows.variation_item_id),
        cite(rows, "variation_item_id", table="variation", row_id=rows.variation_id),
    )
