"""Ask rules of a data set: signals, and for every rule how far it could be asked."""

import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
from pydantic import ValidationError

from qinglian import __version__
from qinglian.engine import missing, signals
from qinglian.engine.ask import EVIDENCE, RESULT, Formula, ask
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.catalog import check as find_check
from qinglian.engine.completeness import completeness
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import Coverage, Outcome
from qinglian.engine.params import Variant, overlays, variants
from qinglian.engine.processes import run_processes
from qinglian.model.check import Check
from qinglian.model.errors import BadCard
from qinglian.model.process import Constraint
from qinglian.model.rule import Rule, line_of
from qinglian.model.table import tables
from qinglian.model.text import Text

REVIEW_SHARE = 0.3
"""Share of its subjects above which a rule's signals become one note "rule needs review"."""
REVIEW_MINIMUM = 50
"""Subjects a rule must have decided before its share says anything."""


def run(
    dataset: Dataset,
    rules: list[Rule],
    *,
    as_of: date,
    params: Mapping[str, Any] | None = None,
    seen_at: datetime | None = None,
) -> Outcome:
    """Ask every rule. A card with a mistake is reported in its coverage; the others run.

    `params` is a `--params` file: rule id or bare code → values, or off. Raises BadUsage where it does not fit.
    """
    moment = seen_at or datetime.now(UTC)
    values, off = overlays(params or {}, rules, find_check)
    coverage: dict[str, Coverage] = {}
    processes: list[tuple[Rule, Check, list[tuple[Variant, Constraint]]]] = []
    formulas: list[tuple[Rule, Check, list[Variant]]] = []
    for rule in rules:
        if rule.id in off:
            continue
        coverage[rule.id] = Coverage(rule)
        try:
            check = find_check(rule.card.check)
            stretches = variants(rule, check, values.get(rule.id))
            if check.is_process:
                parsed = [(stretch, constraint_of(rule, stretch)) for stretch in stretches]
                processes.append((rule, check, parsed))
            else:
                formulas.append((rule, check, stretches))
        except BadCard as error:
            coverage[rule.id].error = error.text
    found = [
        _ask(dataset, rule, check, stretches, coverage[rule.id], as_of, moment)
        for rule, check, stretches in formulas
    ]
    found += run_processes(dataset, processes, coverage, as_of, moment)
    kept = [table for table in found if table.num_rows]
    all_signals = pa.concat_tables(kept) if kept else signals.SCHEMA.empty_table()
    listed = list(coverage.values())
    return Outcome(
        signals=all_signals,
        coverage=listed,
        sources=list(dataset.sources),
        as_of=as_of,
        started_at=moment,
        engine=dataset.backend.name,
        version=__version__,
        reviews=[item.rule.id for item in listed if needs_review(item)],
        params=dict(params or {}),
        completeness=completeness(dataset),
        names=unit_names(dataset),
    )


def needs_review(item: Coverage) -> bool:
    """Whether a rule flagged so large a share of what it decided that the rule itself should be looked at."""
    return item.decided >= REVIEW_MINIMUM and item.flagged > REVIEW_SHARE * item.decided


def unit_names(dataset: Dataset) -> dict[str, str]:
    """Names of units by id, from every table that has both."""
    found: dict[str, str] = {}
    for name, columns in dataset.columns.items():
        if {"unit_id", "unit_name"} <= columns:
            rows = dataset.con.execute(
                f"select unit_id, min(unit_name) from {quoted(name)} where unit_name is not null group by 1"
            ).fetchall()
            found |= {unit: said for unit, said in rows if unit}
    return found


def constraint_of(rule: Rule, variant: Variant) -> Constraint:
    """The card's words on a process, checked; raises BadCard with the line of the parameter that is wrong."""
    given = {name: value for name, value in variant.values.items() if value is not None}
    try:
        return Constraint.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        loc = ("params", *first["loc"])
        where = ".".join(str(part) for part in loc)
        said = f"{where}: {first['msg']}"
        raise BadCard(rule.path, line_of(rule.path.read_bytes(), loc), Text(said, said)) from None


def _ask(
    dataset: Dataset,
    rule: Rule,
    check: Check,
    stretches: list[Variant],
    cover: Coverage,
    as_of: date,
    moment: datetime,
) -> pa.Table:
    """Ask a formula in each stretch of time."""
    begun = time.perf_counter()
    if not any(dataset.has(name) for name in check.needs):
        cover.missing = [missing.absent_table(name) for name in check.needs]
        return signals.SCHEMA.empty_table()
    found = []
    for variant in stretches:
        question = Formula(check, variant, as_of)
        ask(dataset, question)
        undecided = _count(dataset, cover)
        cover.missing += missing.of_formula(dataset, question, undecided)
        frame = signals.Frame(
            rule, check, check.subject, as_of, moment, _threshold(check, variant),
            "; ".join(variant.clauses.values()), variant.since or (as_of if variant.until is None else None),
            variant.until,
        )  # fmt: skip
        cited = {name: _cited(name, check) for name in check.needs}
        proof = EVIDENCE if question.has_evidence else None
        if proof:
            _enrich(dataset, question)
        found.append(
            signals.signals(dataset.con, frame, signals.of_formula(frame, RESULT, proof, cited))
        )
    cover.seconds = time.perf_counter() - begun
    return pa.concat_tables(found)


def _count(dataset: Dataset, cover: Coverage) -> int:
    row = dataset.con.execute(
        f"""select count(*), count(flagged), count(*) filter (where flagged),
        count(*) filter (where state = 'pending'), count(*) filter (where state = 'at_risk'),
        min(due_on) filter (where state in ('pending', 'at_risk')) from {RESULT}"""
    ).fetchone()
    assert row is not None
    asked, decided, flagged, pending, at_risk, due = row
    cover.asked += asked
    cover.decided += decided
    cover.undecided += asked - decided
    cover.flagged += flagged
    cover.pending += pending
    cover.at_risk += at_risk
    if due is not None and (cover.next_due_on is None or due < cover.next_due_on):
        cover.next_due_on = due
    return int(asked - decided)


def _threshold(check: Check, variant: Variant) -> float | None:
    value = variant.values.get(check.threshold) if check.threshold else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _enrich(dataset: Dataset, question: Formula) -> None:
    """Add to each evidence row the cited values of its table, as JSON text in `cited_<table>`."""
    check = question.check
    for name, columns in check.needs.items():
        spec = tables()[name]
        row_key = spec.key[-1]
        keys = [key for key in check.key if key in question.bound[name].columns and key != row_key]
        hidden = {column.name for column in spec.columns.values() if not column.cited}
        shown = ", ".join(
            f"{column!r}: t.{quoted(column)}"
            for column in dict.fromkeys((row_key, *columns))
            if column not in hidden
        )
        on = " and ".join(
            [f"p.row_id::varchar = t.{quoted(row_key)}::varchar", f"p.\"table\" = '{name}'"]
            + [f"p.{quoted(key)} = t.{quoted(key)}" for key in keys]
        )
        sql = dataset.backend.sql(question.bound[name])
        dataset.con.execute(
            f"""create or replace table {EVIDENCE} as select p.*, to_json({{{shown}}})::varchar "cited_{name}"
            from {EVIDENCE} p left join ({sql}) t on {on}"""
        )


def _cited(table: str, check: Check) -> str:
    return f"coalesce(p.\"cited_{table}\", '{{}}')"
