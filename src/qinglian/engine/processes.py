"""Ask the process rules of a run together: events prepared once, answers turned into signals one after the other."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine import missing, signals
from qinglian.engine.asked import Asked
from qinglian.engine.dataset import Dataset
from qinglian.engine.events import prepare
from qinglian.engine.process import cite
from qinglian.engine.process.chunks import Chunk
from qinglian.engine.process.plan import Answer, Question, answers, question
from qinglian.engine.process.prepare import CASES, Prepared
from qinglian.engine.process.states import UNDECIDED, VIOLATED
from qinglian.engine.verdicts import BETWEEN, Found
from qinglian.model.activity import activities
from qinglian.model.process import Constraint
from qinglian.model.table import table

BOUND = (
    "event_id", "process", "case_id", "position", "activity", "occurred_at", "occurred_on", "occurred_day",
    "occurred_wd", "date_only", "resource", "unit_id",
)  # fmt: skip


def run_processes(
    dataset: Dataset,
    asked: list[Asked],
    as_of: date,
    moment: datetime,
    *,
    kept: bool = False,
    chunks: Iterable[Chunk] | None = None,
) -> dict[str, Found]:
    """Signals and verdicts per rule. `chunks` are prepared events, each holding whole cases; made here if not given."""
    found = {
        one.rule.id: Found(one.rule.id, one.constraints[0].process, kept and one.alone)
        for one in asked
    }
    if not asked:
        return found
    if not dataset.has("event"):
        for one in found.values():
            one.mention("event")
        return found
    if chunks is None:
        every = [constraint for one in asked for constraint in one.constraints]
        chunks = [Chunk(prepared_events(dataset, every, as_of))]
    _label(dataset)
    for chunk in chunks:
        _ask(dataset, chunk, asked, found, as_of, moment)
    return found


def _ask(
    dataset: Dataset,
    chunk: Chunk,
    asked: list[Asked],
    found: dict[str, Found],
    as_of: date,
    moment: datetime,
) -> None:
    """Ask every rule of the events of one chunk."""
    prepared = chunk.prepared
    owners: dict[int, tuple[Asked, int]] = {}
    questions = []
    for one in asked:
        for stretch, (variant, constraint) in enumerate(
            zip(one.stretches, one.constraints, strict=True)
        ):
            process = constraint.process
            if process is not None and process not in prepared.filled:
                found[one.rule.id].mention(missing.no_events(process))
                continue
            assert one.check.template is not None
            put = question(one.rule.id, one.check.template, variant, constraint)
            owners[id(put)] = one, stretch
            questions.append(put)
    cases = dataset.con.sql(f"select case_id from {CASES} order by case_no").to_arrow_table()[0]
    for answer in answers(dataset.con, prepared, questions):
        one, stretch = owners[id(answer.question)]
        mine = found[one.rule.id]
        columns = _verdicts(answer)
        if mine.kept:
            place = pc.subtract(answer.verdicts["case_no"], chunk.first_case)
            columns["subject_id"] = cases.take(place)
        mine.add(stretch, columns)
        if answer.missing and not pc.any(pc.equal(columns["state"], UNDECIDED)).as_py():
            mine.mention(*answer.missing)
        mine.seconds += answer.seconds
        if pc.any(pc.equal(columns["state"], VIOLATED)).as_py():
            chunk.cite(dataset.con)
            mine.signals.append(_signals(dataset, one, answer, as_of, moment))


def prepared_events(dataset: Dataset, constraints: list[Constraint], as_of: date) -> Prepared:
    """Bind and prepare the events with the columns these cards read."""
    return prepare(
        dataset.con,
        dataset.bind("event", (*BOUND, *columns_read(dataset, constraints))),
        dataset.calendar,
        attributes=attributes_of(constraints),
        recorded=dataset.recorded,
        as_of=as_of,
        zone=dataset.zone,
        named={name for c in constraints for name in c.activities_named()},
    )


def columns_read(dataset: Dataset, constraints: list[Constraint]) -> list[str]:
    """Columns of events that these cards read, besides those in `BOUND`, as far as they can be bound."""
    wanted = sorted({name for c in constraints for name in c.columns()} - set(BOUND))
    dictionary = table("event").bound()
    return [name for name in wanted if name in dictionary or dataset.has("event", name)]


def attributes_of(constraints: list[Constraint]) -> list[str]:
    """Columns of events to be prepared, besides activity and time as numbers."""
    wanted = sorted({name for c in constraints for name in c.columns()} - set(BOUND))
    return [*wanted, "resource", "unit_id", "occurred_at", "occurred_on"]


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


def _verdicts(answer: Answer) -> dict[str, Any]:
    """State, due day of open duties and what was missing, one row a case."""
    state, day = answer.verdicts["state"], answer.verdicts["due_day"]
    lacks = pa.scalar(BETWEEN.join(missing.of_process(answer)))
    undecided = pc.equal(state, UNDECIDED)
    return {
        "state": state,
        "due_on": day.cast(pa.int32()).cast(pa.date32()),
        "missing": pc.if_else(undecided, lacks, pa.scalar(None, pa.string())),
    }


def _signals(
    dataset: Dataset, one: Asked, answer: Answer, as_of: date, moment: datetime
) -> pa.Table:
    put: Question = answer.question
    subject = put.constraint.process or one.check.subject
    frame = signals.Frame(
        one.rule, one.check, subject, as_of, moment, None, "; ".join(put.variant.clauses.values()),
        put.variant.since or (as_of if put.variant.until is None else None), put.variant.until,
    )  # fmt: skip
    dataset.con.register("incoming_verdicts", answer.verdicts)
    dataset.con.execute(f"create or replace temp table {cite.VERDICTS} as from incoming_verdicts")
    dataset.con.unregister("incoming_verdicts")
    cited = [name for name in sorted(put.constraint.columns()) if dataset.has("event", name)]
    return signals.signals(dataset.con, frame, cite.select(put, cited))
