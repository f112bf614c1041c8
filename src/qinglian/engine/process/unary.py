"""
一案一问。Templates that judge the case as a whole: number, place, choice, persons.

Their `value` is 1 or 0 (with `per`: the number of parts in breach). All cases of the process are asked; for persons,
those in which two of the activities were done.
"""

import ibis
from ibis import Table

from qinglian.engine.process import number, persons
from qinglian.engine.process.groups import cases, grouped, or_pending
from qinglian.engine.process.match import Span, chosen, keys_of
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.script import Script
from qinglian.engine.process.states import VIOLATED, shaped
from qinglian.model.process import Constraint, Template


def asked(prepared: Prepared, constraint: Constraint, span: Span | None) -> Table:
    """Cases of the process, dated by their first day."""
    if constraint.activities or constraint.minimum is not None:
        return persons.asked(prepared, constraint, span)
    return cases(prepared, constraint, span).select("case_no", activations=ibis.literal(1, "int32"))


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
    groups = grouped(prepared, constraint, span)
    if template.kind == "place":
        return _place(prepared, constraint, template, groups)
    if template.kind == "choice":
        return _choice(prepared, constraint, template, groups)
    return number.breaches(prepared, constraint, template, groups, script)


def _place(prepared: Prepared, c: Constraint, template: Template, groups: Table) -> Table:
    at = "first_eid" if template.place == "first" else "last_eid"
    hits = chosen(prepared, c.activation, c.where_activation, c)
    wrong = groups.anti_join(hits, [groups.case_no == hits.case_no, groups[at] == hits.eid])
    wrong = wrong.mutate(eid=wrong[at])
    return (
        shaped(wrong, 0, VIOLATED) if template.place == "first" else or_pending(prepared, c, wrong)
    )


def _choice(prepared: Prepared, c: Constraint, template: Template, groups: Table) -> Table:
    keys = keys_of(c)
    one = chosen(prepared, c.activation, c.where_activation, c)
    other = chosen(prepared, c.target, c.where_target, c)
    neither = groups.anti_join(one, keys).anti_join(other, keys)
    missing = or_pending(prepared, c, neither.mutate(eid=neither.first_eid))
    if template.compare == "either":
        return missing
    both = groups.semi_join(one, keys).semi_join(other, keys)
    ends = ibis.union(one.select(*keys, "eid"), other.select(*keys, "eid")).semi_join(both, keys)
    shown = ends.group_by(keys).aggregate(eid=ends.eid.min(), other_eid=ends.eid.max())
    return ibis.union(missing, shaped(shown, 0, VIOLATED, other=shown.other_eid))
