"""
备好的事件分块存放。Prepared events on disk, in chunks of whole cases.

A chunk fits in memory whatever the size of the log; the same compiled queries run on one after the other. Files of a
folder: `events-<n>.parquet` sorted by (act, case_no, eid), `cases-<n>.parquet`, `days.parquet` and `prepared.json`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from qinglian.engine.backends import Backend
from qinglian.engine.backends.duckdb import DuckDB
from qinglian.engine.events import ORDERED, working_day_number
from qinglian.engine.process import cite
from qinglian.engine.process.plan import Answer, Question, answers
from qinglian.engine.process.prepare import (
    CASES,
    DAYS,
    EVENTS,
    FIXED,
    Prepared,
    columns_of,
    unbound,
)

CHUNK_EVENTS = 5_000_000
CITED = ("event_id", "occurred_at", "occurred_on", "resource")
SHOWN = "select process, activity, eid, day_no occurred_day, wd_no occurred_wd,"
"""What signals tell of every event."""
PLAIN = (
    "date_only", "unknown_days", "most_repeated", "as_of_day", "as_of_wd", "as_of_us", "zone", "undated",
    "first_day", "last_day",
)  # fmt: skip


@dataclass(frozen=True)
class Chunk:
    """Prepared events of whole cases in the connection.

    `process` is that of all of them, where they are of one; `cited`: a select of all that may be cited, if that does
    not lie in `ordered_event` already.
    """

    prepared: Prepared
    first_case: int = 0
    process: tuple[str | None, ...] | None = None
    cited: str | None = None

    def holds(self, process: str | None) -> bool:
        """Whether there can be events of a process; None stands for any."""
        return process is None or self.process is None or process in self.process

    def cite(self, con: duckdb.DuckDBPyConnection, evidence: Iterable[pa.Table]) -> None:
        """Have `cited_event` hold what evidence cites: read once for all rules, since each reading takes the file."""
        columns = [
            part for rows in evidence for name in ("eid", "other_eid") for part in rows[name].chunks
        ]
        if not columns:
            return
        con.register("incoming_cited", pa.table({"eid": pa.chunked_array(columns, pa.int32())}))
        con.register("incoming_activities", self._activities())
        events = self.cited or f"from {ORDERED}"
        chosen = "eid in (select eid from incoming_cited where eid is not null)"
        cite.keep(con, f"{events} where {chosen}")
        con.unregister("incoming_activities")
        con.unregister("incoming_cited")

    def _activities(self) -> pa.Table:
        rows = [
            {"act": code, "process": process, "activity": name}
            for (process, name), code in self.prepared.activities.items()
        ]
        kinds = pa.schema(
            [("act", pa.int16()), ("process", pa.string()), ("activity", pa.string())]
        )
        return pa.Table.from_pylist(rows, kinds)


def keep(
    con: duckdb.DuckDBPyConnection, parts: Iterable[Prepared], folder: Path, **said: Any
) -> None:
    """Write events as they are prepared part by part, and what is `said` of them."""
    seen: list[Prepared] = []
    for number, prepared in enumerate(parts):
        for table, name in ((EVENTS, "events"), (CASES, "cases")):
            _copy(con, f"from {table}", folder / f"{name}-{number}")
        seen.append(prepared)
    _copy(con, f"from {DAYS}", folder / "days")
    describe(reduce(_together, seen), folder, len(seen), **said)


def write(
    con: duckdb.DuckDBPyConnection, prepared: Prepared, folder: Path, size: int = CHUNK_EVENTS
) -> int:
    """Write the prepared tables of a connection; return the number of chunks of about `size` events."""
    edges = con.execute(
        f"""select min(case_no), max(case_no) from (
            select case_no, (sum(n) over (order by case_no) - n) // {size} chunk from {CASES})
        group by chunk order by chunk"""
    ).fetchall()
    for number, (first, last) in enumerate(edges):
        inside = f"where case_no between {first} and {last}"
        _copy(
            con, f"from {EVENTS} {inside} order by act, case_no, eid", folder / f"events-{number}"
        )
        _copy(con, f"from {CASES} {inside} order by case_no", folder / f"cases-{number}")
    _copy(con, f"from {DAYS} order by day_no", folder / "days")
    describe(prepared, folder, len(edges))
    return len(edges)


def describe(prepared: Prepared, folder: Path, chunks: int, **said: Any) -> None:
    """Write what the planner must know of the chunks in a folder."""
    body: dict[str, Any] = {name: getattr(prepared, name) for name in PLAIN}
    body |= said
    body["chunks"] = chunks
    body["repeated"] = sorted(prepared.repeated)
    body["shifts"] = prepared.shifts
    body["activities"] = [[*key, code] for key, code in prepared.activities.items()]
    body["recorded"] = {name: sorted(seen) for name, seen in prepared.recorded.items()}
    body["filled"] = [[name, sorted(seen)] for name, seen in prepared.filled.items()]
    (folder / "prepared.json").write_text(json.dumps(body, ensure_ascii=False), "utf-8")


def said_of(folder: Path) -> dict[str, Any]:
    """What was written of the chunks in a folder; nothing where there is none."""
    try:
        body: dict[str, Any] = json.loads((folder / "prepared.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return body


def chunks(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    columns: Iterable[str] = (),
    as_of: date | None = None,
) -> Iterator[Chunk]:
    """Load one chunk after the other into the connection, with the fixed columns and those asked for.

    They are judged by `as_of`, or by the day they were prepared for.
    """
    body = json.loads((folder / "prepared.json").read_text("utf-8"))
    wanted = dict.fromkeys((*FIXED, *columns))
    cited = [name for name in dict.fromkeys((*CITED, *columns)) if name not in FIXED]
    _load(con, DAYS, f"from {_file(folder / 'days')}")
    for number in range(body["chunks"]):
        events = _file(folder / f"events-{number}")
        have = {row[0] for row in con.execute(f"describe from {events}").fetchall()}
        chosen = ", ".join(f'"{name}"' for name in wanted if name in have)
        _load(con, EVENTS, f"select {chosen} from {events}")
        _load(con, CASES, f"from {_file(folder / f'cases-{number}')}")
        prepared = prepared_of(DuckDB(con), body)
        if as_of is not None:
            prepared = prepared.at(as_of, working_day_number(DuckDB(con), as_of))
        first = con.execute(f"select coalesce(min(case_no), 0) from {CASES}").fetchall()[0][0]
        shown = ", ".join(f'"{name}"' for name in cited if name in have)
        yield Chunk(
            prepared,
            first,
            body.get("processes"),
            f"{SHOWN} {shown} from {events} join incoming_activities using (act)",
        )


def answers_in_chunks(
    con: duckdb.DuckDBPyConnection, folder: Path, questions: Sequence[Question]
) -> list[Answer]:
    """Answer every question over all chunks."""
    parts: list[list[Answer]] = [[] for _ in questions]
    for chunk in chunks(con, folder, columns_of(asked.constraint for asked in questions)):
        for place, answer in enumerate(answers(DuckDB(con), chunk.prepared, questions)):
            parts[place].append(answer)
    return [_joined(answers_of_one) for answers_of_one in parts]


def _together(one: Prepared, other: Prepared) -> Prepared:
    """What holds of the events of both."""
    days = [
        day for part in (one, other) for day in (part.first_day, part.last_day) if day is not None
    ]
    processes = one.filled.keys() | other.filled.keys()
    return replace(
        one,
        filled={
            name: one.filled.get(name, set()) | other.filled.get(name, set()) for name in processes
        },
        date_only=one.date_only or other.date_only,
        most_repeated=max(one.most_repeated, other.most_repeated),
        repeated=one.repeated | other.repeated,
        undated=one.undated or other.undated,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )


def _joined(parts: list[Answer]) -> Answer:
    return Answer(
        parts[0].question,
        pa.concat_tables([part.verdicts for part in parts]),
        pa.concat_tables([part.evidence for part in parts]),
        parts[0].missing,
        sum(part.seconds for part in parts),
    )


def prepared_of(backend: Backend, body: dict[str, Any]) -> Prepared:
    """What `prepared.json` says of the tables that lie with the backend."""
    tables = {name: unbound(backend, name) for name in (EVENTS, CASES, DAYS)}
    return Prepared(
        events=tables[EVENTS],
        cases=tables[CASES],
        days=tables[DAYS],
        activities={(process, activity): code for process, activity, code in body["activities"]},
        recorded={name: set(seen) for name, seen in body["recorded"].items()},
        filled={name: set(seen) for name, seen in body["filled"]},
        repeated=frozenset(body["repeated"]),
        shifts=tuple((start, ahead) for start, ahead in body["shifts"]),
        **{name: body[name] for name in PLAIN},
    )


def _copy(con: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    con.execute(f"copy ({rows}) to {_file(path)} (format parquet, compression zstd)")


def _load(con: duckdb.DuckDBPyConnection, name: str, rows: str) -> None:
    con.execute(f"create or replace table {name} as {rows}")


def _file(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + ".parquet'"
