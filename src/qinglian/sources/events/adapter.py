"""
读取事件日志：CSV、Excel、Parquet，一行一个事件。

Read event logs of CSV, Excel and Parquet, one row an event. XES names and the aliases of the
dictionary are recognised, others come through a mapping; further columns stay attributes under
their own names.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources._events import Raw, take
from qinglian.sources._headings import score
from qinglian.sources.events import delimited, sheet
from qinglian.sources.intake import File, Intake

KIND = "events"
TITLE = Text("事件日志（CSV、Excel、Parquet）", "event log (CSV, Excel, Parquet)")
TABLE = "event"

TEXTS = (".csv", ".tsv", ".txt")
SHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
PARQUET = (".parquet", ".pq")
PARQUET_MAGIC = b"PAR1"


def recognise(file: File) -> int:
    """How surely this is an event log: by its headings."""
    if file.suffix in PARQUET or file.head.startswith(PARQUET_MAGIC):
        return max(30, score(_parquet_headings(file.path))) if file.packing is None else 0
    if file.suffix in TEXTS:
        return max(5, score(delimited.layout(file).headings))
    if file.suffix in SHEETS:
        return max(5, sheet.quick_score(file))
    return 0


def read(file: File, intake: Intake) -> None:
    """Fill events."""
    if file.suffix in PARQUET or file.head.startswith(PARQUET_MAGIC):
        _read_parquet(file, intake)
    elif file.suffix in SHEETS:
        sheet.read(file, intake)
    else:
        delimited.read(file, intake)


def _read_parquet(file: File, intake: Intake) -> None:
    _parquet_headings(file.path)
    path = str(file.path).replace("'", "''")
    relation = f"read_parquet('{path}', file_row_number = true)"
    take(
        Raw(relation, row="s.file_row_number + 1", hidden=("file_row_number",), stays=True), intake
    )


def _parquet_headings(path: Path) -> list[str]:
    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise BadInput(
            Text(
                f"{path.name} 不是完整的 Parquet 文件，整份未读（{str(error).splitlines()[0]}）",
                f"{path.name} is no whole Parquet file; nothing was read ({str(error).splitlines()[0]})",
            )
        ) from None
