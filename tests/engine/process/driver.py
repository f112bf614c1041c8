"""Ask the engine about rows written down in a test: rows → bound event table → prepared events → plain answers."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from qinglian.engine import calendar, events
from qinglian.engine.backends.duckdb import DuckDB
from qinglian.engine.catalog import check
from qinglian.engine.params import Variant
from qinglian.engine.process.plan import Answer, answers, question
from qinglian.engine.process.prepare import Prepared
from qinglian.engine.process.states import NAMES
from qinglian.model.process import Constraint

EPOCH = date(1970, 1, 1)
ATTRIBUTES = {
    "resource": pa.string(),
    "unit_id": pa.string(),
    "doc_no": pa.string(),
    "amount": pa.float64(),
    "officers": pa.int64(),
    "lot_id": pa.string(),
    "outcome": pa.string(),
    "due_at": pa.timestamp("us"),
    "closed_on": pa.date32(),
}
SCHEMA = pa.schema(
    [
        ("event_id", pa.string()),
        ("process", pa.string()),
        ("case_id", pa.string()),
        ("position", pa.int64()),
        ("activity", pa.string()),
        ("occurred_at", pa.timestamp("us")),
        ("occurred_on", pa.date32()),
        ("date_only", pa.bool_()),
        *ATTRIBUTES.items(),
    ]
)

Key = tuple[str | None, str]


@dataclass
class Said:
    """What the engine says of one case; `rows` as in the oracle, `others` the events it compares with."""

    activations: int
    value: int
    state: str | None
    due: date | None
    rows: list[tuple[int, str, str | None, date | None]] = field(default_factory=list)
    others: list[tuple[int, str, str | None]] = field(default_factory=list)


class Log:
    """Prepared events of one test log."""

    def __init__(
        self,
        rows: Iterable[dict[str, Any]],
        *,
        as_of: date,
        zone: str = "Asia/Shanghai",
        session: str = "UTC",
        recorded: dict[str, set[str]] | None = None,
    ) -> None:
        self.con = duckdb.connect()
        self.con.execute(f"set timezone = '{session}'; set threads = 2")
        table = pa.Table.from_pylist([_typed(row) for row in rows], SCHEMA)
        self.con.register("incoming", table)
        self.con.register("announced", calendar.calendar())
        self.con.execute("create table calendar_day as from announced")
        self.con.execute(
            "create table event as select incoming.*, (occurred_on - date '1970-01-01')::int occurred_day,"
            " wd_no occurred_wd from incoming left join calendar_day on occurred_on = day_on"
        )
        backend = ibis.duckdb.from_connection(self.con)
        self.prepared: Prepared = events.prepare(
            DuckDB(self.con),
            backend.table("event"),
            backend.table("calendar_day"),
            attributes=[*ATTRIBUTES, "occurred_at"],
            recorded=recorded,
            as_of=as_of,
            zone=zone,
        )
        keys = self.con.execute("select case_no, process, case_id from prepared_case").fetchall()
        self.cases: dict[int, Key] = {number: (process, case) for number, process, case in keys}
        self.ids: dict[int, str] = dict(
            self.con.execute("select eid, event_id from ordered_event").fetchall()
        )

    def as_long(self) -> "Log":
        """The same log, answered as if its cases had thousands of events of one activity."""
        other = copy(self)
        other.prepared = replace(self.prepared, most_repeated=1_000_000)
        return other

    def ask(
        self,
        name: str,
        card: dict[str, Any],
        since: date | None = None,
        until: date | None = None,
    ) -> dict[Key, Said]:
        """Answer one card for every case asked."""
        answer = self.answer(name, card, since, until)
        found = {}
        for row in answer.verdicts.to_pylist():
            found[row["case_no"]] = Said(
                row["activations"], row["value"], NAMES[row["state"]], _day(row["due_day"])
            )
        for row in answer.evidence.to_pylist():
            said = found[row["case_no"]]
            event = self.ids[row["eid"]]
            said.rows.append((row["half"], event, NAMES[row["state"]], _day(row["due_day"])))
            said.others.append((row["half"], event, self.ids.get(row["other_eid"])))
        return {self.cases[number]: said for number, said in found.items()}

    def answer(
        self,
        name: str,
        card: dict[str, Any],
        since: date | None = None,
        until: date | None = None,
    ) -> Answer:
        """The engine's own answer."""
        found = check(name if "." in name else f"sequence.{name}")
        asked = question(
            name, found.template, Variant(since, until, {}), Constraint.model_validate(card)
        )
        return next(iter(answers(DuckDB(self.con), self.prepared, [asked])))


def told(*steps: str | tuple[Any, ...], **common: Any) -> list[dict[str, Any]]:
    """Rows of short stories: `told("C: a b a")` or `told(("C", "a", "2024-03-01 15:30", {"amount": 1}))`.

    Times are naive UTC; a plain date is one of which only the day is known (Asia/Shanghai). Steps of a story are an
    hour apart.
    """
    rows: list[dict[str, Any]] = []
    for step in steps:
        if isinstance(step, str):
            case, _, names = step.partition(":")
            for number, name in enumerate(names.split()):
                moment = datetime(2024, 3, 4, 1) + timedelta(hours=number)
                rows.append({"case_id": case, "activity": name, "occurred_at": moment})
            continue
        case, activity, when, *rest = step
        row = {"case_id": case, "activity": activity, **(rest[0] if rest else {})}
        if len(when) == 10:
            day = datetime.fromisoformat(when)
            row |= {"occurred_at": day - timedelta(hours=8), "on": day.date(), "date_only": True}
        else:
            row["occurred_at"] = datetime.fromisoformat(when)
        rows.append(row)
    return [{"event_id": f"e{n}", "position": n, **common, **row} for n, row in enumerate(rows)]


def violations(log: Log, name: str, card: dict[str, Any]) -> dict[str, list[str]]:
    """Violating events of every case asked."""
    found: dict[str, list[str]] = defaultdict(list)
    for (_, case), said in log.ask(name, card).items():
        found[case] += sorted(event for _, event, state, _ in said.rows if state == "violated")
    return dict(found)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    day = row.get("on") or (row["occurred_at"] + timedelta(hours=8)).date()
    return {"date_only": False, "process": None, **row, "occurred_on": day}


def _day(number: int | None) -> date | None:
    return None if number is None else EPOCH + timedelta(days=number)
