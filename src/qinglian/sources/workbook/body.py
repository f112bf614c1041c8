"""Which rows under the headings are data: totals, repeated headings, titles between and notes at the end are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qinglian.model.text import Text
from qinglian.sources._words import clean, plain
from qinglian.sources.workbook.grid import Cell
from qinglian.sources.workbook.layout import Layout
from qinglian.sources.workbook.rulebook import pattern
from qinglian.sources.workbook.values import Distinct, distinct, is_blank

FIRST_COLUMNS = 4
SPEAKS_OF_SUMS = re.compile("[计計]|total|sum", re.IGNORECASE)
NUMBERED_TITLE = "一二三四五六七八九十(（"


@dataclass
class Body:
    """Cells by column, and which rows are data. Row `n` here is row `offset + n + 1` for a person."""

    offset: int
    cells: list[tuple[Cell, ...]]
    columns: dict[int, Distinct]
    data: NDArray[np.bool_]
    totals: list[int] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def row(self, number: int) -> int:
        """The row as a person counts it."""
        return self.offset + number + 1

    def cell(self, number: int, column: int) -> Cell:
        """One cell."""
        return self.cells[column][number]


def body_of(rows: Sequence[Sequence[Cell]], layout: Layout, key: int | None) -> Body:
    """Take the rows under the headings apart; `key` is the column that names a row, where there is one."""
    below = rows[layout.body :]
    cells = list(zip(*below, strict=True)) or [()] * len(layout.headings)
    columns = {number: distinct(cells[number]) for number in layout.match.columns}
    body = Body(layout.body, cells, columns, np.ones(len(below), dtype=bool))
    if not below:
        return body
    filled = np.zeros(len(below), dtype=np.int32)
    for column in columns.values():
        filled += ~column.blank
    body.data &= filled > 0
    suspects = (filled <= 1) | _odd(body, layout, key)
    if key is not None:
        suspects |= columns[key].blank
    found: dict[str, list[int]] = {}
    for number in np.flatnonzero(suspects & body.data).tolist():
        kind = _kind(below[number], layout, key)
        if kind:
            body.data[number] = False
            found.setdefault(kind, []).append(number)
    body.totals = found.get("totals", [])
    body.notes = [_told(kind, body, below, numbers) for kind, numbers in found.items()]
    return body


def _odd(body: Body, layout: Layout, key: int | None) -> NDArray[np.bool_]:
    """Rows with a word of totals, notes or headings in their first columns."""
    odd = np.zeros(len(body.data), dtype=bool)
    looked_at = set(range(min(FIRST_COLUMNS, len(body.cells)))) | (
        {key} if key is not None else set()
    )
    for number in looked_at:
        column = body.columns.get(number) or distinct(body.cells[number])
        headings = {layout.headings[number].text}
        strange = [
            isinstance(value, str)
            and (value.strip() in headings or _is_total(value) or _is_note(value))
            for value in column.values
        ]
        odd |= np.array(strange, dtype=bool)[column.at]
    return odd


def _is_total(value: Cell) -> bool:
    return (
        isinstance(value, str)
        and SPEAKS_OF_SUMS.search(value) is not None
        and pattern("totals").match(plain(value)) is not None
    )


def _is_note(value: Cell) -> bool:
    return isinstance(value, str) and pattern("trailing").match(value.lstrip()) is not None


def _kind(row: Sequence[Cell], layout: Layout, key: int | None) -> str | None:
    filled = [number for number, cell in enumerate(row) if not is_blank(cell)]
    first = row[filled[0]]
    named = key is not None and not is_blank(row[key])
    if _repeats_headings(row, layout):
        return "headings"
    if any(_is_total(row[number]) for number in filled[:FIRST_COLUMNS]) and (
        not named or _is_total(row[key or 0])
    ):
        return "totals"
    if _is_note(first) and (not named or filled[0] == key) and len(set(map(str, row))) <= 6:
        return "notes"
    if len(filled) == 1 and len(layout.match.columns) > 2 and isinstance(first, str):
        text = clean(first)
        if (
            filled[0] != key
            or text[0] in NUMBERED_TITLE
            or not any(sign.isdigit() for sign in text)
        ):
            return "titles"
    return None


def _repeats_headings(row: Sequence[Cell], layout: Layout) -> bool:
    same = sum(
        isinstance(cell, str) and bool(cell.strip()) and clean(cell) == heading.text
        for cell, heading in zip(row, layout.headings, strict=True)
    )
    return same >= 2 and same * 2 >= sum(bool(heading.text) for heading in layout.headings)


KINDS = {
    "totals": Text(
        "合计、小计行 {n} 行（第 {rows} 行）不作为数据",
        "{n} rows of totals (row {rows}) are no data",
    ),
    "headings": Text(
        "重复的表头 {n} 行（第 {rows} 行）不作为数据",
        "{n} repeated rows of headings (row {rows}) are no data",
    ),
    "notes": Text(
        "表尾附注 {n} 行（第 {rows} 行“{text}”）不作为数据",
        "{n} rows of notes (row {rows}: {text}) are no data",
    ),
    "titles": Text(
        "只有一格文字的行 {n} 行（第 {rows} 行“{text}”）按小标题处理，不作为数据",
        "{n} rows with a single text (row {rows}: {text}) are taken as titles, not data",
    ),
}


def _told(kind: str, body: Body, below: Sequence[Sequence[Cell]], numbers: list[int]) -> Text:
    shown = [str(body.row(number)) for number in numbers[:5]]
    text = next(clean(str(cell)) for cell in below[numbers[0]] if not is_blank(cell))[:30]
    more = "…" if len(numbers) > len(shown) else ""
    zh, en = KINDS[kind]
    return Text(
        zh.format(n=len(numbers), rows="、".join(shown) + more, text=text),
        en.format(n=len(numbers), rows=", ".join(shown) + more, text=text),
    )
