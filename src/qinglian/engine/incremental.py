"""
接着上次运行问。A run over a lake that starts from the last one.

Rules that judge each subject alone are asked only of subjects whose rows changed since a run with the same
grounds; what was said of the others stands. Everything else is asked of the whole lake, over events prepared once for
its batches.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine.asked import Asked, questions
from qinglian.engine.formulas import run_formula
from qinglian.engine.grounds import Facts, constraints_of, facts, grounds
from qinglian.engine.lake import (
    LakeDataset,
    Run,
    changed_cases,
    changed_ids,
    comparable,
    runs,
)
from qinglian.engine.outcome import Outcome
from qinglian.engine.part import EVENTS, Part, Reach, reach
from qinglian.engine.prepared import prepared_chunks
from qinglian.engine.process.chunks import CHUNK_EVENTS, Chunk
from qinglian.engine.processes import prepared_events, run_processes
from qinglian.engine.run import answered, told
from qinglian.engine.verdicts import SCHEMA, Found
from qinglian.model.rule import Rule

LOOK_BACK = 30
"""Runs to look through for one to start from."""
KEPT_VERDICTS = 30_000_000
"""Where there are more verdicts they are not kept, and the next run asks everything."""


def run_lake(
    dataset: LakeDataset,
    rules: list[Rule],
    as_of: date,
    params: Mapping[str, Any] | None = None,
    *,
    incremental: bool = True,
    seen_at: datetime | None = None,
    chunk_events: int = CHUNK_EVENTS,
) -> Outcome:
    """Ask every rule of a lake. The outcome is that of `run`, with what the next run can start from."""
    moment = seen_at or datetime.now(UTC)
    asked, coverage = questions(rules, params or {})
    known = facts(dataset, asked)
    on = grounds(dataset, asked, as_of, known)
    kept = known.cases * len(on) <= KEPT_VERDICTS
    starts = _starts(dataset, asked, on) if incremental and kept else {}
    whole = [one for one in asked if one.rule.id not in starts]
    events = prepared_chunks(dataset, constraints_of(whole), as_of, chunk_events)
    found = answered(dataset, whole, as_of, moment, kept=kept, chunks=events)
    for group in _alike([one for one in asked if one.rule.id in starts], starts):
        start = starts[group[0].rule.id]
        found |= _changed(dataset, group, start, known, as_of, moment)
        for one in group:
            start.stands(found[one.rule.id], as_of, moment)
    outcome = told(dataset, coverage, found, as_of=as_of, moment=moment, params=params)
    if kept:
        outcome.verdicts = pa.concat_tables(
            [SCHEMA.empty_table(), *(found[rule_id].all_verdicts() for rule_id in on)]
        )
        outcome.depends = on
    return outcome


@dataclass(frozen=True)
class Start:
    """A run to start from, and the subjects that changed since."""

    run: Run
    changed: pa.Array

    def stands(self, found: Found, as_of: date, moment: datetime) -> None:
        """Add what was said of the subjects that did not change, as seen now."""
        assert self.run.verdicts is not None
        asked_again = [rows["subject_id"].combine_chunks() for rows in found.verdicts]
        gone = pa.concat_arrays([self.changed, *asked_again])
        verdicts = _others(self.run.verdicts, found.rule_id, gone)
        nameless = pc.is_null(verdicts["subject_id"])
        verdicts = verdicts.filter(pc.or_(pc.invert(nameless), pc.is_null(verdicts["state"])))
        signals = _others(self.run.signals, found.rule_id, gone)
        signals = signals.filter(pc.is_valid(signals["subject_id"]))
        for name, said in (("seen_at", moment), ("as_of", as_of)):
            place, kind = signals.schema.get_field_index(name), signals.schema.field(name)
            column = pa.repeat(pa.scalar(said, kind.type), signals.num_rows)
            signals = signals.set_column(place, kind, column)
        found.stand(signals, verdicts)


def _others(rows: pa.Table, rule_id: str, gone: pa.Array) -> pa.Table:
    mine = rows.filter(pc.equal(rows["rule_id"], rule_id))
    return mine.filter(pc.invert(pc.is_in(mine["subject_id"], gone.drop_null())))


class _Changes:
    """What changed in a lake since a run, looked up once for each way to follow it."""

    def __init__(self, run: Run, dataset: LakeDataset) -> None:
        self.run = run
        self.dataset = dataset
        self.ids: dict[tuple[str, str], pa.Array] = {}

    def of(self, way: Reach) -> pa.Array:
        """Ids of subjects that may have other rows now; none of those left out has."""
        found = [self._of(table, column) for table, column in way.columns.items()]
        if way.home is not None:
            rows = pa.concat_arrays(found).unique()
            found += [self._of(way.home, way.key), self._named_by(way, rows)]
        return pa.concat_arrays(found).unique()

    def _of(self, table: str, column: str) -> pa.Array:
        if (table, column) not in self.ids:
            if table == "event":
                cases = changed_cases(self.run, self.dataset)
                assert cases is not None
                ids = cases[column].combine_chunks()
            else:
                ids = changed_ids(self.run, self.dataset, table, column)
            self.ids[table, column] = ids
        return self.ids[table, column]

    def _named_by(self, way: Reach, rows: pa.Array) -> pa.Array:
        """Subjects that these rows of the home table name."""
        assert way.home is not None
        own = Reach({way.home: way.columns[way.home]}, way.columns[way.home])
        seen = Part(self.dataset, own, rows).bind(way.home, (way.key,)).select(way.key)
        return self.dataset.backend.arrow(seen)[0].combine_chunks().drop_null()


def _starts(dataset: LakeDataset, asked: list[Asked], on: dict[str, str]) -> dict[str, Start]:
    """For each rule the latest run with the same grounds that can be compared, where there is one."""
    sought = {one.rule.id: way for one in asked if one.alone and (way := reach(one.check))}
    found: dict[str, Start] = {}
    for place, run in enumerate(runs(dataset.lake)):
        if not sought or place == LOOK_BACK:
            break
        mine = [name for name in sought if run.record.depends.get(name) == on[name]]
        if not mine or run.verdicts is None or not comparable(run, dataset):
            continue
        changes = _Changes(run, dataset)
        found |= {name: Start(run, changes.of(sought.pop(name))) for name in mine}
    return found


def _alike(asked: list[Asked], starts: dict[str, Start]) -> list[list[Asked]]:
    """Process rules that start from the same run together, every formula by itself."""
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        name = starts[one.rule.id].run.id if one.check.is_process else one.rule.id
        groups.setdefault(name, []).append(one)
    return list(groups.values())


def _changed(
    dataset: LakeDataset,
    group: list[Asked],
    start: Start,
    known: Facts,
    as_of: date,
    moment: datetime,
) -> dict[str, Found]:
    """Ask of the subjects that changed."""
    constraints = constraints_of(group)
    if not len(start.changed):
        process = constraints[0].process if constraints else None
        return {one.rule.id: Found(one.rule.id, process, kept=True) for one in group}
    way = reach(group[0].check)
    assert way is not None
    part = Part(dataset, way, start.changed)
    if way is not EVENTS:
        return {one.rule.id: run_formula(part, one, as_of, moment, kept=True) for one in group}
    prepared = replace(prepared_events(part, constraints, as_of), filled=known.filled)
    return run_processes(part, group, as_of, moment, kept=True, chunks=[Chunk(prepared)])
