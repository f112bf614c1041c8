"""
脏台账：同样的行，写成县里常见的样子。The same rows as untidy ledgers, and some that must be refused.

Title rows, shuffled columns under other headings, GBK, sums in ten thousands of yuan, full-width digits, dates in many
styles and as spreadsheet numbers, merged cells, identity numbers of fifteen digits, a row of totals; and now and then a
row that cannot be right, which is told apart so that it can be counted.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook

from qinglian.city import cells
from qinglian.city.draw import Draw
from qinglian.city.ledgers import LONGEST_SHEET, as_text
from qinglian.city.names import well_formed
from qinglian.model.table import Column, TableSpec, tables
from qinglian.model.template import heading

WAN = Decimal(10_000)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
IMPOSSIBLE = "2023-02-30"
FEW = 6
"""A ledger of fewer columns is known by all its headings."""
BAD_EVERY = 200
"""One row in so many cannot be right."""


@dataclass(frozen=True)
class Refused:
    """A row written that must be refused: file, key and the column that is wrong."""

    file: str
    table: str
    key: str
    column: str


def write_untidy(
    out: Path, county: str, made: dict[str, pa.Table], draw: Draw
) -> tuple[list[Path], list[Refused]]:
    """One untidy file a table that has rows; the rows in them that cannot be right."""
    out.mkdir(parents=True, exist_ok=True)
    files, refused = [], []
    for name in sorted(made):
        if made[name].num_rows:
            path, bad = _write(out, county, tables()[name], made[name], draw.at(name))
            files.append(path)
            refused += bad
    return files, refused


def _write(
    out: Path, county: str, spec: TableSpec, table: pa.Table, draw: Draw
) -> tuple[Path, list[Refused]]:
    columns = cells.filled(spec, table)
    order = draw.at("order").some(len(columns), len(columns)).tolist()
    columns = [columns[spot] for spot in order]
    book = table.num_rows <= LONGEST_SHEET and bool(draw.at("book").chance(600, 1)[0])
    said, held = [], []
    for column in columns:
        own = draw.at("column", column.name)
        known = column.name in spec.key or len(columns) < FEW
        title, values = _column(column, table, own, in_book=book, known=known)
        said.append(title)
        held.append(values)
    rows = [list(row) for row in zip(*held, strict=True)]
    path = out / f"{spec.title.zh}（脏）.{'xlsx' if book else 'csv'}"
    bad = _bad_rows(spec, columns, rows, draw.at("bad"), path.name)
    title = cells.TITLE.format(county=county, table=spec.title.zh)
    lines: list[list[Any]] = [
        [title],
        [f"填报单位：{county}示例局", None, "单位：见表头"],
        said,
        *rows,
    ]
    if (sums := cells.totalled(columns, rows)) is not None:
        lines.append(sums)
    if book:
        _save_book(path, spec, lines, len(columns))
    else:
        path.write_bytes(_csv(lines, "gb18030" if draw.at("gbk").chance(700, 1)[0] else "utf-16"))
    return path, bad


def _column(
    column: Column, table: pa.Table, draw: Draw, *, in_book: bool, known: bool
) -> tuple[str, list[Any]]:
    """Heading and cells of one column, untidily; one that the ledger is known by keeps its heading."""
    values = cells.cells(column, table.column(column.name))
    title = heading(column)
    if column.type == "money" and bool(draw.chance(500, 1)[0]):
        plain = column.text.zh.replace("（元）", "")
        return f"{plain}（万元）", [None if v is None else v / WAN for v in values]
    if column.aliases and not column.unit and not known and bool(draw.chance(500, 1)[0]):
        title = str(draw.at("alias").pick(list(column.aliases), 1)[0])
    style = _STYLES.get(column.type)
    if style is not None:
        return title, style(values, draw.at("style"), in_book)
    if column.identifies == "id":
        return title, [_fifteen(value) for value in values]
    return title, values


def _dates(values: list[Any], draw: Draw, in_book: bool) -> list[Any]:
    styles = draw.below(5, len(values)).tolist()
    return [
        None if v is None else _date(v, s, in_book) for v, s in zip(values, styles, strict=True)
    ]


def _date(day: date, style: int, in_book: bool) -> Any:
    plain = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        day.strftime("%Y.%m.%d"),
    )
    if style < len(plain):
        return plain[style]
    return (day - FIRST_DAY).days if in_book else day.isoformat().translate(WIDE)


def _times(values: list[Any], draw: Draw, in_book: bool) -> list[Any]:
    styles = draw.below(4, len(values)).tolist()
    return [
        None if v is None else _time(v, s, in_book) for v, s in zip(values, styles, strict=True)
    ]


def _time(at: datetime, style: int, in_book: bool) -> Any:
    plain = (
        at.strftime("%Y-%m-%d %H:%M"),
        f"{at.year}/{at.month}/{at.day} {at:%H:%M:%S}",
        f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}",
    )
    if style < len(plain):
        return plain[style]
    return at if in_book else at.strftime("%Y-%m-%dT%H:%M:%S")


def _numbers(values: list[Any], draw: Draw, in_book: bool) -> list[Any]:
    wide = draw.chance(100, len(values)).tolist()
    return [
        str(v).translate(WIDE) if v is not None and w else v
        for v, w in zip(values, wide, strict=True)
    ]


_STYLES: dict[str, Callable[[list[Any], Draw, bool], list[Any]]] = {
    "date": _dates,
    "timestamp": _times,
    "integer": _numbers,
}


def _fifteen(number: str | None) -> str | None:
    """The number as it was before 2000: no century, no check digit. One that was mistyped stays as it is."""
    if number is None or number[6:8] != "19" or not well_formed(number):
        return number
    return number[:6] + number[8:17]


def _bad_rows(
    spec: TableSpec, columns: list[Column], rows: list[list[Any]], draw: Draw, file: str
) -> list[Refused]:
    """Copies of some rows, under keys of their own, with a day that does not exist."""
    dated = [spot for spot, column in enumerate(columns) if column.type in ("date", "timestamp")]
    key = next((spot for spot, column in enumerate(columns) if column.name == spec.key[0]), None)
    if not dated or key is None:
        return []
    found = []
    for number, spot in enumerate(draw.some(len(rows), max(1, len(rows) // BAD_EVERY)).tolist()):
        row = list(rows[spot])
        row[key] = f"BAD{number:05d}"
        wrong = dated[int(draw.at("which", number).below(len(dated), 1)[0])]
        row[wrong] = IMPOSSIBLE
        rows.insert(int(draw.at("where", number).below(len(rows), 1)[0]), row)
        found.append(Refused(file, spec.name, str(row[key]), columns[wrong].name))
    return found


def _csv(lines: list[list[Any]], encoding: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([as_text(value) for value in line] for line in lines)
    return text.getvalue().encode(encoding)


def _save_book(path: Path, spec: TableSpec, lines: list[list[Any]], width: int) -> None:
    """A workbook with its title merged over the table, and merged cells where a text stands several times running."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = spec.title.zh[:31]
    for line in lines:
        sheet.append(line)
    if width > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    names = [
        spot for spot, said in enumerate(lines[2]) if "单位" in str(said) or "机关" in str(said)
    ]
    for spot in names:
        for first, last in _runs([line[spot] if spot < len(line) else None for line in lines[3:]]):
            sheet.merge_cells(
                start_row=first + 4, end_row=last + 4, start_column=spot + 1, end_column=spot + 1
            )
    book.save(path)


def _runs(values: list[Any]) -> list[tuple[int, int]]:
    """First and last place of equal texts that stand together."""
    found, first = [], 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[first]:
            if place - first > 1 and isinstance(values[first], str):
                found.append((first, place - 1))
            first = place
    return found


def refused_table(refused: list[Refused]) -> pa.Table:
    """Rows that must be refused: file, table, key, column."""
    names = ("file", "table", "key", "column")
    return pa.table(
        {name: pa.array([getattr(one, name) for one in refused], pa.string()) for name in names}
    )
