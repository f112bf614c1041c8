"""JSON Lines: every signal, exactly the keys of `model.signal.FIELDS` in their order."""

import sys
from pathlib import Path
from typing import BinaryIO

import orjson
import pyarrow as pa

from qinglian.report.records import as_json, batches


def write(signals: pa.Table, out: Path | BinaryIO | None = None) -> None:
    """Write signals to a file, an open stream or standard output."""
    if isinstance(out, Path):
        with out.open("wb") as file:
            write(signals, file)
        return
    stream: BinaryIO = out or sys.stdout.buffer
    for records in batches(signals):
        lines = [
            orjson.dumps(as_json(record), option=orjson.OPT_APPEND_NEWLINE) for record in records
        ]
        stream.write(b"".join(lines))
