"""Ask a rule whose check is a formula, in each stretch of time."""

import time
from datetime import date, datetime

import pyarrow as pa

from qinglian.engine import missing, signals
from qinglian.engine.ask import EVIDENCE, RESULT, Formula, ask
from qinglian.engine.asked import Asked
from qinglian.engine.backends.duckdb import literal, quoted, value
from qinglian.engine.dataset import Dataset
from qinglian.engine.params import Variant
from qinglian.engine.process.states import AT_RISK, PENDING, SATISFIED, UNDECIDED, VIOLATED
from qinglian.engine.verdicts import BETWEEN, Found, once_each
from qinglian.model.check import Check
from qinglian.model.table import tables

VERDICT = ("subject_id", "state", "due_on", "missing")
"""Columns of `verdicts.SCHEMA` that differ from subject to subject."""


def run_formula(
    dataset: Dataset, asked: Asked, as_of: date, moment: datetime, *, kept: bool = False
) -> Found:
    """Signals and verdicts of one rule."""
    begun = time.perf_counter()
    rule, check = asked.rule, asked.check
    kept = kept and asked.alone
    found = Found(rule.id, kept=kept)
    if not any(dataset.has(name) for name in check.needs):
        found.mention(*check.needs)
        return found
    for place, variant in enumerate(asked.stretches):
        question = Formula(check, variant, as_of)
        ask(dataset, question)
        rows = dataset.con.sql(_verdicts(dataset, question, kept=kept)).to_arrow_table()
        found.add(place, {name: rows[name] for name in VERDICT})
        found.signals.append(signals_of(dataset, asked, question, moment))
    found.seconds = time.perf_counter() - begun
    return found


def signals_of(dataset: Dataset, asked: Asked, question: Formula, moment: datetime) -> pa.Table:
    """Signals of one stretch, from the result and evidence in the connection."""
    rule, check, variant, as_of = asked.rule, asked.check, question.variant, question.as_of
    frame = signals.Frame(
        rule, check, check.subject, as_of, moment, _threshold(check, variant),
        variant.cited, variant.since or (as_of if variant.until is None else None),
        variant.until,
    )  # fmt: skip
    cited = {name: _cited(name) for name in check.needs}
    proof = EVIDENCE if question.has_evidence else None
    if proof:
        _enrich(dataset, question)
    select = signals.of_formula(frame, RESULT, proof, cited)
    return signals.signals(dataset.con, frame, select)


def _verdicts(dataset: Dataset, question: Formula, *, kept: bool) -> str:
    """SQL: one row a subject with the columns of `VERDICT`."""
    subject = signals.subject_of(question.check) if kept else "null::varchar"
    names = question.check.key
    on = " and ".join(f"r.{quoted(key)} is not distinct from l.{quoted(key)}" for key in names)
    keys = ", ".join(map(quoted, names))
    rows = f"""
        select {", ".join(f"r.{quoted(key)}" for key in names)}, 0 stretch, {subject} subject_id,
            (case when r.flagged is null then {UNDECIDED} when r.flagged then {VIOLATED}
                when r.state = 'pending' then {PENDING} when r.state = 'at_risk' then {AT_RISK}
                else {SATISFIED} end)::tinyint state,
            case when r.flagged = false and r.state in ('pending', 'at_risk') then r.due_on end due_on,
            nullif(array_to_string(l.lacks, {literal(BETWEEN)}), '') missing
        from {RESULT} r left join ({missing.of_formula(dataset, question)}) l on r.flagged is null and {on}"""
    named = " and ".join(f"{quoted(key)} is not null" for key in names)
    twice = f"select count(*) <> count(distinct ({keys})) from {RESULT} where {named}"
    if not value(dataset.con, twice):
        return rows
    return f"""with answered as ({rows})
        {once_each(f"from answered where {named}", keys)}
        union all by name from answered where not ({named})"""


def _threshold(check: Check, variant: Variant) -> float | None:
    value = variant.values.get(check.threshold) if check.threshold else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _enrich(dataset: Dataset, question: Formula) -> None:
    """Add to each evidence row the cited values of its table, as JSON text in `cited_<table>`."""
    check = question.check
    for name, columns in check.reads.items():
        spec = tables()[name]
        row_id = ", ".join(f"t.{quoted(key)}" for key in spec.key)
        own = (key for key in check.key if key in question.bound[name].columns)
        keys = [key for key in own if key not in spec.key]
        hidden = {column.name for column in spec.columns.values() if not column.cited}
        shown = ", ".join(
            f"{column!r}: t.{quoted(column)}"
            for column in dict.fromkeys((*spec.key, *columns))
            if column not in hidden
        )
        on = " and ".join(
            [f"p.row_id::varchar = concat_ws('/', {row_id})", f"p.\"table\" = '{name}'"]
            + [f"p.{quoted(key)} = t.{quoted(key)}" for key in keys]
        )
        sql = dataset.backend.sql(question.bound[name])
        dataset.con.execute(
            f"""create or replace table {EVIDENCE} as select p.*, to_json({{{shown}}})::varchar "cited_{name}"
            from {EVIDENCE} p left join ({sql}) t on {on}"""
        )


def _cited(table: str) -> str:
    return f"coalesce(p.\"cited_{table}\", '{{}}')"
