"""
谁在哪里中标多少。Who wins how much, and in which market.

A market is what awards have in common: the `peers` (category, procurement method, region, year of the award, class of
what is bought). An award whose market is not known, since one of these is empty, is in none. The class is the first
characters of the classification codes of its items, where all items agree.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    TENDER,
    listed,
    money,
    price,
    processes,
    suppliers,
)
from qinglian.model.check import Param
from qinglian.model.text import Text

OF_TENDER = ("category", "method", "method_details", "region")
PEERS = (*OF_TENDER, "year", "item_class")

NEEDS: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "tender": ("tender_id",),
    "award": ("award_id", "tender_id", "status", ("supplier_id", "supplier_ids")),
    "item": (),
}
HELPS = {
    "tender": (*TENDER, *OF_TENDER),
    "award": ("awarded_on", "awarded_day", "amount", "amount_yuan", "currency"),
    "item": ("award_id", "classification_id"),
}
PARAMS = {
    "peers": Param(
        list,
        Text(
            f"按这些划分市场：{'、'.join(PEERS)}",
            f"what a market has in common: {', '.join(PEERS)}",
        ),
        default=["category", "year"],
    ),
    "digits": Param(int, Text("品目取编码前几位", "characters of the code that make a class"), default=2, minimum=1),
    **EXCLUDED,
}  # fmt: skip


def won(
    tender: Table,
    award: Table,
    item: Table,
    *,
    peers: Sequence[str] | None,
    digits: int,
    excluded: list[str] | None,
) -> Table:
    """Active awards, one row each supplier: `unit_id`, `market`, `price`, `money`, and whether it won `alone`."""
    asked = processes(tender, *OF_TENDER, excluded=excluded).drop("position")
    active = award.filter(award.status == "active")
    rows = active.inner_join(asked, "tender_id").left_join(
        _classes(item, digits), [("award_id", "of_award")]
    )
    ids = suppliers(rows)
    rows = rows.select(
        "award_id",
        "tender_id",
        "unit_id",
        "awarded_day",
        market=_market(rows, listed(peers)),
        price=price(rows),
        money=money(rows),
        alone=ids.length() == 1,
        tenderer_id=ids.unnest(),
    )
    return rows.filter(rows.tenderer_id.notnull())


def _market(rows: Table, peers: Sequence[str]) -> Any:
    """The market as a text, null where one of the peers is unknown."""
    if not peers:
        return ibis.literal("*")
    year: Any = rows.awarded_on.year().cast("string")
    first, *more = [year if name == "year" else rows[name] for name in peers]
    for part in more:
        first = first + " / " + part
    return first


def _classes(item: Table, digits: int) -> Table:
    """The class of each award, where all its items are of one."""
    rows = item.filter(item.award_id.notnull())
    code = rows.classification_id.left(digits)
    found = rows.group_by(of_award="award_id").aggregate(
        least=code.min(), most=code.max(), unknown=code.isnull().max()
    )
    one = (found.least == found.most) & ~found.unknown
    return found.select("of_award", item_class=one.ifelse(found.least, ibis.null("string")))


def cite_won(flagged: Table, rows: Table, *key: str) -> Table:
    """Evidence: the awards of each flagged supplier, unit or market."""
    mine = rows.semi_join(flagged, list(key))
    return mine.select(
        *key,
        table=ibis.literal("award"),
        row_id=mine.award_id,
        role=ibis.literal("supplier"),
        party_id=mine.tenderer_id,
    )
