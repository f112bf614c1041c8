"""Runtime states of a duty (RV-LTL), and the shape of evidence rows."""

import ibis
from ibis import Table
from ibis.expr import types as ir

SATISFIED, VIOLATED, PENDING, AT_RISK, UNDECIDED = range(5)
NAMES = ("satisfied", "violated", "pending", "at_risk", None)


def shaped(
    rows: Table,
    half: int,
    state: int | ir.Value,
    *,
    other: ir.Value | None = None,
    due_day: ir.Value | None = None,
    counts: ir.Value | None = None,
) -> Table:
    """Bring evidence rows to the one shape that verdicts are derived from."""
    return rows.select(
        "case_no",
        eid=rows.eid.cast("int32"),
        other_eid=ibis.null("int32") if other is None else other.cast("int32"),
        half=ibis.literal(half, "int8"),
        state=ibis.literal(state, "int8") if isinstance(state, int) else state.cast("int8"),
        counts=ibis.literal(1, "int8") if counts is None else counts.cast("int8"),
        due_day=ibis.null("int32") if due_day is None else due_day.cast("int32"),
    )


def verdicts(asked: Table, evidence: Table) -> Table:
    """One row a case asked: `activations`, `value` (violations), `state`, `due_day` (the next one, of open duties)."""
    waits = evidence.state.isin([PENDING, AT_RISK])
    found = evidence.group_by("case_no").aggregate(
        value=evidence.counts.sum(where=evidence.state == VIOLATED),
        unknown=(evidence.state == UNDECIDED).any(),
        near=(evidence.state == AT_RISK).any(),
        waiting=waits.any(),
        due_day=evidence.due_day.min(where=waits),
    )
    found = found.rename(found_case="case_no")
    joined = asked.left_join(found, asked.case_no == found.found_case)
    value = joined.value.fill_null(0).cast("int32")
    state = ibis.cases(
        (value > 0, VIOLATED),
        (joined.unknown.fill_null(False), UNDECIDED),
        (joined.near.fill_null(False), AT_RISK),
        (joined.waiting.fill_null(False), PENDING),
        else_=SATISFIED,
    )
    return joined.select(
        "case_no", "activations", value=value, state=state.cast("int8"), due_day=joined.due_day
    )
