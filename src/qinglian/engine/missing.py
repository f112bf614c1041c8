"""
为何无法判断。Why subjects could not be decided: which table, column or step was not there, or empty.

A lack is named `table`, `table.column`, or `event@process` for a process of which there are no events.
"""

from collections.abc import Iterable

from qinglian.engine.ask import RESULT, Formula
from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import Missing
from qinglian.engine.process.plan import Answer
from qinglian.model.activity import activities, activity_name
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text

OWNER = "unit_id"
"""Whose row it is; never why nothing could be decided."""


def of_formula(dataset: Dataset, question: Formula) -> str:
    """SQL: the check's key of each undecided subject and `lacks`, the names of what it lacked.

    That is a table none of whose rows is the subject's, and a column that is empty in one of them. Where subjects are
    compared, it is also a column of the key that is empty in any row, since that row may have been the subject's.
    """
    check = question.check
    keys = ", ".join(f"u.{quoted(key)}" for key in check.key)
    nobody_has, parts = [], []
    for name, columns in check.needs.items():
        if not dataset.has(name):
            nobody_has.append(name)
            continue
        own = [key for key in check.key if key in question.bound[name].columns]
        nobody_has += [
            f"{name}.{column}"
            for column in columns
            if column not in (*own, OWNER) and not dataset.has(name, _stored(name, column))
        ]
        if own:
            parts.append(_empty_cells(dataset, question, name, columns, own))
        if check.scope != "case":
            parts += [_nobodys(dataset, question, name, key) for key in own]
    constant = ", ".join(map(literal, nobody_has))
    parts.append(f"select {keys}, [{constant}]::varchar[] lacks from undecided u")
    names = ", ".join(map(quoted, check.key))
    return f"""with undecided as (select distinct {names} from {RESULT} where flagged is null)
        select {names}, list_sort(list_distinct(flatten(list(lacks)))) lacks
        from ({" union all ".join(parts)}) group by all"""


def _stored(table: str, column: str) -> str:
    """The stored column behind a day number or a local date."""
    spec = tables()[table]
    if column in spec.columns:
        return column
    base = column.removesuffix("_day").removesuffix("_wd").removesuffix("_on")
    return next((name for name in (f"{base}_at", f"{base}_on") if name in spec.columns), column)


def _empty_cells(
    dataset: Dataset, question: Formula, name: str, columns: Iterable[str], own: list[str]
) -> str:
    rows = dataset.backend.sql(question.bound[name])
    on = " and ".join(f"u.{quoted(key)} = t.{quoted(key)}" for key in own)
    keys = ", ".join(f"u.{quoted(key)}" for key in question.check.key)
    there = f"t.{quoted(own[0])} is not null"
    empty = [f"case when not bool_or({there}) then {literal(name)} end"] + [
        f"case when bool_or({there} and t.{quoted(column)} is null) then {literal(f'{name}.{column}')} end"
        for column in columns
        if column not in (*own, OWNER)
    ]
    return f"""select {keys}, list_filter([{", ".join(empty)}], lambda lack: lack is not null) lacks
        from undecided u left join ({rows}) t on {on} group by {keys}"""


def _nobodys(dataset: Dataset, question: Formula, name: str, key: str) -> str:
    rows = dataset.backend.sql(question.bound[name])
    keys = ", ".join(f"u.{quoted(column)}" for column in question.check.key)
    return f"""select {keys}, [{literal(f"{name}.{key}")}] lacks from undecided u
        where exists (select 1 from ({rows}) t where t.{quoted(key)} is null)"""


def of_process(answer: Answer) -> list[str]:
    """What every undecided case of an answer lacked.

    Columns and activities the sources do not carry, unknown persons, days without a time, unknown days.
    """
    if answer.missing:
        return answer.missing
    c, kind = answer.question.constraint, answer.question.template.kind
    if kind == "persons":
        return [f"event.{c.column}"]
    if kind == "officers":
        return ["event.officers"]
    if c.within and c.within.unit in ("hours", "seconds"):
        return ["event.occurred_at"]
    return ["calendar_day"]


def no_events(process: str) -> str:
    """The name for a process of which no source had an event."""
    return f"event@{process}"


def said(name: str, subjects: int, process: str | None = None) -> Missing:
    """A lack in words, and how many subjects it concerns."""
    table, _, absent = name.partition("@")
    if absent:
        spec = next((spec for spec in tables().values() if spec.process == absent), None)
        title = spec.title if spec else Text(absent, absent)
        text = Text(f"没有“{title.zh}”的事件", f"no events of {title.en}")
        return Missing(table, None, subjects, text)
    table, _, column = name.partition(".")
    return _missing(table, column or None, subjects, process)


def _missing(table: str, column: str | None, subjects: int, process: str | None = None) -> Missing:
    spec = tables()[table]
    if table == "event" and column and column in activities().get(process or "", {}):
        said = activity_name(process, column)
        text = Text(
            f"来源没有“{said.zh}”这一环节", f"the sources do not carry the step “{said.en}”"
        )
        return Missing(table, column, subjects, text)
    if column is None:
        text = Text(f"没有“{spec.title.zh}”记录", f"no record in {spec.title.en}")
    else:
        spec = _ledger(process, column) if table == "event" and column not in spec.columns else spec
        known = spec.columns.get(column) or spec.columns.get(_stored(spec.name, column))
        said = known.text if known else Text(column, column)
        text = Text(f"缺“{spec.title.zh}”的“{said.zh}”", f"{said.en} is missing in {spec.title.en}")
    return Missing(table, column, subjects, text)


def _ledger(process: str | None, column: str) -> TableSpec:
    """The ledger of a process that gives its events this column; the events themselves where none does."""
    every = tables()
    return next(
        (
            spec
            for spec in every.values()
            if process and spec.process == process and column in spec.columns
        ),
        every["event"],
    )
