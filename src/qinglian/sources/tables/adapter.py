"""
读取本系统数据字典的表（Parquet）：已是字典的列与类型，原样借用。

Read tables of the dictionary as Parquet: columns and types are those of the dictionary already, and DuckDB reads the
file itself. Which table it is stands in the file's metadata under `qinglian:table`, or is the file's name.
"""

import pyarrow as pa
import pyarrow.parquet as pq

from qinglian.model.errors import BadInput
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text
from qinglian.sources.intake import File, Intake

KIND = "tables"
TITLE = Text("数据字典的表（Parquet）", "table of the dictionary (Parquet)")

MARK = b"qinglian:table"
MAGIC = b"PAR1"


def recognise(file: File) -> int:
    """Sure where the file says which table it is; else by its name, where it has the key of that table."""
    if file.packing is not None or not file.head.startswith(MAGIC):
        return 0
    schema = _schema(file)
    if MARK in (schema.metadata or {}):
        return 100
    spec = tables().get(file.path.stem)
    return 60 if spec and spec.name != "event" and set(spec.key) <= set(schema.names) else 0


def read(file: File, intake: Intake) -> None:
    """Lend every column that the dictionary knows; note the others. BadInput where a key is missing or empty."""
    schema = _schema(file)
    spec = _spec(file, schema)
    known = [name for name in schema.names if name in spec.columns]
    intake.left_over += [name for name in schema.names if name not in spec.columns]
    for name in spec.key:
        if name not in known:
            raise BadInput(
                Text(
                    f"{file.path.name} 缺列 {name}，整份未读",
                    f"{file.path.name} lacks the column {name}",
                )
            )
    if intake.wanted is not None:
        wanted = intake.wanted.get(spec.name, frozenset())
        known = [name for name in known if name in wanted or name in spec.key]
    path = str(file.path).replace("'", "''")
    chosen = ", ".join(f'"{name}"' for name in known)
    if (
        spec.name == "event" and "position" not in known
    ):  # events of one instant stand as in the file
        chosen += ", file_row_number + 1 as position"
    source = f"read_parquet('{path}', file_row_number = true)"
    rows = intake.lend(spec.name, f"select {chosen} from {source}")
    intake.rows_read += rows
    intake.rows_kept += rows
    if spec.name == "event":
        _say_recorded(intake)


def _say_recorded(intake: Intake) -> None:
    """A log carries the activities that occur in it; of others nobody can say that they did not happen."""
    pairs = intake.con.execute('select distinct process, activity from "in_event"').fetchall()
    for process, activity in pairs:
        if process is not None:
            intake.records(process, {activity})


def _spec(file: File, schema: pa.Schema) -> TableSpec:
    name = (schema.metadata or {}).get(MARK, file.path.stem.encode()).decode("utf-8", "replace")
    if name not in tables():
        raise BadInput(
            Text(f"{file.path.name}：字典里没有表 {name}", f"{file.path.name}: no table {name}")
        )
    return tables()[name]


def _schema(file: File) -> pa.Schema:
    try:
        return pq.read_schema(file.path)
    except (pa.ArrowException, OSError) as error:
        said = str(error).splitlines()[0]
        raise BadInput(
            Text(
                f"{file.path.name} 不是完整的 Parquet 文件，整份未读（{said}）",
                f"{file.path.name} is no whole Parquet file; nothing was read ({said})",
            )
        ) from None
