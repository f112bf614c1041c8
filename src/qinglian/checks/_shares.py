"""
比例是否高得不像碰巧。Whether a share is higher than luck explains, beside that of all others.

Each body has `trials` and `hits` in each group of peers. What would be usual for it is the share of all others in
the same groups, weighted by its own trials there, with one hit and one miss added so that no share is 0 or 1. The
chance of its hits or more is bounded by Chernoff and Hoeffding's inequality and adjusted by Benjamini and
Hochberg's procedure over all bodies judged. A body is flagged where that is at most the rate, and its share is at
least `lift` times the usual one.

If all bodies drew alike, the chance of any flag at all would be at most the rate. Bodies do differ for lawful
reasons: a flag says that this one differs more than luck explains, not why.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted, tail_bound
from qinglian.checks._peers import ENOUGH
from qinglian.model.check import Param
from qinglian.model.text import Text

PARAMS = {
    **ENOUGH,
    **RATE,
    "lift": Param(
        float,
        Text("至少是同类通常比例的几倍", "times the usual share of peers, at least"),
        default=1.5,
        minimum=0,
    ),
}


def unusual(
    rows: Table,
    body: str,
    hit: Any,
    *,
    groups: Sequence[str] = (),
    minimum_count: int,
    false_discovery_rate: float,
    lift: float,
) -> Table:
    """One row a body: `value`, its share; `threshold`, the usual one; `flagged`, null where there is too little.

    `rows` holds one trial each; one whose `hit` is null is no trial, one whose peers are unknown is not compared.
    """
    tried = rows.select(body, *groups, hit=hit.cast("int64"))
    known = ibis.literal(True)
    for name in groups:
        known = known & tried[name].notnull()
    counted = tried.group_by([body, *groups]).aggregate(
        trials=tried.hit.count(where=known),
        hits=tried.hit.sum(where=known).fill_null(0),
        all_trials=tried.hit.count(),
        all_hits=tried.hit.sum().fill_null(0),
    )
    peers = ibis.window(group_by=list(groups))
    other_trials = counted.trials.sum().over(peers) - counted.trials
    other_hits = counted.hits.sum().over(peers) - counted.hits
    beside = counted.mutate(
        others=other_trials,
        usual=(other_hits + 1).cast("float64") / (other_trials + 2).cast("float64"),
    )
    enough = beside.others >= minimum_count
    summed = beside.group_by(body).aggregate(
        trials=beside.trials.sum(where=enough).fill_null(0),
        hits=beside.hits.sum(where=enough).fill_null(0),
        expected=(beside.trials * beside.usual).sum(where=enough),
        all_trials=beside.all_trials.sum(),
        all_hits=beside.all_hits.sum(),
    )
    return judged(summed, body, minimum_count, false_discovery_rate, lift)


def judged(summed: Table, body: str, minimum_count: int, rate: float, lift: float) -> Table:
    """Compare `hits` in `trials` with those `expected`; where none is comparable, show the share of all."""
    tried = summed.filter(summed[body].notnull())
    usual = tried.expected / tried.trials.nullif(0).cast("float64")
    share = tried.hits.cast("float64") / tried.trials.nullif(0).cast("float64")
    whole = tried.all_hits.cast("float64") / tried.all_trials.nullif(0).cast("float64")
    bound = tail_bound(tried.hits, tried.trials, usual)
    chance = (tried.trials >= minimum_count).ifelse(bound, ibis.null("float64"))
    rows = adjusted(
        tried.select(body, value=share.coalesce(whole), share=share, threshold=usual, p=chance),
        [body],
    )
    high = (rows.q <= rate) & (rows.share >= lift * rows.threshold)
    return rows.select(
        body, "value", "threshold", flagged=rows.q.isnull().ifelse(ibis.null("boolean"), high)
    )
