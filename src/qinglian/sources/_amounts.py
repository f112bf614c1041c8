"""
金额与数量的各种写法。Amounts and numbers as found in ledgers.

Read: 1,234.50, １２３４, ￥5000, 5000元, 0.5万元, 3亿元, 人民币伍仟元整. A unit in the cell goes before
that of the heading.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from math import isinf

from qinglian.sources._words import plain

UNITS = {
    unit: Decimal(yuan)
    for unit, yuan in {
        "角": "0.1",
        "元": "1",
        "十元": "10",
        "百元": "100",
        "千元": "1000",
        "万元": "10000",
        "万": "10000",
        "百万元": "1000000",
        "千万元": "10000000",
        "亿元": "100000000",
        "亿": "100000000",
    }.items()
}
"""How many yuan one of each unit is."""

FEN = Decimal("0.01")
NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+"
WRITTEN = re.compile(
    rf"(?P<minus>[-(]?)(?:人民币|rmb|cny)?[¥$]?(?P<n>{NUMBER})(?P<e>e[+-]?\d{1, 3})?"
    r"(?P<unit>百万|千万|[十百千万亿])?(?P<yuan>元|圆)?整?\)?(?:人民币)?"
)
COUNT = re.compile(
    r"(?P<n>[-+]?\d+)(?:\.0+)?"
    r"(?P<unit>个?工作日|个?自然日|个?日历日|天|日|人|人次|次|名|家|件|个|小时|年|个?月)?"
)
CAPITAL = re.compile(r"(?:人民币)?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+")
DIGITS = {sign: n for n, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
STEPS = {"拾": 10, "佰": 100, "仟": 1000}


class NotANumber(ValueError):
    """A cell that no number can be read from."""


def read_decimal(value: object) -> tuple[Decimal, str | None]:
    """A cell as an exact number and the unit written in it; raises `NotANumber`."""
    if isinstance(value, bool):
        raise NotANumber(value)
    if isinstance(value, int):
        return Decimal(value), None
    if isinstance(value, float):
        number = Decimal(repr(value))  # the shortest text that is this float: what the person typed
        if not number.is_finite():
            raise NotANumber(value)
        return number, None
    if not isinstance(value, str):
        raise NotANumber(value)
    text = plain(value).replace("，", ",")
    found = WRITTEN.fullmatch(text)
    if found is None:
        if CAPITAL.fullmatch(text):
            return _capitals(text.removeprefix("人民币")), "元"
        raise NotANumber(value)
    if found["minus"] == "(" and not text.endswith(")"):
        raise NotANumber(value)
    number = Decimal(found["n"].replace(",", "") + (found["e"] or ""))
    if found["minus"]:
        number = -number
    scale = found["unit"] or ""
    unit = f"{scale}元" if scale or found["yuan"] else None
    return number, unit


def read_yuan(value: object, unit: str = "元") -> tuple[Decimal, bool]:
    """A cell as yuan, to the fen; and whether something finer than a fen was rounded away."""
    number, own = read_decimal(value)
    yuan = number * UNITS[own or unit]
    if abs(yuan) >= Decimal(10) ** 16:
        raise NotANumber(value)
    rounded = yuan.quantize(FEN, ROUND_HALF_UP)
    return rounded, abs(rounded - yuan) > Decimal("0.000001")


def read_count(value: object) -> tuple[int, str | None]:
    """A cell as a whole number and the unit written in it: `10个工作日` → 10, `工作日`; raises `NotANumber`."""
    if isinstance(value, str):
        found = COUNT.fullmatch(plain(value))
        if found is None:
            raise NotANumber(value)
        return int(found["n"]), (found["unit"] or "").removeprefix("个") or None
    number, _ = read_decimal(value)
    if number != number.to_integral_value() or abs(number) >= 2**63:
        raise NotANumber(value)
    return int(number), None


def read_number(value: object) -> float:
    """A cell as a number; `12%` → 12 where the column counts in per cent is for the caller to know."""
    if isinstance(value, str) and value.strip().endswith(("%", "％")):
        value = value.strip()[:-1]
    exact, unit = read_decimal(value)
    number = float(exact * UNITS[unit] if unit else exact)
    if isinf(number):
        raise NotANumber(value)
    return number


def _capitals(text: str) -> Decimal:
    """壹万贰仟元伍角 → 12000.5; raises `NotANumber` where the order of the signs makes no number."""
    total = section = Decimal(0)
    digit: int | None = None
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in STEPS:
            section += (1 if digit is None else digit) * STEPS[sign]
            digit = None
        elif sign in "万亿":
            total = (total + section + (digit or 0)) * (10_000 if sign == "万" else 100_000_000)
            section, digit = Decimal(0), None
        elif sign in "元圆":
            total, section, digit = total + section + (digit or 0), Decimal(0), None
        elif sign in "角分":
            total += Decimal(digit or 0) * (Decimal("0.1") if sign == "角" else FEN)
            digit = None
    return total + section + (digit or 0)
