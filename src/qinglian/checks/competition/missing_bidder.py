"""
常客不再投标。A regular bidder stopped coming.

开放采购红旗目录 R027。在一个市场（`market`）的 N 个有投标的过程里，某投标人来过 a 次、最后一次是第 L 个，此后一次也
没有来。若各次投标的先后全凭偶然，a 次都落在前 L 个之内的机会不超过 (L/N)^a；按本雅米尼—霍赫贝格调整后不超过给定比率
的提示。只看来得够勤（a/L 不低于`regular`）、够多（a 不少于 `minimum_count`）的；值是它此后缺席的过程数。
OCP red flag R027. Of the N processes of a market that drew bids, a bidder came to a, the last of them the L-th, and
to none since. Were the order of its bids a matter of chance, all a would fall among the first L with a chance of at
most (L/N)^a; flagged where that, adjusted by Benjamini and Hochberg over all bidders and markets judged, is at most
the rate. Only those who came often (a/L at least `regular`) and many times (a at least `minimum_count`) are judged;
the value is the number of processes missed since. The rate holds for bidders who come at random; firms grow, close
and change trade, so a flag asks why one stopped.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted
from qinglian.checks._peers import (
    COLUMNS,
    ENOUGH,
    ITEM,
    ITEM_CLASS,
    ITEM_HELPS,
    MARKET,
    market_of,
    peer_names,
    with_peers,
)
from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    TENDER,
    bidders,
    listed,
    processes,
    submitted,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

KEYS = ("tenderer_id", "market_id")

check = Check(
    __name__,
    title=Text(zh="常客不再投标", en="Missing bidders"),
    subject="tenderer",
    key=KEYS,
    scope="population",
    needs={
        "tender": ("tender_id", "period_start_at"),
        "bid": ("bid_id", "tender_id", BIDDER, "status"),
        "item": ITEM,
    },
    helps={"tender": (*TENDER, *COLUMNS, "period_start_day"), "item": ITEM_HELPS},
    params={
        **MARKET,
        **ENOUGH,
        **RATE,
        "regular": Param(
            float,
            Text("至少来过多大比例才算常客", "share of the processes that makes a regular"),
            required=True,
            minimum=0,
        ),
        **ITEM_CLASS,
        **EXCLUDED,
    },
    seen=Text(
        "常客 {subject_id} 此后 {value} 个过程没有再投标",
        "The regular bidder {subject_id} has missed the last {value} processes",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    item: Table,
    *,
    market: list[str],
    minimum_count: int,
    regular: float,
    false_discovery_rate: float = 0.05,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Find the last process that each regular bidder came to."""
    each = _taken_part(
        tender, bid, item, market, item_class, digits, excluded_procurement_method_details
    )
    came = each.group_by(list(KEYS)).aggregate(
        came=each.tender_id.nunique(), last=each.turn.max(), all=each.processes.max()
    )
    often = came.came.cast("float64") / came["last"].cast("float64") >= regular
    chance = (came["last"] / came["all"].cast("float64")).ln() * came.came.cast("float64")
    judged = (came.came >= minimum_count) & often
    rows = came.select(
        *KEYS,
        value=(came["all"] - came["last"]).cast("float64"),
        steady=ibis.cases((came.came < minimum_count, ibis.null("boolean")), else_=often),
        p=judged.ifelse(chance.exp(), ibis.null("float64")),
    )
    rows = adjusted(rows, KEYS)
    gone = ibis.cases(
        (rows.steady, rows.q <= false_discovery_rate),
        (~rows.steady, False),
        else_=ibis.null("boolean"),
    )
    return rows.select(*KEYS, "value", flagged=gone)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    item: Table,
    *,
    market: list[str],
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bids it made in that market."""
    each = _taken_part(
        tender, bid, item, market, item_class, digits, excluded_procurement_method_details
    )
    mine = each.semi_join(flagged, list(KEYS))
    return mine.select(
        *KEYS,
        table=ibis.literal("bid"),
        row_id=mine.bid_id,
        role=ibis.literal("tenderer"),
        party_id=mine.tenderer_id,
    )


def _taken_part(
    tender: Table, bid: Table, item: Table, market: Any, item_class: str, digits: int, excluded: Any
) -> Table:
    """One row a bidder and bid: the `turn` of its process among the `processes` of the market that drew bids."""
    named = with_peers(tender, listed(market), item, item_class=item_class, digits=digits)
    asked = processes(named, *peer_names(market), "period_start_day", excluded=excluded)
    asked = asked.select("tender_id", "period_start_day", market_id=market_of(asked, market))
    kept = bid.filter(submitted(bid))
    drew = asked.semi_join(kept, "tender_id")
    drew = drew.filter(drew.market_id.notnull(), drew.period_start_day.notnull())
    in_order = ibis.window(group_by="market_id", order_by=["period_start_day", "tender_id"])
    drew = drew.select(
        "tender_id",
        "market_id",
        turn=ibis.row_number().over(in_order) + 1,
        processes=drew.count().over(ibis.window(group_by="market_id")),
    )
    each = kept.select("bid_id", "tender_id", tenderer_id=bidders(kept).unnest())
    return each.filter(each.tenderer_id.notnull()).inner_join(drew, "tender_id")
