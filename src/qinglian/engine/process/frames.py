"""
长案。Cases with thousands of events of one activity: the nearest answer by window frames instead of joins.

A join looks at every pair inside a case. Without correlation one pass in order finds the nearest match of every
activation: without a lower bound the nearest target decides, with one the nearest inside a range of the clock.
"""

import ibis
from ibis import Table

from qinglian.engine.process.clock import FACTOR
from qinglian.engine.process.match import Matching, keys_of
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Expression

LONG = 1_000


def fit(prepared: Prepared, pair: Matching) -> bool:
    """Whether there are such cases, and frames can answer: nothing to compare but order and plain bounds."""
    half, c, clock = pair.half, pair.constraint, pair.clock
    if prepared.most_repeated <= LONG or half.step == "chain" or pair.vague:
        return False
    if c.same or c.different or c.compatible or (half.negated and c.until):
        return False
    if clock is None:
        return True
    if half.side == "any" or (
        clock.extension is not None and (half.side == "before" or _low(pair))
    ):
        return False
    return not _low(pair) or clock.window.unit != "months"


def violated(pair: Matching) -> Table:
    """Activations that are violated as the case stands; `near_eid` is the match, or in its want the nearest target."""
    found = _with_nearest(pair)
    if pair.half.negated:
        return found.filter(found.answered)
    return pair.not_ended(found.filter(~found.answered))


def _low(pair: Matching) -> int:
    return 0 if pair.clock is None else pair.clock.window.at_least or 0


def _with_nearest(pair: Matching) -> Table:
    """Activations with `near_eid` and whether it answers."""
    a, after = pair.activations, pair.half.side != "before"
    both = _laid_together(pair)
    group = keys_of(pair.constraint)

    def nearest(name: str, order: str, bounds: tuple[int | None, int | None]) -> Expression:
        frame = ibis.window(group_by=group, order_by=order, range=bounds)
        return (both[name].min() if after else both[name].max()).over(frame)

    beyond = (1, None) if after else (None, -1)
    columns = {"near_eid": nearest("t_eid", "eid", beyond)}
    if pair.half.side == "any":
        first = both.t_eid.min().over(ibis.window(group_by=group))
        columns["near_eid"] = (first < both.eid).ifelse(first, columns["near_eid"])
    columns["found_eid"] = columns["near_eid"]
    if _low(pair):
        columns["found_eid"] = nearest("t_eid", "clock", _range(pair, after=after))
    elif pair.clock is not None and pair.clock.window.at_most is not None:
        columns["limit_clock"] = nearest("t_clock", "eid", beyond)
    near = both.mutate(**columns).filter(both.t_eid.isnull())
    near = near.select(*(name for name in columns), a_eid="eid")
    rows = a.join(near, a.eid == near.a_eid).drop("a_eid")
    return rows.mutate(
        answered=_answered(pair, rows).fill_null(False),
        near_eid=rows.found_eid if pair.half.negated else rows.near_eid,
    )


def _laid_together(pair: Matching) -> Table:
    """Both sides in one table; of a target `t_eid` and, to be in time, `t_clock`: its place or last day."""
    a, t = pair.activations, pair.targets.view()
    part = ["part"] if pair.constraint.per else []
    nothing, clock = ibis.null("int32"), ibis.literal(0, "int64")
    limit = clock
    timed = pair.clock is not None
    if pair.clock is not None and pair.clock.window.at_most is not None:
        limit = t.clock if pair.half.side == "after" else t.clock + t.high
    return ibis.union(
        a.select(
            "case_no",
            *part,
            "eid",
            t_eid=nothing,
            clock=a.clock if timed else clock,
            t_clock=ibis.null("int64"),
        ),
        t.select(
            "case_no", *part, "eid", t_eid=t.eid, clock=t.clock if timed else clock, t_clock=limit
        ),
    )


def _range(pair: Matching, *, after: bool) -> tuple[int | None, int | None]:
    assert pair.clock is not None
    window = pair.clock.window
    factor = FACTOR.get(window.unit, 1)
    low = (window.at_least or 0) * factor
    high = None if window.at_most is None else window.at_most * factor
    if after:
        return low, high
    return None if high is None else -high, -low


def _answered(pair: Matching, rows: Table) -> Expression:
    found = rows.found_eid.notnull()
    if pair.half.step == "alternate":
        found = found & (
            rows.found_eid <= rows.next_eid
            if pair.half.side == "after"
            else rows.found_eid >= rows.last_eid
        )
    if "limit_clock" in rows.columns:
        late = (
            rows.limit_clock <= rows.clock + rows.high
            if pair.half.side == "after"
            else rows.clock <= rows.limit_clock
        )
        found = found & late
    return found
