"""Ask the process rules of a run together: events prepared once, answers turned into signals one after the other."""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine import missing, signals
from qinglian.engine.asked import Asked
from qinglian.engine.dataset import Dataset
from qinglian.engine.events import prepare
from qinglian.engine.process import cite
from qinglian.engine.process.chunks import Chunk
from qinglian.engine.process.plan import EVIDENCE, Answer, Question, answers, question
from qinglian.engine.process.prepare import CASES, Prepared
from qinglian.engine.process.states import UNDECIDED, VIOLATED
from qinglian.engine.verdicts import BETWEEN, SCHEMA, Found, once_each
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
        one.rule.id: Found(one.rule.id, one.constraints[0].process, kept and one.alone, True)
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
    label(dataset)
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
    """Ask every rule of the events of one chunk, then fetch all that is cited in one go and tell the signals."""
    prepared = chunk.prepared
    flagged: list[tuple[Found, Asked, Answer]] = []
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
            if not chunk.holds(process):
                continue
            assert one.check.template is not None
            put = question(one.rule.id, one.check.template, variant, constraint)
            owners[id(put)] = one, stretch
            questions.append(put)
    cases = dataset.con.sql(f"select case_id from {CASES} order by case_no").to_arrow_table()[0]
    of_rule = groupby(
        answers(dataset.backend, prepared, questions), lambda answer: answer.question.rule_id
    )
    for rule_id, given in of_rule:
        mine, parts = found[rule_id], []
        for answer in given:
            one, stretch = owners[id(answer.question)]
            columns = _verdicts(answer)
            if mine.kept:
                place = pc.subtract(answer.verdicts["case_no"], chunk.first_case)
                columns["subject_id"] = cases.take(place)
            parts.append(_Part(stretch, answer.verdicts["case_no"], columns))
            if answer.missing and not pc.any(pc.equal(columns["state"], UNDECIDED)).as_py():
                mine.mention(*answer.missing)
            mine.seconds += answer.seconds
            if pc.any(pc.equal(columns["state"], VIOLATED)).as_py():
                flagged.append((mine, one, violations(answer)))
        _add(dataset, mine, parts)
    chunk.cite(dataset.con, [answer.evidence for _, _, answer in flagged])
    for mine, one, answer in flagged:
        begun = time.perf_counter()
        mine.signals.append(signals_of(dataset, one, answer, as_of, moment))
        mine.seconds += time.perf_counter() - begun


def violations(answer: Answer) -> Answer:
    """What signals are told of."""
    return replace(
        answer,
        verdicts=answer.verdicts.filter(pc.equal(answer.verdicts["state"], VIOLATED)),
        evidence=answer.evidence.filter(pc.equal(answer.evidence["state"], VIOLATED)),
    )


class _Part(NamedTuple):
    """Verdicts of one stretch: its place, the numbers of the cases, and columns of `verdicts.SCHEMA`."""

    stretch: int
    cases: pa.ChunkedArray
    columns: dict[str, Any]


def _add(dataset: Dataset, found: Found, parts: list[_Part]) -> None:
    """Add the verdicts of a rule. A case that is asked in two stretches gets one verdict."""
    cases = pa.chunked_array([chunk for part in parts for chunk in part.cases.chunks], pa.int32())
    if len(parts) == 1 or pc.count_distinct(cases).as_py() == len(cases):
        for part in parts:
            found.add(part.stretch, part.columns)
        return
    names = ("subject_id", "state", "due_on", "missing")
    rows = [
        pa.table(
            {"case_no": part.cases, "stretch": pa.repeat(pa.scalar(part.stretch), len(part.cases))}
            | {name: part.columns.get(name, _nulls(part, name)) for name in names}
        )
        for part in parts
    ]
    dataset.con.register("incoming_stretches", pa.concat_tables(rows))
    once = dataset.con.sql(f"{once_each('from incoming_stretches', 'case_no')} order by case_no")
    merged = once.to_arrow_table()
    dataset.con.unregister("incoming_stretches")
    columns = {name: merged[name] for name in ("stretch", *names)}
    found.add(0, columns)


def _nulls(part: _Part, name: str) -> pa.Array:
    return pa.nulls(len(part.cases), SCHEMA.field(name).type)


def prepared_events(dataset: Dataset, constraints: list[Constraint], as_of: date) -> Prepared:
    """Bind and prepare the events with the columns these cards read."""
    return prepare(
        dataset.backend,
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


def label(dataset: Dataset) -> None:
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


def signals_of(
    dataset: Dataset, one: Asked, answer: Answer, as_of: date, moment: datetime
) -> pa.Table:
    """Signals of the violations of one stretch; the cases and the cited events lie in the connection."""
    put: Question = answer.question
    subject = put.constraint.process or one.check.subject
    frame = signals.Frame(
        one.rule, one.check, subject, as_of, moment, None, put.variant.cited,
        put.variant.since or (as_of if put.variant.until is None else None), put.variant.until,
    )  # fmt: skip
    for name, rows in ((cite.VERDICTS, answer.verdicts), (EVIDENCE, answer.evidence)):
        dataset.con.register("incoming_answer", rows)
        dataset.con.execute(f"create or replace temp table {name} as from incoming_answer")
        dataset.con.unregister("incoming_answer")
    cited = [name for name in sorted(put.constraint.columns()) if dataset.has("event", name)]
    return signals.signals(dataset.con, frame, cite.select(put, cited))
