"""How many cases of a matter were open when another began, and how many of them waited longer."""

import ibis
from ibis import Table

from qinglian.checks.concentration._favour import GROUP

LINE = [*GROUP, "round"]
"""Those who stand in one line; without rounds, all of a matter."""

STRETCH = 16
"""Working days of a stretch by which cases open at a time find each other; the answer does not turn on it."""


def queues(ordinary: Table) -> Table:
    """By days of acceptance and decision: how many were open before, and how many of them were decided later.

    Cases that began and ended on the same days share an answer, so days are joined and not cases.
    """
    spans = ordinary.group_by([*LINE, "begun", "ended"]).aggregate(n=ordinary.count())
    still_open = _open_on(spans)
    keys = [*LINE, "begun"]
    pairs = spans.select(*keys, "ended").join(still_open, keys)
    return pairs.group_by([*keys, "ended"]).aggregate(
        waiting=pairs.n.sum(), later=pairs.n.sum(where=pairs.left > pairs.ended).fill_null(0)
    )


def _open_on(spans: Table) -> Table:
    """For every day on which cases began: how many earlier ones were open, by the day they were decided on.

    Days are joined by stretches, since few cases are open at a time.
    """
    days = spans.select(*LINE, "begun").distinct()
    earlier = spans.select(
        of="unit",
        what="matter",
        which="round",
        came="begun",
        left="ended",
        n="n",
        stretch=ibis.range(spans.begun // STRETCH, spans.ended // STRETCH + 1, 1).unnest(),
    )
    pairs = days.join(
        earlier,
        [
            days.unit == earlier.of,
            days.matter == earlier.what,
            days.round == earlier.which,
            days.begun // STRETCH == earlier.stretch,
            earlier.came < days.begun,
            earlier.left >= days.begun,
        ],
    )
    return pairs.group_by([*LINE, "begun", "left"]).aggregate(n=pairs.n.sum())
