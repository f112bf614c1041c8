"""Process rules asked on Spark: verdicts come back counted, violated cases with the events that show it."""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import NamedTuple

import ibis
import pyarrow as pa
from ibis import Table

from qinglian.engine import missing
from qinglian.engine.asked import Asked
from qinglian.engine.backends import Backend
from qinglian.engine.backends.duckdb import DuckDB
from qinglian.engine.events import ORDERED, prepare
from qinglian.engine.process import cite
from qinglian.engine.process.plan import EVIDENCE, Answer, Posed, Question, pose, question
from qinglian.engine.process.prepare import CASES, Prepared, unbound
from qinglian.engine.process.states import AT_RISK, PENDING, UNDECIDED, VIOLATED
from qinglian.engine.processes import BOUND, attributes_of, columns_read, label, signals_of
from qinglian.engine.spark.dataset import SparkDataset
from qinglian.engine.spark.numbering import ordered
from qinglian.engine.verdicts import Found
from qinglian.model.process import Constraint

EPOCH = date(1970, 1, 1)


def run_processes(
    dataset: SparkDataset, asked: list[Asked], as_of: date, moment: datetime
) -> dict[str, Found]:
    """Signals and counts per rule."""
    found = {
        one.rule.id: Found(one.rule.id, one.constraints[0].process, summed=True) for one in asked
    }
    if not asked:
        return found
    if not dataset.has("event"):
        for one in found.values():
            one.mention("event")
        return found
    every = [constraint for one in asked for constraint in one.constraints]
    prepared = prepared_events(dataset, every, as_of)
    label(dataset.local)
    put, owners = _questions(prepared, asked, found)
    begun = time.perf_counter()
    for rule_id, posed in groupby(
        pose(dataset.backend, prepared, put), lambda posed: posed.question.rule_id
    ):
        mine, kept = found[rule_id], []
        for place, put_one in enumerate(posed):
            stretch = judge(dataset.backend, put_one, f"process_verdict_{place}")
            kept.append(stretch)
            if put_one.missing and not stretch.states[UNDECIDED]:
                mine.mention(*put_one.missing)
            if stretch.states[VIOLATED]:
                answer = _brought(dataset, put_one, stretch)
                mine.signals.append(
                    signals_of(dataset.local, owners[id(put_one.question)], answer, as_of, moment)
                )
        _count(dataset.backend, mine, kept)
        for stretch in kept:
            dataset.backend.drop(stretch.name)
        mine.seconds = time.perf_counter() - begun
        begun = time.perf_counter()
    return found


def prepared_events(dataset: SparkDataset, constraints: list[Constraint], as_of: date) -> Prepared:
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
        number=partial(ordered, dataset.backend),
    )


def _questions(
    prepared: Prepared, asked: Iterable[Asked], found: dict[str, Found]
) -> tuple[list[Question], dict[int, Asked]]:
    """What is to be asked, and whose question each is."""
    put, owners = [], {}
    for one in asked:
        for variant, constraint in zip(one.stretches, one.constraints, strict=True):
            process = constraint.process
            if process is not None and process not in prepared.filled:
                found[one.rule.id].mention(missing.no_events(process))
                continue
            assert one.check.template is not None
            put.append(question(one.rule.id, one.check.template, variant, constraint))
            owners[id(put[-1])] = one
    return put, owners


class Stretch(NamedTuple):
    """The verdicts of one question, kept under a name, counted by state, and what its undecided cases lack."""

    name: str
    states: Counter[int]
    due_day: int | None
    lacks: list[str]


def judge(backend: Backend, posed: Posed, name: str) -> Stretch:
    """Keep the verdicts of a question under a name and count them."""
    backend.materialise(name, posed.verdicts)
    verdicts = backend.table(name)
    counted = verdicts.group_by("state").aggregate(n=verdicts.count(), due=verdicts.due_day.min())
    rows = backend.rows(backend.sql(counted.select("state", "n", "due")))
    lacking = posed.missing
    if not lacking and posed.unseen and backend.rows(f"select 1 from {EVIDENCE} limit 1"):
        lacking = posed.unseen
    answer = Answer(posed.question, pa.table({}), pa.table({}), lacking)
    return Stretch(
        name,
        Counter({state: n for state, n, _ in rows}),
        _earliest((state, due) for state, _, due in rows),
        missing.of_process(answer),
    )


def _count(backend: Backend, found: Found, kept: list[Stretch]) -> None:
    """Add the counts of a rule. A case that is asked in two stretches gets one verdict."""
    if not kept:
        return
    if len(kept) == 1:
        (one,) = kept
        lacks = Counter(dict.fromkeys(one.lacks, one.states[UNDECIDED]))
        found.tally(one.states, +lacks, _day(one.due_day))
        return
    parts = []
    for place, one in enumerate(kept):
        rows = unbound(backend, one.name)
        bit = (rows.state == UNDECIDED).ifelse(1 << place, 0).cast("int64")
        parts.append(rows.select("case_no", "state", "due_day", bit=bit))
    both = ibis.union(*parts)
    once = both.group_by("case_no").aggregate(
        bad=(both.state == VIOLATED).any(),
        top=both.state.max(),
        due=both.due_day.min(),
        bits=both.bit.sum(),
    )
    once = once.mutate(verdict=once.bad.ifelse(VIOLATED, once.top).cast("int8"))
    counted = once.group_by(["verdict", "bits"]).aggregate(n=once.count(), due=once.due.min())
    states: Counter[int] = Counter()
    lacked: Counter[str] = Counter()
    rows = backend.rows(backend.sql(counted.select("verdict", "bits", "n", "due")))
    for state, bits, n, _ in rows:
        states[state] += n
        if state == UNDECIDED:
            named = {
                name for place, one in enumerate(kept) if bits >> place & 1 for name in one.lacks
            }
            lacked.update(dict.fromkeys(named, n))
    found.tally(states, lacked, _day(_earliest((state, due) for state, _, _, due in rows)))


def _earliest(rows: Iterable[tuple[int, int | None]]) -> int | None:
    """The next day due of open duties."""
    return min(
        (day for state, day in rows if day is not None and state in (PENDING, AT_RISK)),
        default=None,
    )


def _day(number: int | None) -> date | None:
    return None if number is None else EPOCH + timedelta(days=number)


def _brought(dataset: SparkDataset, posed: Posed, stretch: Stretch) -> Answer:
    """Bring violated cases, what shows it and the events it cites into the connection."""
    spark, here = dataset.backend, dataset.local.backend
    assert isinstance(here, DuckDB)
    verdicts, evidence = spark.table(stretch.name), spark.table(EVIDENCE)
    bad, shown = (
        verdicts.filter(verdicts.state == VIOLATED),
        evidence.filter(evidence.state == VIOLATED),
    )
    judged, found = spark.arrow(bad), spark.arrow(shown)
    cases, events = spark.table(CASES), spark.table(ORDERED)
    here.put(CASES, spark.arrow(cases.semi_join(bad, "case_no")))
    here.put(ORDERED, spark.arrow(events.semi_join(_cited(shown), "eid")))
    cite.keep(dataset.local.con, f"from {ORDERED}")
    return Answer(posed.question, judged, found, stretch.lacks)


def _cited(shown: Table) -> Table:
    others = shown.filter(shown.other_eid.notnull()).select(eid="other_eid")
    return ibis.union(shown.select("eid"), others).distinct()
