"""A rule whose check is a formula, asked on Spark: verdicts come back counted, flagged rows with what they cite."""

import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from functools import reduce

import ibis
from ibis import Table

from qinglian.engine.ask import EVIDENCE, RESULT, Bound, Formula, ask
from qinglian.engine.asked import Asked
from qinglian.engine.backends.duckdb import DuckDB, quoted
from qinglian.engine.formulas import signals_of
from qinglian.engine.process.script import Expression
from qinglian.engine.process.states import AT_RISK, PENDING, SATISFIED, UNDECIDED, VIOLATED
from qinglian.engine.spark.dataset import SparkDataset
from qinglian.engine.spark.lacks import LACK, lacks
from qinglian.engine.verdicts import Found
from qinglian.model.table import tables

VERDICTS = "check_verdict"
UNKNOWN = "check_undecided"


def run_formula(dataset: SparkDataset, asked: Asked, as_of: date, moment: datetime) -> Found:
    """Signals and counts of one rule."""
    begun = time.perf_counter()
    found = Found(asked.rule.id)
    if not any(dataset.has(name) for name in asked.check.needs):
        found.mention(*asked.check.needs)
        return found
    for variant in asked.stretches:
        question = Formula(asked.check, variant, as_of)
        ask(dataset, question)
        found.fence = question.fence or found.fence
        bound = {name: dataset.bind(name, columns) for name, columns in asked.check.reads.items()}
        if _count(dataset, question, bound, found):
            here = replace(question, bound=_brought(dataset, question, bound))
            found.signals.append(signals_of(dataset.local, asked, here, moment))
    found.seconds = time.perf_counter() - begun
    return found


def _count(dataset: SparkDataset, question: Formula, bound: dict[str, Table], found: Found) -> int:
    """Count the verdicts into `found`; return how many subjects are flagged."""
    spark = dataset.backend
    spark.materialise(VERDICTS, _verdicts(spark.table(RESULT), question))
    verdicts = spark.table(VERDICTS)
    of_state = verdicts.group_by("state").aggregate(
        n=verdicts.subjects.sum(), due_on=verdicts.due_on.min()
    )
    rows = spark.rows(spark.sql(of_state.select("state", "n", "due_on")))
    states = Counter({state: n for state, n, _ in rows})
    due = min((day for state, _, day in rows if day and state in (PENDING, AT_RISK)), default=None)
    lacked: Counter[str] = Counter()
    if states[UNDECIDED]:
        lacked = _lacked(dataset, question, bound, verdicts)
    found.tally(states, lacked, due)
    return states[VIOLATED]


def _verdicts(result: Table, question: Formula) -> Table:
    """One row a subject: `state`, `due_on`, and `subjects`, 1. Rows that name nobody stand together, counted.

    As inside a case, one violation decides; without one, what is not known, then what is still open.
    """
    state = ibis.cases(
        (result.flagged.isnull(), UNDECIDED),
        (result.flagged, VIOLATED),
        (result.state == "pending", PENDING),
        (result.state == "at_risk", AT_RISK),
        else_=SATISFIED,
    )
    waiting = (~result.flagged).fill_null(False) & result.state.isin(["pending", "at_risk"])
    keys = list(question.check.key)
    rows = result.select(
        *keys,
        state=state.cast("int8"),
        due_on=waiting.ifelse(result.due_on, ibis.null("date")),
        unnamed=_all([result[key].notnull() for key in keys]).ifelse(ibis.null("int8"), state),
    )
    found = rows.group_by([*keys, "unnamed"]).aggregate(
        bad=(rows.state == VIOLATED).any(),
        top=rows.state.max(),
        due_on=rows.due_on.min(),
        n=rows.count(),
    )
    return found.select(
        *keys,
        state=found.bad.ifelse(VIOLATED, found.top).cast("int8"),
        due_on="due_on",
        subjects=found.unnamed.isnull().ifelse(1, found.n).cast("int64"),
    )


def _lacked(
    dataset: SparkDataset, question: Formula, bound: dict[str, Table], verdicts: Table
) -> Counter[str]:
    """How many undecided subjects lacked what."""
    spark, keys = dataset.backend, list(question.check.key)
    unknown = verdicts.filter(verdicts.state == UNDECIDED)
    unknown = unknown.group_by(keys).aggregate(subjects=unknown.subjects.sum())
    spark.materialise(UNKNOWN, unknown)
    unknown = spark.table(UNKNOWN)
    said = lacks(dataset, question.check, bound, unknown.select(keys)).rename(
        lambda name: f"l_{name}"
    )
    rows = unknown.join(said, [unknown[key].identical_to(said[f"l_{key}"]) for key in keys])
    counted = rows.group_by(f"l_{LACK}").aggregate(n=rows.subjects.sum())
    return Counter(dict(spark.rows(spark.sql(counted))))


def _brought(dataset: SparkDataset, question: Formula, bound: dict[str, Table]) -> dict[str, Bound]:
    """Bring flagged rows, evidence and the rows it cites into the connection; the tables as bound, cut to these."""
    spark, here = dataset.backend, dataset.local.backend
    assert isinstance(here, DuckDB)
    result = spark.table(RESULT)
    brought = {RESULT: spark.arrow(result.filter(result.flagged))}
    if question.proved:
        evidence = spark.table(EVIDENCE)
        brought[EVIDENCE] = spark.arrow(evidence)
        for name in question.cited:
            brought[_copy(name)] = spark.arrow(_cited(evidence, name, bound[name]))
    for name, rows in brought.items():
        here.drop(name)  # a temporary one would hide it
        here.put(name, rows)
    return {
        name: Bound(f"from {quoted(_copy(name))}", list(table.columns))
        for name, table in bound.items()
    }


def _copy(name: str) -> str:
    return f"cited_{name}"


def _cited(evidence: Table, name: str, bound: Table) -> Table:
    """Rows of a table that the evidence names."""
    key = tables()[name].key
    cited = evidence.filter(evidence.table == name).select(cited_row=evidence.row_id.cast("string"))
    texts = [bound[column].cast("string") for column in key]
    row_id = reduce(lambda one, more: one.concat("/", more), texts)
    return bound.semi_join(cited.distinct(), row_id == cited.cited_row)


def _all(conditions: list[Expression]) -> Expression:
    return reduce(lambda one, more: one & more, conditions)
