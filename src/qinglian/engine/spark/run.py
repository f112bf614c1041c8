"""Ask rules of a data set on Spark."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from qinglian.engine.asked import questions
from qinglian.engine.outcome import Outcome
from qinglian.engine.run import told
from qinglian.engine.spark.dataset import SparkDataset
from qinglian.engine.spark.formulas import run_formula
from qinglian.engine.spark.processes import run_processes
from qinglian.model.rule import Rule


def run_on_spark(
    dataset: SparkDataset,
    rules: list[Rule],
    *,
    as_of: date,
    params: Mapping[str, Any] | None = None,
    seen_at: datetime | None = None,
) -> Outcome:
    """Ask every rule. The outcome is that of `engine.run.run`."""
    moment = seen_at or datetime.now(UTC)
    asked, coverage = questions(rules, params or {})
    try:
        found = {
            one.rule.id: run_formula(dataset, one, as_of, moment)
            for one in asked
            if not one.check.is_process
        }
    finally:
        dataset.let_go()
    processes = [one for one in asked if one.check.is_process]
    found |= run_processes(dataset, processes, as_of, moment)
    outcome = told(dataset.local, coverage, found, as_of=as_of, moment=moment, params=params)
    outcome.engine = dataset.backend.name
    return outcome
