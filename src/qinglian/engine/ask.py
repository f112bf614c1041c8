"""
问一条公式。Ask one check that is a formula over tables; collect its answer and evidence.

The expression is compiled once for a card's values and a shape of data; after that its SQL is known.
"""

import hashlib
import inspect
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import ibis
from ibis import Table

from qinglian.engine.code import hash_of
from qinglian.engine.dataset import Dataset
from qinglian.engine.origin import origin
from qinglian.engine.params import Variant
from qinglian.engine.statements import statements
from qinglian.model.check import Check
from qinglian.model.once import kept_by
from qinglian.model.table import local_date_of, tables

RESULT = "check_result"
EVIDENCE = "check_evidence"
ONCE = "check_once_"
"""Begins the names of tables that several rules read."""
COLUMNS = {
    "value": "float64",
    "flagged": "boolean",
    "state": "string",
    "due_on": "date",
    "unit_id": "string",
    "period": "string",
    "threshold": "float64",
}


class Bound(NamedTuple):
    """A table as the check sees it: its SQL, and its columns."""

    sql: str
    columns: list[str]


@dataclass
class Formula:
    """One stretch of time of one card that asks a formula.

    After `ask` its tables lie in the connection; `bound` are those it read, `cited` the names of those its evidence
    speaks of (there is some where it is `proved`), `subjects` says how many are flagged (true), clear (false) and
    undecided (null), and `fence` the least and greatest limit that the data drew, where they did. `home` is the table
    whose rows name every subject, where the expression says so.
    """

    check: Check
    variant: Variant
    as_of: date
    proved: bool = False
    cited: tuple[str, ...] = ()
    seconds: float = 0.0
    bound: dict[str, Bound] = field(default_factory=dict)
    subjects: dict[bool | None, int] = field(default_factory=dict)
    fence: tuple[float, float] | None = None
    home: str | None = None


def asks_the_day(check: Check) -> bool:
    """Whether a formula looks at the day of the run."""
    functions = [function for function in (check.formula, check.rows) if function]
    return any("as_of" in inspect.signature(function).parameters for function in functions)


def ask(dataset: Dataset, question: Formula) -> None:
    """Evaluate the formula into `check_result`, and its evidence for flagged rows into `check_evidence`."""
    begun = time.perf_counter()
    said = statements(_key(dataset, question), lambda: _compiled(dataset, question))
    question.bound = {name: Bound(*bound) for name, bound in said["bound"].items()}
    question.home = said["home"]
    dataset.stand_by(*(bound.sql for bound in question.bound.values()))
    for name, sql in said["once"]:
        dataset.keep_once(name, sql)
    backend = dataset.backend
    backend.step(RESULT, said["result"])
    told = (
        f"select flagged, count(*), min(threshold), max(threshold) from {RESULT} group by flagged"
    )
    for flagged, count, least, greatest in backend.rows(told):
        question.subjects[flagged] = count
        if least is not None and question.check.scope != "case":
            low, high = question.fence or (least, greatest)
            question.fence = min(low, least), max(high, greatest)
    if said["evidence"] is not None and question.subjects.get(True):
        backend.step(EVIDENCE, said["evidence"])
        question.proved = True
        spoken_of = backend.rows(said["spoken_of"])
        question.cited = tuple(name for name in question.bound if (name,) in spoken_of)
    question.seconds = time.perf_counter() - begun


def _key(dataset: Dataset, question: Formula) -> list[Any]:
    """What the SQL of a question hangs on, besides the code of the project: a check may live outside it."""
    check, variant = question.check, question.variant
    assert check.formula is not None
    return [
        dataset.backend.name,
        check.id,
        hash_of(Path(check.formula.__code__.co_filename)),
        [variant.since, variant.until, variant.values],
        question.as_of if asks_the_day(check) else None,
        [dataset.shape(name, columns) for name, columns in _reads(check).items()],
    ]


def _compiled(dataset: Dataset, question: Formula) -> dict[str, Any]:
    """SQL of the answer and of the evidence, and before them of what other rules ask for too (`once`).

    Evidence looks at flagged rows alone: what it computes is of no use to others.
    """
    check = question.check
    backend = dataset.backend
    tables_bound = {name: dataset.bind(name, columns) for name, columns in _reads(check).items()}
    absent = frozenset(
        f"{name}.{column}"
        for name, columns in check.reads.items()
        for column in columns
        if not dataset.has(name, column)
    )
    bound, undated = _in_force(question, tables_bound)
    assert check.formula is not None
    taken: dict[str, str] = {}
    kept_rows: dict[str, Table] = {}

    def keep(rows: Table) -> Table:
        sql = backend.sql(rows)
        name = f"{ONCE}{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
        taken[name], kept_rows[name] = sql, rows
        return ibis.table(rows.schema(), name=name)

    with kept_by(keep):
        answer = _called(check.formula, bound, question, absent)
    result = _completed(answer, check, undated)
    evidence = spoken_of = None
    if check.rows is not None:
        kept = ibis.table(result.schema(), name=RESULT)
        given = {"flagged": kept.filter(kept.flagged), **tables_bound}
        rows = _called(check.rows, given, question, absent)
        evidence = backend.sql(rows)
        spoken_of = backend.sql(ibis.table(rows.schema(), name=EVIDENCE).select("table").distinct())
    return {
        "once": list(taken.items()),
        "home": origin(result, check.key[0], kept_rows) if len(check.key) == 1 else None,
        "result": backend.sql(result),
        "evidence": evidence,
        "spoken_of": spoken_of,
        "bound": {
            name: [backend.sql(table), list(table.columns)] for name, table in tables_bound.items()
        },
    }


def _reads(check: Check) -> dict[str, tuple[str, ...]]:
    """What a check reads, and the local day by which its subjects are judged: that of an instant is not its UTC day."""
    reads = check.reads
    if check.dated_by:
        day = dated_on(check.dated_by)
        home = next(name for name in reads if day in tables()[name].stored())
        reads[home] = tuple(dict.fromkeys((*reads[home], day)))
    return reads


def dated_on(column: str) -> str:
    """The local date of an instant; a date itself."""
    return column if column.endswith("_on") else local_date_of(column)


def _in_force(
    question: Formula, bound: Mapping[str, Table]
) -> tuple[dict[str, Table], Table | None]:
    """Keep subjects whose own day lies in the stretch; those without a day come back apart, undecided."""
    check, variant = question.check, question.variant
    bound = dict(bound)
    if check.dated_by is None or (variant.since is None and variant.until is None):
        return bound, None
    column = dated_on(check.dated_by)
    name = next(name for name in bound if column in tables()[name].stored())
    table, day = bound[name], bound[name][column]
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


def _called(
    function: Any, bound: Mapping[str, Table], question: Formula, absent: frozenset[str]
) -> Table:
    """Call with the tables and parameters that the function names."""
    names = inspect.signature(function).parameters
    given: dict[str, Any] = {name: table for name, table in bound.items() if name in names}
    for name in question.check.params:
        if name in names:
            given[name] = question.variant.values.get(name)
    if "as_of" in names:
        given["as_of"] = question.as_of
    if "absent" in names:
        given["absent"] = absent
    answer = function(**given)
    assert isinstance(answer, Table)
    return answer
