"""Signals of a formula: the select that `engine.signals` turns into signals, over the tables `engine.ask` left."""

from collections.abc import Mapping

from qinglian.engine.ask import EVIDENCE, RESULT, Formula
from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.signals import Frame
from qinglian.model.check import Check
from qinglian.model.table import tables
from qinglian.model.text import Text


def select(question: Formula, frame: Frame) -> str:
    """Select for `signals` over the tables that a formula left in the connection."""
    check = frame.check
    subject_id = subject_of(check)
    seen = check.seen or Text("{subject_id}，值 {value}", "{subject_id}, value {value}")
    limit = f"coalesce(r.threshold, {_sql_number(frame.threshold)})"
    words = {
        "{subject_id}": subject_id,
        "{value}": _number("r.value"),
        "{threshold}": _number(limit),
    }
    proof = _proof(question)
    on = " and ".join(f"e.{quoted(key)} is not distinct from r.{quoted(key)}" for key in check.key)
    join = f"left join ({proof}) e on {on}" if proof else ""
    none = (
        "[]::struct(role varchar, id varchar)[]",
        '[]::struct("table" varchar, id varchar, "columns" varchar)[]',
    )
    parties, rows = (
        (f"coalesce(e.parties, {none[0]})", f"coalesce(e.evidence, {none[1]})") if proof else none
    )
    return f"""select {subject_id} subject_id, r.unit_id, r.period, r.value, {limit} threshold,
        coalesce(r.state, 'violated') state, r.due_on, {parties} parties, {rows} evidence,
        {_filled(seen.zh, words)} said_zh, {_filled(seen.en, words)} said_en, {subject_id} place
        from {RESULT} r {join} where r.flagged"""


def subject_of(check: Check) -> str:
    """SQL for the subject's id in row `r` of a result."""
    keys = [key for key in check.key if key != "period"]
    return " || '/' || ".join(f"r.{quoted(key)}::varchar" for key in keys)


def _proof(question: Formula) -> str:
    """SQL: parties and evidence of each flagged subject, each row of evidence with the values cited, as JSON text."""
    if not question.proved:
        return ""
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
    keys = ", ".join(f"p.{quoted(key)}" for key in question.check.key)
    columns = f"coalesce(case p.\"table\" {' '.join(cases)} end, '{{}}')" if cases else "'{}'"
    return f"""select {keys},
        list_sort(list(distinct {{'role': p.role, 'id': p.party_id}}) filter (where p.party_id is not null)) parties,
        list_sort(list(distinct
            {{'table': p."table"::varchar, 'id': p.row_id::varchar, 'columns': {columns}}})) evidence
        from {EVIDENCE} p {" ".join(joins)} group by all"""


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
