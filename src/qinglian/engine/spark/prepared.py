"""Events that lie prepared in a folder, asked where they lie: for logs that no single machine would load."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qinglian.engine.backends.spark import Spark
from qinglian.engine.events import ORDERED, working_day_number
from qinglian.engine.process import chunks
from qinglian.engine.process.plan import Question, pose
from qinglian.engine.process.prepare import CASES, DAYS, EVENTS, Prepared
from qinglian.engine.process.states import AT_RISK, PENDING, UNDECIDED, VIOLATED
from qinglian.engine.spark.processes import judge

VERDICTS = "process_verdict"


def prepared_in(spark: Spark, folder: Path, as_of: date | None = None) -> Prepared:
    """All chunks that `process.chunks` wrote, as one; judged by `as_of`, or by the day they were prepared for."""
    body = json.loads((folder / "prepared.json").read_text("utf-8"))
    for table, files in ((EVENTS, "events"), (CASES, "cases"), (ORDERED, "ordered")):
        if found := sorted(folder.glob(f"{files}-*.parquet")):
            spark.read(table, found)
    spark.read(DAYS, [folder / "days.parquet"])
    prepared = chunks.prepared_of(spark, body)
    return prepared if as_of is None else prepared.at(as_of, working_day_number(spark, as_of))


def counts(
    spark: Spark, prepared: Prepared, questions: Sequence[Question]
) -> Iterator[tuple[Question, dict[str, Any]]]:
    """Numbers of every question, as `process.plan.counts` has them; no verdict leaves Spark."""
    for posed in pose(spark, prepared, questions):
        found = judge(spark, posed, VERDICTS)
        states = found.states
        yield (
            posed.question,
            {
                "asked": states.total(),
                "flagged": states[VIOLATED],
                "pending": states[PENDING],
                "at_risk": states[AT_RISK],
                "undecided": states[UNDECIDED],
                "next_due_day": found.due_day,
            },
        )
        spark.drop(VERDICTS)
