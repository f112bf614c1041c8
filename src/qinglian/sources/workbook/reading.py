"""One sheet of a known ledger: every cell typed, rows that cannot be right refused, the others ready to be put on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from qinglian.model.table import Column, TableSpec, tables
from qinglian.model.text import Text
from qinglian.sources._encoding import DAMAGED
from qinglian.sources._words import clean, plain
from qinglian.sources.intake import Intake
from qinglian.sources.workbook import reasons, told
from qinglian.sources.workbook.body import body_of
from qinglian.sources.workbook.grid import Sheet, fill_merged
from qinglian.sources.workbook.headings import Match
from qinglian.sources.workbook.layout import Layout
from qinglian.sources.workbook.rulebook import mapping, words
from qinglian.sources.workbook.values import Distinct, Reader, distinct, is_blank, known_words

CASE_OF_EVENTS = "case_id"
MANY = 0.5


@dataclass
class Typed:
    """A column as read: its different values typed, and for every row of the body which of them it holds."""

    reader: Reader
    cells: Distinct
    values: pa.Array
    empty: NDArray[np.bool_]  # by row: nothing typed

    @property
    def column(self) -> Column:
        """The column of the dictionary."""
        return self.reader.column

    def taken(self, values: pa.Array, rows: NDArray[np.int64]) -> pa.Array:
        """For these rows, what goes with the value each holds."""
        return values.take(pa.array(self.cells.at[rows]))


class Reading:
    """A sheet while it is read; `others` are further tables that the same rows hold."""

    def __init__(
        self, sheet: Sheet, layout: Layout, intake: Intake, others: Iterable[Match] = ()
    ) -> None:
        self.sheet = sheet
        self.layout = layout
        self.intake = intake
        self.matches = [layout.match, *others]
        self.typed: dict[str, dict[str, Typed]] = {}
        self.refused: dict[int, tuple[str | None, Any, Text]] = {}
        self._fill_merged()
        self.body = body_of(sheet.rows, layout, self.key)
        self._refuse_damaged()
        for found in self.matches:
            self.typed[found.ledger.name] = {
                column.name: self._read(found.ledger.name, number, column)
                for number, column in sorted(found.columns.items())
            }
        self._refuse_incomplete()
        self._refuse_repeated()

    @property
    def spec(self) -> TableSpec:
        """The table that the sheet is a ledger of."""
        return self.layout.match.ledger.spec

    @property
    def named(self) -> list[str]:
        """What the sheet and its titles are called."""
        return [self.sheet.name, *self.layout.titles]

    @property
    def key(self) -> int | None:
        """The column of the sheet that names a row."""
        found = (self.layout.match.at(name) for name in self.key_names)
        return next((number for number in found if number is not None), None)

    @property
    def key_names(self) -> list[str]:
        """The key, and what may stand in for it."""
        own = CASE_OF_EVENTS if self.spec.name == "event" else self.spec.key[0]
        stand_in = mapping()["instead"].get(self.spec.name, {}).get(own)
        return [own, stand_in] if stand_in else [own]

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Rows of the body that are data and were not refused."""
        kept = self.body.data.copy()
        kept[list(self.refused)] = False
        return kept

    def report(self) -> None:
        """Count the rows, hand over the refused ones, tell what was understood."""
        self.intake.rows_read += int(self.body.data.sum())
        self.intake.rows_kept += int(self.kept.sum())
        for number, (heading, value, why) in sorted(self.refused.items()):
            self.intake.refuse(self.body.row(number), heading, value, why, self.sheet.name or None)
        for note in (
            *self.body.notes,
            *told.understood(self),
            *told.ties(self),
            *told.left_over(self),
        ):
            self.intake.note(*note)

    def arrow(self, table: str, kept: NDArray[np.bool_]) -> pa.Table:
        """These rows of one table, and `row`, the row as a person counts."""
        at = np.flatnonzero(kept)
        typed = self.typed[table]
        columns = {name: one.taken(one.values, at) for name, one in typed.items()}
        for made, source in (mapping()["as_written"].get(table) or {}).items():
            if source in typed and made not in typed:
                columns[made] = typed[source].taken(_as_written(typed[source].cells), at)
        for made, source in (mapping()["also_read"].get(table) or {}).items():
            if source in typed and made not in typed:
                codes = _coded(typed[source].cells, tables()[table].columns[made])
                columns[made] = typed[source].taken(codes, at)
        for made, source in (mapping()["days_only"].get(table) or {}).items():
            if source in typed and made not in typed:
                days = pa.array(typed[source].reader.days_only, pa.bool_())
                columns[made] = typed[source].taken(days, at)
        for made, said in (mapping()["said_by_name"].get(table) or {}).items():
            if made not in typed and not any(said["unless"] in title for title in self.named):
                columns[made] = pa.array([said["value"]] * len(at), pa.string())
                self.intake.note(said["zh"], said["en"])
        columns["row"] = pa.array(at + self.body.offset + 1, pa.int64())
        return pa.table(columns)

    def filled(self, one: Match) -> NDArray[np.bool_]:
        """Rows that hold the least which a row of this table needs."""
        typed = self.typed[one.ledger.name]
        groups = [
            [typed[name].empty for name in group if name in typed] for group in one.ledger.requires
        ]
        lacking: NDArray[np.bool_] = np.logical_or.reduce(
            [np.logical_and.reduce(group) for group in groups]
        )
        return ~lacking

    def refuse(self, rows: Iterable[int], column: int | None, why: Text) -> None:
        """Refuse rows of the body, unless they already are."""
        heading = None if column is None else self.layout.headings[column].text
        for row in rows:
            value = None if column is None else self.body.cell(row, column)
            self.refused.setdefault(int(row), (heading, value, why))

    def _fill_merged(self) -> None:
        columns = self.layout.match.columns
        money = {number for number, column in columns.items() if column.type in ("money", "number")}
        down = [
            ((top, left), (bottom, right))
            for (top, left), (bottom, right) in self.sheet.merged
            if bottom > top and left == right and left not in money
        ]
        filled = fill_merged(self.sheet.rows, down, self.layout.body, len(self.sheet.rows))
        if filled:
            self.intake.note(
                f"合并单元格：向下填补 {filled} 格；金额不填补，以免重复计算",
                f"Merged cells: {filled} cells were given the value above; amounts were not, or they would count twice",
            )

    def _read(self, table: str, number: int, column: Column) -> Typed:
        if number not in self.body.columns:
            self.body.columns[number] = distinct(self.body.cells[number])
        cells = self.body.columns[number]
        heading = self.layout.headings[number]
        said = (self.intake.mapping.get("codes") or {}).get(column.name) or {}
        reader = Reader(
            column,
            heading.text,
            unit=self._unit(heading.unit) if column.type == "money" else "元",
            zone=self.intake.zone,
            codes={plain(str(word)): str(code) for word, code in said.items()},
            may_be_negative=column.name in mapping()["may_be_negative"].get(table, ()),
        )
        values, wrong = reader.read(cells)
        if wrong:
            is_wrong = np.zeros(len(cells.values), dtype=bool)
            is_wrong[list(wrong)] = True
            for row in np.flatnonzero(is_wrong[cells.at] & self.body.data):
                self.refuse([int(row)], number, wrong[int(cells.at[row])])
        null = np.asarray(values.is_null()) if len(values) else np.zeros(0, dtype=bool)
        return Typed(reader, cells, values, null[cells.at])

    def _unit(self, said: str | None) -> str:
        return said or self.layout.money_unit or "元"

    def _refuse_damaged(self) -> None:
        """Rows with more cells than headings, and rows whose text did not survive."""
        if self.sheet.name:
            return  # a workbook has neither
        for number, heading in enumerate(self.layout.headings):
            cells = self.body.cells[number]
            if not heading.text:
                more = [
                    row
                    for row, cell in enumerate(cells)
                    if self.body.data[row] and not is_blank(cell)
                ]
                if len(more) <= MANY * self.body.data.sum():
                    self.refuse(more, number, reasons.TOO_WIDE)
            if self.sheet.damaged:
                hurt = [
                    row for row, cell in enumerate(cells) if DAMAGED in cell and self.body.data[row]
                ]
                self.refuse(hurt, number, reasons.DAMAGED)

    def _refuse_incomplete(self) -> None:
        typed = self.typed[self.spec.name]
        names = {
            column.name: [column.name] for column in self.spec.columns.values() if column.required
        }
        names[self.key_names[0]] = self.key_names
        for own, stand_ins in names.items():
            present = [typed[name] for name in stand_ins if name in typed]
            if present:
                empty = np.logical_and.reduce([one.empty for one in present]) & self.body.data
                number = self.layout.match.at(present[0].column.name)
                self.refuse(
                    np.flatnonzero(empty).tolist(), number, reasons.missing(self.spec.columns[own])
                )

    def _refuse_repeated(self) -> None:
        """Rows that are the same in every cell: the ledger was pasted together twice."""
        if self.key is None:
            return
        at = self.body.columns[self.key].at
        often = np.bincount(at, minlength=1) > 1
        compared = [
            cells
            for heading, cells in zip(self.layout.headings, self.body.cells, strict=True)
            if plain(heading.text) not in words("row_number")
        ]
        first: dict[tuple[Any, ...], int] = {}
        for row in np.flatnonzero(often[at] & self.kept).tolist():
            earlier = first.setdefault(tuple(cells[row] for cells in compared), row)
            if earlier != row:
                self.refuse([row], self.key, reasons.REPEATED.filled(row=self.body.row(earlier)))


def _coded(cells: Distinct, column: Column) -> pa.Array:
    """The different values by the codes of another column; null where it has none for them."""
    words = known_words(column)
    return pa.array([words.get(plain(str(value))) for value in cells.values], pa.string())


def _as_written(cells: Distinct) -> pa.Array:
    """The different values as text."""
    pairs = zip(cells.values, cells.empty, strict=True)
    return pa.array([None if empty else clean(str(value)) for value, empty in pairs], pa.string())
