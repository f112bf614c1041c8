"""
谁办的。Who did it: four eyes, same actor, number of officers.

Every execution counts, not only the last of an activity, and everybody named in it. An execution whose person is
unknown leaves the case undecided, unless another one already shows the breach.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.engine.process.match import Span, chosen
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.states import UNDECIDED, VIOLATED, shaped
from qinglian.model.process import SECOND, Constraint, Template


def asked(prepared: Prepared, constraint: Constraint, span: Span | None) -> Table:
    """Cases in which two of the activities were done, or for officers the activity itself."""
    done = _executions(prepared, constraint)
    counted = done.group_by("case_no").aggregate(
        kinds=done.entry.nunique(), activations=done.count().cast("int32"), first=done.day_no.min()
    )
    wanted = 1 if constraint.minimum is not None else 2
    found = counted.filter(counted.kinds >= wanted)
    if span and span.since is not None:
        found = found.filter(found["first"] >= span.since)
    if span and span.until is not None:
        found = found.filter(found["first"] < span.until)
    return found.select("case_no", "activations")


def breaches(
    prepared: Prepared, constraint: Constraint, template: Template, span: Span | None
) -> Table:
    """Executions by the wrong person, and those of which the person is not known."""
    if template.kind == "officers":
        return _officers(prepared, constraint, span)
    column = constraint.column
    in_question = asked(prepared, constraint, span)
    later = _executions(prepared, constraint).semi_join(in_question, "case_no")
    earlier = _executions(prepared, constraint)
    alike = _shared(later, earlier, constraint) if template.compare == "distinct" else None
    keys = [
        later.case_no == earlier.case_no,
        later.entry != earlier.entry,
        earlier.eid < later.eid,
        later[column] != earlier[column] if alike is None else alike,
    ]
    if constraint.per:
        keys.append(later.part == earlier.part)
    shown = shaped(later.semi_join(earlier, keys), 0, VIOLATED)
    unknown = later.filter(later[column].isnull())
    if constraint.per:
        keys = [
            unknown.case_no == earlier.case_no,
            unknown.part == earlier.part,
            unknown.entry != earlier.entry,
        ]
        unknown = unknown.semi_join(earlier, keys)
    return ibis.union(shown, shaped(unknown, 0, UNDECIDED))


def _shared(later: Table, earlier: Table, c: Constraint) -> Any:
    """Whether one person took part in both, as the first or as the second named."""
    found = later[c.column] == earlier[c.column]
    if not c.names_all or SECOND not in later.columns:
        return found
    pairs = [(SECOND, c.column), (c.column, SECOND), (SECOND, SECOND)]
    return ibis.or_(
        *(one.fill_null(False) for one in (found, *(later[a] == earlier[b] for a, b in pairs)))
    )


def _executions(prepared: Prepared, c: Constraint) -> Table:
    """Executions of the activities named, with the number of the entry each belongs to."""
    entries = c.activities or (c.activation,)
    rows = []
    for number, names in enumerate(entries):
        found = chosen(prepared, names, c.where_activation, c)
        rows.append(found.mutate(entry=ibis.literal(number, "int8")))
    return ibis.union(*rows) if len(rows) > 1 else rows[0]


def _officers(prepared: Prepared, c: Constraint, span: Span | None) -> Table:
    """Visits (case × day) with too few officers: by the number recorded, or by the persons named.

    One person named does not say that nobody else was there: without a number the visit is undecided.
    """
    rows = _executions(prepared, c).semi_join(asked(prepared, c, span), "case_no")
    keys = ["case_no", "day_no", *(["part"] if c.per else [])]
    visits = rows.group_by(keys).aggregate(
        persons=rows[c.column].nunique(), number=rows.officers.max(), eid=rows.eid.min()
    )
    few = visits.filter(visits.persons < c.minimum, visits.number.fill_null(0) < c.minimum)
    known = few.filter(few.number.notnull())
    unknown = few.filter(few.number.isnull())
    return ibis.union(shaped(known, 0, VIOLATED), shaped(unknown, 0, UNDECIDED))
