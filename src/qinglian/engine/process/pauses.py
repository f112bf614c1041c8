"""
不计入期限的期间。Stretches of time that do not count: from a start event to the next end event.

Of days, those after the start day up to and including the end day do not count; of hours, the time between. A stretch
without end runs to `as_of`. Overlapping stretches are joined, so that no day is taken off twice. An event of which only
the day is known stands at the beginning of that day.
"""

import ibis
from ibis import Table

from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Expression
from qinglian.model.process import Constraint, Suspension

FAR = 2**40
"""Later than anything: the end of a stretch whose end lies where the calendar does not reach."""


def pauses(
    prepared: Prepared, constraint: Constraint, number: str, as_of: int | None
) -> Table | None:
    """Stretches of every case on the line of `number`; None if these data hold no start of one.

    `case_no`, `begun`, `ended`, `open` (no end yet), `length`, and `begun_clock`: where the clock stood when it began.
    """
    found = [
        _intervals(prepared, suspension, constraint.process, number, as_of)
        for suspension in constraint.suspended
        if prepared.codes(suspension.start, constraint.process)
    ]
    if not found:
        return None
    joined = _merged(ibis.union(*found) if len(found) > 1 else found[0])
    joined = joined.mutate(length=joined.ended - joined.begun)
    earlier = ibis.window(group_by="case_no", order_by="begun", preceding=(None, 1), following=None)
    before = joined.length.sum().over(earlier).fill_null(0)
    return joined.mutate(begun_clock=joined.begun - before.cast("int64"))


def reduced(rows: Table, name: str, stretches: Table) -> Table:
    """Read `name`, a point on the line, on the clock instead: what was taken off until then is subtracted."""
    p = stretches.view()
    joined = rows.left_join(p, [rows.case_no == p.case_no, p.begun < rows[name]])
    joined = joined.select(rows.eid, taken=ibis.least(p.ended, rows[name]) - p.begun)
    total = joined.group_by("eid").aggregate(taken=joined.taken.sum().fill_null(0).cast("int64"))
    total = total.rename(taken_eid="eid")
    found = rows.join(total, rows.eid == total.taken_eid).select(rows, total.taken)
    return found.mutate(**{name: found[name] - found.taken}).drop("taken")


def granted(rows: Table, limit: Expression, stretches: Table) -> Table:
    """Add `granted`, all time taken off by stretches that began before a limit on the clock, and `standing`.

    Limit plus granted is the last point on the line. While the clock stands still there is none yet.
    """
    p = stretches.view()
    joined = rows.left_join(p, [rows.case_no == p.case_no, p.begun_clock <= limit])
    joined = joined.select(rows.eid, p.length, p.open)
    total = joined.group_by("eid").aggregate(
        granted=joined.length.sum().fill_null(0).cast("int64"),
        standing=joined.open.any().fill_null(False),
    )
    total = total.rename(granted_eid="eid")
    return rows.join(total, rows.eid == total.granted_eid).drop("granted_eid")


def with_paper(rows: Table, column: str | None) -> Table:
    """Rows in which a column that the card needs is filled."""
    if column is None:
        return rows
    if column not in rows.columns:
        return rows.filter(ibis.literal(False))
    filled = rows[column].notnull()
    if rows[column].type().is_string():
        filled = filled & (rows[column] != "")
    return rows.filter(filled)


def _intervals(
    prepared: Prepared, suspension: Suspension, process: str | None, number: str, as_of: int | None
) -> Table:
    begin = prepared.events.view()
    begin = begin.filter(begin.act.isin(prepared.codes(suspension.start, process)))
    begin = with_paper(begin, suspension.needs)
    begin = begin.select("case_no", "eid", begun=begin[number].cast("int64"))
    begin = begin.filter(begin.begun.notnull())
    unclosed = FAR if as_of is None else as_of
    ends = prepared.codes(suspension.end, process)
    if not ends:
        ended = ibis.greatest(begin.begun, unclosed)
        return begin.select("case_no", "begun", ended=ended, open=ibis.literal(True))
    stop = prepared.events.view()
    stop = stop.filter(stop.act.isin(ends))
    stop = stop.select(
        end_case="case_no", end_eid="eid", ended=stop[number].cast("int64").fill_null(FAR)
    )
    pairs = begin.left_join(stop, [begin.case_no == stop.end_case, stop.end_eid > begin.eid])
    return (
        pairs.group_by("case_no", "eid", "begun")
        .aggregate(ended=pairs.ended.min())
        .select(
            "case_no",
            "begun",
            ended=ibis.coalesce(ibis._.ended, ibis.greatest(ibis._.begun, unclosed)),
            open=ibis._.ended.isnull(),
        )
    )


def _merged(intervals: Table) -> Table:
    earlier = ibis.window(
        group_by="case_no", order_by=["begun", "ended"], preceding=(None, 1), following=None
    )
    reached = intervals.mutate(reached=intervals.ended.max().over(earlier))
    fresh = reached.reached.isnull() | (reached.begun > reached.reached)
    fresh = reached.mutate(fresh=fresh.cast("int32"))
    so_far = ibis.window(
        group_by="case_no", order_by=["begun", "ended"], preceding=None, following=0
    )
    grouped = fresh.mutate(island=fresh.fresh.sum().over(so_far))
    return (
        grouped.group_by("case_no", "island")
        .aggregate(begun=grouped.begun.min(), ended=grouped.ended.max(), open=grouped.open.any())
        .drop("island")
    )
