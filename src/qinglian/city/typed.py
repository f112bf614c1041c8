"""
写成表：故事的列变成数据字典里的类型。From columns of whole numbers to the types of the dictionary.

Local minutes become UTC instants, days dates, fen decimals of yuan, NEVER and None null. A column that no table knows
is an error: nothing is lost in silence.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from qinglian.city.days import NEVER
from qinglian.city.draw import Ints
from qinglian.city.rows import Column, Rows
from qinglian.model.arrow import TYPES
from qinglian.model.table import TableSpec

MADE_UP = "虚构数据 fictional data"
TABLE_KEY, NOTE_KEY = b"qinglian:table", b"qinglian:note"
_SHANGHAI_MINUTES = 8 * 60


def typed(spec: TableSpec, rows: Rows) -> pa.Table:
    """One table as the dictionary has it, every column of it present. KeyError for a column it does not know."""
    unknown = [name for name in rows if name not in spec.columns]
    if unknown:
        raise KeyError(f"{spec.name} has no column {', '.join(unknown)}")
    arrays, fields = [], []
    for column in spec.columns.values():
        kind = TYPES[column.type]
        held = rows.get(column.name)
        arrays.append(pa.nulls(rows.n, kind) if held is None else _array(column.type, held))
        fields.append(pa.field(column.name, kind))
    said = {TABLE_KEY: spec.name.encode(), NOTE_KEY: MADE_UP.encode()}
    return pa.table(arrays, schema=pa.schema(fields, metadata=said))


def write(table: pa.Table, path: Path) -> None:
    """One Parquet file, compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")


class Parts:
    """One Parquet file written piece by piece, so that no more than a piece is held; nothing added, no file."""

    def __init__(self) -> None:
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def add(self, table: pa.Table, path: Path) -> None:
        """Write a piece below the others."""
        if self._writer is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(path, table.schema, compression="zstd")
        self._writer.write_table(table)


def digest(tables: Iterable[pa.Table]) -> str:
    """SHA-256 over canonical values: the values and nulls of every column, whatever file they come to lie in."""
    counted = hashlib.sha256()
    for table in tables:
        for name in table.column_names:
            counted.update(name.encode() + b"\0")
            _count(counted, _whole(table.column(name)))
    return counted.hexdigest()


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(column.chunks) if column.chunks else pa.array([], column.type)


def _count(counted: Any, array: pa.Array) -> None:
    text = array.cast(pa.list_(pa.string())) if pa.types.is_list(array.type) else array
    counted.update(np.packbits(np.asarray(text.is_valid())).tobytes())
    if pa.types.is_list(text.type):
        counted.update(np.asarray(text.value_lengths().fill_null(0)).tobytes())
        text = text.flatten()
    elif pa.types.is_floating(text.type):
        counted.update(np.asarray(text.fill_null(0)).astype("<f8").tobytes())
        return
    elif not pa.types.is_string(text.type):
        text = text.cast(pa.string())
    counted.update(_joined(text.fill_null("")))


def _joined(text: pa.Array) -> memoryview:
    """Texts one after another, a zero byte between."""
    whole = pa.ListArray.from_arrays([0, len(text)], text)
    return memoryview(pc.binary_join(whole, "\0")[0].as_buffer())


def _array(kind: str, held: Column) -> pa.Array:
    if held.dtype.kind != "i":
        return pa.array(held, TYPES[kind], from_pandas=False)
    gone = held == NEVER
    if kind == "timestamp":
        instants = (np.where(gone, 0, held) - _SHANGHAI_MINUTES).astype("datetime64[m]")
        return pa.array(instants.astype("datetime64[us]"), TYPES[kind], mask=gone)
    if kind == "date":
        return pa.array(np.where(gone, 0, held).astype("datetime64[D]"), TYPES[kind], mask=gone)
    if kind == "money":
        return _yuan(np.where(gone, 0, held), gone)
    return pa.array(np.where(gone, 0, held), mask=gone).cast(TYPES[kind])


def _yuan(fen: Ints, gone: Any) -> pa.Array:
    """Fen as decimals of yuan: the same whole number, read with two places."""
    words = np.empty((len(fen), 2), dtype="<i8")
    words[:, 0], words[:, 1] = fen, fen >> 63
    bits = pa.py_buffer(np.packbits(~np.asarray(gone, dtype=bool), bitorder="little").tobytes())
    return pa.Array.from_buffers(
        pa.decimal128(18, 2), len(fen), [bits, pa.py_buffer(words.tobytes())]
    )
