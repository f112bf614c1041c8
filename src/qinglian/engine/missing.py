"""
为何无法判断。Why subjects could not be decided: which table, column or step was not there, or empty.

A lack is named `table`, `table.column`, or `event@process` for a process of which there are no events.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qinglian.engine.ask import RESULT, Formula
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import Missing
from qinglian.engine.part import reach
from qinglian.engine.process.plan import Answer
from qinglian.model.activity import activities, activity_name
from qinglian.model.check import OneOf
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text


@dataclass(frozen=True)
class Lacks:
    """What undecided subjects of a check with this key lacked.

    `everywhere` are names that hold for all of them. Where something differs, `apart` is SQL that gives the key and a
    whole number `mask` of those that lacked more: its bits stand for `names`, the first for the lowest.
    """

    key: tuple[str, ...]
    everywhere: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    apart: str | None = None

    def named(self, mask: int | None) -> list[str]:
        """Names of all that an undecided subject lacked, in order."""
        more = [name for bit, name in enumerate(self.names) if (mask or 0) >> bit & 1]
        return sorted({*self.everywhere, *more})

    def each(self, dataset: Dataset) -> list[tuple[Any, ...]]:
        """The key of each undecided subject, and last the names of what it lacked."""
        keys = _keys(self.key, "u.")
        undecided = _undecided(self.key)
        if self.apart is None:
            rows = dataset.con.execute(f"select {keys}, null from ({undecided}) u").fetchall()
        else:
            on = " and ".join(
                f"u.{key} is not distinct from a.{key}" for key in map(quoted, self.key)
            )
            rows = dataset.con.execute(
                f"select {keys}, a.mask from ({undecided}) u left join ({self.apart}) a on {on}"
            ).fetchall()
        return [(*key, self.named(mask)) for *key, mask in rows]


def of_formula(dataset: Dataset, question: Formula) -> Lacks:
    """What the undecided subjects of a formula lacked.

    That is a table none of whose rows is the subject's, and a decisive column that is empty in one of them. Rows that
    do not name the subject are followed through the table that does, where there is one. Where subjects are compared,
    it is also a column of the key that is empty in any row, since that row may have been the subject's.
    """
    check = question.check
    everywhere: list[str] = []
    names: list[str] = []
    parts = []
    for name, columns in check.decisive.items():
        if not columns:  # a table that only helps is no lack
            continue
        if not dataset.has(name):
            everywhere.append(name)
            continue
        own = [key for key in check.key if key in question.bound[name].columns]
        groups = [Group(name, one_of, dataset) for one_of in columns if not {*one_of} & {*own}]
        everywhere += [said for group in groups if not group.had for said in group.names]
        groups = [group for group in groups if group.had]
        parts += _of_rows(dataset, question, name, own, groups, names)
        if check.scope != "case":
            everywhere += [f"{name}.{key}" for key in own if _nobodys(dataset, question, name, key)]
    if not parts:
        return Lacks(check.key, tuple(everywhere))
    keys = _keys(check.key)
    apart = parts[0]
    if len(parts) > 1:
        apart = (
            f"select {keys}, bit_or(mask) mask from ({' union all '.join(parts)}) group by {keys}"
        )
    apart = f"with undecided as ({_undecided(check.key)}) {apart}"
    return Lacks(check.key, tuple(everywhere), tuple(names), apart)


def _keys(key: Iterable[str], of: str = "") -> str:
    return ", ".join(f"{of}{quoted(name)}" for name in key)


def _undecided(key: Iterable[str]) -> str:
    return f"select distinct {_keys(key)} from {RESULT} where flagged is null"


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


def _of_rows(
    dataset: Dataset,
    question: Formula,
    name: str,
    own: list[str],
    groups: list[Group],
    names: list[str],
) -> list[str]:
    """SQL of key and `mask` of what subjects lack in one table, whose names are added to `names`.

    Nothing, at little cost, where every subject has all it needs there.
    """
    rows = _rows_of(question, name, own)
    if rows is None:
        return []
    key = question.check.key
    groups = _empty_somewhere(dataset, question, name, groups)
    whole = own == list(key)
    if whole and question.home and dataset.covered(key[0], question.home, name):
        absent = False
    elif whole or not groups:
        undecided = f"select {_keys(key)} from {RESULT} where flagged is null"
        probe = f"select 1 from ({undecided}) u {rows} where t.there is null limit 1"
        absent = bool(dataset.con.execute(probe).fetchall())
    else:
        absent = True
    if not absent and not groups:
        return []
    if whole:
        return _by_key(question, name, groups, names, absent=absent)
    bits = [f"case when t.there is null then {_bits([name], names)} else 0 end"] + [
        f"case when {_all_null(group.had)} then {_bits(group.names, names)} else 0 end"
        for group in groups
    ]
    keys, mask = _keys(key, "u."), " | ".join(f"({bit})" for bit in bits)
    return [f"select {keys}, bit_or({mask}) mask from undecided u {rows} group by {keys}"]


def _by_key(
    question: Formula, name: str, groups: list[Group], names: list[str], *, absent: bool
) -> list[str]:
    """The same where rows name their subject in full: who has no row (`absent`: some have none), and who an empty one.

    Subjects that are decided may stand among the latter; nobody looks there for them.
    """
    key, rows = question.check.key, question.bound[name].sql
    parts = []
    if absent:
        on = " and ".join(f"u.{quoted(one)} = t.{quoted(one)}" for one in key)
        none = _bits([name], names)
        parts.append(
            f"select {_keys(key, 'u.')}, {none} mask from undecided u anti join ({rows}) t on {on}"
        )
    if groups:
        empty = [_all_null(group.had, None) for group in groups]
        bits = [
            f"case when {test} then {_bits(group.names, names)} else 0 end"
            for test, group in zip(empty, groups, strict=True)
        ]
        named = " and ".join(f"t.{quoted(one)} is not null" for one in key)
        keys, mask = _keys(key, "t."), " | ".join(f"({bit})" for bit in bits)
        parts.append(
            f"select {keys}, bit_or({mask}) mask from ({rows}) t "
            f"where {named} and ({' or '.join(f'({test})' for test in empty)}) group by {keys}"
        )
    return parts


def _bits(said: Iterable[str], names: list[str]) -> str:
    """The number whose bits stand for these names."""
    number = 0
    for name in said:
        if name not in names:
            names.append(name)
        number |= 1 << names.index(name)
    return f"{number}::bigint"


def _empty_somewhere(
    dataset: Dataset, question: Formula, name: str, groups: list[Group]
) -> list[Group]:
    """Those of which some row has no column filled. Columns that are filled in every row are remembered."""
    doubtful = [
        group for group in groups if not any(dataset.filled(name, column) for column in group.had)
    ]
    if not doubtful:
        return []
    rows = question.bound[name].sql
    asked = ", ".join(
        f"coalesce(bool_or({_all_null(group.had, None)}), false)" for group in doubtful
    )
    (found,) = dataset.con.execute(f"select {asked} from ({rows}) t").fetchall()
    return [group for group, empty in zip(doubtful, found, strict=True) if empty]


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


def _all_null(columns: list[str], there: str | None = "t.there") -> str:
    empty = [f"t.{quoted(column)} is null" for column in columns]
    return " and ".join([there, *empty] if there else empty)


def _nobodys(dataset: Dataset, question: Formula, name: str, key: str) -> bool:
    """Whether some row of a table names no subject."""
    rows = question.bound[name].sql
    probe = f"select 1 from ({rows}) t where t.{quoted(key)} is null limit 1"
    return bool(dataset.con.execute(probe).fetchall())


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
