"""
表格文件变成一行行的格。A workbook or text file as rows of cells, each with its sheet and number, headings recognised.

Cells come as the same reader gives them that ledgers are read with; whoever has rows already hands those over.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from python_calamine import CalamineError, CalamineWorkbook

from qinglian.model.text import Text
from qinglian.roadworks.errors import Refused

PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MOST = 20 << 20
_MONEY = re.compile(r"[¥$]?(-?[\d,]+(?:\.\d+)?|-?\.\d+|\(\d[\d,]*(?:\.\d+)?\))(?:元|圆)?%?")
_EMPTY = frozenset({"", "-", "--", "—", "——", "/", "\\"})


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row; `number` as a person counts."""

    sheet: str
    number: int
    cells: tuple[object, ...]

    def at(self, place: int | None) -> object:
        """The cell in this column; None where the row is shorter or the column is not there."""
        return self.cells[place] if place is not None and place < len(self.cells) else None

    @property
    def texts(self) -> list[str]:
        """Its texts as `plain` has them, without the empty ones and without numbers."""
        found = [plain(cell) for cell in self.cells if isinstance(cell, str)]
        return [one for one in found if one and not _MONEY.fullmatch(one)]


def plain(text: str) -> str:
    """Half-width, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def rows_of(content: bytes, name: str = "") -> list[Row]:
    """All rows of all sheets of an .xlsx, .xls or .csv; raises `Refused` of what is none."""
    if len(content) > MOST:
        raise Refused(
            Text(f"{name} 超过 {MOST >> 20} MB", f"{name} is larger than {MOST >> 20} MB")
        )
    if content.startswith(PACKED):
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            return [
                row
                for title in book.sheet_names
                for row in as_rows(
                    book.get_sheet_by_name(title).to_python(skip_empty_area=False), title
                )
            ]
        except (CalamineError, OSError, ValueError):
            raise Refused(
                Text(f"{name} 打不开，请另存为 .xlsx 再试", f"{name} cannot be opened; save it as .xlsx and try again")
            ) from None  # fmt: skip
    for codec in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        delimiter = max("\t,;", key=text[:4096].count)
        return list(as_rows(csv.reader(io.StringIO(text), delimiter=delimiter)))
    raise Refused(Text(f"{name} 不是表格文件", f"{name} is no table"))


def as_rows(rows: Iterable[Sequence[object]], sheet: str = "") -> Iterator[Row]:
    """Rows of cells with their numbers."""
    for number, cells in enumerate(rows, 1):
        yield Row(sheet, number, tuple(cells))


def number_of(cell: object) -> Decimal | None:
    """A cell as an exact number; None where it is empty. Raises ValueError where it is no number."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, Decimal):
        return cell
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        # Fifteen digits are what a spreadsheet holds; beyond them stands only the noise of its binary numbers.
        return Decimal(f"{cell:.15g}")
    text = plain(str(cell)).replace("，", ",").removesuffix("整")
    if text in _EMPTY:
        return None
    found = _MONEY.fullmatch(text.removeprefix("人民币"))
    if found is None:
        raise ValueError(text)
    digits = found[1].replace(",", "")
    try:
        return -Decimal(digits[1:-1]) if digits.startswith("(") else Decimal(digits)
    except InvalidOperation:
        raise ValueError(text) from None


def heading(cell: object, aliases: Mapping[str, Sequence[str]]) -> str | None:
    """Which column a cell is the heading of."""
    if not isinstance(cell, str):
        return None
    text = plain(cell)
    bare = re.sub(r"\(.*?\)$", "", text)
    return next((name for name, known in aliases.items() if text in known or bare in known), None)
