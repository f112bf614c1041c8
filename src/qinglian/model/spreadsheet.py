"""
写给电子表格的文字：什么时候都是文字，不会被当作公式。Text for spreadsheets stays text and is never run as a formula.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""


def escaped(text: str) -> str:
    """Text of a CSV that begins like a formula, with an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def text_cell(sheet: "WriteOnlyWorksheet", text: str) -> Any:
    """A text for a cell of a workbook; what begins like a formula stays text, also when the cell is edited later."""
    if not text.startswith(FORMULA):
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.quotePrefix = "s", True
    return cell
