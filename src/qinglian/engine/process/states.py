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


def verdicts(asked: Table, evidence: Table, *, single: bool) -> Table:
    """One row a case asked: `activations`, `value` (violations), `state`, `due_day` (the next one, of open duties).

    Violations decide a case; without one, the later a state stands in the list above the more it says. `single`: the
    evidence holds no case twice.
    """
    found = evidence.select(
        of_case="case_no",
        value=(evidence.state == VIOLATED).ifelse(evidence.counts, 0).cast("int32"),
        state="state",
        due_day=evidence.state.isin([PENDING, AT_RISK]).ifelse(
            evidence.due_day, ibis.null("int32")
        ),
    )
    if not single:
        found = found.group_by("of_case").aggregate(
            value=found.value.sum().cast("int32"),
            state=found.state.max(),
            due_day=found.due_day.min(),
        )
    rows = asked.left_join(found, asked.case_no == found.of_case)
    return rows.select(
        "case_no",
        activations=rows.activations.cast("int32"),
        value=rows.value.fill_null(0),
        state=(rows.value > 0)
        .fill_null(False)
        .ifelse(VIOLATED, rows.state.fill_null(SATISFIED))
        .cast("int8"),
        due_day="due_day",
    )
