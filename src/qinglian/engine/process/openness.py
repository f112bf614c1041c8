"""Which cases are still open, by what the card says closes them."""

import ibis
from ibis import Table

from qinglian.engine.process.prepare import Prepared
from qinglian.model.process import Column, Constraint


def open_cases(prepared: Prepared, constraint: Constraint) -> Table:
    """Cases without a closing event (`case_no`); empty where the card does not say how a case closes."""
    cases = prepared.cases.view()
    how = constraint.closed_by
    if not how:
        return cases.filter(ibis.literal(False)).select("case_no")
    events = prepared.events.view()
    if isinstance(how, Column):
        if how.column not in events.columns:
            return cases.select("case_no")
        column = events[how.column]
        closing = events.filter(column.isin(how.in_) if how.in_ is not None else column.notnull())
    else:
        codes = prepared.codes(how, constraint.process)
        closing = events.filter(events.act.isin(codes) if codes else ibis.literal(False))
    return cases.anti_join(closing, "case_no").select("case_no")
