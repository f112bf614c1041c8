"""
县里会交来的文件：每种台账一份 Excel，行数多的用 CSV。What a county would hand over: a workbook a ledger.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from qinglian.city import cells
from qinglian.model.spreadsheet import escaped, text_cell
from qinglian.model.table import TableSpec, tables
from qinglian.model.template import FORMATS

LONGEST_SHEET = 20_000


def write_ledgers(out: Path, county: str, made: dict[str, pa.Table]) -> list[Path]:
    """One file a table that has rows, named by its Chinese title; each says that it is made up."""
    out.mkdir(parents=True, exist_ok=True)
    return [
        _write(out, county, tables()[name], made[name])
        for name in sorted(made)
        if made[name].num_rows
    ]


def _write(out: Path, county: str, spec: TableSpec, table: pa.Table) -> Path:
    columns = cells.filled(spec, table)
    title = cells.TITLE.format(county=county, table=spec.title.zh)
    held = [cells.cells(column, table.column(column.name)) for column in columns]
    rows = zip(*held, strict=True)
    if table.num_rows > LONGEST_SHEET:
        path = out / f"{spec.title.zh}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerow([title])
            lines.writerow(cells.headings(columns))
            lines.writerows(map(written, rows))
        return path
    path = out / f"{spec.title.zh}.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet(spec.title.zh[:31])
    sheet.append([title])
    sheet.append(cells.headings(columns))
    formats = [FORMATS.get(column.type) for column in columns]
    for row in rows:
        sheet.append(list(_cells_of(sheet, row, formats)))
    book.save(path)
    return path


def written(row: tuple[Any, ...]) -> list[str]:
    """One line of a CSV."""
    return [as_text(value) for value in row]


def as_text(value: Any) -> str:
    """A cell as text, times to the minute; a text that a spreadsheet would take for a formula begins with a quote."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | int | float):
        return str(value)
    return escaped(str(value))


def _cells_of(sheet: Any, row: tuple[Any, ...], formats: list[str | None]) -> Iterator[Any]:
    for value, form in zip(row, formats, strict=True):
        if isinstance(value, str):
            yield text_cell(sheet, value)
        elif value is None or form is None:
            yield value
        else:
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = form
            yield cell
