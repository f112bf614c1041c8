"""
一案一问。Templates that judge the case as a whole: number, place, choice, persons.

Their `value` is 1 or 0 (with `per`: the number of parts in breach). All cases of the process are asked; for persons,
those in which two of the activities were done.
"""

import ibis
from ibis import Table

from qinglian.engine.process import persons
from qinglian.engine.process.clock import Clock
from qinglian.engine.process.due import running
from qinglian.engine.process.match import Span, chosen, with_part
from qinglian.engine.process.openness import open_cases
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Script
from qinglian.engine.process.states import PENDING, UNDECIDED, VIOLATED, shaped
from qinglian.model.process import Constraint, Template


def asked(prepared: Prepared, constraint: Constraint, span: Span | None) -> Table:
    """Cases of the process, dated by their first day."""
    if constraint.activities or constraint.minimum is not None:
        return persons.asked(prepared, constraint, span)
    return _cases(prepared, constraint, span).select(
        "case_no", activations=ibis.literal(1, "int32")
    )


def breaches(
    prepared: Prepared,
    constraint: Constraint,
    template: Template,
    span: Span | None,
    script: Script,
) -> Table:
    """Cases in breach, pending or undecided, with the events that show it."""
    if template.kind in ("persons", "officers"):
        return persons.breaches(prepared, constraint, template, span)
    groups = _groups(prepared, constraint, span)
    if template.kind == "place":
        return _place(prepared, constraint, template, groups)
    if template.kind == "choice":
        return _choice(prepared, constraint, template, groups)
    return _count(prepared, constraint, template, groups, script)


def _cases(prepared: Prepared, c: Constraint, span: Span | None) -> Table:
    cases = prepared.cases.view()
    if c.process is not None:
        cases = cases.filter(cases.process == c.process)
    if span and span.since is not None:
        cases = cases.filter(cases.first_day >= span.since)
    if span and span.until is not None:
        cases = cases.filter(cases.first_day < span.until)
    return cases


def _groups(prepared: Prepared, c: Constraint, span: Span | None) -> Table:
    """What is judged: cases, or the parts of cases: `case_no`, `first_eid`, `last_eid`, and `part`."""
    cases = _cases(prepared, c, span)
    if not c.per:
        return cases.select("case_no", "first_eid", "last_eid")
    events = with_part(prepared.events.view(), c.per).semi_join(cases, "case_no")
    return events.group_by("case_no", "part").aggregate(
        first_eid=events.eid.min(), last_eid=events.eid.max()
    )


def _keys(c: Constraint) -> list[str]:
    return ["case_no", "part"] if c.per else ["case_no"]


def _count(
    prepared: Prepared, c: Constraint, template: Template, groups: Table, script: Script
) -> Table:
    """Count the events that surely, and those that possibly, lie in the window.

    What both numbers say is decided; where they differ in their answer, nothing is.
    """
    wanted = template.n if c.n is None else c.n
    assert wanted is not None
    clock = Clock(prepared, c.within, c, script) if c.within is not None else None
    rows = _counted_rows(prepared, c, groups, clock)
    keys = _keys(c)
    counts = rows.group_by(keys).aggregate(
        sure=rows.sure.sum(), most=rows.count(), shown=rows.eid.max()
    )
    counts = counts.rename({f"of_{key}": key for key in keys})
    joined = groups.left_join(counts, [groups[key] == counts[f"of_{key}"] for key in keys])
    judged = joined.select(
        *keys,
        "first_eid",
        sure=joined.sure.fill_null(0),
        most=joined.most.fill_null(0),
        eid=joined.shown.fill_null(joined.first_eid),
    )
    too_many = {"less_than": wanted, "exactly": wanted + 1}.get(template.compare or "")
    too_few = {"at_least": wanted, "exactly": wanted}.get(template.compare or "")
    parts = []
    if too_many is not None:
        hits = rows.filter(rows.sure == 1).semi_join(judged.filter(judged.sure >= too_many), keys)
        final = hits.eid == hits.eid.max().over(ibis.window(group_by=keys))
        parts.append(shaped(hits, 0, VIOLATED, counts=final.cast("int8")))
    if too_few is not None:
        parts.append(_or_pending(prepared, c, judged.filter(judged.most < too_few), clock))
    if clock is not None and clock.may_be_unknown:
        vague = ibis.literal(False)
        if too_many is not None:
            vague = vague | (judged.sure < too_many) & (judged.most >= too_many)
        if too_few is not None:
            vague = vague | (judged.sure < too_few) & (judged.most >= too_few)
            vague = vague & (judged.sure < too_many) if too_many is not None else vague
        parts.append(shaped(judged.filter(vague).mutate(eid=ibis._.first_eid), 0, UNDECIDED))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _counted_rows(prepared: Prepared, c: Constraint, groups: Table, clock: Clock | None) -> Table:
    """Events that count, or may count (`sure` 1 or 0)."""
    rows = chosen(prepared, c.activation, c.where_activation, c).semi_join(groups, _keys(c))
    if clock is None:
        return rows.mutate(sure=ibis.literal(1, "int32"))
    rows, starts = clock.on(rows), clock.on(_first_events(prepared, c, groups))
    gap = clock.gap(starts, rows)
    joined = starts.join(
        rows, [starts.case_no == rows.case_no, *([starts.part == rows.part] if c.per else [])]
    ).select(
        *(rows[name] for name in (*_keys(c), "eid")),
        sure=gap.inside(sure=True).fill_null(False).cast("int32"),
        most=gap.inside(sure=False),
    )
    return joined.filter(joined.most).drop("most")


def _first_events(prepared: Prepared, c: Constraint, groups: Table) -> Table:
    events = with_part(prepared.events.view(), c.per)
    first = groups.select(start_eid="first_eid")
    return events.semi_join(first, events.eid == first.start_eid)


def _or_pending(
    prepared: Prepared, c: Constraint, rows: Table, clock: Clock | None = None
) -> Table:
    """Violated in complete cases; in open ones pending, until the last day where there is one."""
    if not c.closed_by:
        return shaped(rows, 0, VIOLATED)
    unfinished = open_cases(prepared, c)
    lost = shaped(rows.anti_join(unfinished, "case_no"), 0, VIOLATED)
    waiting = rows.semi_join(unfinished, "case_no")
    if clock is None or clock.window.at_most is None:
        return ibis.union(lost, shaped(waiting, 0, PENDING))
    timed = running(clock, clock.on(_first_events(prepared, c, waiting)))
    return ibis.union(lost, shaped(timed, 0, timed.state, due_day=timed.due_day))


def _place(prepared: Prepared, c: Constraint, template: Template, groups: Table) -> Table:
    at = "first_eid" if template.place == "first" else "last_eid"
    hits = chosen(prepared, c.activation, c.where_activation, c)
    wrong = groups.anti_join(hits, [groups.case_no == hits.case_no, groups[at] == hits.eid])
    wrong = wrong.mutate(eid=wrong[at])
    return (
        shaped(wrong, 0, VIOLATED) if template.place == "first" else _or_pending(prepared, c, wrong)
    )


def _choice(prepared: Prepared, c: Constraint, template: Template, groups: Table) -> Table:
    keys = _keys(c)
    one = chosen(prepared, c.activation, c.where_activation, c)
    other = chosen(prepared, c.target, c.where_target, c)
    neither = groups.anti_join(one, keys).anti_join(other, keys)
    missing = _or_pending(prepared, c, neither.mutate(eid=neither.first_eid))
    if template.compare == "either":
        return missing
    both = groups.semi_join(one, keys).semi_join(other, keys)
    ends = ibis.union(one.select(*keys, "eid"), other.select(*keys, "eid")).semi_join(both, keys)
    shown = ends.group_by(keys).aggregate(eid=ends.eid.min(), other_eid=ends.eid.max())
    return ibis.union(missing, shaped(shown, 0, VIOLATED, other=shown.other_eid))
