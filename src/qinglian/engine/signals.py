"""From flagged rows to signals that explain themselves. SQL on the tables a question left in the connection."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.model.check import Check
from qinglian.model.rule import Rule
from qinglian.model.signal import FIELDS, signal_id
from qinglian.model.text import Text

SCHEMA = pa.schema(
    {
        "signal_id": pa.string(),
        "rule_id": pa.string(),
        "check": pa.string(),
        "pack": pa.string(),
        "severity": pa.string(),
        "subject": pa.string(),
        "subject_id": pa.string(),
        "unit_id": pa.string(),
        "period": pa.string(),
        "value": pa.float64(),
        "threshold": pa.float64(),
        "state": pa.string(),
        "due_on": pa.date32(),
        "seen_at": pa.timestamp("us", "UTC"),
        "as_of": pa.date32(),
        "parties": pa.list_(pa.struct({"role": pa.string(), "id": pa.string()})),
        "evidence": pa.list_(
            pa.struct({"table": pa.string(), "id": pa.string(), "columns": pa.string()})
        ),
        "basis": pa.list_(pa.string()),
        "exceptions": pa.list_(
            pa.struct({"id": pa.string(), "zh": pa.string(), "en": pa.string()})
        ),
        "text_zh": pa.string(),
        "text_en": pa.string(),
    }
)
assert tuple(SCHEMA.names) == FIELDS
NAMED = Text("：", ": ")
"""Between the name of a rule and what it says of a subject."""
Proof: TypeAlias = Mapping[str, pa.Array]
"""Columns `parties` and `evidence`, a list for each signal in the order of their places."""


@dataclass(frozen=True)
class Frame:
    """What all signals of one rule in one stretch of time share; `clauses` are those of the values in force."""

    rule: Rule
    check: Check
    subject: str
    as_of: date
    seen_at: datetime
    threshold: float | None
    clauses: tuple[str, ...]
    day: date | None = None
    until: date | None = None


def signals(
    con: duckdb.DuckDBPyConnection, frame: Frame, flagged: str, proof: Proof | None = None
) -> pa.Table:
    """Signals of one rule.

    `flagged` is a select of `subject_id, unit_id, period, value, threshold, state, due_on, said_zh, said_en, place`,
    one row a signal, to stand in the order of `place`; and of `parties, evidence`, where `proof` does not give them.
    What all signals share is not asked of DuckDB, which would write it row by row.
    """
    name = frame.rule.card.name
    made = {
        "signal_id": _id(frame),
        "text_zh": f"{literal(name.zh + NAMED.zh)} || said_zh",
        "text_en": f"{literal(name.en + NAMED.en)} || said_en",
    }
    shared = _shared(frame)
    given = shared.keys() | (proof or {}).keys()
    columns = ", ".join(
        f"{made.get(field, quoted(field))} as {quoted(field)}"
        for field in FIELDS
        if field not in given
    )
    rows = con.sql(f"select {columns} from ({flagged}) order by place").to_arrow_table()
    whole: dict[str, Any] = {name: rows[name] for name in rows.column_names}
    whole |= {name: _repeated(value, name, rows.num_rows) for name, value in shared.items()}
    whole |= proof or {}
    table = pa.table([_of_type(whole[field], SCHEMA.field(field).type) for field in FIELDS], FIELDS)
    return _with_odd_ids(table.cast(SCHEMA), frame)


def _shared(frame: Frame) -> dict[str, Any]:
    """What all signals of a frame have alike."""
    card = frame.rule.card
    titles = [item.title for item in card.basis if _in_force(item, frame)]
    return {
        "rule_id": frame.rule.id,
        "check": card.check,
        "pack": frame.rule.pack,
        "severity": card.severity,
        "subject": frame.subject,
        "seen_at": frame.seen_at,
        "as_of": frame.as_of,
        "basis": list(dict.fromkeys((*frame.clauses, *titles))),
        "exceptions": [{"id": item.id, "zh": item.zh, "en": item.en} for item in card.exceptions],
    }


def _repeated(value: Any, name: str, n: int) -> pa.Array:
    return pa.array([value], SCHEMA.field(name).type).take(pa.repeat(pa.scalar(0, pa.int32()), n))


def _of_type(column: Any, kind: pa.DataType) -> Any:
    return column if column.type == kind else column.cast(kind)


def _id(frame: Frame) -> str:
    """SQL for `model.signal.signal_id`; null where DuckDB writes other JSON: for control characters alone."""
    begins = json.dumps([frame.rule.id, frame.subject], ensure_ascii=False, separators=(",", ":"))
    return f"""if(regexp_matches(concat(subject_id, period), '[\x00-\x1f]'), null,
        substr(sha256({literal(begins[:-1])} || ',' || coalesce(to_json(subject_id)::varchar, 'null')
            || ',' || coalesce(to_json(period)::varchar, 'null') || ']'), 1, 32))"""


def _with_odd_ids(rows: pa.Table, frame: Frame) -> pa.Table:
    """The rows with the ids that SQL left out."""
    ids = rows["signal_id"]
    if not ids.null_count:
        return rows
    said = zip(
        ids.to_pylist(), rows["subject_id"].to_pylist(), rows["period"].to_pylist(), strict=True
    )
    made = [
        known or signal_id(frame.rule.id, frame.subject, subject, period)
        for known, subject, period in said
    ]
    return rows.set_column(0, SCHEMA.field("signal_id"), [made])


def merged(signals: pa.Table, *, summed: bool) -> pa.Table:
    """One signal for each id, where a subject was flagged in two stretches of time or by two rows of one key.

    Evidence, parties, clauses and sentences of all are joined. Values are added up where they count (`summed`), else
    the first stands; a threshold stands where it is one and the same.
    """
    ids = signals["signal_id"].combine_chunks()
    seen = ids.value_counts()
    twice = seen.field("values").filter(pc.greater(seen.field("counts"), 1))
    if not len(twice):
        return signals
    several = pc.is_in(ids, twice)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in signals.filter(several).to_pylist():
        found.setdefault(row["signal_id"], []).append(row)
    made = pa.Table.from_pylist([_one(rows, summed) for rows in found.values()], SCHEMA)
    whole = pa.concat_tables([signals.filter(pc.invert(several)), made])
    return whole.sort_by([("subject_id", "ascending"), ("signal_id", "ascending")])


def _one(rows: list[dict[str, Any]], summed: bool) -> dict[str, Any]:
    first = rows[0]
    if len(rows) == 1:
        return first
    values = [row["value"] for row in rows if row["value"] is not None]
    thresholds = {row["threshold"] for row in rows}
    return {
        **first,
        **{name: _union(row[name] for row in rows) for name in ("parties", "evidence", "basis")},
        "unit_id": next((row["unit_id"] for row in rows if row["unit_id"] is not None), None),
        "value": sum(values) if summed and values else first["value"],
        "threshold": thresholds.pop() if len(thresholds) == 1 else None,
        "due_on": min((row["due_on"] for row in rows if row["due_on"]), default=None),
        "text_zh": _sentences([row["text_zh"] for row in rows], NAMED.zh, "；"),
        "text_en": _sentences([row["text_en"] for row in rows], NAMED.en, "; "),
    }


def _union(lists: Iterable[list[Any]]) -> list[Any]:
    """The items of all lists, each once."""
    items = list(chain.from_iterable(lists))
    return [item for place, item in enumerate(items) if item not in items[:place]]


def _sentences(texts: list[str], named: str, between: str) -> str:
    """What each says, once, after the name of the rule."""
    name, _, _ = texts[0].partition(named)
    said = dict.fromkeys(text.partition(named)[2] for text in texts)
    return f"{name}{named}{between.join(said)}"


def _in_force(basis: Any, frame: Frame) -> bool:
    """Cite the clauses that were in force on some day of the stretch and have come into force by `as_of`."""
    begun = basis.in_force is None or (
        basis.in_force <= frame.as_of and (frame.until is None or basis.in_force < frame.until)
    )
    return begun and (basis.until is None or (frame.day is not None and frame.day < basis.until))
