"""Open duties: how much time is left at `as_of`, and which day is the last."""

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.engine.process.clock import DAY_US, FACTOR, Clock
from qinglian.engine.process.states import AT_RISK, PENDING, UNDECIDED, VIOLATED


def running(clock: Clock, rows: Table) -> Table:
    """Add `state` and `due_day` to duties of open cases, rows being on the clock.

    A duty is late from the day after its last day. Where the calendar ends before `as_of`, the last day decides if it is
    known, and otherwise nothing can be said. While the clock stands still there is no last day.
    """
    rows = rows.view().mutate(expiry=ibis._.clock + ibis._.high)
    rows = _with_pauses(clock, rows) if clock.constraint.suspended else _steady(rows)
    rows = _due_day(clock, rows.view()).view()
    left = rows.expiry - (_number(clock.as_of) - rows.paused)
    late = ibis.coalesce(left < 0, rows.due_day < clock.prepared.as_of_day)
    near = left <= clock.window.warns_at * FACTOR.get(clock.window.unit, 1)
    state = ibis.cases(
        (late.isnull(), UNDECIDED), (late, VIOLATED), (near.fill_null(False), AT_RISK), else_=PENDING
    )
    return rows.mutate(state=state)


def _number(value: int | None) -> ir.IntegerValue:
    return ibis.null("int64") if value is None else ibis.literal(value, "int64")


def _steady(rows: Table) -> Table:
    zero = ibis.literal(0, "int64")
    return rows.mutate(paused=zero, granted=zero, standing=ibis.literal(False))


def _with_pauses(clock: Clock, rows: Table) -> Table:
    """Add `paused` (taken off up to `as_of`), `granted` (pauses that began before the limit) and `standing`."""
    pauses = clock.pauses()
    earlier = ibis.window(group_by="case_no", order_by="begun", preceding=(None, 1), following=None)
    length = pauses.ended - pauses.begun
    pauses = pauses.mutate(length=length).mutate(
        begun_clock=pauses.begun - length.sum().over(earlier).fill_null(0)
    )
    joined = rows.left_join(pauses, rows.case_no == pauses.case_no).select(
        rows.eid, rows.expiry, pauses.length, pauses.begun_clock, pauses.open
    )
    inside = joined.begun_clock <= joined.expiry
    total = joined.group_by("eid").aggregate(
        paused=joined.length.sum().fill_null(0).cast("int64"),
        granted=joined.length.sum(where=inside).fill_null(0).cast("int64"),
        standing=(inside & joined.open).any().fill_null(False),
    )
    total = total.rename(total_eid="eid")
    return rows.join(total, rows.eid == total.total_eid).drop("total_eid")


def _due_day(clock: Clock, rows: Table) -> Table:
    last = rows.standing.ifelse(ibis.null("int64"), rows.expiry + rows.granted)
    rows = rows.mutate(last=last)
    if clock.elapsed:
        whole_days = (rows.last - rows.us + (DAY_US - 1)) // DAY_US
        return rows.mutate(due_day=rows.day_no + whole_days.cast("int32"))
    if clock.window.unit != "working_days":
        return rows.mutate(due_day=rows.last.cast("int32"))
    days = clock.prepared.days.view()
    days = days.filter(days.working).select(due_wd=days.wd_no.cast("int64"), found_day=days.day_no)
    joined = rows.left_join(days, rows.last == days.due_wd)
    return joined.mutate(due_day=ibis.greatest(joined.found_day, joined.day_no)).drop(
        "due_wd", "found_day"
    )
