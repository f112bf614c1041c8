"""
竞争性采购的限额。The value above which a purchase must be competitive.

Limits are a list of `{currency, amount}`, with `category` where they differ by it; the first that fits is used. They
are local law: without one for a currency and category nothing can be said of an award.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
from ibis import Table

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
from qinglian.model.check import Param
from qinglian.model.text import Text

PAIR = ("unit_id", "tenderer_id")
NEEDS: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "tender": ("tender_id", "method", ("buyer_id", "procuring_entity_id")),
    "award": (
        "award_id", "tender_id", "status", SUPPLIER, "awarded_day",
        ("amount", "amount_yuan"), ("currency", "amount_yuan"),
    ),
}  # fmt: skip
HELPS = {"tender": (*TENDER, "category")}
PARAMS = {
    "limits": Param(
        list,
        Text(
            "竞争性采购限额：[{currency, category, amount}]",
            "limits of competitive purchase: [{currency, category, amount}]",
        ),
    ),
    "direct_methods": Param(
        list, Text("哪些方式算直接采购", "methods that are direct awards"), default=["direct"]
    ),
    **EXCLUDED,
}
REPEATED = {
    "minimum_count": Param(int, Text("至少几次", "awards at least"), required=True, minimum=2),
    "days": Param(int, Text("窗口的天数", "days of the window"), default=365, minimum=1),
    **PARAMS,
}
"""Parameters of what looks at several awards of one pair within a time."""


def limit_of(rows: Table, limits: Sequence[Mapping[str, Any]] | None) -> Any:
    """The limit for the currency (`money`) and category of a row; null where there is none."""
    cases: list[tuple[Any, Any]] = []
    for said in limits or ():
        fits = rows.money == said["currency"]
        if "category" in said:
            fits = fits & (rows.category == said["category"])
        cases.append((fits, ibis.literal(float(said["amount"]))))
    return ibis.cases(*cases) if cases else ibis.null("float64")


def direct_awards(
    tender: Table,
    award: Table,
    *,
    limits: Sequence[Mapping[str, Any]] | None,
    methods: Sequence[str] | None,
    excluded: list[str] | None,
) -> Table:
    """Active awards that are direct or of unknown method, one row a supplier, each with its limit (`ceiling`)."""
    asked = processes(tender, "category", "method", excluded=excluded).drop("position")
    asked = asked.filter(asked.method.isin(listed(methods)) | asked.method.isnull())
    active = award.filter(award.status == "active")
    rows = active.inner_join(asked, "tender_id")
    rows = rows.select(
        "award_id",
        "tender_id",
        "unit_id",
        "category",
        "method",
        day="awarded_day",
        price=price(rows),
        money=money(rows),
        tenderer_id=suppliers(rows).unnest(),
    )
    rows = rows.filter(rows.tenderer_id.notnull(), rows.unit_id.notnull())
    rows = rows.mutate(ceiling=limit_of(rows, limits))
    known = (
        rows.method.notnull() & rows.day.notnull() & rows.price.notnull() & rows.ceiling.notnull()
    )
    return rows.mutate(known=known)
