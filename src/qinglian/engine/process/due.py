"""Open duties: how much time is left at `as_of`, and which day is the last."""

import ibis
from ibis import Table

from qinglian.engine.process.clock import DAY_US, FACTOR, Clock
from qinglian.engine.process.pauses import FAR, granted, reduced
from qinglian.engine.process.script import Expression
from qinglian.engine.process.states import AT_RISK, PENDING, UNDECIDED, VIOLATED


def running(clock: Clock, rows: Table) -> Table:
    """Add `state` and `due_day` to duties of open cases, rows being on the clock.

    A duty is late from the day after its last day. Where the calendar ends before `as_of`, the last day decides
    if it is known, and otherwise nothing can be said. While the clock stands still there is no last day.
    """
    now = ibis.null("int64") if clock.as_of is None else ibis.literal(clock.as_of, "int64")
    rows = rows.mutate(now=now, edge=rows.clock + rows.high)
    if clock.pauses is not None:
        rows = reduced(granted(rows, rows.edge, clock.pauses), "now", clock.pauses)
    else:
        rows = rows.mutate(granted=ibis.literal(0, "int64"), standing=ibis.literal(False))
    rows = _due_day(clock, rows)
    furthest = rows.clock + (rows.reach if clock.rolls else rows.high) + rows.slack
    late: Expression = ibis.coalesce(furthest < rows.now, rows.due_day < clock.prepared.as_of_day)
    perhaps = (rows.edge < rows.now).fill_null(True)
    near = rows.edge - rows.now <= clock.window.warns_at * FACTOR.get(clock.window.unit, 1)
    state = ibis.cases(
        (rows.standing, PENDING),
        (late.fill_null(False), VIOLATED),
        (perhaps, UNDECIDED),
        (near, AT_RISK),
        else_=PENDING,
    )
    return rows.mutate(state=state)


def _due_day(clock: Clock, rows: Table) -> Table:
    known = ~rows.standing & (rows.reach < FAR) if clock.rolls else ~rows.standing
    rows = rows.mutate(last=known.ifelse(rows.edge + rows.granted, ibis.null("int64")))
    if clock.elapsed:
        local = rows.last + _shift(clock, rows.last)
        return rows.mutate(due_day=(local // DAY_US).cast("int32"))
    if clock.window.unit != "working_days":
        return rows.mutate(due_day=rows.last.cast("int32"))
    days = clock.prepared.days.view()
    days = days.filter(days.working).select(due_wd=days.wd_no.cast("int64"), found_day=days.day_no)
    joined = rows.left_join(days, rows.last == days.due_wd)
    later = ibis.greatest(joined.found_day, joined.day_no)
    return joined.mutate(due_day=joined.found_day.isnull().ifelse(ibis.null("int32"), later)).drop(
        "due_wd", "found_day"
    )


def _shift(clock: Clock, moment: Expression) -> Expression:
    """What local time is ahead of UTC at a moment, in microseconds."""
    first, *later = clock.prepared.shifts
    steps = [(moment >= since, ibis.literal(shift, "int64")) for since, shift in reversed(later)]
    base = ibis.literal(first[1], "int64")
    return ibis.cases(*steps, else_=base) if steps else base
