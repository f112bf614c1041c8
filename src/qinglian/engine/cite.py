"""Signals of a formula: the select that `engine.signals` turns into signals, over the tables `engine.ask` left.

Parties and evidence are fetched as plain rows in order and cut into lists here: lists made inside SQL would be put
together, sorted and compared one subject at a time.
"""

import re
from collections.abc import Mapping

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine.ask import EVIDENCE, RESULT, Formula
from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.signals import SCHEMA, Frame, Proof
from qinglian.model.check import Check
from qinglian.model.table import tables
from qinglian.model.text import Text

FLAGGED = "check_flagged"
"""The flagged rows of a result, numbered in the order of their subjects: `place` from 0."""


def number(con: duckdb.DuckDBPyConnection, check: Check) -> None:
    """Number the flagged rows of the result."""
    order = ", ".join([subject_of(check), *(f"r.{quoted(key)}" for key in check.key)])
    con.execute(
        f"create or replace temp table {FLAGGED} as "
        f"select (row_number() over (order by {order}) - 1)::integer place, r.* "
        f"from {RESULT} r where r.flagged"
    )


def select(question: Formula, frame: Frame) -> str:
    """Select for `signals` over the rows numbered, without what proves them."""
    check = frame.check
    subject_id = subject_of(check)
    seen = check.seen or Text("{subject_id}，值 {value}", "{subject_id}, value {value}")
    limit = f"coalesce(r.threshold, {_sql_number(frame.threshold)})"
    words = {
        "{subject_id}": subject_id,
        "{value}": _number("r.value"),
        "{threshold}": _number(limit),
    }
    return f"""select {subject_id} subject_id, r.unit_id, r.period, r.value, {limit} threshold,
        coalesce(r.state, 'violated') state, r.due_on,
        {_filled(seen.zh, words)} said_zh, {_filled(seen.en, words)} said_en, r.place
        from {FLAGGED} r"""


def subject_of(check: Check) -> str:
    """SQL for the subject's id in row `r` of a result."""
    keys = [key for key in check.key if key != "period"]
    return " || '/' || ".join(f"r.{quoted(key)}::varchar" for key in keys)


def proof(con: duckdb.DuckDBPyConnection, question: Formula, flagged: int) -> Proof:
    """Parties and evidence of each numbered row, each row of evidence with the values cited, as JSON text."""
    kinds = {name: SCHEMA.field(name).type for name in ("parties", "evidence")}
    if not question.proved:
        empty = {name: pa.array([[]], kind) for name, kind in kinds.items()}
        none = pa.repeat(pa.scalar(0, pa.int32()), flagged)
        return {name: one.take(none) for name, one in empty.items()}
    on = " and ".join(
        f"p.{quoted(key)} is not distinct from r.{quoted(key)}" for key in question.check.key
    )
    beside = f"from {FLAGGED} r left join {EVIDENCE} p on {on}"
    parties = con.sql(
        f"select distinct r.place, p.role, p.party_id id {beside} order by r.place, p.role, id"
    )
    return {
        "parties": _lists(parties.to_arrow_table(), "id", kinds["parties"]),
        "evidence": _lists(
            con.sql(_rows(question, beside)).to_arrow_table(), "table", kinds["evidence"]
        ),
    }


def _lists(rows: pa.Table, there: str, kind: pa.DataType) -> pa.Array:
    """A list for each `place`, which stands in order from 0: the rows that have `there`, each once."""
    rows = rows.combine_chunks()
    places = rows["place"].combine_chunks()
    items = rows.drop_columns("place")
    kept = pc.is_valid(rows[there])
    if rows.num_rows > 1:
        again = pc.equal(places.slice(1), places.slice(0, len(places) - 1))
        for name in items.column_names:
            one, two = items[name].slice(1), items[name].slice(0, len(places) - 1)
            again = pc.and_(
                again, pc.fill_null(pc.equal(one, two), pc.and_(pc.is_null(one), pc.is_null(two)))
            )
        kept = pc.and_(
            kept, pa.concat_arrays([pa.array([True]), pc.invert(again).combine_chunks()])
        )
    ends = pc.run_end_encode(places).run_ends
    counted = pc.cumulative_sum(kept.cast(pa.int32()))
    last = counted.take(pc.subtract(ends, 1)).combine_chunks()
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), last])
    items = items.filter(kept).combine_chunks()
    fields = [items[field.name].combine_chunks().cast(field.type) for field in kind.value_type]
    values = pa.StructArray.from_arrays(fields, fields=list(kind.value_type))
    return pa.ListArray.from_arrays(offsets, values).cast(kind)


def _rows(question: Formula, beside: str) -> str:
    """SQL: the rows of evidence of each numbered row, in order."""
    joins, cases = [], []
    for number, name in enumerate(question.cited):
        bound, spec, alias = question.bound[name], tables()[name], f"t{number}"
        own = [key for key in question.check.key if key in bound.columns and key not in spec.key]
        row_id = ", ".join(f"{alias}.{quoted(key)}" for key in spec.key)
        on = [
            f'p."table" = {literal(name)}',
            f"p.row_id::varchar = concat_ws('/', {row_id})"
            if len(spec.key) > 1
            else f"p.row_id::varchar = {row_id}::varchar",
            *(f"p.{quoted(key)} = {alias}.{quoted(key)}" for key in own),
        ]
        hidden = {column.name for column in spec.columns.values() if not column.cited}
        shown = ", ".join(
            f"{literal(column)}: {alias}.{quoted(column)}"
            for column in dict.fromkeys((*spec.key, *question.check.reads[name]))
            if column not in hidden
        )
        joins.append(f"left join ({bound.sql}) {alias} on {' and '.join(on)}")
        cases.append(f"when {literal(name)} then to_json({{{shown}}})::varchar")
    columns = f"coalesce(case p.\"table\" {' '.join(cases)} end, '{{}}')" if cases else "'{}'"
    return f"""select r.place, p."table"::varchar "table", p.row_id::varchar id, {columns} "columns"
        {beside} {" ".join(joins)} order by r.place, "table", id, "columns\""""


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
    parts = re.split(f"({'|'.join(map(re.escape, words))})", template)
    return " || ".join(words.get(part) or literal(part) for part in parts if part)
