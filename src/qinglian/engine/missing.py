"""
为何无法判断。Why subjects could not be decided: which table, column or step was not there, or empty.

A lack is named `table`, `table.column`, or `event@process` for a process of which there are no events.
"""

from collections.abc import Iterable

from qinglian.engine.ask import RESULT, Formula
from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import Missing
from qinglian.engine.part import reach
from qinglian.engine.process.plan import Answer
from qinglian.model.activity import activities, activity_name
from qinglian.model.check import OneOf
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text


def of_formula(dataset: Dataset, question: Formula) -> str:
    """SQL: the check's key of each undecided subject and `lacks`, the names of what it lacked.

    That is a table none of whose rows is the subject's, and a decisive column that is empty in one of them. Rows that
    do not name the subject are followed through the table that does, where there is one. Where subjects are compared,
    it is also a column of the key that is empty in any row, since that row may have been the subject's.
    """
    check = question.check
    keys = ", ".join(f"u.{quoted(key)}" for key in check.key)
    nobody_has, parts = [], []
    for name, columns in check.decisive.items():
        if not columns:  # a table that only helps is no lack
            continue
        if not dataset.has(name):
            nobody_has.append(name)
            continue
        own = [key for key in check.key if key in question.bound[name].columns]
        groups = [Group(name, one_of, dataset) for one_of in columns if not {*one_of} & {*own}]
        nobody_has += [said for group in groups if not group.had for said in group.names]
        if rows := _rows_of(question, name, own):
            parts.append(_empty_cells(keys, name, [group for group in groups if group.had], rows))
        if check.scope != "case":
            parts += [_nobodys(question, name, key) for key in own]
    constant = ", ".join(map(literal, nobody_has))
    parts.append(f"select {keys}, [{constant}]::varchar[] lacks from undecided u")
    names = ", ".join(map(quoted, check.key))
    return f"""with undecided as (select distinct {names} from {RESULT} where flagged is null)
        select {names}, list_sort(list_distinct(flatten(list(lacks)))) lacks
        from ({" union all ".join(parts)}) group by all"""


class Group:
    """Columns of which one is enough: those that a source `had`, and the `names` of these, or of all if none."""

    def __init__(self, table: str, columns: OneOf, dataset: Dataset) -> None:
        self.had = [column for column in columns if dataset.has(table, _stored(table, column))]
        self.names = [f"{table}.{_stored(table, column)}" for column in self.had or columns]


def _stored(table: str, column: str) -> str:
    """The stored column behind a day number or a local date."""
    spec = tables()[table]
    if column in spec.columns:
        return column
    base = column.removesuffix("_day").removesuffix("_wd").removesuffix("_on")
    return next((name for name in (f"{base}_at", f"{base}_on") if name in spec.columns), column)


def _rows_of(question: Formula, name: str, own: list[str]) -> str | None:
    """SQL that joins to the undecided subjects `u` their rows `t` of a table, which are there where `t.there` is."""
    bound = question.bound
    rows = bound[name].sql
    if own:
        on = " and ".join(f"u.{quoted(key)} = t.{quoted(key)}" for key in own)
        return f"left join (select *, true there from ({rows})) t on {on}"
    way = reach(question.check)
    if way is None or way.home is None or name not in way.columns:
        return None
    if way.key not in bound[way.home].columns:  # derived, not read as it stands
        return None
    home, column = bound[way.home].sql, quoted(way.columns[name])
    return f"""left join ({home}) h on u.{quoted(way.key)} = coalesce(h.{quoted(way.key)}, h.{column})
        left join (select *, true there from ({rows})) t on t.{column} = h.{column}"""


def _empty_cells(keys: str, name: str, groups: list[Group], rows: str) -> str:
    empty = [f"case when not bool_or(t.there is not null) then {_list([name])} end"] + [
        f"case when bool_or({_all_null(group.had)}) then {_list(group.names)} end"
        for group in groups
    ]
    return f"""select {keys}, flatten(list_filter([{", ".join(empty)}], lambda lack: lack is not null)) lacks
        from undecided u {rows} group by {keys}"""


def _all_null(columns: list[str]) -> str:
    return " and ".join(["t.there", *(f"t.{quoted(column)} is null" for column in columns)])


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(literal, names))}]"


def _nobodys(question: Formula, name: str, key: str) -> str:
    rows = question.bound[name].sql
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
    if c.within and c.within.unit in ("hours", "minutes", "seconds"):
        return ["event.occurred_at"]
    return ["calendar_day"]


def no_events(process: str) -> str:
    """The name for a process of which no source had an event."""
    return f"event@{process}"


def said(name: str, subjects: int, process: str | None = None) -> Missing:
    """A lack in words, and how many subjects it concerns."""
    table, _, absent = name.partition("@")
    if absent:
        spec = next((spec for spec in tables().values() if absent in spec.processes), None)
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
        (spec for spec in every.values() if process in spec.processes and column in spec.columns),
        every["event"],
    )
