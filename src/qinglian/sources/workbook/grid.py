"""A sheet as rows of cells, whatever kind of file it lay in."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources._encoding import DAMAGED, decode, encoding_of
from qinglian.sources.intake import File
from qinglian.sources.workbook import archive
from qinglian.sources.workbook.headings import is_known
from qinglian.sources.workbook.rulebook import familiar

Cell = Any  # str, int, float, bool, date, datetime, time, timedelta; "" where empty
Range = tuple[tuple[int, int], tuple[int, int]]

DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线", "，": "全角逗号"}
LONGEST_CELL = 1_000_000
HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<head|<meta|<table|<div)", re.IGNORECASE
)
XML_SHEET = re.compile(
    rb"^\s*<\?xml[\s\S]{0,400}(?:progid=.Excel|office:spreadsheet)", re.IGNORECASE
)


@dataclass
class Sheet:
    """Rows of equal width; row 1 of the file is `rows[0]`. `damaged` where some characters did not survive."""

    name: str
    rows: list[list[Cell]]
    merged: list[Range] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    damaged: bool = False


def sheets(file: File) -> Iterator[Sheet]:
    """The visible sheets of a workbook, or the one of a text file; raises BadInput."""
    head = file.head[:8]
    if head.startswith(archive.ZIP) or head.startswith(archive.OLE):
        yield from _workbook(file)
    else:
        yield _text(file)


def _workbook(file: File) -> Iterator[Sheet]:
    raw = archive.checked(file)
    name = file.path.name
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(raw) if raw is not None else file.path)
        found = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        hidden = [meta.name for meta in found if meta.visible != SheetVisibleEnum.Visible]
        for meta in found:
            if meta.name in hidden:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.end is None:
                yield Sheet(meta.name, [])
                continue
            rows = sheet.to_python(skip_empty_area=False)
            yield Sheet(meta.name, rows, list(sheet.merged_cell_ranges or ()))
    except PasswordError:
        raise BadInput(
            Text(
                f"{name} 有打开密码，请去掉密码后另存再读。",
                f"{name} has a password; save it without one and try again.",
            )
        ) from None
    except (CalamineError, OSError, ValueError):
        raise archive.broken(file) from None


def _text(file: File) -> Sheet:
    name = file.path.name
    head = file.head
    if not head.strip():
        raise BadInput(
            Text(
                f"{name} 是空文件，请检查导出是否完成。",
                f"{name} is empty; check that the export was finished.",
            )
        )
    if HTML.match(head) or XML_SHEET.match(head):
        raise BadInput(
            Text(
                f"{name} 其实是网页，不是表格文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再读。",
                f"{name} is really a web page; open it in a spreadsheet program and save it as .xlsx.",
            )
        )
    codec, encoding = encoding_of(whole_lines(head), familiar)
    raw = archive.read_whole(file)
    text, damaged = decode(raw, codec)
    if damaged * 50 > len(text) or "\0" in text[:100_000]:
        raise BadInput(
            Text(
                f"{name} 不是文本表格（读不成文字），请另存为 .xlsx 或 UTF-8 的 .csv 再读。",
                f"{name} is no text table (its bytes are no text); save it as .xlsx or as .csv in UTF-8.",
            )
        )
    delimiter = _delimiter(text[:65_536])
    notes = [
        Text(
            f"文本编码 {encoding}，以{DELIMITERS[delimiter]}分列。",
            f"Text in {encoding.removesuffix('（带签名）')}, columns parted by {delimiter!r}.",
        )
    ]
    return Sheet("", _rows(text, delimiter, name), notes=notes, damaged=DAMAGED in text)


def whole_lines(head: bytes) -> bytes:
    """The head cut at its last line end, so that no sign is halved."""
    end = head.rfind(b"\n")
    if end <= 0:
        return head
    return head[: end + 2] if head[end + 1 : end + 2] == b"\0" else head[: end + 1]


def _delimiter(head: str) -> str:
    lines = head.splitlines()[:30]

    def known(delimiter: str) -> tuple[int, int]:
        counts = [sum(map(is_known, line.split(delimiter))) for line in lines if delimiter in line]
        return max(counts, default=0), sum(line.count(delimiter) for line in lines)

    return max(DELIMITERS, key=known)


def _rows(text: str, delimiter: str, name: str) -> list[list[Cell]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows: list[list[Cell]] = list(reader)
    except csv.Error:
        raise BadInput(
            Text(
                f"{name} 第 {reader.line_num} 行附近的引号没有成对，请用 Excel 或 WPS 打开检查后另存再读。",
                f"{name}: quotation marks near line {reader.line_num} do not pair; "
                "open it in a spreadsheet program, mend it and save it again.",
            )
        ) from None
    width = max(map(len, rows), default=0)
    if any(len(row) != width for row in rows):
        for row in rows:
            row.extend([""] * (width - len(row)))
    return rows


def fill_merged(rows: Sequence[list[Cell]], merged: Sequence[Range], first: int, last: int) -> int:
    """Give the cells of merged blocks between two rows the block's value; return how many were filled."""
    filled = 0
    for (top, left), (bottom, right) in merged:
        if top < first or bottom >= last:
            continue
        value = rows[top][left]
        for number in range(top, bottom + 1):
            for at in range(left, min(right + 1, len(rows[number]))):
                if rows[number][at] == "" and value != "":
                    rows[number][at] = value
                    filled += 1
    return filled
