"""
数据湖里备好的事件，一个过程一处。Events of a lake as they lie prepared, each process by itself.

A rule is asked of the events of its own process and of no others, so only those are prepared, with the columns that
rules of this process read. What was prepared with more columns serves as well.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ibis
from ibis import Table

from qinglian.engine.events import prepare_in_parts
from qinglian.engine.grounds import calendar_hash
from qinglian.engine.lake import (
    LakeDataset,
    NotWritten,
    drop_stale,
    find_prepared,
    prepared_key,
    prepared_under,
    preparing,
)
from qinglian.engine.lake.store import PREPARED
from qinglian.engine.process import chunks
from qinglian.engine.process.chunks import CHUNK_EVENTS, Chunk
from qinglian.engine.process.prepare import columns_of
from qinglian.engine.processes import BOUND, attributes_of, columns_read
from qinglian.model.process import Constraint
from qinglian.model.table import tables

Process = str | None


def prepared_chunks(
    dataset: LakeDataset, constraints: list[Constraint], as_of: date, size: int = CHUNK_EVENTS
) -> Iterable[Chunk] | None:
    """Events as they lie prepared in the lake, having been put there if need be; None where that cannot be."""
    if not constraints or not dataset.has("event"):
        return None
    wanted = _wanted(dataset, constraints)
    batches = prepared_key(dataset, calendar_hash(dataset))
    making = _Making(dataset, constraints, batches, size)
    try:
        folders = {process: making.folder(process) for process in wanted}
    except NotWritten:
        return None
    if making.made:
        drop_stale(dataset, *prepared_under(dataset, batches))
    if None in folders.values():
        return None
    return _loaded(dataset, constraints, {p: f for p, f in folders.items() if f}, as_of)


def _loaded(
    dataset: LakeDataset, constraints: list[Constraint], folders: dict[Process, Path], as_of: date
) -> Iterator[Chunk]:
    """One chunk after the other, knowing which columns are filled for all processes."""
    filled = {
        name: set(names)
        for folder in folders.values()
        for name, names in chunks.said_of(folder).get("filled", ())
    }
    for process, folder in folders.items():
        columns = columns_of(_of(process, constraints))
        for chunk in chunks.chunks(dataset.con, folder, columns, as_of):
            prepared = replace(chunk.prepared, recorded=dataset.recorded, filled=filled)
            yield replace(chunk, prepared=prepared)


def _of(process: Process, constraints: Iterable[Constraint]) -> list[Constraint]:
    """Those that are asked of the events of a process."""
    return [c for c in constraints if c.process in (None, process)]


def _wanted(dataset: LakeDataset, constraints: list[Constraint]) -> list[Process]:
    """Processes that rules ask about and of which there may be events; one at least, be it empty.

    In the order in which cases are numbered, so that a subject known to several is told of alike.
    """
    asked = {c.process for c in constraints}
    there = {name for source in _sources(dataset) for name in _processes(dataset, source)}
    wanted = there if None in asked else asked & there
    return sorted(wanted or asked, key=lambda name: (name is None, name or ""))


def _sources(dataset: LakeDataset) -> list[str]:
    """Tables whose rows are, or hold, events."""
    ledgers = [name for name, spec in tables().items() if spec.process]
    return [name for name in ("event", *ledgers) if name in dataset.columns]


def _processes(dataset: LakeDataset, source: str) -> list[Process]:
    if source != "event":
        return list(tables()[source].processes)
    if "process" not in dataset.columns["event"]:
        return [None]
    return [row[0] for row in dataset.con.execute("select distinct process from event").fetchall()]


class _Making:
    """Folders of prepared events, each found or made."""

    def __init__(
        self, dataset: LakeDataset, constraints: list[Constraint], batches: str, size: int
    ) -> None:
        self.dataset = dataset
        self.constraints = constraints
        self.batches = batches
        self.size = size
        self.made = False
        self._kinds: dict[str, Any] = {}

    def folder(self, process: Process) -> Path | None:
        """Where the events of a process lie with all columns that its rules read."""
        constraints = _of(process, self.constraints)
        columns = columns_read(self.dataset, constraints)
        beginning = f"{self.batches}-{_hash(process)}"
        for name in prepared_under(self.dataset, beginning):
            said = chunks.said_of(self.dataset.lake.root / PREPARED / name)
            serves = set(columns) <= set(said.get("columns", ()))
            if said and serves and (found := find_prepared(self.dataset, name)):
                return found
        key = f"{beginning}-{_hash(columns)}"
        parts = prepare_in_parts(
            self.dataset.backend,
            self._events(process, columns),
            self.dataset.calendar,
            size=self.size,
            attributes=["event_id", *attributes_of(constraints)],
            recorded=self.dataset.recorded,
            zone=self.dataset.zone,
            named={name for c in constraints for name in c.activities_named()},
        )
        with preparing(self.dataset, key) as place:
            chunks.keep(self.dataset.con, parts, place, processes=[process], columns=columns)
        self.made = True
        return find_prepared(self.dataset, key)

    def _events(self, process: Process, columns: list[str]) -> Table:
        """Events of a process, bound from the tables that can hold any, each by itself.

        Bound from all tables, most of a long statement would be about rows that are none of it. Columns have the types
        that they have there, since a value must be told alike whoever asks.
        """
        names = (*BOUND, *columns)
        parts = []
        for source in _sources(self.dataset):
            if process not in _processes(self.dataset, source):
                continue
            alone = copy(self.dataset)
            alone.columns = {source: self.dataset.columns[source]}
            if alone.has("event"):
                rows = alone.bind("event", names)
                mine = rows.process.isnull() if process is None else rows.process == process
                rows = rows.filter(mine)
                parts.append(
                    rows.select(
                        **{name: rows[name].cast(self._kind(name)) for name in rows.columns}
                    )
                )
        if not parts:
            whole = self.dataset.bind("event", names)
            return whole.filter(ibis.literal(False))
        return ibis.union(*parts) if len(parts) > 1 else parts[0]

    def _kind(self, name: str) -> Any:
        """The type of a column among the events of all tables."""
        if not self._kinds:
            columns = columns_read(self.dataset, self.constraints)
            self._kinds = dict(self.dataset.bind("event", (*BOUND, *columns)).schema().items())
        return self._kinds[name]


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:8]
