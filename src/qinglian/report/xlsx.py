"""
Excel。A workbook with a sheet each for signals, coverage, filled columns, what was read, rows refused.

Every text is stored as text and marked so, whatever it begins with; nothing in the file is a formula.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from qinglian.engine.outcome import Outcome
from qinglian.model.signal import FIELDS
from qinglian.model.spreadsheet import text_cell
from qinglian.model.text import Text
from qinglian.report import words
from qinglian.report.cited import Citer, heading, unit_names
from qinglian.report.csv import LISTS
from qinglian.report.masking import masker
from qinglian.report.records import Item, Record, as_json, batches

SHEETS = {
    "signals": Text("疑点", "Signals"),
    "coverage": Text("覆盖情况", "Coverage"),
    "filled": Text("各列有值", "Columns"),
    "read": Text("读入情况", "Read"),
    "refused": Text("未收行", "Refused rows"),
}
ORDER = (
    "severity", "rule_id", "subject_id", "text_zh", "text_en", "unit_id", "value", "threshold", "due_on", "period",
    "state", "parties", "basis", "exceptions", "evidence", "subject", "check", "pack", "as_of", "seen_at", "signal_id",
)  # fmt: skip
"""Columns of the sheet of signals: what a person looks for first. The same keys as in JSON Lines."""
assert sorted(ORDER) == sorted(FIELDS)

WIDTHS = {
    "severity": 8, "rule_id": 11, "subject_id": 24, "text_zh": 64, "text_en": 64, "unit_id": 22, "evidence": 48,
    "basis": 30, "exceptions": 30, "parties": 22, "seen_at": 21, "signal_id": 36, "check": 22,
    "due_on": 12, "as_of": 12,
}  # fmt: skip
DATES = ("due_on", "as_of")
CELL = 32_000
"""Characters of a list in one cell; Excel takes 32,767."""
SHEET_ROWS = 1_000_000
"""Signals on one sheet; Excel takes 1,048,576 rows."""

HEAD = PatternFill("solid", fgColor="E8EEF0")
LINE = Border(bottom=Side(style="thin", color="9AA5B1"))
LEVEL_FILLS = {"red": "F6D5D2", "orange": "FBE3CC", "yellow": "FBF1C7", "blue": "D8E6F5"}


def write(outcome: Outcome, out: Path, *, language: str = "zh") -> None:
    """Write the workbook; headings in one language, texts of signals in both."""
    book = Workbook(write_only=True)
    _signals(book, outcome, language)
    _coverage(book, outcome, language)
    _filled(book, outcome, language)
    _read(book, outcome, language)
    _refused(book, outcome, language)
    book.save(out)


def _signals(book: Workbook, outcome: Outcome, language: str) -> None:
    """Every signal, masked as the page is; the name of the unit stands last, since it is no key of a signal."""
    heads = [*(words.HEADINGS[name] for name in ORDER), Text("单位", "Unit")]
    titles = [getattr(head, language) for head in heads]
    widths = [*(WIDTHS.get(name, 14) for name in ORDER), 30]
    fills = {level: PatternFill("solid", fgColor=colour) for level, colour in LEVEL_FILLS.items()}
    citer, units = Citer(masker(outcome)), unit_names(outcome)
    sheet, used = _sheet(book, outcome, "signals", language, titles, widths), 0
    for record in map(citer.masked, chain.from_iterable(batches(outcome.signals))):
        if used and used % SHEET_ROWS == 0:
            part = used // SHEET_ROWS + 1
            sheet = _sheet(book, outcome, "signals", language, titles, widths, part)
        cells = [_safe(sheet, _value(record, name, language)) for name in ORDER]
        cells[0] = WriteOnlyCell(sheet, cells[0])
        cells[0].fill = fills.get(record["severity"], PatternFill())
        sheet.append([*cells, _safe(sheet, units.get(record["unit_id"]))])
        used += 1
    if not used:
        _append(sheet, [getattr(words.silence(outcome), language)])


def _coverage(book: Workbook, outcome: Outcome, language: str) -> None:
    titles = _titles(
        language,
        ("规则编号", "Rule"), ("规则", "Name"), ("级别", "Level"), ("结果", "Answer"), ("问", "Asked"),
        ("已判断", "Decided"), ("无法判断", "Undecided"), ("疑点", "Flagged"),
        ("未到期", "Pending"), ("临近到期", "At risk"),
        ("最近到期", "Next due"), ("为什么无法判断", "Why undecided"), ("备注", "Notes"),
    )  # fmt: skip
    sheet = _sheet(
        book,
        outcome,
        "coverage",
        language,
        titles,
        [11, 44, 8, 18, 10, 10, 10, 10, 10, 10, 12, 60, 40],
    )
    for item in outcome.coverage:
        card = item.rule.card
        gaps = [
            f"{getattr(gap.text, language)} ({gap.table}.{gap.column or '*'}) {gap.subjects}"
            for gap in item.missing
        ]
        notes = [item.error, *item.notes] if item.error else item.notes
        review = Text("规则需复核", "rule needs review")
        said = [review, *notes] if card.id in outcome.reviews else notes
        answer = words.ANSWERS[words.answer(item)]
        numbers = [
            item.asked,
            item.decided,
            item.undecided,
            item.flagged,
            item.pending,
            item.at_risk,
        ]
        _append(sheet, [
            card.id, getattr(card.name, language), getattr(words.LEVELS[card.severity], language),
            getattr(answer, language), *numbers, item.next_due_on, "\n".join(gaps),
            "\n".join(getattr(text, language) for text in said),
        ])  # fmt: skip


def _filled(book: Workbook, outcome: Outcome, language: str) -> None:
    if not outcome.filled:
        return
    titles = _titles(
        language,
        ("数据表", "Table"), ("列", "Column"), ("列的代码", "Name"), ("行数", "Rows"), ("有值的行", "Filled"),
        ("占比", "Share"), ("在等它的规则", "Rules that wait for it"),
    )  # fmt: skip
    sheet = _sheet(book, outcome, "filled", language, titles, [22, 36, 36, 10, 10, 10, 60])
    for table in outcome.filled:
        for column in table.columns:
            share = WriteOnlyCell(sheet, column.filled / table.rows if table.rows else None)
            share.number_format = "0.0%"
            name = getattr(heading(table.table, column.name), language)
            place = f"{table.table}.{column.name}"
            numbers = [table.rows, column.filled, share]
            _append(
                sheet,
                [getattr(table.title, language), name, place, *numbers, " ".join(column.waiting)],
            )


def _read(book: Workbook, outcome: Outcome, language: str) -> None:
    titles = _titles(
        language,
        ("文件", "File"), ("种类", "Kind"), ("读", "Rows read"), ("收", "Kept"), ("未收", "Refused"),
        ("数据表", "Tables"), ("读法", "What was understood"), ("没有用到的列", "Columns not used"),
        ("控制总数", "Control totals"), ("SHA-256", "SHA-256"),
    )  # fmt: skip
    sheet = _sheet(
        book, outcome, "read", language, titles, [40, 12, 10, 10, 10, 24, 60, 30, 16, 66]
    )
    ties = {
        True: Text("相符", "tie"),
        False: Text("不相符", "do not tie"),
        None: Text("没有提供", "not given"),
    }
    hide = masker(outcome).hidden
    for note in outcome.sources:
        tables = "; ".join(f"{name} {count}" for name, count in note.tables.items())
        understood = "\n".join(hide(getattr(text, language)) for text in note.notes)
        _append(sheet, [
            note.name, getattr(words.either(words.KINDS, note.kind), language), note.rows_read, note.rows_kept,
            note.rows_refused, tables, understood, "\n".join(note.left_over),
            getattr(ties[note.control.get("reconciled")], language), note.sha256,
        ])  # fmt: skip
    about = [words.LEAD, words.SECRECY, *outcome.warnings]
    run = f"qinglian {outcome.version} · {outcome.engine} · {outcome.as_of} · {words.moment(outcome.started_at)}"
    _append(sheet, [])
    said = [getattr(text, language) for text in about]
    for line in (run, *said, *(": ".join(pair) for pair in words.overlay(outcome.params))):
        _append(sheet, [line])


def _refused(book: Workbook, outcome: Outcome, language: str) -> None:
    titles = _titles(
        language,
        ("文件", "File"), ("工作表", "Sheet"), ("行", "Row"), ("列", "Column"), ("原值", "Value"), ("原因", "Reason"),
    )  # fmt: skip
    sheet = _sheet(book, outcome, "refused", language, titles, [40, 16, 8, 20, 30, 60])
    shown = masker(outcome)
    for note in outcome.sources:
        for row in note.refused:
            value = getattr(shown.refused(row.get("value"), row.get("column")), language)
            place = [row.get("sheet"), row.get("row"), row.get("column")]
            _append(sheet, [note.name, *place, value, row.get(f"reason_{language}")])


def _value(record: Record, name: str, language: str) -> Any:
    value = record[name]
    if name == "severity":
        return getattr(words.either(words.LEVELS, value), language)
    if name in DATES:
        return date.fromisoformat(value) if value else None
    if name == "evidence":
        return _fitting(value)
    if name in LISTS:
        return orjson.dumps(value).decode()
    return value


def _fitting(evidence: list[Item]) -> str:
    """Evidence as JSON in one cell: where it is too long, rows without their values, then fewer rows."""
    text = _json(evidence)
    if len(text) > CELL:
        evidence = [item._replace(columns="{}") for item in evidence]
        text = _json(evidence)
    while len(text) > CELL:
        evidence = evidence[: min(len(evidence) - 1, len(evidence) * CELL // len(text))]
        text = _json(evidence)
    return text


def _json(evidence: list[Item]) -> str:
    return orjson.dumps(as_json({"evidence": evidence})["evidence"]).decode()


def _titles(language: str, *pairs: tuple[str, str]) -> list[str]:
    return [getattr(Text(*pair), language) for pair in pairs]


def _sheet(
    book: Workbook,
    outcome: Outcome,
    name: str,
    language: str,
    titles: Sequence[str],
    widths: Sequence[int],
    part: int = 1,
) -> WriteOnlyWorksheet:
    """A sheet with its headings, which stay in sight, and a printed line that says what it is."""
    title = getattr(SHEETS[name], language)
    sheet: Any = book.create_sheet(title if part == 1 else f"{title} {part}")
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{SHEET_ROWS}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    purpose = outcome.purpose or "–"
    masked = (
        Text("已脱敏", "masked") if outcome.masked else Text(f"用途：{purpose}", f"for: {purpose}")
    )
    said = " · ".join(getattr(text, language) for text in (words.LEAD, masked))
    # An ampersand begins a code in headers and footers.
    sheet.oddFooter.left.text = f"{said} · {words.moment(outcome.started_at)}".replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
    heads = [WriteOnlyCell(sheet, text) for text in titles]
    for cell in heads:
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, LINE
    sheet.append(heads)
    made: WriteOnlyWorksheet = sheet
    return made


def _append(sheet: WriteOnlyWorksheet, values: Sequence[Any]) -> None:
    cells = [_safe(sheet, value) for value in values]
    for place, value in enumerate(cells):
        if isinstance(value, str) and "\n" in value:
            cells[place] = WriteOnlyCell(sheet, value)
            cells[place].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(cells)


def _safe(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """A value for a cell; what begins like a formula stays text, also when the cell is edited later."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:32_767]
    return text_cell(sheet, text)
