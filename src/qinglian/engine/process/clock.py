"""
期限的钟。The clock of a window: distance, suspension, extension, last day.

A window is measured on one number per event: day number, working-day number or microseconds. Suspended stretches are
taken off that number, so that every later comparison is a subtraction. Bounds belong to the earlier of two events.
"""

from dataclasses import dataclass

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.engine.process.prepare import Prepared
from qinglian.model.process import Constraint, Extension, Suspension, Window

DAY_US = 86_400_000_000
FACTOR = {"seconds": 1_000_000, "hours": 3_600_000_000}


@dataclass(frozen=True)
class Clock:
    """The clock of one card over prepared events."""

    prepared: Prepared
    window: Window
    constraint: Constraint

    @property
    def elapsed(self) -> bool:
        """Whether time is measured in seconds and not in days."""
        return self.window.unit in FACTOR

    @property
    def may_be_unknown(self) -> bool:
        """Whether some distance could be unknown in these data."""
        if self.elapsed:
            return self.prepared.date_only
        needs_calendar = self.window.unit == "working_days" or self.window.roll != "none"
        return needs_calendar and self.prepared.unknown_days

    @property
    def as_of(self) -> int | None:
        """Where the clock stands at the beginning of the day `as_of`."""
        if self.elapsed:
            return self.prepared.as_of_us
        return self.prepared.as_of_wd if self.window.unit == "working_days" else self.prepared.as_of_day

    def raw(self, rows: Table) -> ir.IntegerColumn:
        """The number of an event before anything is taken off."""
        if self.elapsed:
            return rows.us
        return rows.wd_no if self.window.unit == "working_days" else rows.day_no

    def on(self, rows: Table) -> Table:
        """Add `clock`, the bounds `low` and `high` that follow from this event, and `slack`."""
        rows = rows.mutate(clock=self.raw(rows).cast("int64"), slack=self._slack(rows))
        if self.constraint.suspended:
            rows = self._stopped(rows)
        rows = rows.view()
        low = self._bound(rows, self.window.at_least)
        high = self._bound(rows, self.window.at_most)
        rows = rows.mutate(low=low, high=high)
        if self.constraint.extension and self.window.at_most is not None:
            rows = self._extended(rows, self.constraint.extension).view()
        return self._rolled(rows).view() if self.window.roll != "none" else rows

    def _slack(self, rows: Table) -> ir.IntegerValue:
        if self.elapsed and self.prepared.date_only and "date_only" in rows.columns:
            return rows.date_only.fill_null(False).ifelse(DAY_US, 0).cast("int64")
        return ibis.literal(0, "int64")

    def reach(self, rows: Table, number: int) -> ir.IntegerValue:
        """How far this many units of the window go from each event."""
        return self._bound(rows, number)

    def _bound(self, rows: Table, number: int | None) -> ir.IntegerValue:
        if number is None:
            return ibis.null("int64")
        if self.window.unit == "months":
            start = rows.occurred_on
            return (start + ibis.interval(months=number)).delta(start, unit="day").cast("int64")
        return ibis.literal(number * FACTOR.get(self.window.unit, 1), "int64")

    def _rolled(self, rows: Table) -> Table:
        """Move a last day that is no working day to the next one; null where the calendar does not know."""
        if self.window.unit == "working_days" or self.window.at_most is None:
            return rows
        days = self.prepared.days.view()
        last = rows.clock + rows.high + (rows.stopped if "stopped" in rows.columns else 0)
        found = rows.left_join(days, last == days.day_no)
        return found.select(
            *(rows[name] for name in rows.columns if name != "high"),
            high=(rows.high + (days.next_working.cast("int64") - last)),
        )

    def _extended(self, rows: Table, extension: Extension) -> Table:
        """Add time to events whose duty was extended in time."""
        codes = self.prepared.codes(extension.activity, self.constraint.process)
        papers = self.prepared.events.view()
        papers = papers.filter(papers.act.isin(codes) if codes else ibis.literal(False))
        if extension.needs:
            papers = _with_paper(papers, extension.needs)
        papers = papers.mutate(said=self.raw(papers).cast("int64"))
        if self.constraint.suspended:
            papers = self._stopped(papers.mutate(clock=papers.said)).mutate(said=ibis._.clock)
        in_time = rows.semi_join(
            papers,
            [
                rows.case_no == papers.case_no,
                papers.eid > rows.eid,
                papers.said - rows.clock <= rows.high,
            ],
        ).select("eid")
        longer = self._bound(rows, (self.window.at_most or 0) + extension.at_most)
        marked = in_time.mutate(longer=ibis.literal(True)).rename(longer_eid="eid")
        return rows.left_join(marked, rows.eid == marked.longer_eid).select(
            *(rows[name] for name in rows.columns if name != "high"),
            high=marked.longer.fill_null(False).ifelse(longer, rows.high),
        )

    def pauses(self) -> Table:
        """Stretches that do not count, joined where they overlap: `case_no`, `begun`, `ended` (null: still open).

        An interval runs from its start event to the next end event; its days are those after the start day, up to and
        including the end day.
        """
        found = [self._intervals(suspension) for suspension in self.constraint.suspended]
        return _merged(ibis.union(*found) if len(found) > 1 else found[0])

    def _intervals(self, suspension: Suspension) -> Table:
        events = self.prepared.events.view()
        starts = self.prepared.codes(suspension.start, self.constraint.process)
        ends = self.prepared.codes(suspension.end, self.constraint.process)
        begin = events.filter(events.act.isin(starts) if starts else ibis.literal(False))
        if suspension.needs:
            begin = _with_paper(begin, suspension.needs)
        begin = begin.select("case_no", "eid", begun=self.raw(begin).cast("int64"))
        stop = self.prepared.events.view()
        stop = stop.filter(stop.act.isin(ends) if ends else ibis.literal(False))
        stop = stop.select(end_case=stop.case_no, end_eid=stop.eid, ended=self.raw(stop).cast("int64"))
        pairs = begin.left_join(stop, [begin.case_no == stop.end_case, stop.end_eid > begin.eid])
        as_of = ibis.literal(self.as_of, "int64") if self.as_of is not None else ibis.null("int64")
        return pairs.group_by("case_no", "eid", "begun").aggregate(
            ended=ibis._.ended.min(), closed=ibis._.end_eid.notnull().any()
        ).select(
            "case_no",
            "begun",
            ended=ibis._.closed.ifelse(ibis._.ended, ibis.greatest(as_of, ibis._.begun)),
            open=~ibis._.closed,
        )

    def _stopped(self, rows: Table) -> Table:
        """Take suspended time off `clock`; `stopped` is how much was taken."""
        pauses = self.pauses()
        joined = rows.left_join(
            pauses, [rows.case_no == pauses.case_no, pauses.begun < rows.clock]
        ).select(rows.eid, rows.clock, pauses.begun, pauses.ended)
        taken = joined.group_by("eid").aggregate(
            stopped=(ibis.least(joined.ended, joined.clock) - joined.begun).sum().fill_null(0).cast("int64")
        )
        taken = taken.rename(taken_eid="eid")
        return rows.join(taken, rows.eid == taken.taken_eid).select(
            *(rows[name] for name in rows.columns if name != "clock"),
            taken.stopped,
            clock=rows.clock - taken.stopped,
        )


def _with_paper(rows: Table, column: str) -> Table:
    if column not in rows.columns:
        return rows.filter(ibis.literal(False))
    filled = rows[column].notnull()
    if rows[column].type().is_string():
        filled = filled & (rows[column] != "")
    return rows.filter(filled)


def _merged(intervals: Table) -> Table:
    """Join overlapping intervals of a case, so that no day is taken off twice."""
    earlier = ibis.window(
        group_by="case_no", order_by=["begun", "ended"], preceding=(None, 1), following=None
    )
    reached = intervals.mutate(reached=intervals.ended.max().over(earlier))
    fresh = reached.mutate(fresh=(reached.reached.isnull() | (reached.begun > reached.reached)).cast("int32"))
    so_far = ibis.window(group_by="case_no", order_by=["begun", "ended"], preceding=None, following=0)
    grouped = fresh.mutate(island=fresh.fresh.sum().over(so_far))
    return grouped.group_by("case_no", "island").aggregate(
        begun=grouped.begun.min(), ended=grouped.ended.max(), open=grouped.open.any()
    ).drop("island")
