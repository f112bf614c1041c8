"""CSV: every signal, lists as JSON text, nothing that a spreadsheet would run as a formula."""

import csv
import sys
from pathlib import Path
from typing import Any, TextIO

import orjson
import pyarrow as pa

from qinglian.model.signal import FIELDS
from qinglian.model.spreadsheet import escaped
from qinglian.report.records import as_json, batches

LISTS = ("parties", "evidence", "basis", "exceptions")


def write(signals: pa.Table, out: Path | TextIO | None = None) -> None:
    """Write signals to a file (UTF-8 with a mark, so that Excel reads it right), a stream or standard output."""
    if isinstance(out, Path):
        with out.open("w", encoding="utf-8-sig", newline="") as stream:
            write(signals, stream)
        return
    writer = csv.writer(out or sys.stdout, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for records in batches(signals):
        for record in records:
            writer.writerow(_cell(name, value) for name, value in as_json(record).items())


def _cell(name: str, value: Any) -> Any:
    if name in LISTS:
        return orjson.dumps(value).decode()
    return escaped(value) if isinstance(value, str) else value
