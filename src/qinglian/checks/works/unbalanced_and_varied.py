"""
不平衡报价遇上变更：报价偏高的子目增加，偏低的减少。Unbalanced prices meet variations.

把每个子目的报价与控制价单价之比，同该标段整体的报价水平（按清单量加权）相比；偏离超过界线的是不平衡报价。变更使偏高的增量、
偏低的减量的，是对承包人有利的一面。值是金额影响：（报价单价－控制价单价×整体水平）×增减数量，元；达到界线的提示。控制价单价
不明的，留空。
The bid price of each item over its ceiling price is set beside the level of the whole bid, weighted by quantity. Where
a variation adds to items priced high, or takes from items priced low, the contractor gains. The value is that money:
(bid price − ceiling price × level) × quantity added. Without ceiling prices nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._cite import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="不平衡报价遇上变更", en="Unbalanced prices meet variations"),
    subject="boq_item",
    scope="group",
    needs={
        "boq_item": (
            "boq_item_id", "section_id", "item_code", "quantity", "unit_price_yuan", "control_price_yuan",
        ),
        "variation_item": ("variation_item_id", "variation_id", "section_id", "item_code", "quantity"),
        "section": (),
    },
    helps={"section": ("section_id", "unit_id")},
    params={
        "apart": Param(float, Text("偏离整体水平几成算不平衡", "share apart from the level"), required=True, minimum=0),
        "least_yuan": Param(float, Text("金额影响至少（元）", "money at least, yuan"), required=True, minimum=0),
    },
    threshold="least_yuan",
    seen=Text(
        "清单子目 {subject_id} 报价偏离而变更同向，金额影响 {value} 元",
        "Bill item {subject_id} is priced off the level and varied the same way, worth {value} yuan",
    ),
)  # fmt: skip


@check
def evaluate(
    boq_item: Table, variation_item: Table, section: Table, *, apart: float, least_yuan: float
) -> Table:
    """Weigh the change of every varied item by how far its price lies from the level of the bid."""
    b = boq_item.mutate(
        bid=boq_item.unit_price_yuan.cast("float64"),
        ceiling=boq_item.control_price_yuan.cast("float64"),
    )
    both = b.filter(b.bid.notnull(), b.ceiling > 0, b.quantity > 0)
    levels = both.group_by(of="section_id").aggregate(
        level=(both.bid * both.quantity).sum() / (both.ceiling * both.quantity).sum()
    )
    item = variation_item
    changes = item.group_by(vs="section_id", vc="item_code").aggregate(
        change=item.quantity.sum(), unknown=item.quantity.isnull().any()
    )
    rows = b.inner_join(changes, [b.section_id == changes.vs, b.item_code == changes.vc])
    rows = rows.left_join(levels, rows.section_id == levels.of)
    owners = section.select(own="section_id", unit_id="unit_id")
    rows = rows.left_join(owners, rows.section_id == owners.own)
    fair = rows.ceiling * rows.level
    gain = (rows.bid - fair) * rows.change
    off = (rows.bid / fair.nullif(0) - 1).abs() > apart
    flagged = ibis.cases(
        (rows.unknown | rows.ceiling.isnull(), ibis.null("boolean")), else_=off & (gain >= least_yuan)
    )  # fmt: skip
    return rows.select("boq_item_id", "unit_id", value=gain, flagged=flagged)


@check.evidence
def evidence(flagged: Table, boq_item: Table, variation_item: Table) -> Table:
    """The variations of the item."""
    named = boq_item.semi_join(flagged, "boq_item_id").select(
        "boq_item_id", "section_id", "item_code"
    )
    rows = named.inner_join(variation_item, ["section_id", "item_code"])
    return cite(rows, "boq_item_id", table="variation", row_id=rows.variation_id)
