"""
退回的行。Rows that were refused: kept beside the batch as they came, written out to be mended and sent again.

They hold what the source held, in clear, since nobody can mend a hash; so only the owner of the lake may read the file.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from qinglian.engine.outcome import SourceNote
from qinglian.model.errors import BadUsage
from qinglian.model.spreadsheet import escaped
from qinglian.model.text import Text

NAME = "refused.parquet"
FIELDS = ("row", "sheet", "column", "value", "reason_zh", "reason_en")
HEADINGS = {
    "source": "来源文件 source",
    "sheet": "工作表 sheet",
    "row": "行号 row",
    "column": "列 column",
    "value": "原值 value",
    "reason_zh": "退回原因",
    "reason_en": "reason",
}
SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("sha256", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("reason_zh", pa.string()),
        ("reason_en", pa.string()),
        ("record", pa.string()),  # the whole row as JSON, where the adapter gave it
    ]
)
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def write(folder: Path, sources: Iterable[SourceNote]) -> None:
    """Write `refused.parquet` beside the rows that were kept."""
    rows = [
        {
            "source": source.name,
            "sha256": source.sha256,
            **{field: row.get(field) for field in FIELDS},
            "record": json.dumps(row["record"], ensure_ascii=False, default=str)
            if row.get("record")
            else None,
        }
        for source in sources
        for row in source.refused
    ]
    place = folder / NAME
    place.touch(mode=0o600)
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), place, compression="zstd")


def read(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Refused rows of a batch, by the hash of the file they came in."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in pq.read_table(folder / NAME).to_pylist():
        record = row.pop("record")
        if record is not None:
            row["record"] = json.loads(record)
        found.setdefault(row.pop("sha256"), []).append({**row})
    for rows in found.values():
        for row in rows:
            row.pop("source")
    return found


def export(folders: Sequence[Path], out: Path) -> int:
    """Write refused rows to `out` (.xlsx or .csv) for the provider to mend; return how many.

    Where the whole row is known, it stands in its own columns, so that the file can be sent again once mended.
    """
    rows = [row for folder in folders for row in pq.read_table(folder / NAME).to_pylist()]
    for row in rows:
        row["record"] = json.loads(row["record"]) if row["record"] else {}
    columns = list(dict.fromkeys(name for row in rows for name in row["record"]))
    titles = [*columns, *HEADINGS.values()]
    lines = [
        [row["record"].get(name) for name in columns] + [row[field] for field in HEADINGS]
        for row in rows
    ]
    try:
        _to_file(titles, lines, out)
    except OSError as error:
        raise BadUsage(
            Text(f"写不了 {out}：{error.strerror}", f"Cannot write {out}: {error.strerror}")
        ) from None
    return len(rows)


def _to_file(titles: list[str], lines: list[list[Any]], out: Path) -> None:
    match out.suffix.lower():
        case ".xlsx":
            _to_excel(titles, lines, out)
        case ".csv":
            _to_csv(titles, lines, out)
        case _:
            raise BadUsage(
                Text(
                    f"退回行只能导出为 .xlsx 或 .csv，不能是 {out.name}",
                    f"Refused rows are written as .xlsx or .csv, not {out.name}",
                )
            )


def _to_excel(titles: list[str], lines: list[list[Any]], out: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("退回行")
    sheet.freeze_panes = "A2"
    for line in (titles, *lines):
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=_printable(value))
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
            cells.append(cell)
        sheet.append(cells)
    book.save(out)


def _to_csv(titles: list[str], lines: list[list[Any]], out: Path) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(titles)
        writer.writerows([_as_text(value) for value in line] for line in lines)


def _printable(value: Any) -> Any:
    """Excel takes no control characters."""
    if isinstance(value, str):
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
    return value if value is None or isinstance(value, int | float) else str(value)


def _as_text(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula gets an apostrophe; plain numbers stay."""
    return escaped(value) if isinstance(value, str) and not NUMBER.fullmatch(value) else value
