"""
后来的文件又有的行。Rows that a later file of a run holds again.

Files of one run meet as batches of a lake do (`lake.visible`), in the order they are given: a row that repeats one of
an earlier file in every column is the same row and counts once; a file that has a row twice says that there are two of
them; rows with one key and different contents all stay, and it is said how many keys this concerns. Rows with an empty
key never match another row.

Events that had no ids in their source were numbered, `<case>#<row>` or `<file>#<row>`. Such a number is no key: a
repeated event is known by all that it says but its number and place. Where an earlier file gave the same number, a mark
follows, so that evidence names one event.
"""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from qinglian.engine.backends.duckdb import literal, quoted, value
from qinglian.model.table import TableSpec
from qinglian.model.text import Text

NUMBERED = "#[0-9]+(-[0-9a-f]{6})?$"
INCOMING = "incoming_again"
REPEATED = "incoming_repeated"


class Met(NamedTuple):
    """How the rows of a file met those of earlier ones.

    Rows added, and rows that repeat; keys that stand with different contents; cases whose numbered events lie in
    several files.
    """

    added: int
    repeated: int = 0
    conflicting: int = 0
    continued: int = 0


def append(con: duckdb.DuckDBPyConnection, spec: TableSpec, query: str) -> Met:
    """Append the rows of a query to a table, but those that earlier files hold already."""
    target = quoted(spec.name)
    con.execute(f"create or replace temp table {INCOMING} as {query}")
    try:
        widen(con, target, f"from {INCOMING}")
        keyed = set(spec.key) <= set(columns_of(con, INCOMING)) & set(columns_of(con, target))
        if not keyed or not value(
            con, f"select exists (from {INCOMING} where {_known(spec, target)})"
        ):
            return Met(_insert(con, target, f"from {INCOMING}"))
        con.execute(f"create or replace temp table {REPEATED} as {_repeated(con, spec, target)}")
        return _met(con, spec, target)
    finally:
        con.execute(f"drop table if exists {INCOMING}; drop table if exists {REPEATED}")


def said(spec: TableSpec, met: Met) -> list[Text]:
    """What the reader of a later file is told of rows that earlier files have too."""
    zh, en = spec.title
    notes = []
    if met.repeated:
        notes.append(
            Text(
                f"{zh}：{met.repeated} 行与先前文件完全相同，只算一次",
                f"{en}: {met.repeated} rows are held already from earlier files and count once",
            )
        )
    if met.conflicting:
        notes.append(
            Text(
                f"{zh}：{met.conflicting} 个主键在几份文件中内容不同，各行都参与，请核对以哪份为准；"
                "装载进数据湖时，更正用 --correct，整批替换用 --supersede",
                f"{en}: {met.conflicting} keys have different contents in several files; all rows are used, see which "
                "file is right. Into a lake, corrections are loaded with --correct, a whole new file with --supersede",
            )
        )
    if met.continued:
        notes.append(
            Text(
                f"{zh}：{met.continued} 个办件的环节分散在几份文件，合并参与",
                f"{en}: the events of {met.continued} cases lie in several files and are taken together",
            )
        )
    return notes


def widen(con: duckdb.DuckDBPyConnection, target: str, query: str) -> None:
    """Add to a table the columns that a query has more."""
    have = columns_of(con, target)
    for name, kind, *_ in con.execute(f"describe {query}").fetchall():
        if name not in have:
            con.execute(f"alter table {target} add column {quoted(name)} {kind}")


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Names of the columns of a table."""
    return [row[0] for row in con.execute(f"describe {table}").fetchall()]


def _known(spec: TableSpec, other: str) -> str:
    """SQL: a row may be one of another table. Of events, also where only the case is there."""
    shared = _shared(spec.key, other)
    return f"({shared} or {_shared(('case_id',), other)})" if spec.name == "event" else shared


def _shared(key: tuple[str, ...], other: str, also: str = "true") -> str:
    names = ", ".join(map(quoted, key))
    return f"({names}) in (select ({names}) from {other} where {_filled(key)} and {also})"


def _filled(key: Iterable[str]) -> str:
    return " and ".join(f"{quoted(name)} is not null" for name in key)


def _numbered(spec: TableSpec) -> str:
    """SQL: an event that was numbered by the reader."""
    number = f"coalesce(regexp_matches(event_id, {literal(NUMBERED)}), false)"
    return number if spec.name == "event" else "false"


def _repeated(con: duckdb.DuckDBPyConnection, spec: TableSpec, target: str) -> str:
    """SQL: places (`_rid`) of incoming rows that repeat: as many copies as were there."""
    own = columns_of(con, target)
    if spec.name == "event":
        own = [name for name in own if name not in ("event_id", "position")]
    content = ", ".join(map(quoted, own))
    if spec.name == "event":
        content += f", case when not {_numbered(spec)} then event_id end"
    return f"""
        with together as (
            select 0 as _place, rowid as _rid, * from {target} where {_known(spec, INCOMING)}
            union all by name
            select 1 as _place, rowid as _rid, * from {INCOMING} where {_known(spec, target)}
        ),
        counted as (
            select *, row_number() over (partition by _place, {content} order by _rid) as _copy from together
        ),
        met as (select _place, _rid, min(_place) over (partition by {content}, _copy) as _first from counted)
        select _rid from met where _place = 1 and _first = 0"""


def _met(con: duckdb.DuckDBPyConnection, spec: TableSpec, target: str) -> Met:
    """Append what does not repeat."""
    standing = f"from {INCOMING} where rowid not in (select _rid from {REPEATED})"
    numbered, names = _numbered(spec), ", ".join(map(quoted, spec.key))
    repeated = value(con, f"select count(*) from {REPEATED}")
    conflicting = value(
        con,
        f"select count(distinct ({names})) {standing} and not {numbered} "
        f"and {_shared(spec.key, target, f'not {numbered}')}",
    )
    continued = 0
    select = f"select * {standing}"
    if spec.name == "event":
        case = ("case_id",)
        also = f"({numbered} or {_shared(case, target, numbered)})"
        continued = value(
            con, f"select count(distinct case_id) {standing} and {_shared(case, target)} and {also}"
        )
        mark = f"-{int(value(con, f'select count(*) from {target}')) % 16**6:06x}"
        taken = f"{numbered} and {_shared(spec.key, target)}"
        apart = f"case when {taken} then event_id || {literal(mark)} else event_id end"
        select = f"select * replace ({apart} as event_id) {standing}"
    return Met(_insert(con, target, select), int(repeated), int(conflicting), int(continued))


def _insert(con: duckdb.DuckDBPyConnection, target: str, select: str) -> int:
    return int(value(con, f"insert into {target} by name {select}"))
