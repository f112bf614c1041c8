"""From flagged rows to signals that explain themselves. SQL on the tables a question left in the connection."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

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


def signals(con: duckdb.DuckDBPyConnection, frame: Frame, flagged: str) -> pa.Table:
    """Signals of one rule.

    `flagged` is a select of `subject_id, unit_id, period, value, threshold, state, due_on, parties, evidence, said_zh,
    said_en`, one row a signal.
    """
    rows = con.sql(flagged).to_arrow_table()
    card = frame.rule.card
    n = rows.num_rows
    titles = [item.title for item in card.basis if _in_force(item, frame)]
    basis = list(dict.fromkeys((*frame.clauses, *titles)))
    exceptions = [{"id": item.id, "zh": item.zh, "en": item.en} for item in card.exceptions]
    name = card.name
    columns: dict[str, Any] = {
        "signal_id": _ids(con, frame, rows),
        "rule_id": _all(frame.rule.id, n),
        "check": _all(card.check, n),
        "pack": _all(frame.rule.pack, n),
        "severity": _all(card.severity, n),
        "subject": _all(frame.subject, n),
        "seen_at": _all(frame.seen_at, n, SCHEMA.field("seen_at").type),
        "as_of": _all(frame.as_of, n, pa.date32()),
        "basis": _all(basis, n, SCHEMA.field("basis").type),
        "exceptions": _all(exceptions, n, SCHEMA.field("exceptions").type),
        "text_zh": pc.binary_join_element_wise(f"{name.zh}{NAMED.zh}", rows["said_zh"], ""),
        "text_en": pc.binary_join_element_wise(f"{name.en}{NAMED.en}", rows["said_en"], ""),
    }
    for own in (
        "subject_id",
        "unit_id",
        "period",
        "value",
        "threshold",
        "state",
        "due_on",
        "parties",
        "evidence",
    ):
        columns[own] = rows[own].cast(SCHEMA.field(own).type)
    return pa.table({field: columns[field] for field in FIELDS}, schema=SCHEMA)


def _ids(con: duckdb.DuckDBPyConnection, frame: Frame, rows: pa.Table) -> pa.Array:
    """`model.signal.signal_id` of every row, in SQL; DuckDB writes other JSON only for control characters."""
    begins = literal(
        json.dumps([frame.rule.id, frame.subject], ensure_ascii=False, separators=(",", ":"))[:-1]
    )
    con.register("incoming_flagged", rows.select(["subject_id", "period"]))
    ids = con.sql(
        f"""select if(regexp_matches(concat(subject_id, period), '[\x00-\x1f]'), null,
            substr(sha256({begins} || ',' || coalesce(to_json(subject_id)::varchar, 'null')
                || ',' || coalesce(to_json(period)::varchar, 'null') || ']'), 1, 32)) signal_id
        from incoming_flagged"""
    ).to_arrow_table()["signal_id"]
    con.unregister("incoming_flagged")
    if ids.null_count:
        said = zip(
            ids.to_pylist(), rows["subject_id"].to_pylist(), rows["period"].to_pylist(), strict=True
        )
        ids = pa.array(
            [
                known or signal_id(frame.rule.id, frame.subject, subject, period)
                for known, subject, period in said
            ],
            pa.string(),
        )
    return ids


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


def _all(value: Any, n: int, kind: pa.DataType | None = None) -> pa.Array:
    return pa.array([value], kind or pa.string()).take(pa.array([0] * n, pa.int32()))


def of_formula(frame: Frame, result: str, evidence: str | None, cited: Mapping[str, str]) -> str:
    """Select for `signals` over a formula's result and evidence tables; `cited` gives JSON SQL per table."""
    check = frame.check
    subject_id = subject_of(check)
    seen = check.seen or Text("{subject_id}，值 {value}", "{subject_id}, value {value}")
    shown = _number("r.value")
    limit = f"coalesce(r.threshold, {_sql_number(frame.threshold)})"
    words = {"{subject_id}": subject_id, "{value}": shown, "{threshold}": _number(limit)}
    proof = _proof(check, evidence, cited)
    on = " and ".join(f"e.{quoted(key)} is not distinct from r.{quoted(key)}" for key in check.key)
    join = f"left join ({proof}) e on {on}" if proof else ""
    none = (
        "[]::struct(role varchar, id varchar)[]",
        '[]::struct("table" varchar, id varchar, "columns" varchar)[]',
    )
    parties, rows = (
        ("coalesce(e.parties, " + none[0] + ")", "coalesce(e.evidence, " + none[1] + ")")
        if proof
        else none
    )
    return f"""select {subject_id} subject_id, r.unit_id, r.period, r.value, {limit} threshold,
        coalesce(r.state, 'violated') state, r.due_on, {parties} parties, {rows} evidence,
        {_filled(seen.zh, words)} said_zh, {_filled(seen.en, words)} said_en
        from {quoted(result)} r {join} where r.flagged order by 1"""


def subject_of(check: Check) -> str:
    """SQL for the subject's id in row `r` of a result."""
    keys = [key for key in check.key if key != "period"]
    return " || '/' || ".join(f"r.{quoted(key)}::varchar" for key in keys)


def _proof(check: Check, evidence: str | None, cited: Mapping[str, str]) -> str:
    if evidence is None:
        return ""
    keys = ", ".join(f"p.{quoted(key)}" for key in check.key)
    cases = " ".join(f"when {literal(table)} then {sql}" for table, sql in cited.items())
    columns = f"case p.\"table\" {cases} else '{{}}' end" if cases else "'{}'"
    return f"""select {keys},
        list(distinct {{'role': p.role, 'id': p.party_id}}) filter (where p.party_id is not null) parties,
        list(distinct {{'table': p."table", 'id': p.row_id, 'columns': {columns}}}) evidence
        from (select * replace (row_id::varchar as row_id, "table"::varchar as "table") from {quoted(evidence)}) p
        group by all"""


def _sql_number(value: float | None) -> str:
    return "null::double" if value is None else f"{value}::double"


def _number(sql: str) -> str:
    """A number for people: no trailing zeros, at most four decimals."""
    return (
        f"case when {sql} is null then '–' when {sql} = round({sql}) and abs({sql}) < 1e15 "
        f"then ({sql})::bigint::varchar else round({sql}, 4)::varchar end"
    )


def _filled(template: str, words: Mapping[str, str]) -> str:
    """SQL that fills the placeholders of a sentence."""
    sql = literal(template)
    for word, value in words.items():
        if word in template:
            sql = f"replace({sql}, {literal(word)}, {value})"
    return sql
