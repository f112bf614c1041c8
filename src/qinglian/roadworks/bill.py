"""
工程量清单：读入、组号、核对。A bill of quantities: read, its codes composed, its sums checked.

As measurement programs export it: relative codes, titles and headings on every page, chapter totals, the summary page.
It is taken whole or refused, and a refusal says where and by how much. What ties:

    amount = quantity × unit price, rounded      Σ lines = chapter total      Σ chapters = A      投标报价 = A + C + D
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from qinglian.model.text import Text
from qinglian.roadworks.cells import Row, heading, number_of
from qinglian.roadworks.codes import Composer, is_code, parent, written
from qinglian.roadworks.errors import Fault, Refused, SheetRefused
from qinglian.roadworks.lines import Bill, Kind, Line, as_parent, chapter_of
from qinglian.roadworks.rounding import Rounding, fen, words, yuan
from qinglian.roadworks.ties import Total, ties


@dataclass
class _Reading:
    """Where the reader is in the sheets."""

    rounding: Rounding
    section: str = "items"
    chapter: str | None = None
    columns: dict[str, int] = field(default_factory=dict)
    composer: Composer = field(default_factory=Composer)
    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def fault(self, row: Row, zh: str, en: str) -> None:
        self.faults.append(Fault(row.sheet, row.number, Text(zh, en)))

    def open(self, section: str, chapter: str | None = None) -> None:
        if (section, chapter) != (self.section, self.chapter):
            self.section, self.chapter, self.composer = section, chapter, Composer()


def read(rows: Iterable[Row], rounding: Rounding | None = None) -> Bill:
    """The bill in these rows; raises `SheetRefused` with every place that does not tie."""
    reading = _Reading(rounding or Rounding())
    for row in rows:
        _take(reading, row)
    _refuse_unfit(reading)
    sums = ties(reading.lines, reading.totals, reading.faults)
    if reading.faults:
        raise SheetRefused(sorted(reading.faults, key=lambda one: (not one.row,)))
    has_parts = {above for one in reading.lines if (above := parent(one.code))}
    lines = [
        one if one.code not in has_parts or one.kind is Kind.DAYWORK else as_parent(one)
        for one in reading.lines
    ]
    return Bill(
        tuple(lines), sums.chapters, sums.provisional, sums.daywork, sums.provisional_sum,
        tuple(reading.notes),
    )  # fmt: skip


def _take(reading: _Reading, row: Row) -> None:
    """One row: heading, title, total, line, or nothing."""
    if _headings(reading, row) or not any(cell not in (None, "") for cell in row.cells):
        return
    label = "".join(row.texts)
    filled = [cell for cell in row.cells if cell not in (None, "")]
    if len(filled) == 1 and _title(reading, label):
        return
    coded = row.at(reading.columns.get("code"))
    if reading.section == "summary" or not is_code(coded):
        total = _total(reading, row, label)
        if total is not None:
            reading.totals.append(total)
            return
        if reading.section == "summary" or re.search(words()["skipped"], label):
            return
    if not reading.columns:
        return
    _line(reading, row, coded)


def _headings(reading: _Reading, row: Row) -> bool:
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        name = heading(cell, words()["headings"])
        if name is not None:
            found.setdefault(name, place)
    if "name" not in found or not ({"code", "chapter"} & found.keys()) or len(found) < 3:
        return False
    reading.columns = found
    if "chapter" in found:
        reading.open("summary")
    elif reading.section == "summary":
        reading.open("items")
    return True


def _title(reading: _Reading, label: str) -> bool:
    chapter = re.search(words()["chapter_title"], label)
    if chapter and "合计" not in label:
        reading.open("items", chapter["chapter"])
        return True
    if any(re.search(pattern, label) for pattern in words()["totals"].values()):
        return False
    for section, titles in words()["sections"].items():
        if any(title in label for title in titles):
            reading.open(section)
            return True
    return False


def _total(reading: _Reading, row: Row, label: str) -> Total | None:
    kind, found = next(
        (
            (kind, match)
            for kind, pattern in words()["totals"].items()
            if (match := re.search(pattern, label))
        ),
        (None, None),
    )
    chapter = found["chapter"] if found and kind == "chapter" else None
    if kind is None and reading.section == "summary":
        chapter = written(row.at(reading.columns.get("chapter")))
        kind = "chapter" if chapter in words()["chapters"] else None
    if kind is None:
        return None
    amount = _amount(reading, row, label)
    if amount is None:
        reading.fault(row, f"“{label}”读不出金额", f"no amount can be read from “{label}”")
        return None
    return Total(kind, chapter, amount, row, len(reading.lines))


def _amount(reading: _Reading, row: Row, label: str) -> int | None:
    """The amount of a total: in its column, else the last number of the row, else in the text; empty is nothing."""
    cells = [row.at(reading.columns.get("amount"))]
    if reading.section != "summary" or "amount" not in reading.columns:
        cells += reversed(row.cells)
    for cell in cells:
        try:
            number = number_of(cell)
        except ValueError:
            continue
        if number is not None:
            return fen(number)
    said = re.search(r"合计[^\d]*(-?[\d,]+(?:\.\d+)?)元?$", label)
    return fen(Decimal(said[1].replace(",", ""))) if said else 0


def _line(reading: _Reading, row: Row, coded: object) -> None:
    try:
        quantity, price, amount = (
            number_of(row.at(reading.columns.get(name))) for name in ("quantity", "price", "amount")
        )
    except ValueError as error:
        reading.fault(row, f"“{error}”不是数字", f"“{error}” is no number")
        return
    unit = "".join(str(row.at(reading.columns.get("unit")) or "").split())
    name = str(row.at(reading.columns.get("name")) or "").strip()
    if not unit and not quantity and not amount:
        quantity = price = amount = None
    measured = quantity is not None or bool(amount)
    if not is_code(coded):
        if measured:
            reading.fault(
                row, f"“{name}”有数量或金额而没有子目号", f"“{name}” is measured but has no code"
            )
        return
    try:
        own = reading.section in ("daywork", "provisional_price")
        code = written(coded) if own else reading.composer.compose(coded, leaf=measured)
    except Refused as error:
        reading.fault(row, error.text.zh, error.text.en)
        return
    kind = _kind(reading, unit)
    chapter = chapter_of(code) if reading.section == "items" else None
    if reading.section == "items" and reading.chapter and chapter != reading.chapter:
        reading.fault(
            row,
            f"{code} 不属于第 {reading.chapter} 章，却列在该章清单里",
            f"{code} does not belong to chapter {reading.chapter}, under which it stands",
        )
    line = Line(
        code, name, kind, chapter or reading.chapter, unit, quantity, price, 0, not measured,
        row.sheet, row.number,
    )  # fmt: skip
    reading.lines.append(_priced(reading, row, line, amount))


def _kind(reading: _Reading, unit: str) -> Kind:
    if reading.section == "daywork":
        return Kind.DAYWORK
    if reading.section == "provisional_price":
        return Kind.PROVISIONAL_PRICE
    return Kind.LUMP if unit in words()["lump_units"] else Kind.UNIT


def _priced(reading: _Reading, row: Row, line: Line, said: Decimal | None) -> Line:
    """The line with its amount in fen, after quantity × price was compared with what is written."""
    rounding, quantity, price = reading.rounding, line.quantity, line.price
    if line.parent:
        return as_parent(line)
    if line.kind is Kind.LUMP:
        quantity = Decimal(1) if quantity is None else quantity
        price = said if price is None else price
    if quantity is None or quantity < 0 or (price is not None and price < 0):
        reading.fault(
            row,
            f"{line.code} 数量或单价缺失或为负",
            f"{line.code}: quantity missing, or something negative",
        )
        return line
    if price is None and said:
        reading.fault(
            row, f"{line.code} 有金额没有单价", f"{line.code} has an amount but no unit price"
        )
        return line
    exact = rounding.quantity(quantity, line.unit)
    if exact != quantity:
        reading.notes.append(
            Text(
                f"{line.code} 数量 {quantity} 按 {line.unit} 取 {rounding.places(line.unit)} 位小数为 {exact}",
                f"{line.code}: quantity {quantity} rounded to {exact}",
            )
        )
    price = Decimal(0) if price is None else price
    if price != rounding.price(price):
        reading.fault(
            row,
            f"{line.code} 单价 {price} 超过 {rounding.price_decimals} 位小数",
            f"{line.code}: unit price {price} has more than {rounding.price_decimals} decimals",
        )
    due, found = rounding.amount(exact, price), fen(said or Decimal(0))
    if found != due:
        reading.fault(
            row,
            f"{line.code} 数量×单价应为 {yuan(due)} 元，表列 {said or 0} 元，"
            f"差 {yuan(due - found) if found is not None else '不足一分'} 元",
            f"{line.code}: quantity × price is {yuan(due)} yuan, the sheet says {said or 0}"
            + (f", a difference of {yuan(due - found)}" if found is not None else ""),
        )
    return Line(
        line.code, line.name, line.kind, line.chapter, line.unit, exact, price, due, False,
        line.sheet, line.row,
    )  # fmt: skip


def _refuse_unfit(reading: _Reading) -> None:
    """Codes that come twice, and items with parts that have a quantity of their own."""
    seen: dict[tuple[Kind | None, str], Line] = {}
    above = {up for one in reading.lines if (up := parent(one.code))}
    for one in reading.lines:
        table = one.kind if one.kind in (Kind.DAYWORK, Kind.PROVISIONAL_PRICE) else None
        row = Row(one.sheet, one.row, ())
        earlier = seen.setdefault((table, one.code), one)
        if earlier is not one:
            reading.fault(
                row,
                f"{one.code} 与第 {earlier.row} 行重复",
                f"{one.code} stands in row {earlier.row} already",
            )
        if table is None and one.code in above and not one.parent:
            reading.fault(
                row,
                f"{one.code} 下有细目，自身不应有数量",
                f"{one.code} has parts and should have no quantity",
            )
    if not any(not one.parent for one in reading.lines):
        text = Text(
            "没有认出任何清单子目，请核对表头（子目号、子目名称、单位、数量、单价、合价）",
            "no item was recognised; check the headings (code, name, unit, quantity, unit price, amount)",
        )
        reading.faults.append(Fault("", 0, text))
