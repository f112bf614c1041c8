"""
先买一点，接着买很多。A small first purchase from a supplier, followed by much larger ones.

开放采购红旗目录 R052。某采购人第一日从某供应商购买（同日几笔相加）之后一段日子内，最大的一次是第一次的多少倍，就是值；
达到倍数的提示。数据里的第一次未必是真的第一次：该采购人在此之前的记录不足一段日子的，不下结论。
OCP red flag R052. The value is how many times as large as what a buyer awarded to a supplier on its first day the
largest later award is, within some days; flagged at or above the ratio. The first in the data need not be the first
ever: unless the buyer has been on record for some days before it, nothing is concluded. Amounts are compared in one
currency; unknown ones that could change the answer leave it open. Pairs with a single award are not asked. The ratio
is a convention; purchases of very unequal size are common, and no rate of false alarms belongs to it.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._procurement import (
    EXCLUDED,
    SUPPLIER,
    TENDER,
    listed,
    money,
    price,
    processes,
    suppliers,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PAIR = ("unit_id", "tenderer_id")

check = Check(
    __name__,
    title=Text(zh="先小额后大额的采购", en="Small purchase followed by much larger ones"),
    subject="buyer_supplier",
    key=PAIR,
    scope="population",
    needs={
        "tender": ("tender_id", ("buyer_id", "procuring_entity_id")),
        "award": (
            "award_id", "tender_id", "status", SUPPLIER, "awarded_day",
            ("amount", "amount_yuan"), ("currency", "amount_yuan"),
        ),
    },
    helps={"tender": (*TENDER, "method")},
    params={
        "ratio": Param(float, Text("后来的至少是第一次的几倍", "times the first, at least"), required=True, minimum=1),
        "days": Param(int, Text("第一次之后多少天内", "days after the first"), required=True, minimum=1),
        "known_days": Param(int, Text("此前至少有几天记录", "days on record before it"), required=True, minimum=0),
        "first_methods": Param(list, Text("第一次须是这些方式", "methods of the first purchase")),
        **EXCLUDED,
    },
    threshold="ratio",
    seen=Text(
        "采购人与供应商 {subject_id}：后来的采购是第一次的 {value} 倍，达到 {threshold} 倍",
        "Buyer and supplier {subject_id}: a later purchase is {value} times the first, {threshold} or more",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    *,
    ratio: float,
    days: int,
    known_days: int,
    first_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the first award of every pair with the largest that followed."""
    rows = _awards(tender, award, excluded_procurement_method_details)
    begun = rows.group_by(body="unit_id").aggregate(begun=rows.day.min())
    pair = ibis.window(group_by=list(PAIR))
    rows = rows.mutate(start=rows.day.min().over(pair), awards=rows.count().over(pair))
    rows = rows.filter(rows.awards > 1)
    first = _first(rows)
    moneys = first.select(of_unit="unit_id", of_supplier="tenderer_id", first_money="money")
    later = rows.filter((rows.day > rows.start).fill_null(True))
    later = later.filter((later.day - later.start <= days).fill_null(True))
    soon = later.inner_join(moneys, [("unit_id", "of_unit"), ("tenderer_id", "of_supplier")])
    alike = (soon.money == soon.first_money).fill_null(False)
    most = soon.group_by(at="unit_id", whose="tenderer_id").aggregate(
        largest=soon.price.max(where=alike & soon.day.notnull()),
        unknown=(soon.price.isnull() | soon.day.isnull() | ~alike).max(),
        undated=soon.day.isnull().max(),
    )
    pairs = first.inner_join(most, [("unit_id", "at"), ("tenderer_id", "whose")]).view()
    both = pairs.inner_join(begun, [("unit_id", "body")])
    asked = listed(first_methods)
    if asked:
        both = both.filter(both.method.isin(asked) | both.method.isnull())
    times = (both.price > 0).ifelse(both.largest / both.price, ibis.null("float64"))
    sure = ~both.undated & (both.start - both.begun >= known_days)
    if asked:
        sure = sure & both.method.notnull()
    flagged = ibis.cases(
        (~sure | both.price.isnull() | (both.price <= 0), ibis.null("boolean")),
        (times >= ratio, True),
        (both.unknown, ibis.null("boolean")),
        else_=False,
    )
    return both.select(*PAIR, value=times, flagged=flagged)


def _awards(tender: Table, award: Table, excluded: list[str] | None) -> Table:
    asked = processes(tender, "method", excluded=excluded).drop("position")
    rows = award.filter(award.status == "active").inner_join(asked, "tender_id")
    rows = rows.select(
        "award_id", "unit_id", "method", day="awarded_day", price=price(rows), money=money(rows),
        tenderer_id=suppliers(rows).unnest(),
    )  # fmt: skip
    return rows.filter(rows.unit_id.notnull(), rows.tenderer_id.notnull())


def _first(rows: Table) -> Table:
    """What each pair began with: the sum of its first day, null where unknown or in several currencies."""
    begun = rows.filter((rows.day == rows.start).fill_null(True))
    sums = begun.group_by(*PAIR).aggregate(
        start=begun.start.min(),
        total=begun.price.sum(),
        unknown=(begun.price.isnull() | begun.money.isnull()).max(),
        least=begun.money.min(),
        most=begun.money.max(),
        method=begun.method.min(),
        other=begun.method.max(),
    )
    one = ~sums.unknown & (sums.least == sums.most)
    return sums.select(
        *PAIR,
        "start",
        price=one.ifelse(sums.total, ibis.null("float64")),
        money=one.ifelse(sums.least, ibis.null("string")),
        method=(sums.method == sums.other).ifelse(sums.method, ibis.null("string")),
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The awards of the pair."""
    rows = _awards(tender, award, excluded_procurement_method_details).semi_join(
        flagged, list(PAIR)
    )
    return cite(
        rows, *PAIR, table="award", row_id=rows.award_id, role="supplier", party=rows.tenderer_id
    )
