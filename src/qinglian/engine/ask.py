"""Ask one check that is a formula over tables; collect its answer and evidence."""

import inspect
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.engine.dataset import Dataset
from qinglian.engine.params import Variant
from qinglian.model.check import Check
from qinglian.model.table import local_date_of, tables

RESULT = "check_result"
EVIDENCE = "check_evidence"
COLUMNS = {
    "value": "float64",
    "flagged": "boolean",
    "state": "string",
    "due_on": "date",
    "unit_id": "string",
    "period": "string",
    "threshold": "float64",
}


@dataclass
class Formula:
    """One stretch of time of one card that asks a formula; after `ask`, its tables lie in the connection."""

    check: Check
    variant: Variant
    as_of: date
    has_evidence: bool = False
    seconds: float = 0.0
    bound: dict[str, Table] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


def ask(dataset: Dataset, question: Formula) -> None:
    """Evaluate the formula into `check_result`, and its evidence for flagged rows into `check_evidence`."""
    begun = time.perf_counter()
    check = question.check
    question.bound = {name: dataset.bind(name, columns) for name, columns in check.reads.items()}
    question.absent = frozenset(
        f"{name}.{column}"
        for name, columns in check.reads.items()
        for column in columns
        if not dataset.has(name, column)
    )
    bound, undated = _in_force(question)
    assert check.formula is not None
    result = _called(check.formula, bound, question)
    dataset.backend.materialise(RESULT, _completed(result, check, undated))
    kept = dataset.backend.table(RESULT)
    question.has_evidence = check.rows is not None
    if check.rows is not None:
        rows = _called(
            check.rows, {"flagged": kept.filter(kept.flagged), **question.bound}, question
        )
        dataset.backend.materialise(EVIDENCE, rows)
    question.seconds = time.perf_counter() - begun


def _in_force(question: Formula) -> tuple[dict[str, Table], Table | None]:
    """Keep subjects whose own day lies in the stretch; those without a day come back apart, undecided."""
    check, variant = question.check, question.variant
    bound = dict(question.bound)
    if check.dated_by is None or (variant.since is None and variant.until is None):
        return bound, None
    column = check.dated_by if check.dated_by.endswith("_on") else local_date_of(check.dated_by)
    name = next(name for name in bound if column in tables()[name].stored())
    table = bound[name]
    day = table[column] if column in table.columns else table[check.dated_by].date()
    inside = ibis.literal(True)
    if variant.since is not None:
        inside = inside & (day >= ibis.literal(variant.since))
    if variant.until is not None:
        inside = inside & (day < ibis.literal(variant.until))
    bound[name] = table.filter(inside)
    if variant.until is not None:
        return bound, None
    keys = [key for key in check.key if key in table.columns]
    undated = (
        table.filter(day.isnull()).select(keys).distinct() if len(keys) == len(check.key) else None
    )
    return bound, undated


def _completed(result: Table, check: Check, undated: Table | None) -> Table:
    """Bring a formula's answer to the columns a run works with."""
    kept = _shaped(result, check)
    return kept if undated is None else ibis.union(kept, _shaped(undated, check))


def _shaped(rows: Table, check: Check) -> Table:
    """The key and the columns of an answer, null where `rows` has none; a column of the key stands once."""
    key = {name: rows[name] for name in check.key}
    return rows.select(**{name: _or_null(rows, name, kind) for name, kind in COLUMNS.items()} | key)


def _or_null(table: Table, name: str, kind: str) -> ibis.Value:
    return table[name].cast(kind) if name in table.columns else ibis.null(kind)


def _called(function: Any, bound: Mapping[str, Table], question: Formula) -> Table:
    """Call with the tables and parameters that the function names."""
    names = inspect.signature(function).parameters
    given: dict[str, Any] = {name: table for name, table in bound.items() if name in names}
    for name in question.check.params:
        if name in names:
            given[name] = question.variant.values.get(name)
    if "as_of" in names:
        given["as_of"] = question.as_of
    if "absent" in names:
        given["absent"] = question.absent
    answer = function(**given)
    assert isinstance(answer, Table)
    return answer
