"""
What was uploaded into text, or into rows of a table. 上传的文件读成正文或表格。

The file came through the door of uploads (`core.uploads`) and was checked there; here it is only read, and nothing of
it is kept.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from python_calamine import CalamineWorkbook

from qinglian.web.core.marks import encoding_of

KINDS = frozenset({"docx", "txt", "xlsx"})
MOST_CHARACTERS = 200_000
MOST_ROWS = 2_000
TAB = "\t"


def text_of(raw: bytes, kind: str) -> str:
    """The running text of a file; cells of tables one after the other."""
    if kind == "txt":
        return raw.decode(encoding_of(raw[:4096]), "replace").lstrip("\ufeff")[:MOST_CHARACTERS]
    return "\n".join(_blocks(raw))[:MOST_CHARACTERS]


def _blocks(raw: bytes) -> list[str]:
    found: list[str] = []
    for block in Document(BytesIO(raw)).iter_inner_content():
        if isinstance(block, Paragraph):
            level = _level(block)
            said = block.text.strip()
            found.append(f"{'#' * level} {said}" if level and said else said)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                found.append("；".join(one for one in cells if one))
    return found


def _level(block: Paragraph) -> int:
    """The level of a heading by its style; 0 for running text, and where the label already says it."""
    name = str(getattr(block.style, "name", "") or "")
    for word in ("Heading ", "标题 "):
        if name.startswith(word) and name[len(word) :].isdigit():
            return min(4, int(name[len(word) :]))
    return 0


def rows_of(raw: bytes) -> list[list[str]]:
    """Rows of the first sheet with anything in it; what is merged stands in every cell of the range."""
    book = CalamineWorkbook.from_filelike(BytesIO(raw))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        if any(any(row) for row in rows):
            _fill(rows, sheet.merged_cell_ranges or [])
            return rows[:MOST_ROWS]
    return []


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _fill(rows: list[list[str]], ranges: list[Any]) -> None:
    for (top, left), (bottom, right) in ranges:
        said = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top : bottom + 1]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = said


def told(rows: list[list[str]]) -> str:
    """Rows as text that a form carries from the preview to the end: a line each, cells divided by tabs."""
    return "\n".join(
        TAB.join(" ".join(cell.replace(TAB, " ").split("\n")) for cell in row) for row in rows
    )


def rows_told(text: str) -> list[list[str]]:
    """The same back; a table pasted from a spreadsheet comes like this too."""
    return [line.split(TAB) for line in text.replace("\r\n", "\n").split("\n")][:MOST_ROWS]
