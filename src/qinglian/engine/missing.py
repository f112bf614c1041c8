"""Why subjects could not be decided: which table or column was not there, or empty."""

from collections.abc import Iterable

from qinglian.engine.ask import RESULT, Formula
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import Missing
from qinglian.engine.process.plan import Answer
from qinglian.engine.process.prepare import Prepared
from qinglian.model.activity import activities, activity_name
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text

OWNER = "unit_id"
"""Whose row it is; never why nothing could be decided."""


def of_formula(dataset: Dataset, question: Formula, undecided: int) -> list[Missing]:
    """Look at what the check needs for its undecided subjects, column by column."""
    if not undecided:
        return []
    check = question.check
    found: list[Missing] = []
    for name, columns in check.needs.items():
        if not dataset.has(name):
            found.append(_missing(name, None, undecided))
            continue
        keys = [key for key in check.key if key in question.bound[name].columns]
        for column in columns:
            if column in keys or column == OWNER:
                continue
            stored = _stored(name, column)
            if not dataset.has(name, stored):
                found.append(_missing(name, column, undecided))
        if keys:
            found += _empty_cells(dataset, question, name, columns, keys)
    return sorted(_unique(found), key=lambda item: -item.subjects)


def _stored(table: str, column: str) -> str:
    """The stored column behind a day number or a local date."""
    spec = tables()[table]
    if column in spec.columns:
        return column
    base = column.removesuffix("_day").removesuffix("_wd").removesuffix("_on")
    return next((name for name in (f"{base}_at", f"{base}_on") if name in spec.columns), column)


def _empty_cells(
    dataset: Dataset, question: Formula, name: str, columns: Iterable[str], keys: list[str]
) -> list[Missing]:
    sql = dataset.backend.sql(question.bound[name])
    on = " and ".join(f"u.{quoted(key)} = t.{quoted(key)}" for key in keys)
    own = ", ".join(f"u.{quoted(key)}" for key in keys)
    asked = [column for column in columns if column not in keys and column != OWNER]
    counts = ", ".join(
        f"count(distinct ({own})) filter (where t.{quoted(keys[0])} is not null and t.{quoted(column)} is null)"
        for column in asked
    )
    row = dataset.con.execute(
        f"""with u as (select distinct {", ".join(map(quoted, keys))} from {RESULT} where flagged is null)
        select count(distinct ({own})) filter (where t.{quoted(keys[0])} is null){", " if counts else ""}{counts}
        from u left join ({sql}) t on {on}"""
    ).fetchone()
    assert row is not None
    found = [_missing(name, None, row[0])] if row[0] else []
    return found + [
        _missing(name, column, n) for column, n in zip(asked, row[1:], strict=True) if n
    ]


def of_process(answer: Answer, prepared: Prepared, undecided: int) -> list[Missing]:
    """Columns and activities the sources do not carry, unknown days, unknown persons, days without a time."""
    process = answer.question.constraint.process
    if answer.missing:
        return [_missing(*name.split(".", 1), undecided, process) for name in answer.missing]
    if not undecided:
        return []
    c, kind = answer.question.constraint, answer.question.template.kind
    if kind == "persons":
        return [_missing("event", c.column, undecided)]
    if kind == "officers":
        return [_missing("event", "officers", undecided)]
    if c.within and c.within.unit in ("hours", "seconds"):
        return [_missing("event", "occurred_at", undecided)]
    return [_missing("calendar_day", None, undecided)]


def _missing(table: str, column: str | None, subjects: int, process: str | None = None) -> Missing:
    spec = tables()[table]
    if table == "event" and column in activities().get(process or "", {}):
        said = activity_name(process, column)
        text = Text(f"来源没有“{said.zh}”这一环节", f"the sources do not carry the step “{said.en}”")
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
        (spec for spec in every.values() if process and spec.process == process and column in spec.columns),
        every["event"],
    )


def _unique(found: Iterable[Missing]) -> list[Missing]:
    most: dict[tuple[str, str | None], Missing] = {}
    for item in found:
        key = (item.table, item.column)
        if key not in most or most[key].subjects < item.subjects:
            most[key] = item
    return list(most.values())


def absent_table(name: str) -> Missing:
    """A table that no source had at all: nothing was asked."""
    return _missing(name, None, 0)


def absent_process(process: str) -> Missing:
    """A process of which no source had an event: nothing was asked."""
    spec = next((spec for spec in tables().values() if spec.process == process), None)
    said = spec.title if spec else Text(process, process)
    return Missing("event", None, 0, Text(f"没有“{said.zh}”的事件", f"no events of {said.en}"))
