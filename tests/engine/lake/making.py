"""Small data sets and batches for the tests of the lake. Persons and cases are fictional."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from qinglian.engine.dataset import Dataset
from qinglian.engine.lake.batch import Terms, keep
from qinglian.engine.lake.manifest import Manifest
from qinglian.engine.lake.opened import open_lake
from qinglian.engine.lake.store import Lake
from qinglian.engine.outcome import SourceNote

BY = "核对员"
KEY = "0011223344556677"


def sha(name: str) -> str:
    """A made-up hash of a made-up file."""
    return hashlib.sha256(name.encode()).hexdigest()


def refusal(row: int, value: str, **more: Any) -> dict[str, Any]:
    """One refused row."""
    said = {"reason_zh": "没有这一天", "reason_en": "no such day"}
    return {"row": row, "sheet": None, "column": "日期", "value": value, **said, **more}


def dataset(
    tables: Mapping[str, Iterable[Mapping[str, Any]]], *, refused: int = 0, name: str = "账.xlsx"
) -> Dataset:
    """Tables as loaded from one file."""
    made = Dataset()
    counts = {}
    for table, rows in tables.items():
        arrow = pa.Table.from_pylist([dict(row) for row in rows])
        made.con.register("incoming", arrow)
        made.con.execute(f'create table "{table}" as from incoming')
        made.con.unregister("incoming")
        made.adopt(table)
        counts[table] = arrow.num_rows
    kept = sum(counts.values())
    made.sources.append(
        SourceNote(
            name=name,
            kind="workbook",
            sha256=sha(name),
            rows_read=kept + refused,
            rows_kept=kept,
            rows_refused=refused,
            tables=counts,
            notes=[],
            left_over=[],
            refused=[refusal(row, "2023-02-30") for row in range(2, 2 + refused)],
        )
    )
    return made


def events(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Rows of `event`: id, case, day."""
    return [
        {
            "event_id": event,
            "case_id": case,
            "activity": "accepted",
            "occurred_at": datetime.fromisoformat(day),
            "occurred_on": datetime.fromisoformat(day).date(),
        }
        for event, case, day in rows
    ]


def put(root: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]], **terms: Any) -> Manifest:
    """Keep tables as one batch."""
    lake = Lake(root, make=True)
    return keep(lake, dataset(tables), Terms(by=BY, **{"key_id": KEY, **terms}))[0]


def seen(root: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """What a run sees of a table, in order."""
    opened = open_lake(root)
    if table not in opened.columns:
        return []
    chosen = ", ".join(columns) or "*"
    return sorted(opened.con.execute(f'select {chosen} from "{table}"').fetchall())
