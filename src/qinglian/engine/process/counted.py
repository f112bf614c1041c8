"""Counted precedence: the k-th activation needs k earlier targets. An event that is both does not cover itself."""

import ibis
from ibis import Table

from qinglian.engine.process.match import Span, chosen
from qinglian.engine.process.prepare import Prepared
from qinglian.model.process import Constraint


def short(prepared: Prepared, constraint: Constraint, span: Span | None) -> Table:
    """Activations at which fewer targets than activations have been seen, in case × `per` × `same`."""
    c = constraint
    judged = chosen(prepared, c.activation, c.where_activation, c)
    other = chosen(prepared, c.target, c.where_target, c)
    same = [name for name in c.same if name in judged.columns]
    other = other.filter(*(other[name].notnull() for name in same)) if same else other
    group = ["case_no", *(["part"] if c.per else []), *same]
    keep = [*group, "eid", "day_no"]
    both = ibis.union(
        judged.select(*keep, judged=ibis.literal(1, "int32"), given=ibis.literal(0, "int32")),
        other.select(*keep, judged=ibis.literal(0, "int32"), given=ibis.literal(1, "int32")),
    )
    so_far = ibis.window(group_by=group, order_by=["eid", "given"], preceding=None, following=0)
    run = both.mutate(owed=both.judged.sum().over(so_far), had=both.given.sum().over(so_far))
    rows = run.filter(run.judged == 1, run.had < run.owed)
    if span and span.since is not None:
        rows = rows.filter(rows.day_no >= span.since)
    if span and span.until is not None:
        rows = rows.filter(rows.day_no < span.until)
    return rows.select("case_no", "eid")
