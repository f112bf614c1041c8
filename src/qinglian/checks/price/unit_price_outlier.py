"""
单价远离同类。A unit price lies far from those of like items.

开放采购红旗目录 R017。值是单价与同类中位数之比；对数落在同类的图基界线之外的，无论过高过低，提示。同类是品目、计量
单位和币种都相同的明细（招标的、中标的都算）；少于 `minimum_count` 项的不下结论。误报率见 `_peers.bands`。
OCP red flag R017. The value is the unit price over the median of its peers, flagged where its logarithm lies
outside their Tukey fences, above or below. Peers are items of one class, unit and currency, tendered or awarded;
fewer than `minimum_count` of them conclude nothing. For the rate of false alarms see `_peers.bands`.
"""

import ibis
from ibis import Table

from qinglian.checks._peers import ENOUGH, ITEM_CLASS, bands, positive_log
from qinglian.checks._procurement import EXCLUDED, TENDER, YUAN, processes
from qinglian.model.check import Check
from qinglian.model.text import Text

GROUPS = ["kind", "unit", "currency_of"]

check = Check(
    __name__,
    title=Text(zh="单价远离同类", en="Unreasonably low or high line item"),
    subject="item",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "item": (
            "item_id", "tender_id", "unit", ("unit_amount", "unit_price_yuan"), ("unit_currency", "unit_price_yuan"),
            ("classification_id", "description"),
        ),
    },
    helps={"tender": TENDER},
    params={**ENOUGH, **ITEM_CLASS, **EXCLUDED},
    seen=Text(
        "明细 {subject_id} 的单价是同类中位数的 {value} 倍，界线为 {threshold} 倍",
        "The unit price of item {subject_id} is {value} times the median of its peers, beyond the fence of {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    item: Table,
    *,
    minimum_count: int,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare each unit price with those of its peers."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    named = item.filter(item.tender_id.isin(asked.tender_id))
    whole = named[item_class]
    kind = whole if not digits or item_class == "description" else whole.left(digits)
    yuan = named.unit_price_yuan.notnull().ifelse(ibis.literal(YUAN), ibis.null("string"))
    amount = named.unit_amount.coalesce(named.unit_price_yuan.cast("float64"))
    priced = named.select(
        "item_id",
        "unit",
        kind=kind,
        currency_of=named.unit_amount.notnull().ifelse(named.unit_currency, yuan),
        size=positive_log(amount),
    )
    rows = bands(priced, "size", GROUPS, minimum_count)
    fence = (rows["size"] < rows.middle).ifelse(rows.lower, rows.upper)
    return rows.select(
        "item_id",
        value=(rows["size"] - rows.middle).exp(),
        threshold=(fence - rows.middle).exp(),
        flagged=(rows["size"] < rows.lower) | (rows["size"] > rows.upper),
    )


@check.evidence
def evidence(flagged: Table, item: Table) -> Table:
    """The item."""
    rows = item.semi_join(flagged, "item_id")
    return rows.select(
        "item_id",
        table=ibis.literal("item"),
        row_id=rows.item_id,
        role=ibis.literal("procuring_entity"),
        party_id=ibis.null("string"),
    )
