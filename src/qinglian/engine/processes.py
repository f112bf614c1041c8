"""Ask the process rules of a run together: events prepared once, answers turned into signals one after the other."""

from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from qinglian.engine import missing, signals
from qinglian.engine.dataset import Dataset
from qinglian.engine.events import prepare
from qinglian.engine.outcome import Coverage
from qinglian.engine.params import Variant
from qinglian.engine.process import cite
from qinglian.engine.process.plan import Answer, Question, answers, counts, question
from qinglian.engine.process.prepare import Prepared
from qinglian.model.activity import activities
from qinglian.model.check import Check
from qinglian.model.process import Constraint
from qinglian.model.rule import Rule
from qinglian.model.table import table

Asked = tuple[Rule, Check, list[tuple[Variant, Constraint]]]
BOUND = (
    "event_id", "process", "case_id", "position", "activity", "occurred_at", "occurred_on", "occurred_day",
    "occurred_wd", "date_only", "resource", "unit_id",
)  # fmt: skip


def run_processes(
    dataset: Dataset,
    asked: list[Asked],
    coverage: dict[str, Coverage],
    as_of: date,
    moment: datetime,
) -> list[pa.Table]:
    """Signals per rule; fills the coverage of each."""
    if not asked:
        return []
    if not dataset.has("event"):
        for rule, _, _ in asked:
            coverage[rule.id].missing = [missing.absent_table("event")]
        return []
    prepared = prepared_events(dataset, [c for _, _, parsed in asked for _, c in parsed], as_of)
    _label(dataset)
    owners = {}
    questions = []
    for rule, check, parsed in asked:
        for variant, constraint in parsed:
            if prepared.of_process(constraint.process) == []:
                coverage[rule.id].missing = [missing.absent_process(str(constraint.process))]
                continue
            assert check.template is not None
            one = question(rule.id, check.template, variant, constraint)
            owners[id(one)] = (rule, check)
            questions.append(one)
    found = []
    for answer in answers(dataset.con, prepared, questions):
        rule, check = owners[id(answer.question)]
        _cover(coverage[rule.id], answer, prepared)
        found.append(_signals(dataset, rule, check, answer, as_of, moment))
    return found


def prepared_events(dataset: Dataset, constraints: list[Constraint], as_of: date) -> Prepared:
    """Bind and prepare the events with the columns these cards read."""
    columns = sorted({name for c in constraints for name in c.columns()} - set(BOUND))
    dictionary = table("event").bound()
    known = [name for name in columns if name in dictionary or dataset.has("event", name)]
    event = dataset.bind("event", (*BOUND, *known))
    attributes = [name for name in (*columns, "resource", "unit_id", "occurred_at", "occurred_on")]
    return prepare(
        dataset.con,
        event,
        dataset.calendar,
        attributes=attributes,
        recorded=dataset.recorded,
        as_of=as_of,
        zone=dataset.zone,
    )


def _label(dataset: Dataset) -> None:
    """Names of the steps for people, beside the prepared events."""
    rows = [
        {"process": process, "activity": name, "zh": said.zh, "en": said.en}
        for process, steps in activities().items()
        for name, said in steps.items()
    ]
    kinds = pa.schema([(name, pa.string()) for name in ("process", "activity", "zh", "en")])
    dataset.con.register("incoming_labels", pa.Table.from_pylist(rows, kinds))
    dataset.con.execute(f"create or replace table {cite.LABELS} as from incoming_labels")
    dataset.con.unregister("incoming_labels")


def _cover(cover: Coverage, answer: Answer, prepared: Prepared) -> None:
    n: dict[str, Any] = counts(answer)
    cover.asked += n["asked"]
    cover.undecided += n["undecided"]
    cover.decided += n["asked"] - n["undecided"]
    cover.flagged += n["flagged"]
    cover.pending += n["pending"]
    cover.at_risk += n["at_risk"]
    cover.seconds += answer.seconds
    cover.missing += missing.of_process(answer, prepared, n["undecided"])
    if n["next_due_day"] is not None:
        due = date(1970, 1, 1) + timedelta(days=n["next_due_day"])
        cover.next_due_on = due if cover.next_due_on is None else min(due, cover.next_due_on)


def _signals(
    dataset: Dataset, rule: Rule, check: Check, answer: Answer, as_of: date, moment: datetime
) -> pa.Table:
    asked: Question = answer.question
    subject = asked.constraint.process or check.subject
    frame = signals.Frame(
        rule, check, subject, as_of, moment, None, "; ".join(asked.variant.clauses.values()),
        asked.variant.since or (as_of if asked.variant.until is None else None), asked.variant.until,
    )  # fmt: skip
    dataset.con.register("incoming_verdicts", answer.verdicts)
    dataset.con.execute(f"create or replace temp table {cite.VERDICTS} as from incoming_verdicts")
    dataset.con.unregister("incoming_verdicts")
    cited = [name for name in sorted(asked.constraint.columns()) if dataset.has("event", name)]
    return signals.signals(dataset.con, frame, cite.select(asked, cited))
