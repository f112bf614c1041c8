"""
读取发布：先由 DuckDB 按类型一次读完；读不成的分块重读，有问题的块逐行整理。

Get releases into the table `ocds_read`. DuckDB reads a whole file as typed columns in one pass and refuses it at
the first line that does not fit. Then the file is read again in blocks: those that fit are still read as typed
columns, the lines of the others are mended one by one.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import orjson

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources.intake import Intake
from qinglian.sources.ocds.columns import read_columns, tree_read
from qinglian.sources.ocds.mend import Bench

BLOCK = 64 * 1024 * 1024
OCID = "case when starts_with(ocid, '\"') then ocid ->> '$' end as ocid"
PACKED = ("releases", "records", "compiledRelease")
IS_PACKED = f"coalesce({', '.join(PACKED)}) is not null"
LONGEST_LINE = 4 * 1024 * 1024
"""Lines up to here are read in parallel with small buffers; longer ones make the file go by blocks."""


def read_lines(path: Path, head: bytes, intake: Intake) -> None:
    """Fill `ocds_read` from JSON Lines; raises BadInput where nothing is usable or the end is cut off."""
    if _plain(head) and _typed(path, intake, LONGEST_LINE):
        intake.rows_kept = _count(intake.con)
        intake.rows_read = intake.rows_kept
        return
    bench = Bench(intake)
    with TemporaryDirectory(prefix="qinglian-") as folder:
        block = Path(folder) / "block.jsonl"
        for first, lines, last in _blocks(path):
            block.write_bytes(lines)
            if _typed(block, intake, 2 * BLOCK):
                continue
            _add(block, _mended(bench, first, lines, last), intake)
        _add(block, bench.merged(), intake)
    _finish(bench, intake)


def read_document(path: Path, intake: Intake) -> None:
    """Fill `ocds_read` from one JSON document: a release, record, package, or list of them."""
    try:
        value = orjson.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise BadInput(
            Text(
                f"{path.name} 不是完整的 JSON（{error}），可能被截断；整份未读",
                f"{path.name} is not complete JSON ({error}) and may be cut off; nothing was read",
            )
        ) from None
    bench = Bench(intake)
    with TemporaryDirectory(prefix="qinglian-") as folder:
        block = Path(folder) / "block.jsonl"
        _add(block, bench.document(value, None), intake)
        _add(block, bench.merged(), intake)
    _finish(bench, intake)


def _plain(head: bytes) -> bool:
    """Whether the first line looks like a compiled release; else the typed pass would be in vain."""
    first = head.lstrip().split(b"\n", 1)[0]
    return first.startswith(b"{") and not any(f'"{name}"'.encode() in first for name in PACKED)


def _typed(path: Path, intake: Intake, longest: int) -> bool:
    """Append a file's releases to `ocds_read` as typed columns; False, and nothing done, where a line does not fit."""
    con = intake.con
    columns = tree_read(intake.wanted) | dict.fromkeys(PACKED, "JSON")
    try:
        con.execute(
            f"create or replace table ocds_block as "
            f"select * exclude ({', '.join(PACKED)}) replace ({OCID}), {IS_PACKED} as packed "
            f"from read_json(?, format = 'newline_delimited', maximum_object_size = {longest}, "
            f"columns = {read_columns(columns)})",
            [str(path)],
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return False
    odd = con.execute(
        "select count(*) from ocds_block "
        "where ocid is null or packed or not list_contains(tag, 'compiled')"
    ).fetchall()
    if odd != [(0,)]:
        return False
    _append(con)
    return True


def _append(con: duckdb.DuckDBPyConnection) -> None:
    if _exists(con):
        con.execute("insert into ocds_read select * from ocds_block")
        con.execute("drop table ocds_block")
    else:
        con.execute("alter table ocds_block rename to ocds_read")


def _exists(con: duckdb.DuckDBPyConnection) -> bool:
    found = con.execute("select 1 from duckdb_tables() where table_name = 'ocds_read'").fetchall()
    return bool(found)


def _count(con: duckdb.DuckDBPyConnection) -> int:
    return (
        int(con.execute("select count(*) from ocds_read").fetchall()[0][0]) if _exists(con) else 0
    )


def _blocks(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Cut a file at line ends: number of the first line, the lines, and whether they are the last."""
    first, rest = 1, b""
    with path.open("rb") as stream:
        while chunk := stream.read(BLOCK):
            lines, newline, tail = (rest + chunk).rpartition(b"\n")
            rest = tail
            if newline:
                ended = not rest.strip() and not stream.peek(1).strip()
                yield first, lines + newline, ended
                first += lines.count(b"\n") + 1
    if rest.strip():
        yield first, rest, True


def _mended(bench: Bench, first: int, lines: bytes, last: bool) -> Iterator[bytes]:
    numbered = list(enumerate(lines.rstrip().split(b"\n"), start=first))
    for number, line in numbered:
        yield from bench.line(line, number, last and number == numbered[-1][0])


def _add(block: Path, releases: Iterable[bytes], intake: Intake) -> None:
    with block.open("wb") as stream:
        stream.writelines(release + b"\n" for release in releases)
    if block.stat().st_size and not _typed(block, intake, 2 * BLOCK):
        raise AssertionError("a mended release must be readable")


def _finish(bench: Bench, intake: Intake) -> None:
    intake.rows_kept = _count(intake.con)
    intake.rows_read = intake.rows_kept + len(intake.refused)
    if not intake.rows_kept:
        raise BadInput(
            Text("没有一条可用的 OCDS 发布", "There is no usable OCDS release in the file")
        )
    if bench.pending:
        waiting = sum(len(releases) for releases in bench.pending.values())
        intake.rows_kept += waiting - len(bench.pending)
        intake.rows_read = intake.rows_kept + len(intake.refused)
        intake.note(
            f"{waiting} 份发布按 ocid 合并为 {len(bench.pending)} 份汇编发布",
            f"{waiting} releases were merged by ocid into {len(bench.pending)} compiled releases",
        )
