"""
哪些行算数。Which rows count, where live batches of one table share keys.

Nothing is dropped silently. Batches are taken in the order they came:

* A batch loaded as a correction replaces the earlier rows that have a key it carries too.
* Otherwise a row that repeats an earlier one in every column is the same row, seen once.
* Otherwise rows with one key and different contents all stay, and every run says how many keys this concerns.

Rows with an empty key never match another row. Rows of one batch never replace each other.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.lake.manifest import Manifest
from qinglian.model.table import tables
from qinglian.model.text import Text

SCHEMA = "lake_rows"
BATCHES = "batches"
FILE = "_lake_file"


class Settled(NamedTuple):
    """Rows not seen because they repeat or were corrected, and keys that stand with different contents."""

    repeated: int
    corrected: int
    conflicting: int


class Carrier(NamedTuple):
    """A Parquet file of one table and the batch it belongs to."""

    path: Path
    batch: Manifest


def carriers(root: Path, batches: Iterable[Manifest], table: str) -> list[Carrier]:
    """The files of a table in these batches, in the order they came."""
    return [
        Carrier((root / BATCHES / batch.id / f"{table}.parquet").absolute(), batch)
        for batch in batches
        if table in batch.tables
    ]


def parquet(files: Sequence[Carrier]) -> str:
    """All rows of these files as an SQL relation, columns by name."""
    paths = ", ".join(literal(str(file.path)) for file in files)
    return f"read_parquet([{paths}], union_by_name = true)"


def placed(files: Sequence[Carrier]) -> str:
    """The same with two columns more: `FILE`, and the row's place in it, `file_row_number`."""
    return f"{parquet(files)[:-1]}, filename = '{FILE}', file_row_number = true)"


def rows(
    con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], table: str
) -> tuple[str, Settled]:
    """SQL that selects the rows that count, and what was left out of them."""
    hidden, settled = settle(con, files, table)
    if hidden is None:
        return f"select * from {parquet(files)}", settled
    seen = (
        f"select * exclude ({FILE}, file_row_number) from {placed(files)} "
        f"anti join {hidden} using ({FILE}, file_row_number)"
    )
    return seen, settled


def shared_key(files: Sequence[Carrier], table: str) -> tuple[str, ...]:
    """The table's key where any two of these batches were found to share one, else nothing."""
    live = {file.batch.id for file in files}
    if any(live & set(file.batch.tables[table].overlaps) for file in files):
        return tables()[table].key
    return ()


def overlaps(
    con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], table: str, incoming: str
) -> dict[str, int]:
    """Count the keys of `incoming` (an SQL relation) that each earlier batch has too."""
    key = tables()[table].key if table in tables() else ()
    new = {row[0] for row in con.execute(f"describe select * from {incoming}").fetchall()}
    old = [file for file in files if set(key) <= set(file.batch.tables[table].columns)]
    if not key or not old or not set(key) <= new:
        return {}
    names = listed(key)
    found = con.execute(
        f"with new_keys as (select distinct {names} from {incoming}) "
        f"select {FILE}, count(distinct ({names})) "
        f"from {placed(old)} semi join new_keys using ({names}) group by {FILE}"
    ).fetchall()
    shared = dict(found)
    return {file.batch.id: shared[str(file.path)] for file in old if str(file.path) in shared}


def settled_said(table: str, settled: Settled) -> list[Text]:
    """What the user is told of shared keys."""
    said = []
    if settled.corrected:
        said.append(
            Text(
                f"{table}：{settled.corrected} 行已被后来的更正批次替换，不再参与。",
                f"{table}: {settled.corrected} rows were replaced by later corrections and are not used.",
            )
        )
    if settled.repeated:
        said.append(
            Text(
                f"{table}：{settled.repeated} 行与先前批次完全相同，只算一次。",
                f"{table}: {settled.repeated} rows repeat an earlier batch in every column and count once.",
            )
        )
    if settled.conflicting:
        said.append(
            Text(
                f"{table}：{settled.conflicting} 个主键在几个批次中内容不同，各行都参与；"
                "如是更正，请以 --correct 重新装载，如是整批替换，请用 --supersede。",
                f"{table}: {settled.conflicting} keys have different contents in several batches; all rows are used. "
                "Load corrections with --correct; where one batch replaces another, use --supersede.",
            )
        )
    return said


def settle(
    con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], table: str, *, into: str = "hidden"
) -> tuple[str | None, Settled]:
    """Find the rows that do not count: a table of their files and places (None where all count), and how many."""
    key = shared_key(files, table)
    if not key:
        return None, Settled(0, 0, 0)
    hidden = f"{SCHEMA}.{quoted(f'{into}_{table}')}"
    names = listed(key)
    columns = listed(
        row[0] for row in con.execute(f"describe select * from {parquet(files)}").fetchall()
    )
    order = ", ".join(
        f"({literal(str(file.path))}, {place}, {file.batch.corrects})"
        for place, file in enumerate(files)
    )
    con.execute(f"create schema if not exists {SCHEMA}")
    con.execute(
        f"""
        create or replace temp table judged as
        with came ({FILE}, _place, _corrects) as (values {order}),
        placed as (select * from {placed(files)} join came using ({FILE})),
        shared as (
            select {names} from placed where {all_filled(key)}
            group by {names} having min(_place) <> max(_place)
        ),
        concerned as (
            select *, max(_place) filter (_corrects) over (partition by {names}) as _corrected_at
            from placed semi join shared using ({names})
        )
        select {names}, {FILE}, file_row_number, _place,
            coalesce(_place < _corrected_at, false) as is_corrected,
            not is_corrected and _place > min(_place) filter (_corrected_at is null or _place >= _corrected_at)
                over (partition by {columns}) as is_repeated
        from concerned
        """
    )
    con.execute(
        f"create or replace table {hidden} as "
        f"select {FILE}, file_row_number from judged where is_corrected or is_repeated"
    )
    counts = con.execute(
        f"""
        select count(*) filter (is_repeated), count(*) filter (is_corrected), (
            select count(*) from (
                select 1 from judged where not is_corrected and not is_repeated
                group by {names} having min(_place) <> max(_place)
            )
        )
        from judged
        """
    ).fetchone()
    con.execute("drop table judged")
    assert counts is not None
    settled = Settled(*counts)
    return hidden if settled.repeated or settled.corrected else None, settled


def all_filled(columns: Iterable[str]) -> str:
    """SQL: none of these columns is empty."""
    return " and ".join(f"{quoted(column)} is not null" for column in columns)


def listed(columns: Iterable[str]) -> str:
    """Quoted names for SQL."""
    return ", ".join(quoted(column) for column in columns)
