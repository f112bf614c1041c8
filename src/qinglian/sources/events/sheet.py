"""Event logs as spreadsheets: the sheet and row whose cells are headings of a log, and the rows below."""

import re
from datetime import date, datetime, time
from html import unescape
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources._events import Raw, take
from qinglian.sources._headings import apart, score, understand
from qinglian.sources.intake import File, Intake
from qinglian.sources.unpack import check_zip

TITLE_ROWS = 10
ROW = "sheet row"
ZIP = b"PK\x03\x04"
STRINGS, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet"
CELL_TEXT = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
LOOK_AT = 1 << 16
FIRST_TEXTS = 60


def quick_score(file: File) -> int:
    """How surely a workbook holds an event log: by the first texts in it, without reading a sheet."""
    if not file.head.startswith(ZIP) or file.packing is not None:
        return 0
    check_zip(file.path)
    texts: list[str] = []
    with ZipFile(file.path) as book:
        parts = [name for name in book.namelist() if name == STRINGS or name.startswith(SHEET)]
        for name in parts[:TITLE_ROWS]:
            with book.open(name) as part:
                start = part.read(LOOK_AT).decode("utf-8", "replace")
            texts += [unescape(text) for text in CELL_TEXT.findall(start)[:FIRST_TEXTS]]
    return score(texts)


def read(file: File, intake: Intake) -> None:
    """Read a log from the sheet that a mapping names, or the one whose headings fit best."""
    book = _open(file)
    said = intake.mapping.get("sheet")
    if said is not None and said not in book.sheet_names:
        listed = ", ".join(book.sheet_names)
        raise BadInput(
            Text(f"没有工作表 {said}（有：{listed}）", f"No sheet {said} (there are: {listed})")
        )
    best: tuple[int, str, int, list[list[Any]]] = (-1, "", 0, [])
    columns = intake.mapping.get("columns")
    for name in [said] if said else book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows[:TITLE_ROWS]):
            known = len(understand([_text(cell) or "" for cell in row], columns).known)
            best = max(best, (known, name, number, rows), key=lambda one: one[0])
    _, name, header, rows = best
    _take(name, header, rows, intake)


def _take(name: str, header: int, rows: list[list[Any]], intake: Intake) -> None:
    cells = rows[header] if rows else []
    headings = apart((_text(cell) or f"column_{n}" for n, cell in enumerate(cells, 1)), [ROW])
    body = [
        (number, row)
        for number, row in enumerate(rows[header + 1 :], header + 2)
        if any(_filled(row))
    ]
    columns = {ROW: pa.array([number for number, _ in body], pa.int64())}
    for place, heading in enumerate(headings):
        values = [_text(row[place]) if place < len(row) else None for _, row in body]
        if any(values) or cells[place] not in ("", None):
            columns[heading] = pa.array(values, pa.string())
    intake.con.register("incoming_sheet", pa.table(columns))
    try:
        intake.con.execute("create or replace temp table raw_event as from incoming_sheet")
        take(Raw("raw_event", row=f's."{ROW}"', hidden=(ROW,), typed=False, sheet=name), intake)
    finally:
        intake.con.unregister("incoming_sheet")
        intake.con.execute("drop table if exists raw_event")


def _open(file: File) -> CalamineWorkbook:
    if file.head.startswith(ZIP):
        check_zip(file.path)
    try:
        return CalamineWorkbook.from_path(str(file.path))
    except (CalamineError, OSError) as error:
        raise BadInput(
            Text(
                f"{file.path.name} 不是能读的 Excel 文件，整份未读（{error}）",
                f"{file.path.name} is no readable Excel file; nothing was read ({error})",
            )
        ) from None


def _filled(row: list[Any]) -> list[bool]:
    return [cell not in ("", None) for cell in row]


def _text(cell: Any) -> str | None:
    """A cell as its text; numbers that are whole without a point, times as ISO 8601."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip() or None
