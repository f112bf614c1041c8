"""
子目号：导出表里写的是相对号。Item codes, which exports write relative to the item above.

`203-1`, `-a`, `-a-1` mean 203-1, 203-1-a, 203-1-a-1. Met as well: full-width dashes, blanks, a dash that got lost, a
`-1` that the spreadsheet took for a number, `-1` under `-a` for 203-1-a-1.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from qinglian.model.text import Text
from qinglian.roadworks.errors import BadCode

_DASHES = str.maketrans(
    {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
_HEAD = re.compile(r"[A-Z]{0,2}\d{3,4}(-\d{1,3})*(-[a-z]{1,2}(-\d{1,3}(-[a-z]{1,2})?)?)?", re.I)
_TAIL = re.compile(r"-?([a-z]{1,2}|\d{1,3})(-([a-z]{1,2}|\d{1,3}))*", re.I)


def written(cell: object) -> str:
    """A cell as a code's text, plain dashes, no blanks, small letters; numbers as the spreadsheet kept them."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, (int, float, Decimal)):
        return str(int(cell)) if cell == int(cell) else str(cell)
    text = "".join(str(cell).translate(_DASHES).split()).rstrip("-")
    found = re.fullmatch(r"([A-Za-z]{1,2})(\d{3}.*)", text)
    return found[1].upper() + found[2].lower() if found else text.lower()


def is_code(cell: object) -> bool:
    """Whether it is written like a code, whole or relative."""
    text = written(cell)
    return bool(text) and bool(_HEAD.fullmatch(text) or _TAIL.fullmatch(text))


def head(code: str) -> str:
    """The number of its section: 203 of 203-1-a."""
    return code.partition("-")[0]


def parent(code: str) -> str | None:
    """The item that it is a part of; None of a section."""
    above, _dash, last = code.rpartition("-")
    return above if last and above else None


@dataclass
class Composer:
    """Composes the codes of a sheet row by row; knows which rows had a quantity, for those cannot have parts."""

    last: list[str] = field(default_factory=list)
    leaf: bool = False

    def compose(self, cell: object, *, leaf: bool = False) -> str:
        """The whole code of the next row; `leaf`: the row has a quantity. Raises `BadCode`."""
        text = written(cell)
        if _HEAD.fullmatch(text):
            parts = text.split("-")
        elif _TAIL.fullmatch(text):
            parts = self._joined([part for part in text.split("-") if part], text)
        else:
            raise BadCode(Text(f"子目号“{cell}”认不出", f"the item code “{cell}” cannot be read"))
        self.last, self.leaf = parts, leaf
        return "-".join(parts)

    def _joined(self, parts: list[str], text: str) -> list[str]:
        if not self.last:
            raise BadCode(
                Text(
                    f"相对子目号“{text}”上面没有可接的子目（如 203-1）",
                    f"the relative code “{text}” has no item above to go on from (such as 203-1)",
                )
            )
        letter = next((n for n, part in enumerate(self.last) if n and part.isalpha()), None)
        if parts[0].isalpha():
            return self.last[: letter if letter is not None else len(self.last)] + parts
        if letter is not None:
            below = self.last[: letter + 1]
            # -1 after -a: a part of a, unless a itself is measured; then the next item of the section.
            if len(self.last) > len(below) or not self.leaf:
                return below + parts
            return self.last[: letter - 1] + parts if letter > 1 else below + parts
        return self.last[:1] + parts
