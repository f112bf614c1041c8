"""
期限的钟。The clock of a window: distance, suspension, extension, last day.

A window is measured on one number per event: day number, working-day number or microseconds. Suspended stretches are
taken off that number, so that every later comparison is a subtraction. Bounds belong to the earlier of two events.
An event of which only the day is known may have happened at any microsecond of 24 hours: its `slack`.
"""

from dataclasses import dataclass, field
from functools import cached_property

import ibis
from ibis import Table

from qinglian.engine.process.pauses import FAR, granted, pauses, reduced, with_paper
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Expression, Script
from qinglian.model.process import Constraint, Extension, Side, Window

DAY_US = 86_400_000_000
FACTOR = {"seconds": 1_000_000, "minutes": 60_000_000, "hours": 3_600_000_000}


@dataclass(frozen=True)
class Gap:
    """The distance between two events, from `least` to `most`, and the bounds that follow from the earlier.

    `reach` is `high`, or how far it may lie where the calendar does not know the last day. A null is unknown.
    """

    least: Expression
    most: Expression
    low: Expression | None
    high: Expression | None
    reach: Expression | None

    def in_time(self, *, sure: bool) -> Expression:
        """Whether the later event comes not after the last day."""
        if self.high is None or self.reach is None:
            return ibis.literal(True)
        return self.most <= self.high if sure else (self.least <= self.reach).fill_null(True)

    def inside(self, *, sure: bool) -> Expression:
        """Whether the distance lies in the window: surely, or possibly."""
        soon = self.in_time(sure=sure)
        if self.low is None:
            return soon
        late = self.least >= self.low if sure else (self.most >= self.low).fill_null(True)
        return late & soon if self.high is not None else late


@dataclass(frozen=True)
class Clock:
    """The clock of one card over prepared events."""

    prepared: Prepared
    window: Window
    constraint: Constraint
    script: Script = field(default_factory=Script)

    @property
    def elapsed(self) -> bool:
        """Whether time is measured in seconds and not in days."""
        return self.window.unit in FACTOR

    @property
    def rolls(self) -> bool:
        """Whether the last day may move; one counted in working days is one already."""
        return (
            self.window.roll != "none"
            and self.window.unit != "working_days"
            and self.window.at_most is not None
        )

    @property
    def vague(self) -> bool:
        """Whether some distance is only known as a range."""
        return self.elapsed and self.prepared.date_only

    @property
    def may_be_unknown(self) -> bool:
        """Whether some distance, or some last day, could be unknown in these data."""
        if self.window.unit == "working_days":
            return self.prepared.unknown_days
        return self.vague or self.rolls

    @property
    def number(self) -> str:
        """The column that is measured."""
        if self.elapsed:
            return "us"
        return "wd_no" if self.window.unit == "working_days" else "day_no"

    @property
    def as_of(self) -> int | None:
        """The number at the beginning of the day `as_of`."""
        p = self.prepared
        return {"us": p.as_of_us, "wd_no": p.as_of_wd, "day_no": p.as_of_day}[self.number]

    @cached_property
    def pauses(self) -> Table | None:
        """Stretches that do not count, as far as these data hold any."""
        found = pauses(self.prepared, self.constraint, self.number, self.as_of)
        return None if found is None else self.script.keep(found)

    @property
    def extension(self) -> Extension | None:
        """What adds time, if these data hold any."""
        more = self.constraint.extension
        if more is None or self.window.at_most is None:
            return None
        return more if self.prepared.codes(more.activity, self.constraint.process) else None

    def on(self, rows: Table) -> Table:
        """Add `clock`, the bounds `low`, `high` (and `reach`) that follow from this event, and `slack`."""
        rows = rows.mutate(clock=rows[self.number].cast("int64"), slack=self._slack(rows))
        if self.pauses is not None:
            rows = reduced(rows, "clock", self.pauses)
        rows = rows.mutate(
            low=self._bound(rows, self.window.at_least), high=self._bound(rows, self.window.at_most)
        )
        if self.extension is not None:
            rows = self._extended(rows, self.extension)
        if self.rolls:
            rows = self._rolled(rows)
        steady = self.pauses is None and self.extension is None and not self.rolls
        return rows if steady else self.script.keep(rows)

    def gap(self, a: Table, t: Table, side: Side = "after") -> Gap:
        """The distance between two rows on the clock, `t` lying on this side of `a`."""
        forward = t.eid > a.eid
        first, second = (t, a) if side == "before" else (a, t)

        def of(name: str, x: Table, y: Table) -> Expression:
            return forward.ifelse(x[name], y[name]) if side == "any" else x[name]

        distance = of("clock", second, first) - of("clock", first, second)
        least = most = distance
        if self.vague:
            least = ibis.greatest(distance - of("slack", first, second), 0)
            most = ibis.greatest(distance + of("slack", second, first), 0)
        low = None if self.window.at_least is None else of("low", first, second)
        high = None if self.window.at_most is None else of("high", first, second)
        reach = of("reach", first, second) if self.rolls else high
        return Gap(least, most, low, high, reach)

    def reaches(self, a: Table, t: Table, units: int, *, sure: bool) -> Expression:
        """Whether `t` comes not more than this many units after `a`."""
        gap, far = self.gap(a, t), self._bound(a, units)
        return gap.most <= far if sure else (gap.least <= far).fill_null(True)

    def ended(self, a: Table, ends: Table, *, sure: bool) -> Expression:
        """Whether an ending event comes early enough to end the duty."""
        gap = self.gap(a, ends)
        number = self.constraint.until_at_most
        if number is None:
            return gap.in_time(sure=sure)
        limit = self._bound(a, number)
        soon = gap.most <= limit if sure else (gap.least <= limit).fill_null(True)
        return gap.in_time(sure=sure) & soon

    def _slack(self, rows: Table) -> Expression:
        if self.vague and "date_only" in rows.columns:
            return rows.date_only.fill_null(False).ifelse(DAY_US - 1, 0).cast("int64")
        return ibis.literal(0, "int64")

    def _bound(self, rows: Table, number: int | None) -> Expression:
        if number is None:
            return ibis.null("int64")
        if self.window.unit == "months":
            start = rows.occurred_on
            return (start + ibis.interval(months=number)).delta(start, unit="day").cast("int64")
        return ibis.literal(number * FACTOR.get(self.window.unit, 1), "int64")

    def _extended(self, rows: Table, extension: Extension) -> Table:
        """Add time to events whose duty was extended in time."""
        papers = self.prepared.events.view()
        papers = papers.filter(
            papers.act.isin(self.prepared.codes(extension.activity, self.constraint.process))
        )
        papers = with_paper(papers, extension.needs)
        papers = papers.mutate(said=papers[self.number].cast("int64"))
        if self.pauses is not None:
            papers = reduced(papers, "said", self.pauses)
        in_time = rows.semi_join(
            papers,
            [
                rows.case_no == papers.case_no,
                papers.eid > rows.eid,
                papers.said - rows.clock <= rows.high,
            ],
        ).select(longer_eid="eid")
        found = rows.left_join(in_time, rows.eid == in_time.longer_eid)
        found = found.select(rows, in_time.longer_eid)
        longer = self._bound(found, (self.window.at_most or 0) + extension.at_most)
        high = found.longer_eid.isnull().ifelse(found.high, longer)
        return found.mutate(high=high).drop("longer_eid")

    def _rolled(self, rows: Table) -> Table:
        """Move a last day that is no working day to the next one, and add `reach`."""
        last = rows.clock + rows.high
        rows = rows.mutate(last=last)
        if self.pauses is not None:
            rows = granted(rows, last, self.pauses)
            rows = rows.mutate(last=rows["last"] + rows.granted).drop("granted", "standing")
        days = self.prepared.days.view()
        found = rows.left_join(days, rows["last"] == days.day_no).select(rows, days.next_working)
        found = found.mutate(rolled=found.next_working.cast("int64")).drop("last", "next_working")
        if self.pauses is not None:
            found = reduced(found, "rolled", self.pauses)
        to_rolled = found.rolled - found.clock
        return found.mutate(
            high=ibis.coalesce(to_rolled, found.high), reach=to_rolled.fill_null(FAR)
        ).drop("rolled")
