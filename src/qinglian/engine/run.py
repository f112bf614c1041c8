"""Ask rules of a data set: signals, and for every rule how far it could be asked."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from qinglian import __version__
from qinglian.engine.asked import Asked, questions
from qinglian.engine.asked import constraint_of as constraint_of
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.completeness import completeness
from qinglian.engine.dataset import Dataset
from qinglian.engine.formulas import run_formulas
from qinglian.engine.outcome import Coverage, Outcome
from qinglian.engine.process.chunks import Chunk
from qinglian.engine.processes import run_processes
from qinglian.engine.signals import SCHEMA
from qinglian.engine.verdicts import Found
from qinglian.model.rule import Rule
from qinglian.model.table import tables

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
    asked, coverage = questions(rules, params or {})
    found = answered(dataset, asked, as_of, moment)
    return told(dataset, coverage, found, as_of=as_of, moment=moment, params=params)


def answered(
    dataset: Dataset,
    asked: list[Asked],
    as_of: date,
    moment: datetime,
    *,
    kept: bool = False,
    chunks: Iterable[Chunk] | None = None,
) -> dict[str, Found]:
    """What each rule got; with its verdicts where they are to be kept. `chunks`: events that lie prepared already."""
    formulas = [one for one in asked if not one.check.is_process]
    found = run_formulas(dataset, formulas, as_of, moment, kept=kept)
    processes = [one for one in asked if one.check.is_process]
    return found | run_processes(dataset, processes, as_of, moment, kept=kept, chunks=chunks)


def told(
    dataset: Dataset,
    coverage: dict[str, Coverage],
    found: Mapping[str, Found],
    *,
    as_of: date,
    moment: datetime,
    params: Mapping[str, Any] | None,
) -> Outcome:
    """Everything a report needs, from what the rules got."""
    for rule_id, one in found.items():
        one.cover(coverage[rule_id])
    signals = [found[rule_id].all_signals() for rule_id in coverage if rule_id in found]
    listed = list(coverage.values())
    return Outcome(
        signals=pa.concat_tables([SCHEMA.empty_table(), *signals]),
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
        zone=dataset.zone,
    )


def needs_review(item: Coverage) -> bool:
    """Whether a rule flagged so large a share of what it decided that the rule itself should be looked at."""
    return item.decided >= REVIEW_MINIMUM and item.flagged > REVIEW_SHARE * item.decided


def unit_names(dataset: Dataset) -> dict[str, str]:
    """Names of units by id, from every table that has both."""
    found: dict[str, str] = {}
    for name in tables():
        for unit in ("procuring_entity", "buyer", "unit"):
            one, said = quoted(f"{unit}_id"), quoted(f"{unit}_name")
            if {f"{unit}_id", f"{unit}_name"} <= dataset.columns.get(name, set()):
                rows = dataset.con.execute(
                    f"select {one}, min({said}) from {quoted(name)}"
                    f" where {one} is not null and {said} is not null group by 1"
                ).fetchall()
                found |= dict(rows)
    return found
