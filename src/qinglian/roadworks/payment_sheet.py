"""
清单支付报表：读入并核对。The bill payment statement of a period, read and checked.

Per item: contract, changed, to the end of the last period, this period, to date, each quantity and amount. What ties:

    合同 + 变更 = 变更后      至上期末 + 本期 = 至本期末      Σ lines = chapter totals
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from qinglian.model.text import Text
from qinglian.roadworks.cells import Row, heading, number_of, plain
from qinglian.roadworks.codes import Composer, is_code
from qinglian.roadworks.errors import Fault, Refused, SheetRefused
from qinglian.roadworks.lines import chapter_of
from qinglian.roadworks.rounding import fen, words, yuan

GROUPS = {
    "contract": Text("合同", "contract"),
    "varied": Text("变更", "varied"),
    "changed": Text("变更后", "changed"),
    "before": Text("至上期末", "to the last period"),
    "now": Text("本期", "this period"),
    "to_date": Text("至本期末", "to date"),
}
SUMS = (("contract", "varied", "changed"), ("before", "now", "to_date"))


class Measured(NamedTuple):
    """A quantity and its fen."""

    quantity: Decimal
    amount: int


@dataclass(frozen=True, slots=True)
class Paid:
    """One item; `columns` has the groups that the sheet has."""

    code: str
    name: str
    unit: str
    price: Decimal | None
    columns: Mapping[str, Measured]
    sheet: str
    row: int


@dataclass
class _Reading:
    at: dict[str, int] = field(default_factory=dict)
    groups: dict[tuple[str, str], int] = field(default_factory=dict)
    composer: Composer = field(default_factory=Composer)
    lines: list[Paid] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sums: dict[tuple[str, str], int] = field(default_factory=dict)


@cache
def _words() -> Mapping[str, Any]:
    text = files("qinglian.roadworks").joinpath("payment_words.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def read(rows: Iterable[Row]) -> list[Paid]:
    """All items of the statement; raises `SheetRefused` with every place that does not tie."""
    reading, held = _Reading(), None
    for row in rows:
        if _headings(reading, held, row):
            held = row
            continue
        held = row
        if reading.groups:
            _take(reading, row)
    if not reading.lines:
        text = Text(
            "没有认出清单支付报表的表头（子目号、子目名称、合同、本期、至本期末……）",
            "the headings of a payment statement were not recognised",
        )
        reading.faults.append(Fault("", 0, text))
    if reading.faults:
        raise SheetRefused(reading.faults)
    return reading.lines


def _headings(reading: _Reading, above: Row | None, row: Row) -> bool:
    """Whether these are headings: one line of both layers (`本期数量`), or two lines with the groups above."""
    names = {
        name: place
        for place, cell in reversed(list(enumerate(row.cells)))
        if (name := heading(cell, words()["headings"])) in ("code", "name", "unit", "price")
    }
    single = {
        found: place for place, cell in enumerate(row.cells) if (found := _both(cell)) is not None
    }
    if "code" in names and "name" in names:
        reading.at = names
        reading.groups = single
        return True
    fields = [_one(cell, "fields") for cell in row.cells]
    if above is None or not reading.at or fields.count("amount") < 2:
        return False
    group: str | None = None
    layered: dict[tuple[str, str], int] = {}
    for place, name in enumerate(fields):
        group = _one(above.at(place), "groups") or (
            group if above.at(place) in (None, "") else None
        )
        if name in ("quantity", "amount") and group is not None:
            layered.setdefault((group, name), place)
    reading.groups = layered
    return True


def _one(cell: object, kind: str) -> str | None:
    return heading(cell, _words()[kind])


def _both(cell: object) -> tuple[str, str] | None:
    """`本期数量` → now, quantity."""
    if not isinstance(cell, str):
        return None
    text = plain(cell)
    for name in ("quantity", "amount"):
        for word in _words()["fields"][name]:
            group = _one(text.removesuffix(word), "groups") if text.endswith(word) else None
            if group is not None:
                return group, name
    return None


def _take(reading: _Reading, row: Row) -> None:
    coded = row.at(reading.at.get("code"))
    try:
        values = {
            key: number_of(row.at(place)) or Decimal(0) for key, place in reading.groups.items()
        }
        price = number_of(row.at(reading.at.get("price")))
    except ValueError as error:
        if is_code(coded):
            reading.faults.append(_fault(row, f"“{error}”不是数字", f"“{error}” is no number"))
        return
    columns = _columns(values)
    if not is_code(coded):
        _total(reading, row, columns)
        return
    measured = any(one.quantity or one.amount for one in columns.values())
    unit = "".join(str(row.at(reading.at.get("unit")) or "").split())
    try:
        code = reading.composer.compose(coded, leaf=measured or bool(unit))
    except Refused as error:
        reading.faults.append(_fault(row, error.text.zh, error.text.en))
        return
    if not measured and not unit:
        return
    name = str(row.at(reading.at.get("name")) or "").strip()
    _tie(reading, row, code, columns)
    for group, one in columns.items():
        key = (chapter_of(code) or "", group)
        reading.sums[key] = reading.sums.get(key, 0) + one.amount
    reading.lines.append(Paid(code, name, unit, price, columns, row.sheet, row.number))


def _columns(values: Mapping[tuple[str, str], Decimal]) -> dict[str, Measured]:
    return {
        group: Measured(
            values.get((group, "quantity"), Decimal(0)),
            fen(values.get((group, "amount"), Decimal(0)).quantize(Decimal("0.01"))) or 0,
        )
        for group in GROUPS
        if any(key[0] == group for key in values)
    }


def _tie(reading: _Reading, row: Row, code: str, columns: Mapping[str, Measured]) -> None:
    for one, other, both in SUMS:
        if not {one, other, both} <= columns.keys():
            continue
        a, b, c = columns[one], columns[other], columns[both]
        names = [GROUPS[name] for name in (one, other, both)]
        zh = f"{names[0].zh}＋{names[1].zh}≠{names[2].zh}"
        en = f"{names[0].en} + {names[1].en} is not {names[2].en}"
        if a.quantity + b.quantity != c.quantity:
            gap = c.quantity - a.quantity - b.quantity
            reading.faults.append(
                _fault(row, f"{code} 数量{zh}，差 {gap}", f"{code}: quantity, {en}, by {gap}")
            )
        if a.amount + b.amount != c.amount:
            gap_yuan = yuan(c.amount - a.amount - b.amount)
            reading.faults.append(
                _fault(
                    row,
                    f"{code} 金额{zh}，差 {gap_yuan} 元",
                    f"{code}: amount, {en}, by {gap_yuan} yuan",
                )
            )


def _total(reading: _Reading, row: Row, columns: Mapping[str, Measured]) -> None:
    """A chapter's total is compared with the items of the chapter; other totals are skipped."""
    label = "".join(row.texts)
    patterns = words()["totals"]
    whole = re.search(patterns["bill"], label)
    found = None if whole else re.search(patterns["chapter"], label)
    if not whole and not found:
        return
    for group, one in columns.items():
        due = sum(
            amount
            for (chapter, name), amount in reading.sums.items()
            if name == group and (found is None or chapter == found["chapter"])
        )
        if due != one.amount:
            gap = yuan(one.amount - due)
            reading.faults.append(
                _fault(
                    row,
                    f"“{label}”{GROUPS[group].zh}金额与各行相加差 {gap} 元",
                    f"total, {GROUPS[group].en}: differs from its lines by {gap} yuan",
                )
            )


def _fault(row: Row, zh: str, en: str) -> Fault:
    return Fault(row.sheet, row.number, Text(zh, en))
