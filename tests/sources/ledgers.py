"""Helpers of the tests of workbooks: small untidy files, and what they were read as."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from openpyxl import Workbook

from qinglian.sources.intake import File, Intake
from qinglian.sources.workbook import adapter

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "ledgers"
PERMIT = ["办件编号", "事项名称", "许可机关", "申请人", "收件时间", "受理时间", "决定时间"]


def read(path: Path, mapping: Mapping[str, Any] | None = None) -> Intake:
    """Read a file with the adapter alone; rows read are always those kept and those refused."""
    intake = Intake(duckdb.connect(), mapping=mapping or {})
    adapter.read(File(path), intake)
    rows = {(refused.sheet, refused.row) for refused in intake.refused}
    assert len(rows) == len(intake.refused)
    assert intake.rows_read == intake.rows_kept + len(rows)
    return intake


def rows(intake: Intake, table: str) -> list[dict[str, Any]]:
    """Rows of a staging table."""
    return intake.con.sql(f"from in_{table}").to_arrow_table().to_pylist()


def column(intake: Intake, table: str, name: str) -> list[Any]:
    """One column of a staging table."""
    return [row[name] for row in rows(intake, table)]


def told(intake: Intake) -> str:
    """All that was told, in Chinese."""
    return "\n".join(note.zh for note in intake.notes)


def refused(intake: Intake) -> list[tuple[int | None, str | None, str | None]]:
    """Row, column and value of what was refused."""
    return [(one.row, one.column, one.value) for one in intake.refused]


def as_csv(path: Path, lines: Sequence[Sequence[Any]], encoding: str = "utf-8") -> Path:
    """Write a CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """Write a workbook, a sheet a keyword."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def permit(number: int = 1, **changes: Any) -> list[Any]:
    """A row under the headings `PERMIT`."""
    row = {
        "办件编号": f"XK{number}",
        "事项名称": "食品经营许可",
        "许可机关": "示例县市场监督管理局",
        "申请人": "示例县甲商贸有限公司",
        "收件时间": "2024-03-01",
        "受理时间": "2024-03-04",
        "决定时间": "2024-03-12",
    }
    return [(row | changes)[name] for name in PERMIT]
