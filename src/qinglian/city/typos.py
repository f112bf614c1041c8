"""
打错的字：名称、号码、文字里，每千格错几格。Typing errors: so many cells in a thousand, in names, numbers and free text.

Two signs change places, a digit is another, digits are full-width, a character is one that looks alike, blanks stand
between characters, the year has a wrong figure. Days, sums, codes, keys and whatever joins one row to another are
typed rightly, for a slip there would be a story of its own; so do rows that prove a plant, and words that rules go by.
"""

import re
from collections.abc import Callable

import numpy as np

from qinglian.city.dirt import judged
from qinglian.city.draw import Draw
from qinglian.city.rows import Rows
from qinglian.model.table import Column, TableSpec

USUAL = 5
"""Cells in a thousand: what people who key in forms without a second look leave behind."""
TYPED = (
    "name", "title", "remark", "reason", "text", "cause", "purpose", "address", "place", "qualification",
    "legal_basis", "phone", "doc_no", "receipt_no", "licence_no", "agency", "drafting_unit", "legal_representative",
)  # fmt: skip
"""How the names of columns end that somebody types in."""
NUMBERS = {("post", "person_id_no"), ("permit", "legal_rep_id_no")}
"""Identity numbers of rows that are known by another number as well."""
KEPT = {
    ("notice", "qualification"), ("notice", "place"), ("permit", "agent_name"), ("permit", "matter_name"),
    ("post", "post_name"), ("relation", "from_name"),
    ("bid_member", "phone"), ("party", "phone"), ("party", "address"), ("party", "legal_representative"),
}  # fmt: skip
"""Words and numbers by which one row is matched with another, so that a plant may rest on any of them."""
ALIKE = "己已 未末 土士 大太 日曰 人入 千干 申甲 王玉 天夫 杨扬 侯候 振震 宏弘 恒桓 佳住 健建 兴与 0O 1l 5S 8B"
_ALIKE = {pair[at]: pair[1 - at] for pair in ALIKE.split() for at in (0, 1)}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")


def scatter(
    spec: TableSpec, rows: Rows, draw: Draw, per_mille: int, proved: set[tuple[str, str]]
) -> None:
    """Mistype a share of the cells of one table that people type in."""
    if not per_mille or not len(rows):
        return
    kept = judged(spec, rows, proved)
    for name in sorted(rows):
        if not _typed_in(spec, spec.columns[name]):
            continue
        own = draw.at(name)
        wrong = np.flatnonzero(own.chance(per_mille, len(rows)) & ~kept)
        if len(wrong):
            held = rows[name].copy()
            rolls = own.at("how").below(2**40, len(wrong)).tolist()
            for place, roll in zip(wrong.tolist(), rolls, strict=True):
                if held[place] is not None:
                    held[place] = mistyped(str(held[place]), roll)
            rows[name] = held


def mistyped(text: str, roll: int) -> str:
    """The text with one slip: the kind that fell to it, or the next that can happen to it."""
    for turn in range(len(_SLIPS)):
        made = _SLIPS[(roll + turn) % len(_SLIPS)](text, roll // len(_SLIPS))
        if made != text:
            return made
    return text


def _typed_in(spec: TableSpec, column: Column) -> bool:
    here = spec.name, column.name
    if column.type != "string" or column.name in spec.key or column.codes or here in KEPT:
        return False
    if here in NUMBERS:
        return True
    return column.identifies in (None, "name", "phone") and column.name.endswith(TYPED)


def _swapped(text: str, roll: int) -> str:
    spots = [at for at in range(len(text) - 1) if text[at] != text[at + 1]]
    if not spots:
        return text
    at = spots[roll % len(spots)]
    return f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"


def _other_digit(text: str, roll: int) -> str:
    at, roll = _spot(text, roll, "0123456789")
    return text if at is None else _put(text, at, str((int(text[at]) + 1 + roll % 9) % 10))


def _wide(text: str, roll: int) -> str:
    return text.translate(_WIDE)


def _alike(text: str, roll: int) -> str:
    at, _ = _spot(text, roll, "".join(_ALIKE))
    return text if at is None else _put(text, at, _ALIKE[text[at]])


def _blanks(text: str, roll: int) -> str:
    if len(text) < 2:
        return text
    at = 1 + roll % (len(text) - 1)
    return f"{text[:at]}  {text[at:]}"


def _year(text: str, roll: int) -> str:
    found = _YEAR.search(text)
    if found is None:
        return text
    at = found.end() - 1
    return _put(text, at, str((int(text[at]) + 1 + roll % 9) % 10))


_SLIPS: tuple[Callable[[str, int], str], ...] = (
    _swapped, _other_digit, _wide, _alike, _blanks, _year,
)  # fmt: skip


def _spot(text: str, roll: int, signs: str) -> tuple[int | None, int]:
    """A place of one of the signs, and what is left of the roll."""
    spots = [at for at, sign in enumerate(text) if sign in signs]
    return (spots[roll % len(spots)], roll // len(spots)) if spots else (None, roll)


def _put(text: str, at: int, sign: str) -> str:
    return f"{text[:at]}{sign}{text[at + 1 :]}"
