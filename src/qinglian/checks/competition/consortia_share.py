"""
某一市场里联合体中标的比例异常高。Consortia win unusually often in one market.

开放采购红旗目录 R026。市场按 `market` 划分。值是联合体（不止一家、不多于 `most_members` 家）的生效中标÷供应商已知的
生效中标；家数再多的是入围名单，不是联合体，不计。与其他市场合计相比，高出不止碰巧、且达到 lift 倍的提示；误报率见
`_shares`。
OCP red flag R026. Markets are made by `market`. The value is the active awards to a consortium (more
than one supplier, at most `most_members`: a longer list is a panel and does not count) over all with a known
supplier, flagged where it is higher than luck explains beside all other markets together, and at least `lift` times
theirs. For the rate of false alarms see `_shares`.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._peers import (
    COLUMNS,
    ITEM,
    ITEM_CLASS,
    ITEM_HELPS,
    MARKET,
    market_of,
    peer_names,
    with_peers,
)
from qinglian.checks._procurement import (
    EXCLUDED,
    SUPPLIER,
    TENDER,
    cite_awards,
    listed,
    processes,
    suppliers,
)
from qinglian.checks._shares import PARAMS, unusual
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="联合体中标的比例异常高", en="Prevalence of consortia"),
    subject="market",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "award": ("award_id", "tender_id", "status", SUPPLIER),
        "item": ITEM,
    },
    helps={"tender": (*TENDER, *COLUMNS), "item": ITEM_HELPS},
    params={
        **MARKET,
        "most_members": Param(
            int,
            Text(
                "多于几家的是入围名单，不算联合体", "more suppliers are a panel, not a consortium"
            ),
            default=10,
            minimum=2,
        ),
        **PARAMS,
        **ITEM_CLASS,
        **EXCLUDED,
    },
    seen=Text(
        "市场“{subject_id}”里联合体中标占 {value}，其他市场通常为 {threshold}",
        "In the market “{subject_id}” consortia win a share of {value}, where {threshold} is usual elsewhere",
    ),
)


@check
def evaluate(
    tender: Table,
    award: Table,
    item: Table,
    *,
    market: list[str],
    minimum_count: int,
    most_members: int = 10,
    false_discovery_rate: float = 0.05,
    lift: float = 1.5,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the share of consortia in each market with that in all others."""
    rows = _awards(
        tender, award, item, market, item_class, digits, excluded_procurement_method_details
    )
    return unusual(
        rows,
        "market_id",
        _consortium(rows, most_members),
        minimum_count=minimum_count,
        false_discovery_rate=false_discovery_rate,
        lift=lift,
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    item: Table,
    *,
    market: list[str],
    most_members: int = 10,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The awards to consortia, each with its members."""
    rows = _awards(
        tender, award, item, market, item_class, digits, excluded_procurement_method_details
    )
    found = rows.filter(_consortium(rows, most_members)).semi_join(flagged, "market_id")
    members = found.select("award_id", "market_id", supplier=found.suppliers.unnest())
    return cite_awards(members, key="market_id", supplier=members.supplier)


def _awards(
    tender: Table,
    award: Table,
    item: Table,
    market: Any,
    item_class: str,
    digits: int,
    excluded: Any,
) -> Table:
    """Active awards with a known market, and their suppliers."""
    named = with_peers(tender, listed(market), item, item_class=item_class, digits=digits)
    asked = processes(named, *peer_names(market), excluded=excluded)
    asked = asked.select("tender_id", market_id=market_of(asked, market))
    active = award.filter(award.status == "active")
    rows = active.select("award_id", "tender_id", suppliers=suppliers(active)).inner_join(
        asked, "tender_id"
    )
    rows = rows.select("award_id", "market_id", "suppliers")
    return rows.filter(rows.market_id.notnull())


def _consortium(rows: Table, most: int) -> Any:
    """Whether an award went to a consortium; null where no supplier is known, or they are too many to be one."""
    number = rows.suppliers.length()
    known = rows.suppliers[0].notnull() & (number <= most)
    return known.ifelse(number > 1, ibis.null("boolean"))
