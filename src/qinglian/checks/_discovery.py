"""
多重检验：问得多了，总有碰巧的。Many questions asked at once: some answers are luck.

`adjusted` gives the adjusted p-values of Benjamini and Hochberg (1995): rows with q at most `rate` are expected to
hold no more than that share of false alarms, where the questions are independent or positively dependent.

`tail_bound` is the bound of Chernoff and Hoeffding (1963) on the chance of so many hits or more: exp(-n D(k/n, p)),
with D the relative entropy. It never lies below the exact binomial tail, so what it finds is found by the exact
test as well; it holds too where the chance differs from trial to trial and p is its mean.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Param
from qinglian.model.text import Text

NEVER = 1e-300
"""Stands in for a share of zero under a logarithm; the factor before it is zero."""

RATE = {
    "false_discovery_rate": Param(
        float,
        Text("提示之中允许多大比例是碰巧", "share of the flags that may be luck"),
        default=0.05,
        minimum=0,
    )
}


def adjusted(rows: Table, key: Sequence[str], *, p: str = "p", tests: Table | None = None) -> Table:
    """Add `q`: least p m / rank among this and all larger p, of m rows with a p. Rows without p have no q.

    `tests` is one row whose `tests` counts all that was asked, where that is more than the rows; q then only grows.
    """
    names = tuple(rows.columns)
    known = rows.filter(rows[p].notnull())
    order = [p, *key]
    if tests is None:
        asked = known.mutate(tests=known.count().over(ibis.window()))
    else:
        asked = known.cross_join(tests.select("tests"))
    ranked = asked.mutate(turn=ibis.row_number().over(ibis.window(order_by=order)) + 1)
    scaled = ranked.mutate(scaled=ranked[p] * ranked.tests.cast("float64") / ranked.turn)
    rest = ibis.window(order_by=order, preceding=0, following=None)
    found = scaled.select(*names, q=ibis.least(scaled.scaled.min().over(rest), 1.0))
    unknown = rows.filter(rows[p].isnull())
    return found.union(unknown.select(*names, q=ibis.null("float64")))


def tail_bound(hits: Any, trials: Any, usual: Any) -> Any:
    """Bound on the chance of so many hits or more; null where a number is unknown or nothing was tried."""
    share = hits.cast("float64") / trials.nullif(0).cast("float64")
    entropy = _part(share, usual) + _part(1 - share, 1 - usual)
    return ibis.cases(
        (share.isnull() | usual.isnull(), ibis.null("float64")),
        (share <= usual, ibis.literal(1.0)),
        else_=(-trials.cast("float64") * entropy).exp(),
    )


def _part(share: Any, usual: Any) -> Any:
    some: Any = ibis.greatest(share, NEVER)
    given: Any = ibis.greatest(usual, NEVER)
    return share * (some.ln() - given.ln())
