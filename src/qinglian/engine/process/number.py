"""Number of events of an activity in a case: at least, fewer than, exactly."""

import ibis
from ibis import Table

from qinglian.engine.process.clock import Clock
from qinglian.engine.process.groups import first_events, or_pending
from qinglian.engine.process.match import chosen, keys_of, tally
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Script
from qinglian.engine.process.states import UNDECIDED, VIOLATED, shaped
from qinglian.model.process import Constraint, Template


def breaches(
    prepared: Prepared, c: Constraint, template: Template, groups: Table, script: Script
) -> Table:
    """Groups with too many or too few of the events, of which nothing can be said, or that still have time."""
    wanted = template.n if c.n is None else c.n
    assert wanted is not None
    too_many = {"less_than": wanted, "exactly": wanted + 1}.get(template.compare or "")
    too_few = {"at_least": wanted, "exactly": wanted}.get(template.compare or "")
    if c.within is not None:
        return _in_window(prepared, c, groups, script, too_many, too_few)
    counts = tally(prepared, c.activation, c.where_activation, c, None, script)
    counts = counts.rename({f"of_{key}": key for key in keys_of(c)})
    parts = []
    if too_few is not None:
        rows = groups.left_join(counts, [groups[key] == counts[f"of_{key}"] for key in keys_of(c)])
        rows = rows.filter(rows.events.fill_null(0) < too_few)
        rows = rows.select(*keys_of(c), "first_eid", eid=rows.shown.fill_null(rows.first_eid))
        parts.append(or_pending(prepared, c, rows))
    if too_many is not None and (too_many == 1 or not prepared.once(c.activation, c.process)):
        over = counts.filter(counts.events >= too_many)
        hits = chosen(prepared, c.activation, c.where_activation, c).semi_join(groups, keys_of(c))
        hits = hits.join(over, [hits[key] == over[f"of_{key}"] for key in keys_of(c)])
        parts.append(shaped(hits, 0, VIOLATED, counts=hits.eid == hits.shown))
    if not parts:
        return shaped(groups.filter(ibis.literal(False)).mutate(eid=ibis._.first_eid), 0, VIOLATED)
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _in_window(
    prepared: Prepared,
    c: Constraint,
    groups: Table,
    script: Script,
    too_many: int | None,
    too_few: int | None,
) -> Table:
    """The same for events in a window from the first event of the group.

    Events are counted that surely, and that possibly, lie in it. What both numbers say is decided; where they differ in
    their answer, nothing is.
    """
    assert c.within is not None
    clock = Clock(prepared, c.within, c, script)
    rows = _counted_rows(prepared, c, groups, clock)
    counts = rows.group_by(keys_of(c)).aggregate(
        sure=rows.sure.sum(), most=rows.count(), shown=rows.eid.max()
    )
    counts = counts.rename({f"of_{key}": key for key in keys_of(c)})
    joined = groups.left_join(counts, [groups[key] == counts[f"of_{key}"] for key in keys_of(c)])
    judged = joined.select(
        *keys_of(c),
        "first_eid",
        sure=joined.sure.fill_null(0),
        most=joined.most.fill_null(0),
        eid=joined.shown.fill_null(joined.first_eid),
    )
    parts = []
    if too_many is not None:
        hits = rows.filter(rows.sure == 1).semi_join(
            judged.filter(judged.sure >= too_many), keys_of(c)
        )
        final = hits.eid == hits.eid.max().over(ibis.window(group_by=keys_of(c)))
        parts.append(shaped(hits, 0, VIOLATED, counts=final.cast("int8")))
    if too_few is not None:
        parts.append(or_pending(prepared, c, judged.filter(judged.most < too_few), clock))
    if clock.may_be_unknown:
        vague = ibis.literal(False)
        if too_many is not None:
            vague = vague | (judged.sure < too_many) & (judged.most >= too_many)
        if too_few is not None:
            vague = vague | (judged.sure < too_few) & (judged.most >= too_few)
            vague = vague & (judged.sure < too_many) if too_many is not None else vague
        parts.append(shaped(judged.filter(vague).mutate(eid=ibis._.first_eid), 0, UNDECIDED))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _counted_rows(prepared: Prepared, c: Constraint, groups: Table, clock: Clock) -> Table:
    """Events that count, or may count (`sure` 1 or 0)."""
    rows = chosen(prepared, c.activation, c.where_activation, c).semi_join(groups, keys_of(c))
    rows, starts = clock.on(rows), clock.on(first_events(prepared, c, groups))
    gap = clock.gap(starts, rows)
    joined = starts.join(
        rows, [starts.case_no == rows.case_no, *([starts.part == rows.part] if c.per else [])]
    ).select(
        *(rows[name] for name in (*keys_of(c), "eid")),
        sure=gap.inside(sure=True).fill_null(False).cast("int32"),
        most=gap.inside(sure=False),
    )
    return joined.filter(joined.most).drop("most")
