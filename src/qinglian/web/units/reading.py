"""
Read a workbook of bodies into plain rows. 读导入工作簿。

Nothing is judged here but what one cell can show: a heading, a date, a word of a list. A row keeps the number it
has in the sheet, so that whoever must mend it finds it.
"""

import contextlib
import io
import re
import tempfile
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from qinglian.web.core import marks
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.units.sheets import LINES, NAMES, PEOPLE, ROLES, UNITS, Field, fields

MOST_BYTES = 10 << 20
MOST_UNPACKED = 200 << 20
MOST_ROWS = 60_000
TOP = 10
"""Headings stand in one of the first rows; titles may be above them."""
WRITTEN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00:00)?|(\d{4})(\d\d)(\d\d)"
)
SERIALS = (14_611, 73_051)
"""Numbers that a spreadsheet shows as days: 1940-01-01 to 2100-01-01."""

Rows = dict[str, list[dict[str, Any]]]
"""Sheet → rows; a row has its columns, `_row`, and `_bad`: (column, reason) pairs."""


def read_workbook(content: bytes) -> Rows:
    """The rows of all sheets that are known. Raises `NotAllowed` with one sentence where there are none."""
    unmarked(content)
    book = opened(content)
    found: Rows = {}
    for title in book.sheet_names:
        cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        if len(cells) > MOST_ROWS:
            raise NotAllowed(
                _("工作表“%(sheet)s”超过%(rows)d行，请分几次导入。")
                % {"sheet": title, "rows": MOST_ROWS}
            )
        known = _recognised(title.strip(), cells)
        if known:
            sheet, top, columns = known
            found.setdefault(sheet, []).extend(_rows(cells, top, columns))
    if not found:
        names = listed(NAMES.values())
        raise NotAllowed(
            _("没有认出任何工作表，请套用模板（工作表：%(names)s）。") % {"names": names}
        )
    return found


def unmarked(content: bytes) -> None:
    """State secrets stay out, here as at every door (`core.marks`)."""
    with tempfile.NamedTemporaryFile() as kept, contextlib.suppress(zipfile.BadZipFile):
        kept.write(content)
        kept.flush()
        if marks.found_in(marks.texts_of(Path(kept.name), "xlsx")) == "secret":
            raise NotAllowed(
                _(
                    "%(where)s带有国家秘密标识，本系统为非涉密系统，不能上传。请立即按保密规定处理这份文件，并告知保密工作机构。"
                )
                % {"where": _("文件")}
            )


def opened(content: bytes) -> CalamineWorkbook:
    """The workbook, not too large, packed or not. Raises `NotAllowed` with one sentence."""
    if len(content) > MOST_BYTES:
        raise NotAllowed(_("文件超过10 MB。"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise NotAllowed(_("文件解开后过大，不能导入。"))
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (zipfile.BadZipFile, CalamineError, OSError) as error:
        raise NotAllowed(_("这不是完整的 .xlsx 文件，请重新下载或另存后再传。")) from error


def _recognised(title: str, cells: list[list[Any]]) -> tuple[str, int, dict[int, Field]] | None:
    """Which sheet it is and where its headings stand: by name, else by headings."""
    named = [sheet for sheet, name in NAMES.items() if title in (name, sheet)]
    for sheet in named or (UNITS, LINES, ROLES, PEOPLE):
        for top, row in enumerate(cells[:TOP]):
            columns = _headed(fields(sheet), row)
            if columns:
                return sheet, top, columns
    if named and any(any(row) for row in cells):
        needed = listed(one.heading for one in fields(named[0]) if one.required)
        raise NotAllowed(
            _("工作表“%(sheet)s”缺少必填的列，须有：%(columns)s。")
            % {"sheet": title, "columns": needed}
        )
    return None


def read_table(content: bytes, columns: tuple[Field, ...]) -> list[dict[str, Any]]:
    """The rows of the first sheet that has the required columns, for workbooks of one table. Raises `NotAllowed`."""
    unmarked(content)
    book = opened(content)
    for title in book.sheet_names:
        cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        for top, row in enumerate(cells[:TOP]):
            headed = _headed(columns, row)
            if headed and len(cells) <= MOST_ROWS:
                return _rows(cells, top, headed)
    needed = listed(one.heading for one in columns if one.required)
    raise NotAllowed(_("没有认出表头，须有：%(columns)s。") % {"columns": needed})


def read_cells(cells: list[list[Any]], columns: tuple[Field, ...]) -> list[dict[str, Any]]:
    """The same for a table that was pasted. Raises `NotAllowed`."""
    for top, row in enumerate(cells[:TOP]):
        headed = _headed(columns, row)
        if headed and len(cells) <= MOST_ROWS:
            return _rows(cells, top, headed)
    needed = listed(one.heading for one in columns if one.required)
    raise NotAllowed(_("没有认出表头，须有：%(columns)s。") % {"columns": needed})


def _headed(known: tuple[Field, ...], row: list[Any]) -> dict[int, Field]:
    """Which column stands where, where the row holds all headings that are required; nothing otherwise."""
    found: dict[int, Field] = {}
    for number, cell in enumerate(row):
        said = str(cell).strip().rstrip("*＊ ").lower()
        for one in known:
            if said in (one.heading.lower(), *(word.lower() for word in one.aliases)):
                if one not in found.values():
                    found[number] = one
                break
    have = {one.name for one in found.values()}
    return found if all(one.name in have for one in known if one.required) else {}


def _rows(cells: list[list[Any]], top: int, columns: dict[int, Field]) -> list[dict[str, Any]]:
    found = []
    for number, row in enumerate(cells[top + 1 :], top + 2):
        if not any(str(row[at]).strip() for at in columns if at < len(row)):
            continue
        read: dict[str, Any] = {"_row": number, "_bad": []}
        for at, one in columns.items():
            value, why = cell_value(one, row[at] if at < len(row) else "")
            read[one.name] = value
            if why:
                read["_bad"].append((one.name, why))
        found.append(read)
    return found


def cell_value(column: Field, cell: Any) -> tuple[str | None, str]:
    """A cell as text (days as 2024-03-01, codes as codes), and why it cannot be right."""
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    said = "" if cell is None else str(cell).strip()
    if not said:
        return None, _("必填") if column.required else ""
    if column.kind == "date":
        day = _day(cell)
        return (day.isoformat(), "") if day else (said, _("读不出日期，请写作 2024-03-01"))
    if column.codes:
        code = column.codes.get(said.lower())
        choices = listed(column.choices)
        return (code, "") if code else (said, _("只能是：%(words)s") % {"words": choices})
    return said, ""


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int) and SERIALS[0] <= cell < SERIALS[1]:
        return date(1899, 12, 30) + timedelta(days=cell)
    found = WRITTEN.fullmatch(str(cell).strip())
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None
