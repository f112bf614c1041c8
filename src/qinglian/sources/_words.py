"""Words as people type them: full-width digits, stray blanks, signs that mean "nothing"."""

import re
import unicodedata

FULL_WIDTH = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},  # ０-９
    **{code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)},  # Ａ-Ｚ
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},  # ａ-ｚ
    0x3000: 0x20,
    0x00A0: 0x20,
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD), None),
}
NEEDS_MENDING = re.compile("[０-９Ａ-Ｚａ-ｚ\u3000\u00a0\u200b-\u200d\u2060\ufeff\u00ad]")
BLANKS = re.compile(r"\s+")
BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff·])")

NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "\\",
        "//",
        "N/A",
        "n/a",
        "NULL",
        "null",
        "None",
        "nan",
        "NaN",
        "(空)",
        "（空）",
    }
)
"""Texts that stand for an empty cell in any column."""

NONE_SAID = frozenset({"无", "暂无", "没有", "未填", "不详", "不涉及", "不适用", "未知", "空", "*"})
"""Words that stand for an empty cell where a date, a number or a code is expected."""

FAULTS = frozenset(
    {"#N/A", "#NA", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"}
)
"""What a spreadsheet shows where a formula failed."""


def half_width(text: str) -> str:
    """Full-width digits and letters made half-width, odd blanks made plain; Chinese punctuation stays."""
    if text.isascii() or not NEEDS_MENDING.search(text):
        return text
    return text.translate(FULL_WIDTH)


def clean(text: str) -> str:
    """A cell's text: half-width, one blank for many, none at the ends."""
    return " ".join(half_width(text).split())


def closed_up(text: str) -> str:
    """A name without the blanks set between its characters to align a column: `张　某` → `张某`."""
    return BETWEEN_HAN.sub("", clean(text))


def plain(text: str) -> str:
    """For comparing: every sign half-width, no blanks at all, small letters."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(FULL_WIDTH)).lower()
