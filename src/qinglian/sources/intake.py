"""What an adapter is given, and where it puts what it read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa

from qinglian.model.text import Text
from qinglian.sources.unpack import unpacked

HEAD_BYTES = 65_536
PACKED = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst"}


@dataclass(frozen=True)
class File:
    """A file as found on disk, plain or packed with gzip or zstd."""

    path: Path

    @cached_property
    def packing(self) -> str | None:
        """`gz`, `zst` or None, by its first bytes."""
        with self.path.open("rb") as stream:
            start = stream.read(4)
        return next((kind for magic, kind in PACKED.items() if start.startswith(magic)), None)

    @cached_property
    def suffix(self) -> str:
        """Suffix below the packing, lower case: `.csv` for `fines.csv.gz`."""
        suffixes = [suffix.lower() for suffix in self.path.suffixes]
        if suffixes and suffixes[-1] in (".gz", ".zst", ".zstd"):
            suffixes.pop()
        return suffixes[-1] if suffixes else ""

    def open(self) -> IO[bytes]:
        """Read the unpacked bytes; reading raises BadInput where the packing is cut off, damaged or a bomb."""
        return unpacked(self.path, self.packing) if self.packing else self.path.open("rb")

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, unpacked."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def sha256(self) -> str:
        """Hash of the file as it lies on disk."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class Refused:
    """A row that cannot be right: which row (from 1, as a person counts in the file), column, value, and why."""

    row: int | None
    column: str | None
    value: str | None
    reason: Text
    sheet: str | None = None


@dataclass
class Intake:
    """Collects what one file became.

    Adapters call `add` with tables in the words of the dictionary (missing columns simply left out; instants naive
    UTC; identities still in clear), `refuse` for rows that cannot be right, `note` for what was understood. They keep
    `rows_read == kept rows of the source + refused rows`. `wanted`, where given, names all columns that anybody will
    look at, by table: an adapter may leave out the others.
    """

    con: duckdb.DuckDBPyConnection
    zone: str = "Asia/Shanghai"
    mapping: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""
    wanted: Mapping[str, frozenset[str]] | None = None
    rows_read: int = 0
    rows_kept: int = 0
    refused: list[Refused] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    recorded: dict[str, set[str]] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, rows: pa.Table | str) -> int:
        """Append Arrow rows, or the result of a SQL select, to staging table `in_<table>`; return how many."""
        target = f'"in_{table}"'
        if isinstance(rows, pa.Table):
            self.con.register("incoming_rows", rows)
            source = "select * from incoming_rows"
        else:
            source = rows
        if table in self.tables or self._exists(f"in_{table}"):
            self._widen(target, source)
            self.con.execute(f"insert into {target} by name {source}")
        else:
            self.con.execute(f"create table {target} as {source}")
        if isinstance(rows, pa.Table):
            self.con.unregister("incoming_rows")
        count = int(self.con.execute(f"select count(*) from {target}").fetchall()[0][0])
        added = count - self.tables.get(table, 0)
        self.tables[table] = count
        return added

    def lend(self, table: str, query: str) -> int:
        """Give a SQL select over a file that DuckDB reads itself: nothing is copied before the load."""
        self.con.execute(f'create view "in_{table}" as {query}')
        count = self.con.execute(f'select count(*) from "in_{table}"').fetchall()[0][0]
        self.tables[table] = int(count)
        return int(count)

    def refuse(
        self,
        row: int | None,
        column: str | None,
        value: object,
        reason: Text,
        sheet: str | None = None,
    ) -> None:
        """Keep a row that cannot be right, to be downloaded, mended and sent again."""
        self.refused.append(
            Refused(row, column, None if value is None else str(value), reason, sheet)
        )

    def note(self, zh: str, en: str) -> None:
        """Say what was understood of the file."""
        self.notes.append(Text(zh, en))

    def records(self, process: str, activities: set[str]) -> None:
        """State which activities of a process this file can carry at all; others are unknown, not absent."""
        self.recorded.setdefault(process, set()).update(activities)

    def _exists(self, name: str) -> bool:
        found = self.con.execute(
            "select 1 from duckdb_tables() where table_name = ? and not internal", [name]
        ).fetchall()
        return bool(found)

    def _widen(self, target: str, source: str) -> None:
        have = {row[0] for row in self.con.execute(f"describe {target}").fetchall()}
        for name, kind, *_ in self.con.execute(f"describe {source}").fetchall():
            if name not in have:
                self.con.execute(f'alter table {target} add column "{name}" {kind}')
