"""
哪些行算数。Which rows count, where live batches of one table share keys.

Nothing is dropped silently. Batches are taken in the order they came:

* A batch loaded as a correction replaces the earlier rows that have a key it carries too.
* Otherwise a row that repeats an earlier one in every column is the same row, seen once. (A batch that has a row twice
  says that there are two of them.)
* Otherwise rows with one key and different contents all stay, and every run says how many keys this concerns.

Rows with an empty key never match another row. Rows of one batch never replace each other.

Events that had no ids in their source were numbered by the loader, `<case>#<row>`. Such a number is no key: a
correction replaces whole cases, and a repeated event is known by all that it says but its number and place. Where an
earlier batch gave the same number, a mark of the file follows, so that evidence names one event.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import duckdb

from qinglian.engine.backends.duckdb import literal, quoted, value
from qinglian.engine.lake.manifest import Manifest
from qinglian.engine.repeats import NUMBERED
from qinglian.model.table import tables
from qinglian.model.text import Text

SCHEMA = "lake_rows"
BATCHES = "batches"
FILE = "_lake_file"
CASE = ("case_id",)


class Settled(NamedTuple):
    """How live batches meet in one table.

    Rows not seen because they repeat or were corrected; keys that stand with different contents; cases whose numbered
    events lie in several batches.
    """

    repeated: int = 0
    corrected: int = 0
    conflicting: int = 0
    continued: int = 0


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
        return _select(files), settled
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


def match_key(con: duckdb.DuckDBPyConnection, table: str, relation: str) -> tuple[str, ...]:
    """Columns by which these rows are known again in another batch: the key, or the case where events were numbered."""
    key = tables()[table].key if table in tables() else ()
    if table != "event":
        return key
    numbered = con.execute(
        f"select bool_and(regexp_matches(event_id, {literal(NUMBERED)})) from {relation}"
    ).fetchall()[0]
    return CASE if numbered and numbered[0] else key


def told_apart(
    con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], incoming: str, mark: str
) -> str:
    """The events of `incoming`, an SQL relation; numbers that these earlier files gave too are followed by a mark.

    `mark` stands for the incoming files, so that the same file gives the same ids again.
    """
    others = [file for file in files if _numbered(file, "event")]
    if not others or match_key(con, "event", incoming) != CASE:
        return incoming
    taken = f"event_id in (select event_id from {parquet(others)})"
    while value(con, f"select count(*) from {incoming} where {taken}"):
        mark = sha256(mark.encode()).hexdigest()
        plain = "regexp_replace(event_id, '-[0-9a-f]{6}$', '')"
        apart = f"case when {taken} then {plain} || '-{mark[:6]}' else event_id end"
        incoming = f"(select * replace ({apart} as event_id) from {incoming})"
    return incoming


def overlaps(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[Carrier],
    table: str,
    incoming: str,
    key: tuple[str, ...],
) -> dict[str, int]:
    """Count the keys of `incoming`, an SQL relation, that each earlier batch has too."""
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
    if settled.continued:
        said.append(
            Text(
                f"{table}：{settled.continued} 个办件的环节分散在几个批次，合并参与；"
                "如后来的文件已含其全部环节，请以 --correct 重新装载。",
                f"{table}: the events of {settled.continued} cases lie in several batches and are taken together. "
                "Where the later file has all their events, load it with --correct.",
            )
        )
    return said


def settle(
    con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], table: str, *, into: str = "hidden"
) -> tuple[str | None, Settled]:
    """Find the rows that do not count: a table of their files and places (None where all count), and how many."""
    key = shared_key(files, table)
    if not key:
        return None, Settled()
    hidden = f"{SCHEMA}.{quoted(f'{into}_{table}')}"
    con.execute(f"create schema if not exists {SCHEMA}")
    con.execute(f"create or replace temp table judged as {_judged(con, files, table, key)}")
    con.execute(
        f"create or replace table {hidden} as "
        f"select {FILE}, file_row_number from judged where is_corrected or is_repeated"
    )
    several = "having min(_place) <> max(_place)"
    standing = f"from judged where not is_corrected and not is_repeated and {all_filled(key)}"
    cases = f"select 1 {standing} group by case_id {several} and bool_or(_numbered)"
    counts = con.execute(
        f"""
        select count(*) filter (is_repeated), count(*) filter (is_corrected),
            (select count(*) from (select 1 {standing} and not _numbered group by {listed(key)} {several})),
            {f"(select count(*) from ({cases}))" if table == "event" else 0}
        from judged
        """
    ).fetchall()[0]
    con.execute("drop table judged")
    assert counts is not None
    settled = Settled(*counts)
    return hidden if settled.repeated or settled.corrected else None, settled


def _judged(
    con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], table: str, key: tuple[str, ...]
) -> str:
    """SQL: rows that share a key with another batch, with `is_corrected` and `is_repeated`."""
    names = [row[0] for row in con.execute(f"describe {_select(files)}").fetchall()]
    content, known, corrected = listed(names), _shared(key), _last_correction(key, "not _numbered")
    if table == "event":
        own = listed(name for name in names if name not in ("event_id", "position"))
        content = f"{own}, case when not _numbered then event_id end"
        known = f"({known} or {_shared(CASE, 'bool_or(_numbered)')})"
        corrected = f"greatest({corrected}, {_last_correction(CASE, '_numbered')})"
    came = ", ".join(
        f"({literal(str(file.path))}, {place}, {file.batch.corrects}, {_numbered(file, table)})"
        for place, file in enumerate(files)
    )
    kept = [key, CASE] if table == "event" else [key]
    return f"""
        with came ({FILE}, _place, _corrects, _numbered) as (values {came}),
        placed as (select * from {placed(files)} join came using ({FILE})),
        concerned as (
            select *, {corrected} as _corrected_at,
                row_number() over (partition by _place, {content} order by file_row_number) as _copy
            from placed where {known}
        )
        select {listed(dict.fromkeys(name for names in kept for name in names))},
            {FILE}, file_row_number, _place, _numbered,
            coalesce(_place < _corrected_at, false) as is_corrected,
            not is_corrected and _place > min(_place) filter (_corrected_at is null or _place >= _corrected_at)
                over (partition by {content}, _copy) as is_repeated
        from concerned
    """


def _numbered(file: Carrier, table: str) -> bool:
    return file.batch.tables[table].key == CASE


def _select(files: Sequence[Carrier]) -> str:
    return f"select * from {parquet(files)}"


def _last_correction(columns: tuple[str, ...], which: str) -> str:
    """SQL: the place of the last correction with these values."""
    return f"max(_place) filter (_corrects and {which}) over (partition by {listed(columns)})"


def _shared(columns: tuple[str, ...], also: str = "true") -> str:
    """SQL: some other batch has these values too."""
    names = listed(columns)
    return (
        f"({names}) in (select ({names}) from placed where {all_filled(columns)} "
        f"group by {names} having min(_place) <> max(_place) and {also})"
    )


def all_filled(columns: Iterable[str]) -> str:
    """SQL: none of these columns is empty."""
    return " and ".join(f"{quoted(column)} is not null" for column in columns)


def listed(columns: Iterable[str]) -> str:
    """Quoted names for SQL."""
    return ", ".join(quoted(column) for column in columns)
