"""
过程规则的计划与执行。Plan and execute process rules over one set of prepared events.

Queries are written with Ibis, compiled once per card, shape of data and engine, and run as SQL. Evidence is
materialised once; verdicts and counts follow from it.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis import Table

from qinglian.engine.backends import Backend
from qinglian.engine.params import Variant
from qinglian.engine.process import judge
from qinglian.engine.process.match import Span
from qinglian.engine.process.prepare import Prepared, day_number
from qinglian.engine.process.script import Script, Step
from qinglian.engine.process.states import AT_RISK, PENDING, UNDECIDED, shaped, verdicts
from qinglian.engine.statements import statements
from qinglian.model.process import Condition, Constraint, Template

EVIDENCE = "process_evidence"
_COMPILED: dict[tuple[Any, ...], tuple[list[Step], str]] = {}


@dataclass
class Question:
    """One stretch of time of one card: its constraint, and the days it holds for."""

    rule_id: str
    template: Template
    constraint: Constraint
    span: Span
    variant: Variant


@dataclass
class Answer:
    """What one question got.

    `verdicts`: `case_no, activations, value, state, due_day`; `evidence`: `case_no, eid, other_eid, half, state,
    counts, due_day`. `missing` names columns and activities that the sources do not carry.
    """

    question: Question
    verdicts: pa.Table
    evidence: pa.Table
    missing: list[str] = field(default_factory=list)
    seconds: float = 0.0


def question(
    rule_id: str, template: Template, variant: Variant, constraint: Constraint
) -> Question:
    """Bind a card's values to their days."""
    since = None if variant.since is None else day_number(variant.since)
    until = None if variant.until is None else day_number(variant.until)
    return Question(rule_id, template, constraint, Span(since, until), variant)


@dataclass
class Posed:
    """A question whose evidence lies in `process_evidence`: the SQL of its verdicts, and what the sources lack.

    `missing` is lacked by every case; `unseen` by those with evidence.
    """

    question: Question
    verdicts: str
    missing: list[str]
    unseen: list[str]


def answers(
    backend: Backend, prepared: Prepared, questions: Iterable[Question]
) -> Iterator[Answer]:
    """Answer the questions one after the other: evidence in one or more steps, then verdicts."""
    begun = time.perf_counter()
    for posed in pose(backend, prepared, questions):
        found = backend.arrow(f"select * from {EVIDENCE}")
        judged = backend.arrow(posed.verdicts)
        missing = posed.missing or (posed.unseen if found.num_rows else [])
        yield Answer(posed.question, judged, found, missing, time.perf_counter() - begun)
        begun = time.perf_counter()


def pose(backend: Backend, prepared: Prepared, questions: Iterable[Question]) -> Iterator[Posed]:
    """Make the evidence of one question after the other, in one or more steps."""
    shared: set[str] = set()
    for asked in questions:
        missing = _missing(prepared, asked.constraint)
        steps, verdict_sql = _compiled(backend.dialect, prepared, asked, bool(missing))
        for step in steps:
            if step.name not in shared:
                backend.step(step.name, step.sql)
            if step.shared:
                shared.add(step.name)
        yield Posed(asked, verdict_sql, missing, _unseen(prepared, asked.constraint))
    for name in shared:
        backend.drop(name)


def _compiled(
    dialect: str, prepared: Prepared, asked: Question, blind: bool
) -> tuple[list[Step], str]:
    prepared = prepared.for_card(asked.constraint)
    key = (
        dialect,
        asked.constraint.model_dump_json(),
        repr(asked.template),
        (asked.span.since, asked.span.until),
        blind,
        prepared.signature(asked.constraint),
    )
    if key not in _COMPILED:
        said = statements(["process", *key], lambda: _written(dialect, prepared, asked, blind))
        _COMPILED[key] = [Step(*step) for step in said["steps"]], said["verdicts"]
    return _COMPILED[key]


def _written(dialect: str, prepared: Prepared, asked: Question, blind: bool) -> dict[str, Any]:
    """Statements that make the evidence, step by step, and the one that selects the verdicts from it."""
    c, template, span = asked.constraint, asked.template, asked.span
    script = Script(dialect)
    evidence = (
        _blind(prepared, c, template, span, script)
        if blind
        else judge.breaches(prepared, c, template, span, script)
    )
    if _unseen(prepared, c):
        evidence = evidence.mutate(state=ibis.literal(UNDECIDED, "int8"))
    subjects = judge.asked(prepared, _seeing(prepared, c), template, span, script)
    verdict = verdicts(
        subjects,
        ibis.table(evidence.schema(), name=EVIDENCE),
        single=blind or judge.one_row_a_case(prepared, c, template),
    )
    steps = [*script.steps, Step(EVIDENCE, script.sql(evidence))]
    return {
        "steps": [[step.name, step.sql, step.shared] for step in steps],
        "verdicts": script.sql(verdict),
    }


def _missing(prepared: Prepared, constraint: Constraint) -> list[str]:
    """Activities and columns of the card that the sources do not carry: without them nothing can be said."""
    c = constraint
    activities = [
        name
        for names in (c.activation, c.target, *c.activities)
        for name in prepared.unrecorded(names, c.process)
    ]
    empty = sorted(name for name in _asked_columns(c) if not prepared.carries(name, c.process))
    return [f"event.{name}" for name in dict.fromkeys([*activities, *empty])]


def _asked_columns(c: Constraint) -> set[str]:
    names = {*c.same, *c.different, *c.per}
    for condition in (*c.where_activation, *c.where_target):
        names |= condition.needed()
    if c.activities:
        names.add(c.column)
    return names


def _unseen(prepared: Prepared, constraint: Constraint) -> list[str]:
    """Activities that could excuse a breach and that the sources do not carry: breaches cannot be told then."""
    return [
        f"event.{name}"
        for name in constraint.needs
        if prepared.unrecorded((name,), constraint.process)
    ]


def _seeing(prepared: Prepared, c: Constraint) -> Constraint:
    """The card without conditions on columns that are not there, to know who would have been asked."""

    def seen(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            x for x in conditions if all(prepared.carries(name, c.process) for name in x.needed())
        )

    return c.model_copy(
        update={"where_activation": seen(c.where_activation), "where_target": seen(c.where_target)}
    )


def _blind(
    prepared: Prepared, c: Constraint, template: Template, span: Span, script: Script
) -> Table:
    """Every case that would be asked is undecided."""
    subjects = judge.asked(prepared, _seeing(prepared, c), template, span, script)
    cases = prepared.cases.view()
    rows = subjects.join(cases, "case_no").select("case_no", eid=cases.first_eid)
    return shaped(rows, 0, UNDECIDED)


def counts(answer: Answer) -> dict[str, Any]:
    """Numbers of one answer: asked, flagged, undecided, pending, at risk, and the next due day."""
    state = answer.verdicts["state"]
    tally = {item["values"].as_py(): item["counts"].as_py() for item in state.value_counts()}
    waiting = answer.verdicts.filter(pc.is_in(state, pa.array([PENDING, AT_RISK], pa.int8())))
    due = pc.min(waiting["due_day"]).as_py() if waiting.num_rows else None
    return {
        "asked": answer.verdicts.num_rows,
        "flagged": tally.get(1, 0),
        "pending": tally.get(PENDING, 0),
        "at_risk": tally.get(AT_RISK, 0),
        "undecided": tally.get(UNDECIDED, 0),
        "next_due_day": due,
        "activations": pc.sum(answer.verdicts["activations"]).as_py() or 0,
    }
