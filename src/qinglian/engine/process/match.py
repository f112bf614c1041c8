"""
两个环节的对应。One half of a binary template: which activations are violated, which cannot be told.

Only the rows of the two activities are touched: semi and anti joins inside the case. An activation whose match turns
on an unknown distance is undecided.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.engine.process.clock import Clock
from qinglian.engine.process.conditions import holds
from qinglian.engine.process.prepare import Prepared
from qinglian.model.process import Condition, Constraint, Half

FAR = 2**31 - 1


@dataclass(frozen=True)
class Span:
    """Day numbers for which one set of parameters was in force; None is unbounded, `until` is excluded."""

    since: int | None = None
    until: int | None = None


def chosen(
    prepared: Prepared,
    activities: Sequence[str],
    conditions: tuple[Condition, ...],
    constraint: Constraint,
    span: Span | None = None,
) -> Table:
    """Rows of these activities that meet the conditions, inside the span; adds the `per` key as `part`."""
    events = prepared.events.view()
    codes = prepared.codes(activities, constraint.process)
    if not codes:
        rows = events.filter(ibis.literal(False))
    else:
        rows = events.filter(events.act == codes[0] if len(codes) == 1 else events.act.isin(codes))
    if conditions:
        rows = rows.filter(holds(rows, conditions))
    if span and span.since is not None:
        rows = rows.filter(rows.day_no >= span.since)
    if span and span.until is not None:
        rows = rows.filter(rows.day_no < span.until)
    return with_part(rows, constraint.per)


def with_part(rows: Table, per: Sequence[str]) -> Table:
    """Add `part`, one text of the `per` columns; missing values make a part of their own."""
    if not per:
        return rows
    texts = [
        rows[name].cast("string").fill_null("\x00") if name in rows.columns else ibis.literal("\x00")
        for name in per
    ]
    return rows.mutate(part=texts[0].concat(*[x for text in texts[1:] for x in ("\x1f", text)]))


@dataclass(frozen=True)
class Matching:
    """The two sides of one half, on the clock, ready to be joined."""

    prepared: Prepared
    constraint: Constraint
    half: Half
    clock: Clock | None
    activations: Table
    targets: Table
    spots: Table | None = None

    def violated(self) -> Table:
        """Activations that are violated as the case stands; columns of the activation."""
        if self.half.negated:
            return self.activations.semi_join(self.targets, self._match(sure=True))
        open_duty = self.activations.anti_join(self.targets, self._match(sure=not self._vague))
        return self._not_ended(open_duty, sure=False)

    def undecided(self) -> Table | None:
        """Activations of which nothing can be said; None where that cannot happen in these data."""
        if not self._vague:
            return None
        unmatched = self.activations.anti_join(self.targets, self._match(sure=True))
        if self.half.negated:
            return unmatched.semi_join(self.targets, self._match_of(unmatched, sure=False))
        return self._not_ended(unmatched, sure=True).anti_join(self.violated(), "eid")

    @property
    def _vague(self) -> bool:
        return self.clock is not None and self.clock.may_be_unknown

    def _match(self, *, sure: bool) -> list[ir.BooleanValue]:
        return self._match_of(self.activations, sure=sure)

    def _match_of(self, a: Table, *, sure: bool) -> list[ir.BooleanValue]:
        t = self.targets
        predicates: list[ir.BooleanValue] = [a.case_no == t.case_no]
        if self.constraint.per:
            predicates.append(a.part == t.part)
        predicates += self._order(a, t)
        for name in self.constraint.same:
            predicates.append(_both(a, t, name, equal=True))
        for name in self.constraint.different:
            predicates.append(_both(a, t, name, equal=False))
        if self.half.negated and self.constraint.until and self.half.side == "after":
            predicates.append(t.eid < a.ended_eid)
        if self.clock is not None:
            predicates += self._inside(a, t, sure=sure)
        return predicates

    def _order(self, a: Table, t: Table) -> list[ir.BooleanValue]:
        place = "spot" if self.constraint.per and self.half.step == "chain" else "eid"
        if self.half.step == "chain":
            step = 1 if self.half.side == "after" else -1
            return [t[place] == a[place] + step]
        if self.half.side == "after":
            order = [t.eid > a.eid]
            return [*order, t.eid < a.next_eid] if self.half.step == "alternate" else order
        if self.half.side == "before":
            order = [t.eid < a.eid]
            return [*order, t.eid > a.last_eid] if self.half.step == "alternate" else order
        return [t.eid != a.eid]

    def _inside(self, a: Table, t: Table, *, sure: bool) -> list[ir.BooleanValue]:
        assert self.clock is not None
        window = self.clock.window
        if self.half.side == "any":
            forward = t.eid > a.eid
            distance = forward.ifelse(t.clock - a.clock, a.clock - t.clock)
            low, high = forward.ifelse(a.low, t.low), forward.ifelse(a.high, t.high)
            before, after = forward.ifelse(a.slack, t.slack), forward.ifelse(t.slack, a.slack)
        elif self.half.side == "after":
            distance, low, high = t.clock - a.clock, a.low, a.high
            before, after = a.slack, t.slack
        else:
            distance, low, high = a.clock - t.clock, t.low, t.high
            before, after = t.slack, a.slack
        spread = self.clock.elapsed and self.prepared.date_only
        least = distance - before if spread else distance
        most = distance + after if spread else distance
        if sure:
            bounds = []
            if window.at_least is not None:
                bounds.append(least >= low)
            if window.at_most is not None:
                bounds.append(most <= high)
            return bounds
        possible = ibis.literal(True)
        if window.at_least is not None:
            possible = possible & ((most > low) if spread else (distance >= low)).fill_null(True)
        if window.at_most is not None:
            possible = possible & ((least < high) if spread else (distance <= high)).fill_null(True)
        return [possible]

    def _not_ended(self, rows: Table, *, sure: bool) -> Table:
        """Drop duties that ended in time (surely, or possibly) because one of `until` happened."""
        if not self.constraint.until or self.half.side == "before":
            return rows
        ends = chosen(self.prepared, self.constraint.until, (), self.constraint)
        clock = self.clock if self.clock and self.clock.window.at_most is not None else None
        if clock is not None:
            ends = clock.on(ends)
        predicates = [rows.case_no == ends.case_no, ends.eid > rows.eid]
        if self.constraint.per:
            predicates.append(rows.part == ends.part)
        if clock is not None:
            passed = ends.clock - rows.clock
            in_time = passed <= rows.high
            if self.constraint.until_at_most is not None:
                in_time = in_time & (passed <= clock.reach(rows, self.constraint.until_at_most))
            predicates.append(in_time.fill_null(not sure))
        return rows.anti_join(ends, predicates)


def _both(a: Table, t: Table, name: str, *, equal: bool) -> ir.BooleanValue:
    if name not in a.columns:
        return ibis.literal(False)
    return a[name] == t[name] if equal else a[name] != t[name]


def matching(
    prepared: Prepared, constraint: Constraint, half: Half, span: Span | None
) -> Matching:
    """Choose and prepare the rows of both sides of a half."""
    c = constraint
    judged, other = (c.target, c.activation) if half.swapped else (c.activation, c.target)
    judged_if, other_if = (
        (c.where_target, c.where_activation) if half.swapped else (c.where_activation, c.where_target)
    )
    a = chosen(prepared, judged, judged_if, c, span if half.step != "alternate" else None)
    t = chosen(prepared, other, other_if, c)
    if half.step == "alternate":
        a = _neighbours(a, c)
        if span:
            a = _within_span(a, span)
    spots = None
    if half.step == "chain" and c.per:
        spots = _spots(prepared, c)
        a, t = _at_spot(a, spots), _at_spot(t, spots)
    if half.negated and c.until and half.side == "after":
        a = _until_when(prepared, a, c)
    clock = Clock(prepared, c.within, c) if c.within is not None else None
    if clock is not None:
        a, t = clock.on(a), clock.on(t)
    return Matching(prepared, c, half, clock, a, t, spots)


def _within_span(rows: Table, span: Span) -> Table:
    if span.since is not None:
        rows = rows.filter(rows.day_no >= span.since)
    return rows.filter(rows.day_no < span.until) if span.until is not None else rows


def _neighbours(a: Table, constraint: Constraint) -> Table:
    group = ["case_no", "part"] if constraint.per else ["case_no"]
    inside = ibis.window(group_by=group, order_by="eid")
    return a.mutate(
        next_eid=a.eid.lead().over(inside).fill_null(FAR),
        last_eid=a.eid.lag().over(inside).fill_null(-1),
    )


def _spots(prepared: Prepared, constraint: Constraint) -> Table:
    """Position of every event inside case × part, for chains within a part."""
    events = with_part(prepared.events.view(), constraint.per)
    process = prepared.of_process(constraint.process)
    if process is not None:
        events = events.filter(events.act.isin(process))
    inside = ibis.window(group_by=["case_no", "part"], order_by="eid")
    return events.select(
        spot_eid=events.eid,
        spot_case=events.case_no,
        spot_part=events.part,
        spot=ibis.row_number().over(inside).cast("int64"),
    )


def _at_spot(rows: Table, spots: Table) -> Table:
    spots = spots.view()
    return rows.join(spots, rows.eid == spots.spot_eid).drop("spot_eid", "spot_case", "spot_part")


def _until_when(prepared: Prepared, a: Table, constraint: Constraint) -> Table:
    """Add `ended_eid`: the first event after the activation that ends the prohibition."""
    ends = chosen(prepared, constraint.until, (), constraint)
    ends = ends.select(
        until_case="case_no", until_eid="eid", **({"until_part": "part"} if constraint.per else {})
    )
    pairs = [a.case_no == ends.until_case, ends.until_eid > a.eid]
    if constraint.per:
        pairs.append(a.part == ends.until_part)
    joined = a.join(ends, pairs).group_by("eid").aggregate(ended_eid=ibis._.until_eid.min())
    joined = joined.rename(ended_of="eid")
    return a.left_join(joined, a.eid == joined.ended_of).select(
        a, ended_eid=joined.ended_eid.fill_null(FAR)
    )
