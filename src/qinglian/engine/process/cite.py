"""Signals of a process rule: the select that `engine.signals` turns into signals, over tables in the connection."""

from collections.abc import Iterable

import duckdb

from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.process.plan import EVIDENCE, Question
from qinglian.engine.process.prepare import CASES
from qinglian.engine.sayings import threshold
from qinglian.engine.told import Sentences, gap, sentences

LABELS = "activity_label"
VERDICTS = "process_verdict"
CITED = "cited_event"
CORE = ("activity", "occurred_on", "occurred_at", "resource")


def keep(con: duckdb.DuckDBPyConnection, events: str) -> None:
    """Keep the events that evidence cites, named for people: once, so that each rule need only look them up."""
    con.execute(
        f"""create or replace temp table {CITED} as select e.*,
        coalesce(l.zh, e.activity) || '（' || e.occurred_on || '）' named_zh,
        coalesce(l.en, e.activity) || ' (' || e.occurred_on || ')' named_en
        from ({events}) e
        left join {LABELS} l on l.process is not distinct from e.process and l.activity = e.activity"""
    )


def select(question: Question, cited: Iterable[str]) -> str:
    """One row a flagged case; `process_verdict`, `process_evidence` and `cited_event` hold what it tells."""
    said = [
        sentences(question.constraint, question.template, half)
        for half in range(max(1, len(question.template.halves)))
    ]
    columns = ", ".join(
        f"{literal(name)}: e.{quoted(name)}" for name in dict.fromkeys((*CORE, *cited))
    )
    threshold = _threshold(question)
    return f"""
    with bad as (from {EVIDENCE} where state = 1),
    first_bad as (select case_no, min(eid) eid, arg_min(other_eid, eid) other_eid, arg_min(half, eid) half,
        count(*) n from bad group by case_no),
    cited as (select case_no, eid from bad union select case_no, other_eid from bad where other_eid is not null),
    shown as (select c.case_no,
        list({{'table': 'event', 'id': e.event_id, 'columns': to_json({{{columns}}})::varchar}}
            order by e.eid) evidence,
        list(distinct {{'role': 'officer', 'id': e.resource}}) filter (where e.resource is not null) parties
        from cited c join {CITED} e using (eid) group by c.case_no),
    told as (select f.case_no, f.half, f.n, f.other_eid,
        {_event("a")}, {_event("b")}
        from first_bad f join {CITED} a on a.eid = f.eid left join {CITED} b on b.eid = f.other_eid)
    select k.case_id subject_id, k.unit_id, null::varchar period, v.value::double as value, {threshold} threshold,
        'violated' state, null::date due_on, coalesce(s.parties, []) parties, s.evidence,
        k.case_id || '，' || {_said(said, "zh", question)} || case when v.value > 1
            then '；共 ' || v.value || ' 处' else '' end said_zh,
        k.case_id || ', ' || {_said(said, "en", question)} || case when v.value > 1
            then '; ' || v.value || ' in all' else '' end said_en, v.case_no place
    from {VERDICTS} v join {CASES} k using (case_no) join told t using (case_no) join shown s using (case_no)
    where v.state = 1"""


def _event(side: str) -> str:
    return (
        f"{side}.named_zh {side}_zh, {side}.named_en {side}_en, "
        f"{side}.occurred_at {side}_at, {side}.occurred_day {side}_day, {side}.occurred_wd {side}_wd"
    )


def _said(said: list[Sentences], language: str, question: Question) -> str:
    distance = getattr(gap(question.constraint.within), language)
    cases = []
    for half, pair in enumerate(said):
        for known, text in ((False, pair.alone), (True, pair.pair)):
            test = f"t.half = {half} and t.other_eid is {'not ' if known else ''}null"
            sql = literal(getattr(text, language))
            for word, value in (
                ("{a}", f"t.a_{language}"),
                ("{b}", f"coalesce(t.b_{language}, '')"),
                ("{gap}", distance),
                ("{n}", "t.n::varchar"),
            ):
                if word in getattr(text, language):
                    sql = f"replace({sql}, {literal(word)}, {value})"
            cases.append(f"when {test} then {sql}")
    return f"(case {' '.join(cases)} end)"


def _threshold(question: Question) -> str:
    number = threshold(question.constraint)
    return "null::double" if number is None else f"{number}::double"
