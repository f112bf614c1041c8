"""
证据在先，结论在后。Evidence of one card over prepared events: every violation with its events and its state.

`breaches` returns one row a violation, open duty or undecided activation: `case_no`, `eid` (the judged event),
`other_eid` (the event it was compared with, null if there is none), `half` (0 or 1), `state`, `counts` (1 on one row a
violation), `due_day` (day number, null without one). `asked` returns `case_no` and `activations`.
"""

import ibis
from ibis import Table

from qinglian.engine.process import counted, frames, unary
from qinglian.engine.process.due import running
from qinglian.engine.process.match import FAR, Matching, Span, matching, tally
from qinglian.engine.process.openness import open_cases
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Expression, Script
from qinglian.engine.process.states import PENDING, UNDECIDED, VIOLATED, shaped
from qinglian.model.process import Constraint, Half, Template


def breaches(
    prepared: Prepared,
    constraint: Constraint,
    template: Template,
    span: Span | None,
    script: Script,
) -> Table:
    """Violations, open duties and undecided activations of one card in one stretch of time."""
    if template.kind != "binary":
        return unary.breaches(prepared, constraint, template, span, script)
    parts = [
        _half(prepared, constraint, half, number, span, script)
        for number, half in enumerate(template.halves)
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def asked(
    prepared: Prepared,
    constraint: Constraint,
    template: Template,
    span: Span | None,
    script: Script,
) -> Table:
    """Cases that are asked, with the number of judged events."""
    if template.kind != "binary":
        return unary.asked(prepared, constraint, span)
    c = constraint
    sides = {
        half.swapped: (c.target, c.where_target)
        if half.swapped
        else (c.activation, c.where_activation)
        for half in template.halves
    }
    whole = c.model_copy(update={"per": ()})
    rows = [
        tally(prepared, names, conditions, whole, span, script).select(
            "case_no", activations="events"
        )
        for names, conditions in sides.values()
    ]
    if len(rows) == 1:
        return rows[0]
    both = ibis.union(*rows)
    return both.group_by("case_no").aggregate(activations=both.activations.sum().cast("int32"))


def one_row_a_case(prepared: Prepared, constraint: Constraint, template: Template) -> bool:
    """Whether `breaches` can hold no case twice."""
    return (
        template.kind == "binary"
        and len(template.halves) == 1
        and not template.halves[0].swapped
        and prepared.once(constraint.activation, constraint.process)
    )


def _half(
    prepared: Prepared, c: Constraint, half: Half, number: int, span: Span | None, script: Script
) -> Table:
    if half.counted:
        return shaped(counted.short(prepared, c, span), number, VIOLATED)
    pair = matching(prepared, c, half, span, script)
    if frames.fit(prepared, pair):
        broken, undecided = frames.violated(pair), None
    else:
        broken, undecided = pair.judged(script)
    permanent = half.negated or half.side == "before" or not c.closed_by
    found = (
        _explained(pair, broken, number)
        if permanent
        else _with_state(prepared, pair, broken, number, script)
    )
    return found if undecided is None else ibis.union(found, shaped(undecided, number, UNDECIDED))


def _explained(pair: Matching, broken: Table, number: int) -> Table:
    """Name the other event: the match that must not be, or the nearest one that came too late, too early or amiss."""
    half, c = pair.half, pair.constraint
    explains = half.negated or pair.clock is not None or c.same or c.different or c.compatible
    if not explains or (half.step == "chain" and not half.negated):
        return shaped(broken, number, VIOLATED)
    if "near_eid" in broken.columns:
        return shaped(broken, number, VIOLATED, other=broken.near_eid)
    near = pair.targets.view()
    if half.negated:
        keys = pair.matches(broken, near)
    else:
        keys = [broken.case_no == near.case_no]
        keys += [broken.part == near.part] if c.per else []
        keys.append(_on_side(broken, near, half))
    joined = broken.left_join(near, keys).select(broken.case_no, broken.eid, near_eid=near.eid)
    if pair.alone:
        return shaped(joined, number, VIOLATED, other=joined.near_eid)
    nearest = joined.near_eid.max() if half.side == "before" else joined.near_eid.min()
    grouped = joined.group_by("case_no", "eid").aggregate(other_eid=nearest)
    return shaped(grouped, number, VIOLATED, other=grouped.other_eid)


def _on_side(broken: Table, near: Table, half: Half) -> Expression:
    if half.side == "any":
        return near.eid != broken.eid
    return near.eid > broken.eid if half.side == "after" else near.eid < broken.eid


def _with_state(
    prepared: Prepared, pair: Matching, broken: Table, number: int, script: Script
) -> Table:
    """Tell lost duties from those of open cases that still have time."""
    unfinished = open_cases(prepared, pair.constraint)
    lost = _explained(pair, broken.anti_join(unfinished, "case_no"), number)
    waiting = broken.semi_join(unfinished, "case_no")
    if pair.half.step != "some":
        gone = _overtaken(prepared, pair, waiting)
        lost = ibis.union(lost, _explained(pair, waiting.semi_join(gone, "eid"), number))
        waiting = waiting.anti_join(gone, "eid")
    if pair.clock is None or pair.clock.window.at_most is None:
        return ibis.union(lost, shaped(waiting, number, PENDING))
    rows = running(pair.clock, script.keep(waiting))
    return ibis.union(lost, shaped(rows, number, rows.state, due_day=rows.due_day))


def _overtaken(prepared: Prepared, pair: Matching, waiting: Table) -> Table:
    """Duties that nothing can fulfil any more: another event followed (chain), or the next activation (alternate)."""
    if pair.half.step == "alternate":
        return waiting.filter(waiting.next_eid < FAR).select("eid")
    if pair.spots is not None:
        following = pair.spots.view()
        keys = [
            waiting.case_no == following.spot_case,
            waiting.part == following.spot_part,
            following.spot == waiting.spot + 1,
        ]
    else:
        following = prepared.events.view()
        keys = [waiting.case_no == following.case_no, following.eid == waiting.eid + 1]
    return waiting.semi_join(following, keys).select("eid")
