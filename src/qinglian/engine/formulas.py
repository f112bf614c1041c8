"""Ask rules whose check is a formula, each in every stretch of time; several at once where there are cores for it."""

import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from queue import SimpleQueue

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine import cite, missing, signals
from qinglian.engine.ask import RESULT, Formula, ask
from qinglian.engine.asked import Asked
from qinglian.engine.backends.duckdb import quoted, value
from qinglian.engine.dataset import Dataset
from qinglian.engine.params import Variant
from qinglian.engine.process.states import AT_RISK, PENDING, SATISFIED, UNDECIDED, VIOLATED
from qinglian.engine.verdicts import BETWEEN, MASKS, Found, once_each
from qinglian.model.check import Check

VERDICT = ("subject_id", "state", "due_on", "missing")
"""Columns of `verdicts.SCHEMA` that differ from subject to subject."""
AT_ONCE = min(4, os.cpu_count() or 1)
"""Rules asked at once: one alone leaves cores idle, since each step of it is short."""


def run_formulas(
    dataset: Dataset, asked: Iterable[Asked], as_of: date, moment: datetime, *, kept: bool = False
) -> dict[str, Found]:
    """Signals and verdicts per rule; what several of them ask for alike is kept until all are answered."""
    try:
        return _answers(dataset, list(asked), as_of, moment, kept)
    finally:
        dataset.let_go()


def _answers(
    dataset: Dataset, rules: list[Asked], as_of: date, moment: datetime, kept: bool
) -> dict[str, Found]:
    if len(rules) < 2 or AT_ONCE < 2:
        return {one.rule.id: run_formula(dataset, one, as_of, moment, kept=kept) for one in rules}
    read = {name for one in rules for name in one.check.reads}
    places: SimpleQueue[Dataset] = SimpleQueue()
    for _ in range(min(AT_ONCE, len(rules))):
        places.put(dataset.beside(read))

    def put(one: Asked) -> Found:
        place = places.get()
        try:
            return run_formula(place, one, as_of, moment, kept=kept)
        finally:
            places.put(place)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip([one.rule.id for one in rules], pool.map(put, rules), strict=True))


def run_formula(
    dataset: Dataset, asked: Asked, as_of: date, moment: datetime, *, kept: bool = False
) -> Found:
    """Signals and verdicts of one rule."""
    begun = time.perf_counter()
    rule, check = asked.rule, asked.check
    kept = kept and asked.alone
    found = Found(rule.id, kept=kept)
    if not any(dataset.has(name) for name in check.needs):
        found.mention(*check.needs)
        return found
    for place, variant in enumerate(asked.stretches):
        question = Formula(check, variant, as_of)
        ask(dataset, question)
        found.fence = question.fence or found.fence
        rows, reasons = _verdicts(dataset, question, kept=kept)
        if kept:
            said = _in_words(dataset.con.sql(rows).to_arrow_table(), reasons)
            found.add(place, {name: said[name] for name in VERDICT})
        else:
            found.count(dataset.con, rows, reasons.named)
        if question.subjects.get(True):
            found.signals.append(signals_of(dataset, asked, question, moment))
    found.seconds = time.perf_counter() - begun
    return found


def signals_of(dataset: Dataset, asked: Asked, question: Formula, moment: datetime) -> pa.Table:
    """Signals of one stretch, from the result and evidence in the connection."""
    rule, check, variant, as_of = asked.rule, asked.check, question.variant, question.as_of
    frame = signals.Frame(
        rule, check, check.subject, as_of, moment, _threshold(check, variant),
        variant.cited, variant.since or (as_of if variant.until is None else None),
        variant.until,
    )  # fmt: skip
    cite.number(dataset.con, check)
    proof = cite.proof(dataset.con, question, question.subjects[True])
    return signals.signals(dataset.con, frame, cite.select(question, frame), proof)


def _verdicts(dataset: Dataset, question: Formula, *, kept: bool) -> tuple[str, missing.Lacks]:
    """SQL: one row a subject with the columns of `VERDICT`; what the number in `missing` stands for."""
    subject = cite.subject_of(question.check) if kept else "null::varchar"
    names = question.check.key
    keys = ", ".join(map(quoted, names))
    reasons, why = missing.Lacks(names), ""
    if question.subjects.get(None):
        reasons = missing.of_formula(dataset, question)
    if reasons.apart is not None:
        on = " and ".join(f"r.{quoted(key)} is not distinct from l.{quoted(key)}" for key in names)
        why = f"left join ({reasons.apart}) l on r.flagged is null and {on}"
    rows = f"""
        select {", ".join(f"r.{quoted(key)}" for key in names)}, 0 stretch, {subject} subject_id,
            (case when r.flagged is null then {UNDECIDED} when r.flagged then {VIOLATED}
                when r.state = 'pending' then {PENDING} when r.state = 'at_risk' then {AT_RISK}
                else {SATISFIED} end)::tinyint state,
            case when r.flagged = false and r.state in ('pending', 'at_risk') then r.due_on end due_on,
            {"l.mask" if why else "null::bigint"} missing
        from {RESULT} r {why}"""
    named = " and ".join(f"{quoted(key)} is not null" for key in names)
    twice = f"select count(*) <> count(distinct ({keys})) from {RESULT} where {named}"
    if not value(dataset.con, twice):
        return rows, reasons
    return (
        f"""with answered as ({rows})
        {once_each(f"from answered where {named}", keys, MASKS)}
        union all by name from answered where not ({named})""",
        reasons,
    )


def _in_words(rows: pa.Table, reasons: missing.Lacks) -> pa.Table:
    """Verdicts whose lacks are named, a name a line."""
    spot = rows.schema.get_field_index("missing")
    codes = pc.if_else(pc.equal(rows["state"], UNDECIDED), pc.fill_null(rows["missing"], 0), None)
    known = codes.dictionary_encode().combine_chunks()
    words = [BETWEEN.join(reasons.named(mask)) or None for mask in known.dictionary.to_pylist()]
    said = pa.DictionaryArray.from_arrays(known.indices, pa.array(words, pa.string()))
    return rows.set_column(spot, "missing", said.cast(pa.string()))


def _threshold(check: Check, variant: Variant) -> float | None:
    value = variant.values.get(check.threshold) if check.threshold else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
