"""Ledgers as files: headings, merged cells, and bytes that do not tell when they were made."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

STAMP = (2024, 12, 31, 0, 0, 0)


def active(book: Workbook, called: str) -> Worksheet:
    """The first sheet of a new workbook, with a name."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = called
    return sheet


def title(sheet: Worksheet, text: str, width: int) -> None:
    """A title over the whole table, in one merged cell."""
    sheet.append([text])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    sheet.cell(1, 1).font = Font(size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")


def grouped_headings(sheet: Worksheet, groups: dict[str, list[str]]) -> None:
    """Two rows of headings: groups merged across, single columns merged down."""
    top, at = sheet.max_row + 1, 1
    side = Side(style="thin", color="FF999999")
    for group, columns in groups.items():
        for place, column in enumerate(columns):
            sheet.cell(top + bool(group.strip()), at + place, column)
            sheet.cell(top + 1, at + place).border = Border(bottom=side)
            if not group.strip():
                sheet.merge_cells(
                    start_row=top, end_row=top + 1, start_column=at + place, end_column=at + place
                )
        if group.strip():
            sheet.cell(top, at, group).fill = PatternFill("solid", fgColor="FFDDE8EE")
            sheet.merge_cells(
                start_row=top, end_row=top, start_column=at, end_column=at + len(columns) - 1
            )
        at += len(columns)


def dated(sheet: Worksheet, first: int) -> None:
    """Show dates as an office would."""
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = "yyyy-mm-dd hh:mm"
            elif isinstance(cell.value, date):
                cell.number_format = "yyyy/m/d"


def save(book: Workbook, path: Path) -> None:
    """Write a workbook whose bytes do not tell when it was made."""
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            body = old.read(part)
            if part == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-12-31T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(part, STAMP), body, zipfile.ZIP_DEFLATED)


def dump(path: Path, rows: list[list[Any]], encoding: str) -> None:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
