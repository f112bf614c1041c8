"""What templates of the whole case judge: cases or parts of cases, and what is said of those still open."""

import ibis
from ibis import Table

from qinglian.engine.process.clock import Clock
from qinglian.engine.process.due import running
from qinglian.engine.process.match import Span, with_part
from qinglian.engine.process.openness import open_cases
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.states import PENDING, VIOLATED, shaped
from qinglian.model.process import Constraint


def cases(prepared: Prepared, c: Constraint, span: Span | None) -> Table:
    """Cases of the process whose first day lies in the span."""
    found = prepared.cases.view()
    if c.process is not None:
        found = found.filter(found.process == c.process)
    if span and span.since is not None:
        found = found.filter(found.first_day >= span.since)
    if span and span.until is not None:
        found = found.filter(found.first_day < span.until)
    return found


def grouped(prepared: Prepared, c: Constraint, span: Span | None) -> Table:
    """What is judged: cases, or the parts of cases: `case_no`, `first_eid`, `last_eid`, and `part`."""
    whole = cases(prepared, c, span)
    if not c.per:
        return whole.select("case_no", "first_eid", "last_eid")
    events = with_part(prepared.events.view(), c.per).semi_join(whole, "case_no")
    return events.group_by("case_no", "part").aggregate(
        first_eid=events.eid.min(), last_eid=events.eid.max()
    )


def first_events(prepared: Prepared, c: Constraint, groups: Table) -> Table:
    """The first event of each."""
    events = with_part(prepared.events.view(), c.per)
    first = groups.select(start_eid="first_eid")
    return events.semi_join(first, events.eid == first.start_eid)


def or_pending(prepared: Prepared, c: Constraint, rows: Table, clock: Clock | None = None) -> Table:
    """Violated in complete cases; in open ones pending, until the last day where there is one."""
    if not c.closed_by:
        return shaped(rows, 0, VIOLATED)
    unfinished = open_cases(prepared, c)
    lost = shaped(rows.anti_join(unfinished, "case_no"), 0, VIOLATED)
    waiting = rows.semi_join(unfinished, "case_no")
    if clock is None or clock.window.at_most is None:
        return ibis.union(lost, shaped(waiting, 0, PENDING))
    timed = running(clock, clock.on(first_events(prepared, c, waiting)))
    return ibis.union(lost, shaped(timed, 0, timed.state, due_day=timed.due_day))
