"""
同一批投标人总按同一先后递交。The same bidders keep handing in their bids in the same order.

开放采购红旗目录 R034。把投标人完全相同（n 家，`least_bidders` 到 8 家）的过程归为一组，同一天、同一次序的算一次（一
次坐下为一批项目依次递交，不算重复）；组内 N 次中有 k 次次序完全一样。若次序全凭偶然，n 家有 n! 种次序，某一种至少出
现 k 次的机会不超过 n! 乘以霍夫丁界；按本雅米尼—霍赫贝格对所有各组调整后不超过给定比率、且 k 不少于 `minimum_count`
的，这一次序的过程都提示。值是 k。来过不足 `minimum_count` 次的组不问；两家同时递交、时间只有日期或不明的，次序不明，
留空。各家习惯固定的，次序相同并无用意。
OCP red flag R034. Processes with exactly the same bidders (n of them, `least_bidders` to 8) make a group; those of
one day and one order count once, since a batch of tenders is handed in at one sitting. Of N such times k show one
and the same order. Were orders a matter of chance, some one of the n! orders would come up at least k times with a
chance of at most n! times the bound of Hoeffding; where that, adjusted by Benjamini and Hochberg over all groups,
is at most the rate and k at least `minimum_count`, the processes of that order are flagged. The value is k. Groups
of fewer than `minimum_count` processes are not asked; equal times, plain days and unknown times give no order, and
nothing is concluded. Firms with fixed habits (one always early) repeat their order without any intent.
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
    helps={"tender": (*TENDER, "bids_recorded"), "bid": ("submitted_date_only", "submitted_on")},
    params={
        "least_bidders": Param(
            int, Text("至少几家投标", "least number of bidders"), required=True, minimum=2
        ),
        **ENOUGH,
        **RATE,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 的投标人与另一些过程完全相同，多次递交的先后也相同，共 {value} 次",
        "Contracting process {subject_id} drew the same bidders in the same order as others, {value} times in all",
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
    orders = _orders(bid.filter(bid.tender_id.isin(asked.tender_id)))
    orders = orders.mutate(
        seen=orders.count().over(ibis.window(group_by="of_set")), odd=orders.of_set.isnull()
    )
    # Sets of the size asked about that came back; one whose bidders are not all known may be such a set.
    recurs = (orders.bidders >= least_bidders) & (orders.bidders <= MOST)
    judged = orders.filter(orders.odd | (recurs & (orders.seen >= minimum_count)))
    groups = _judged(judged.filter(judged.known), minimum_count, false_discovery_rate)
    found = judged.left_join(groups, [("of_set", "set_of"), ("of_order", "order_of")])
    told = found.select(
        of_tender="of_bids",
        repeats=found.known.ifelse(found.repeats, ibis.null("int64")).cast("float64"),
        again=found.known.ifelse(found.again, ibis.null("boolean")),
    )
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
    first = kept.select("tender_id", "bidder_id", "submitted_on", at=timed)
    first = first.group_by("tender_id", "bidder_id").aggregate(
        at=first["at"].min(), day=first.submitted_on.min(), untimed=first["at"].isnull().max()
    )
    in_order = ibis.window(group_by="tender_id", order_by=["at", "bidder_id"])
    turn = ibis.row_number().over(in_order)
    # Turns below ten have one digit: the texts sort as the turns do.
    placed = first.select(
        "tender_id",
        "bidder_id",
        "at",
        "untimed",
        "day",
        place=turn.cast("string").concat(BETWEEN, first.bidder_id),
    )
    nameless = placed.bidder_id.isnull().max()
    found = placed.group_by(of_bids="tender_id").aggregate(
        bidders=placed.count(),
        of_set=placed.bidder_id.collect().sort().join(BETWEEN),
        of_order=placed.place.collect().sort().join(BETWEEN),
        nameless=nameless,
        day=placed.day.min(),
        timed=~placed.untimed.max() & (placed["at"].nunique() == placed.count()),
    )
    return found.select(
        "of_bids",
        "bidders",
        "of_order",
        "day",
        of_set=found.nameless.ifelse(ibis.null("string"), found.of_set),
        known=found.timed & ~found.nameless,
    )


def _judged(orders: Table, minimum_count: int, rate: float) -> Table:
    """Each order of each set, its `repeats`, and whether it comes `again` more than luck explains."""
    orders = orders.select("of_set", "of_order", "bidders", "day").distinct()
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
    top = first.select(
        of_top="set_of",
        top_order="order_of",
        found=first.q.isnull().ifelse(
            ibis.null("boolean"), (first.q <= rate) & (first.repeats >= minimum_count)
        ),
    )
    both = counted.left_join(top, [("set_of", "of_top")])
    again = both.found.isnull().ifelse(
        ibis.null("boolean"), both.found & (both.order_of == both.top_order)
    )
    return both.select("set_of", "order_of", "repeats", again=again)
