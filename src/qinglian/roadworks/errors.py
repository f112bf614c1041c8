"""What is refused, in a sentence for whoever wrote it. 不能接受的写法和数字，用工程师看得懂的话说出来。"""

from collections.abc import Sequence
from dataclasses import dataclass

from qinglian.model.errors import BadInput
from qinglian.model.text import Text


class Refused(BadInput):
    """Anything in a bill, a stake or a certificate that cannot stand; `text` says why."""


class BadStake(Refused):
    """No stake can be read from this."""


class BadAlignment(Refused):
    """Stakes and breaks that make no line."""


class Ambiguous(Refused):
    """The stake occurs twice; 断前 or 断后 is needed."""


class Missing(Refused):
    """The stake was jumped over at a break; there is no such place."""


class Outside(Refused):
    """The stake or distance lies before the first or behind the last."""


class BadCode(Refused):
    """No item code can be made of this."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason against a sheet: where (sheet and row as a person counts), and by how much."""

    sheet: str
    row: int
    text: Text

    def __str__(self) -> str:
        where = f"{self.sheet} " if self.sheet else ""
        return f"{where}第 {self.row} 行：{self.text.zh}" if self.row else f"{where}{self.text.zh}"


class SheetRefused(Refused):
    """A bill or a payment sheet that does not tie; `faults` has each place."""

    MOST = 5

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown, more = self.faults[: self.MOST], len(self.faults) - self.MOST
        zh = "；".join(str(one) for one in shown) + (f"；另有 {more} 处" if more > 0 else "") + "。"
        en = "; ".join(
            (f"row {one.row}: " if one.row else "") + one.text.en for one in shown
        ) + (f"; and {more} more" if more > 0 else "") + "."  # fmt: skip
        super().__init__(Text(zh, en))
