"""格值读成字典的类型。 Cells read into the types of the dictionary, each different value once.

A column of 200,000 cells holds far fewer different values; those are read one by one, the cells point to them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property
from itertools import count
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from qinglian.model.arrow import TYPES
from qinglian.model.table import Column
from qinglian.model.text import Text
from qinglian.sources import _amounts, _dates
from qinglian.sources._words import FAULTS, NONE_SAID, NOTHING, clean, closed_up, half_width, plain
from qinglian.sources.workbook import reasons
from qinglian.sources.workbook.rulebook import booleans, mapping

ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
USCC = re.compile(r"[0-9A-Za-z]{18}")
OTHER_CLOCKS = ("自然日", "日历日", "小时", "月", "年")
EIGHT_DIGITS = 10**7
SHORT = 8
"""No word for "nothing" or "without end" is longer."""

EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number; a longer one has lost its end."""

LIST_SIGNS = str.maketrans(dict.fromkeys("，,；;、|\n\r", "\0"))


@dataclass
class Distinct:
    """The different values of a column and, for each cell, which of them it holds."""

    values: list[Any]
    at: NDArray[np.int32]

    @cached_property
    def empty(self) -> list[bool]:
        """For each different value, whether it says nothing."""
        return list(map(is_blank, self.values))

    @property
    def blank(self) -> NDArray[np.bool_]:
        """Cells with nothing in them."""
        if not self.values:
            return np.zeros(len(self.at), dtype=bool)
        return np.array(self.empty, dtype=bool)[self.at]


def distinct(cells: Sequence[Any]) -> Distinct:
    """Number the different values of a column in order of appearance."""
    if bool in set(map(type, cells)):  # as a key True would be the number 1
        cells = [("是" if cell else "否") if isinstance(cell, bool) else cell for cell in cells]
    index: defaultdict[Any, int] = defaultdict(count().__next__)
    at = np.fromiter(map(index.__getitem__, cells), np.int32, len(cells))
    return Distinct(list(index), at)


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing, or a sign that says so."""
    if not isinstance(value, str):
        return value is None
    return (len(value) <= SHORT or value.isspace()) and clean(value) in NOTHING


class Unreadable(ValueError):
    """A value that cannot be right in its column."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass
class Reader:
    """Reads the values of one column of a sheet.

    `understood` counts, by kind (the names in `reasons.TOLD`), which different values were read in a way worth telling.
    `days_only` says of each different instant whether only its day was written.
    """

    column: Column
    heading: str
    unit: str = "元"
    zone: str = "Asia/Shanghai"
    codes: Mapping[str, str] = field(default_factory=dict)
    may_be_negative: bool = False
    understood: dict[str, list[int]] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    days_only: list[bool | None] = field(default_factory=list)
    _at: int = 0

    def read(self, cells: Distinct) -> tuple[pa.Array, dict[int, Text]]:
        """The different values typed (null where blank or unreadable), and why each unreadable one is so."""
        one: Callable[[Any], Any] = getattr(self, f"_{self.column.type}")
        typed: list[Any] = []
        wrong: dict[int, Text] = {}
        self.days_only = [None] * len(cells.values)
        for self._at, value in enumerate(cells.values):
            try:
                typed.append(None if cells.empty[self._at] else one(value))
            except Unreadable as error:
                wrong[self._at] = error.why
                typed.append(None)
        return pa.array(typed, TYPES[self.column.type]), wrong

    def _tell(self, kind: str, value: Any) -> None:
        told = self.understood.get(kind)
        if told is None:
            told = self.understood[kind] = []
            self.examples[kind] = str(value)
        told.append(self._at)

    def _text(self, value: Any) -> str:
        if isinstance(value, str):
            if half_width(value) != value:
                self._tell("full_width", value)
            return clean(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and abs(value) >= EXACT:
            if self.column.required:
                raise Unreadable(reasons.DIGITS_LOST)
            self._tell("digits_lost", value)
            return ""
        if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        return str(value)

    def _string(self, value: Any) -> str | None:
        text = self._text(value)
        if text in FAULTS:
            return None
        words = known_words(self.column)
        if words:
            return words.get(plain(text), text)
        if self.column.identifies in ("id", "account", "phone") or USCC.fullmatch(text):
            return text.replace(" ", "").upper() or None
        if self.column.identifies in ("name", "person"):
            return closed_up(text) or None
        return text or None

    def _code(self, value: Any) -> str | None:
        text = self._text(value)
        return None if plain(text) in NONE_SAID else self._known(text)

    def _known(self, text: str) -> str:
        words = known_words(self.column)
        said = plain(text)
        for name in (said, said.split("(")[0], said.split("-")[0]):  # 其他（…）, 其他-补充说明
            code = self.codes.get(name) or words.get(name)
            if code is not None:
                return code
        raise Unreadable(reasons.unknown_code(self.column))

    def _strings(self, value: Any) -> list[str]:
        text = self._text(value)
        parts = [clean(part) for part in text.translate(LIST_SIGNS).split("\0")]
        parts = [part for part in parts if part and part not in NOTHING and part not in NONE_SAID]
        if not self.column.codes:
            return parts
        whole = known_words(self.column).get(plain(text))
        return [whole] if whole else list(dict.fromkeys(map(self._known, parts)))

    def _boolean(self, value: Any) -> bool:
        said = booleans().get(plain(self._text(value)))
        if said is None:
            raise Unreadable(reasons.NO_BOOLEAN)
        return said

    def _integer(self, value: Any) -> int | None:
        if _says_nothing(value):
            return None
        try:
            number, unit = _amounts.read_count(value)
        except _amounts.NotANumber:
            raise Unreadable(reasons.NO_COUNT) from None
        if unit in OTHER_CLOCKS and self.column.unit == "工作日":
            raise Unreadable(reasons.other_clock(unit))
        return int(self._signed(number))

    def _number(self, value: Any) -> float | None:
        if _says_nothing(value):
            return None
        try:
            number = _amounts.read_number(value)
        except _amounts.NotANumber:
            raise Unreadable(reasons.NO_NUMBER) from None
        return float(self._signed(number))

    def _money(self, value: Any) -> Decimal | None:
        if _says_nothing(value):
            return None
        try:
            yuan, rounded = _amounts.read_yuan(value, self.unit)
        except _amounts.NotANumber:
            raise Unreadable(reasons.NO_AMOUNT) from None
        if rounded:
            self._tell("rounded", value)
        if isinstance(value, str):
            if "," in value or "，" in value:
                self._tell("thousands", value)
            own = _amounts.read_decimal(value)[1]
            if own is not None and own != self.unit:
                self._tell("own_unit", value)
            if half_width(value) != value:
                self._tell("full_width", value)
        return Decimal(self._signed(yuan))

    def _signed(self, number: float | Decimal) -> float | Decimal:
        if number < 0 and not self.may_be_negative:
            raise Unreadable(reasons.NEGATIVE)
        return number

    def _date(self, value: Any) -> date | None:
        if isinstance(value, str) and len(value) <= SHORT and plain(value) in long_term():
            self._tell("long_term", value)
            return date.fromisoformat(str(mapping()["long_term"]["day"]))
        moment = self._moment(value)
        return None if moment is None else moment.at.date()

    def _timestamp(self, value: Any) -> datetime | None:
        moment = self._moment(value)
        if moment is None:
            return None
        self.days_only[self._at] = moment.date_only
        return _dates.to_utc(moment.at, self.zone)

    def _moment(self, value: Any) -> _dates.Moment | None:
        if isinstance(value, str):
            if _says_nothing(value):
                return None
        elif isinstance(value, time | timedelta):
            raise Unreadable(reasons.ONLY_A_CLOCK)
        try:
            moment = _dates.read_moment(value, self.zone)
        except _dates.NotADate as error:
            raise Unreadable(error.why) from None
        if isinstance(value, str):
            if not ISO.match(value):
                serial = len(value) < SHORT and value.replace(".", "").isdigit()
                self._tell("serial" if serial else "text_date", value)
        elif isinstance(value, int | float):
            self._tell("text_date" if value > EIGHT_DIGITS else "serial", value)
        return moment


def _says_nothing(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= SHORT and plain(value) in NONE_SAID


@cache
def long_term() -> frozenset[str]:
    """Words for "without end"."""
    return frozenset(plain(word) for word in mapping()["long_term"]["words"])


_WORDS: dict[int, dict[str, str]] = {}


def known_words(column: Column) -> dict[str, str]:
    """Words of a coded column, and the codes themselves → code."""
    found = _WORDS.get(id(column))
    if found is None:
        found = {plain(code): code for code in column.codes}
        found |= {plain(word): code for code, words in column.codes.items() for word in words}
        _WORDS[id(column)] = found
    return found
