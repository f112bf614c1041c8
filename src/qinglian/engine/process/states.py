"""Runtime states of a duty (RV-LTL), and the shape of evidence rows."""

import ibis
from ibis import Table

from qinglian.engine.process.script import Expression

SATISFIED, VIOLATED, PENDING, AT_RISK, UNDECIDED = range(5)
NAMES = ("satisfied", "violated", "pending", "at_risk", None)


def shaped(
    rows: Table,
    half: int,
    state: int | Expression,
    *,
    other: Expression | None = None,
    due_day: Expression | None = None,
    counts: Expression | None = None,
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
    """One row a case asked: `activations`, `value` (violations), `state`, `due_day` (the next one, of open duties).

    Violations decide a case; without one, the later a state stands in the list above the more it says.
    """
    violated = evidence.state == VIOLATED
    waits = evidence.state.isin([PENDING, AT_RISK])
    rows = ibis.union(
        asked.select(
            "case_no",
            activations=asked.activations.cast("int32"),
            value=ibis.literal(0, "int8"),
            state=ibis.literal(SATISFIED, "int8"),
            due_day=ibis.null("int32"),
        ),
        evidence.select(
            "case_no",
            activations=ibis.literal(0, "int32"),
            value=violated.ifelse(evidence.counts, 0).cast("int8"),
            state=evidence.state,
            due_day=waits.ifelse(evidence.due_day, ibis.null("int32")),
        ),
    )
    found = rows.group_by("case_no").aggregate(
        activations=rows.activations.sum().cast("int32"),
        value=rows.value.sum().cast("int32"),
        state=rows.state.max(),
        due_day=rows.due_day.min(),
    )
    return found.mutate(state=(found.value > 0).ifelse(VIOLATED, found.state).cast("int8"))
