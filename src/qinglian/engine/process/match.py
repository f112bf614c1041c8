"""
两个环节的对应。One half of a binary template: which activations are violated, which cannot be told.

Only the rows of the two activities are touched: semi and anti joins inside the case. An activation whose match turns
on an unknown distance is undecided.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis
from ibis import Table

from qinglian.engine.process.clock import Clock
from qinglian.engine.process.conditions import holds
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Expression, Script
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
        rows[name].cast("string").fill_null("\x00")
        if name in rows.columns
        else ibis.literal("\x00")
        for name in per
    ]
    part: Expression = texts[0]
    for text in texts[1:]:
        part = part.concat("\x1f", text)
    return rows.mutate(part=part)


def tally(
    prepared: Prepared,
    activities: Sequence[str],
    conditions: tuple[Condition, ...],
    constraint: Constraint,
    span: Span | None,
    script: Script,
) -> Table:
    """How many such events each case (and part) holds: its keys, `events`, and `shown`, the last of them."""
    rows = chosen(prepared, activities, conditions, constraint, span)
    keys = keys_of(constraint)
    if prepared.once(activities, constraint.process):
        counted = rows.select(*keys, events=ibis.literal(1, "int32"), shown="eid")
    else:
        counted = rows.group_by(keys).aggregate(
            events=rows.count().cast("int32"), shown=rows.eid.max()
        )
    return script.share(counted)


def keys_of(constraint: Constraint) -> list[str]:
    """Columns that name what is judged together: the case, or a part of it."""
    return ["case_no", "part"] if constraint.per else ["case_no"]


@dataclass(frozen=True)
class Matching:
    """The two sides of one half, on the clock, ready to be joined; `ends`: events that end a duty.

    `alone`: no case holds two targets.
    """

    constraint: Constraint
    half: Half
    clock: Clock | None
    activations: Table
    targets: Table
    ends: Table | None = None
    spots: Table | None = None
    alone: bool = False

    @property
    def vague(self) -> bool:
        """Whether some answer could be unknown in these data."""
        return self.clock is not None and self.clock.may_be_unknown

    def judged(self, script: Script) -> tuple[Table, Table | None]:
        """Activations violated as the case stands, and those of which nothing can be said.

        Columns of the activation. None: in these data something can be said of every one.
        """
        if self.clock is not None and self.vague:
            return self._judged_vaguely(self.clock, script)
        a, t = self.activations, self.targets
        if self.half.negated:
            return a.semi_join(t, self.matches(a, t)), None
        return self.not_ended(a.anti_join(t, self.matches(a, t))), None

    def _judged_vaguely(self, clock: Clock, script: Script) -> tuple[Table, Table]:
        """The same where an answer may be sure, possible or neither; `near_eid`, where it explains, is the nearest."""
        a, t = self.activations, self.targets
        gap = clock.gap(a, t, self.half.side)
        found = t.eid.notnull()
        keys = ["case_no", "eid", *(["part"] if self.constraint.per else [])]
        pairs = a.left_join(t, self._pairs(a, t)).select(
            *(a[name] for name in keys),
            t_eid=t.eid,
            sure=found & gap.inside(sure=True).fill_null(False),
            perhaps=found & gap.inside(sure=False),
        )
        near = pairs.t_eid
        if self.half.negated:
            near = pairs.sure.ifelse(near, ibis.null("int32"))
        if self.alone:
            told = pairs.select(*keys, "sure", "perhaps", near_eid=near)
        else:
            told = pairs.group_by(keys).aggregate(
                sure=pairs.sure.any(),
                perhaps=pairs.perhaps.any(),
                near_eid=near.max() if self.half.side == "before" else near.min(),
            )
        if self.half.negated:
            told = script.keep(told.filter(told.perhaps))
            return told.filter(told.sure), told.filter(~told.sure)
        rest = told.filter(~told.sure)
        c = self.constraint
        if self.half.step != "some" or c.same or c.different or c.compatible:
            rest = rest.drop("near_eid")
        if self.constraint.closed_by or self.ends is not None:
            rest = rest.rename(rest_eid="eid").drop(*(name for name in keys if name != "eid"))
            rest = a.join(rest, a.eid == rest.rest_eid).drop("rest_eid")
        rest = script.keep(rest)
        violated = self.not_ended(rest.filter(~rest.perhaps), sure=False)
        if self.ends is None:
            return violated, rest.filter(rest.perhaps)
        violated = script.keep(violated)
        rest = self.not_ended(rest)
        return violated, rest.anti_join(violated, rest.eid == violated.eid)

    def not_ended(self, rows: Table, *, sure: bool = True) -> Table:
        """Duties that did not (surely, or possibly) end in time because one of `until` happened."""
        if self.ends is None:
            return rows
        predicates = [*self._same_part(rows, self.ends), self.ends.eid > rows.eid]
        predicates += _compatible(rows, self.ends, self.constraint)
        if self.clock is not None:
            predicates.append(self.clock.ended(rows, self.ends, sure=sure))
        return rows.anti_join(self.ends, predicates)

    def matches(self, a: Table, t: Table) -> list[Expression]:
        """When a target surely answers an activation."""
        inside = (
            [] if self.clock is None else [self.clock.gap(a, t, self.half.side).inside(sure=True)]
        )
        return [*self._pairs(a, t), *inside]

    def _pairs(self, a: Table, t: Table) -> list[Expression]:
        """When a target may answer an activation, whatever the time between."""
        predicates: list[Expression] = [
            *self._same_part(a, t),
            *self._order(a, t),
            *(_both(a, t, name, equal=True) for name in self.constraint.same),
            *(_both(a, t, name, equal=False) for name in self.constraint.different),
            *_compatible(a, t, self.constraint),
        ]
        if "ended_eid" in a.columns:
            predicates.append((t.eid < a.eid) | (t.eid <= a.ended_eid))
        if "ended_eid" in t.columns:
            predicates.append((a.eid < t.eid) | (a.eid <= t.ended_eid))
        return predicates

    def _same_part(self, a: Table, t: Table) -> list[Expression]:
        same = [a.case_no == t.case_no]
        return [*same, a.part == t.part] if self.constraint.per else same

    def _order(self, a: Table, t: Table) -> list[Expression]:
        place = "spot" if self.constraint.per and self.half.step == "chain" else "eid"
        if self.half.step == "chain":
            step = 1 if self.half.side == "after" else -1
            return [t[place] == a[place] + step]
        if self.half.side == "after":
            order = [t.eid > a.eid]
            return [*order, t.eid <= a.next_eid] if self.half.step == "alternate" else order
        if self.half.side == "before":
            order = [t.eid < a.eid]
            return [*order, t.eid >= a.last_eid] if self.half.step == "alternate" else order
        return [t.eid != a.eid]


def _both(a: Table, t: Table, name: str, *, equal: bool) -> Expression:
    if name not in a.columns:
        return ibis.literal(False)
    return a[name] == t[name] if equal else a[name] != t[name]


def _compatible(a: Table, t: Table, constraint: Constraint) -> list[Expression]:
    """Columns that both events fill agree; what one of them leaves open does not part them."""
    return [
        a[name].isnull() | t[name].isnull() | (a[name] == t[name])
        for name in constraint.compatible
        if name in a.columns
    ]


def matching(
    prepared: Prepared, constraint: Constraint, half: Half, span: Span | None, script: Script
) -> Matching:
    """Choose and prepare the rows of both sides of a half."""
    c = constraint
    judged, other = (c.target, c.activation) if half.swapped else (c.activation, c.target)
    judged_if, other_if = (
        (c.where_target, c.where_activation)
        if half.swapped
        else (c.where_activation, c.where_target)
    )
    if half.step == "alternate" and prepared.once(judged, c.process):
        half = replace(half, step="some")
    a = chosen(prepared, judged, judged_if, c, span if half.step != "alternate" else None)
    t = chosen(prepared, other, other_if, c)
    if half.step == "alternate":
        a = _neighbours(a, c)
        if span:
            a = _within_span(a, span)
    if c.unless_before and half.side == "after" and not half.negated:
        a = _not_done_before(prepared, a, c)
    spots = None
    if half.step == "chain" and c.per:
        spots = _spots(prepared, c)
        a, t = _at_spot(a, spots), _at_spot(t, spots)
    ends = None
    if prepared.codes(c.until, c.process) and (half.negated or half.side != "before"):
        ends = chosen(prepared, c.until, (), c)
    if half.negated and ends is not None:
        a = a if half.side == "before" else _until_when(a, ends, c)
        t = t if half.side == "after" else _until_when(t, ends, c)
    clock = Clock(prepared, c.within, c, script) if c.within is not None else None
    if clock is not None:
        a, t = clock.on(a), clock.on(t)
        ends = None if ends is None or half.negated else clock.on(ends)
    return Matching(c, half, clock, a, t, ends, spots, prepared.once(other, c.process))


def _not_done_before(prepared: Prepared, a: Table, constraint: Constraint) -> Table:
    """Activations before which none of `unless_before` happened that agrees with them as their target would."""
    c = constraint
    done = chosen(prepared, c.unless_before, c.where_target, c)
    keys = keys_of(c)
    if not (c.same or c.different or c.compatible):
        done = done.group_by(keys).aggregate(eid=done.eid.min())
    agreeing = [
        *(a[name] == done[name] for name in keys),
        *(_both(a, done, name, equal=True) for name in c.same),
        *(_both(a, done, name, equal=False) for name in c.different),
        *_compatible(a, done, c),
    ]
    return a.anti_join(done, [*agreeing, done.eid < a.eid])


def _within_span(rows: Table, span: Span) -> Table:
    if span.since is not None:
        rows = rows.filter(rows.day_no >= span.since)
    return rows.filter(rows.day_no < span.until) if span.until is not None else rows


def _neighbours(a: Table, constraint: Constraint) -> Table:
    inside = ibis.window(group_by=keys_of(constraint), order_by="eid")
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


def _until_when(rows: Table, ends: Table, constraint: Constraint) -> Table:
    """Add `ended_eid`: the first event after this one that ends the prohibition."""
    ends = ends.view()
    told = ["part"] if constraint.per else []
    told += [name for name in constraint.compatible if name in rows.columns and name not in told]
    ends = ends.select(
        until_case="case_no", until_eid="eid", **{f"until_{name}": name for name in told}
    )
    pairs = [rows.case_no == ends.until_case, ends.until_eid > rows.eid]
    if constraint.per:
        pairs.append(rows.part == ends.until_part)
    pairs += [
        rows[name].isnull() | ends[f"until_{name}"].isnull() | (rows[name] == ends[f"until_{name}"])
        for name in constraint.compatible
        if name in rows.columns
    ]
    joined = rows.join(ends, pairs).group_by("eid").aggregate(ended_eid=ibis._.until_eid.min())
    joined = joined.rename(ended_of="eid")
    found = rows.left_join(joined, rows.eid == joined.ended_of).select(rows, joined.ended_eid)
    return found.mutate(ended_eid=found.ended_eid.fill_null(FAR))
