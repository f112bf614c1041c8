"""
清单的一行与全部。A line of a bill, and the whole bill.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qinglian.model.text import Text
from qinglian.roadworks.codes import head
from qinglian.roadworks.rounding import words


class Kind(StrEnum):
    """How a line is paid; the last four are not lines of a bill but of later sheets."""

    UNIT = "unit_price"
    LUMP = "lump_sum"
    DAYWORK = "daywork"
    PROVISIONAL_SUM = "provisional_sum"
    PROVISIONAL_PRICE = "provisional_price"
    ADJUSTMENT = "price_adjustment"
    CLAIM = "claim"
    REWARD = "reward"
    PENALTY = "penalty"


KINDS: Mapping[Kind, Text] = {
    Kind.UNIT: Text("单价子目", "unit price item"),
    Kind.LUMP: Text("总额子目", "lump sum item"),
    Kind.DAYWORK: Text("计日工", "daywork"),
    Kind.PROVISIONAL_SUM: Text("暂列金额", "provisional sum"),
    Kind.PROVISIONAL_PRICE: Text("暂估价", "provisional price"),
    Kind.ADJUSTMENT: Text("价格调整", "price adjustment"),
    Kind.CLAIM: Text("索赔", "claim"),
    Kind.REWARD: Text("奖励", "reward"),
    Kind.PENALTY: Text("违约金", "penalty"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item. A parent has neither quantity nor amount; `amount` in fen."""

    code: str
    name: str
    kind: Kind
    chapter: str | None
    unit: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: int = 0
    parent: bool = False
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True)
class Bill:
    """Lines in their order; A, B, C, D as the tender form letters them, in fen."""

    lines: tuple[Line, ...]
    chapters: Mapping[str, int]
    provisional: int = 0
    daywork: int = 0
    provisional_sum: int = 0
    notes: tuple[Text, ...] = ()

    @property
    def total(self) -> int:
        """A, all chapters."""
        return sum(self.chapters.values())

    @property
    def tender(self) -> int:
        """投标报价 = A + C + D."""
        return self.total + self.daywork + self.provisional_sum

    @property
    def leaves(self) -> tuple[Line, ...]:
        """What can be measured: lines of chapters without the parents."""
        return tuple(one for one in self.lines if one.chapter and not one.parent)


def chapter_of(code: str) -> str | None:
    """The chapter that an item code belongs to."""
    number = re.sub(r"\D", "", head(code))
    for name, said in words()["chapters"].items():
        if number and said["from"] <= int(number) <= said["to"]:
            return str(name)
    return None


def as_parent(line: Line) -> Line:
    """The same item as one that only has parts."""
    return Line(
        line.code, line.name, line.kind, line.chapter, parent=True, sheet=line.sheet, row=line.row
    )
