"""
同一批投标人总按同一先后递交。The same bidders keep handing in their bids in the same order.

开放采购红旗目录 R034。把投标人完全相同（n 家，`least_bidders` 到 8 家）的过程归为一组；组内 N 个过程中有 k 个先后次
序完全一样。若次序全凭偶然，n 家有 n! 种次序，某一种至少出现 k 次的机会不超过 n! 乘以霍夫丁界；按本雅米尼—霍赫贝格对
所有各组调整后不超过给定比率、且 k 不少于`minimum_count` 的，这 k 个过程都提示。值是 k。两家同时递交、时间只有日期或
不明的，次序不明，留空。
OCP red flag R034. Processes with exactly the same bidders (n of them, `least_bidders` to 8) make a group; of its N
processes k show one and the same order. Were orders a matter of chance, some one of the n! orders would come up at
least k times with a chance of at most n! times the bound of Hoeffding; where that, adjusted by Benjamini and
Hochberg over all groups, is at most the rate and k at least `minimum_count`, those k processes are flagged. The
value is k. Equal times, plain days and unknown times give no order: nothing is concluded. Firms with fixed habits
(one always early) repeat their order without any intent.
"""

from math import factorial
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted, tail_bound
from qinglian.checks._peers import ENOUGH
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_bids,
    cite_tenders,
    per_process,
    processes,
    submitted,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

MOST = 8
"""Larger sets hardly repeat, and 8! orders are enough."""
BETWEEN = chr(31)

check = Check(
    __name__,
    title=Text(zh="总按同一先后递交", en="Bids submitted in same order"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", "bidder_id", "status", "submitted_at"),
    },
    helps={"tender": (*TENDER, "bids_recorded"), "bid": ("submitted_date_only",)},
    params={
        "least_bidders": Param(
            int, Text("至少几家投标", "least number of bidders"), required=True, minimum=2
        ),
        **ENOUGH,
        **RATE,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 的投标人与另一些过程完全相同，递交先后也相同，共 {value} 个过程",
        "Contracting process {subject_id} drew the same bidders in the same order as others, {value} processes in all",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    least_bidders: int,
    minimum_count: int,
    false_discovery_rate: float = 0.05,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count how often each set of bidders comes in each order."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    orders = _orders(bid.semi_join(asked, "tender_id"))
    judged = orders.filter(orders.bidders >= least_bidders, orders.bidders <= MOST)
    groups = _judged(judged.filter(judged.known), minimum_count, false_discovery_rate)
    found = judged.left_join(groups, [("of_set", "set_of"), ("of_order", "order_of")])
    told = found.select(
        of_tender="of_bids",
        repeats=found.known.ifelse(found.repeats, ibis.null("int64")).cast("float64"),
        again=found.known.ifelse(found.again.fill_null(False), ibis.null("boolean")),
    )
    # Fewer bidders, or more, than the question is about are not asked; without bids it cannot be told.
    others = orders.anti_join(judged, "of_bids")
    rows = asked.anti_join(others.select(tender_id="of_bids"), "tender_id")
    rows = rows.left_join(told, [("tender_id", "of_tender")])
    return per_process(rows, rows.again, rows.repeats)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bids of the flagged process with their bidders, and the tender."""
    mine = processes(tender, excluded=excluded_procurement_method_details).semi_join(flagged, KEY)
    rows = bid.filter(submitted(bid)).inner_join(mine.select("tender_id", KEY), "tender_id")
    return cite_bids(rows, bidder=rows.bidder_id).union(cite_tenders(flagged, tender))


def _orders(bid: Table) -> Table:
    """Of each tender its set of bidders, their order as one text, and whether the order is `known`."""
    kept = bid.filter(submitted(bid))
    timed = kept.submitted_date_only.fill_null(False).ifelse(
        ibis.null("timestamp"), kept.submitted_at
    )
    first = kept.select("tender_id", "bidder_id", at=timed)
    first = first.group_by("tender_id", "bidder_id").aggregate(
        at=first["at"].min(), untimed=first["at"].isnull().max()
    )
    in_order = ibis.window(group_by="tender_id", order_by=["at", "bidder_id"])
    turn = ibis.row_number().over(in_order)
    # Turns below ten have one digit: the texts sort as the turns do.
    placed = first.select(
        "tender_id",
        "bidder_id",
        "at",
        "untimed",
        place=turn.cast("string").concat(BETWEEN, first.bidder_id),
    )
    return placed.group_by(of_bids="tender_id").aggregate(
        bidders=placed.count(),
        of_set=placed.bidder_id.collect().sort().join(BETWEEN),
        of_order=placed.place.collect().sort().join(BETWEEN),
        known=~placed.untimed.max()
        & ~placed.bidder_id.isnull().max()
        & (placed["at"].nunique() == placed.count()),
    )


def _judged(orders: Table, minimum_count: int, rate: float) -> Table:
    """Each order of each set, its `repeats`, and whether it comes `again` more than luck explains."""
    counted = orders.group_by(set_of="of_set", order_of="of_order").aggregate(
        repeats=orders.count(), bidders=orders.bidders.max()
    )
    counted = counted.mutate(trials=counted.repeats.sum().over(ibis.window(group_by="set_of")))
    ways: Any = ibis.cases(
        *[(counted.bidders == n, float(factorial(n))) for n in range(2, MOST + 1)]
    )
    bound = tail_bound(counted.repeats, counted.trials, 1 / ways)
    chance = (counted.trials >= minimum_count).ifelse(
        ibis.least(ways * bound, 1.0), ibis.null("float64")
    )
    by_set = ibis.window(group_by="set_of", order_by=[counted.repeats.desc(), "order_of"])
    ranked = counted.mutate(p=chance, place=ibis.row_number().over(by_set))
    # One question a set: of its orders, the commonest.
    first = adjusted(ranked.filter(ranked.place == 0), ["set_of", "order_of"])
    again = (first.q <= rate) & (first.repeats >= minimum_count)
    seen = first.select("set_of", "order_of", again=again.fill_null(False))
    sizes = counted.select("set_of", "order_of", "repeats")
    both = sizes.left_join(
        seen.rename(of_set_of="set_of", of_order_of="order_of"),
        [("set_of", "of_set_of"), ("order_of", "of_order_of")],
    )
    return both.select("set_of", "order_of", "repeats", again=both.again.fill_null(False))
