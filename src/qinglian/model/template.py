"""
导入模板。Import templates made from the dictionary: one workbook a table, that the workbook source reads back.

第一张表供填写：中文表头、批注、下拉；第二张是编造的填写示例，第三张是说明。示例和说明不会被读入。
The first sheet is to be filled in: headings in Chinese, comments, drop-downs. The second shows a made-up
example, the third explains every column; neither is read.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from qinglian.model.table import Column, TableSpec

EXAMPLE, EXPLAINED, CODES = "填写示例", "填报说明", "代码"
ROWS = 20_000
YES_NO = ("是", "否")
CORE_COLUMNS = 40
FORMATS = {
    "date": "yyyy-mm-dd",
    "timestamp": "yyyy-mm-dd hh:mm",
    "money": "#,##0.00",
    "integer": "0",
}
TYPES = {
    "string": "文字",
    "strings": "文字，多项用顿号分开",
    "code": "从下拉中选",
    "integer": "整数",
    "number": "数字",
    "boolean": "是或否",
    "date": "日期",
    "timestamp": "日期，可带时刻",
    "money": "金额（元）",
}
HINTS = {
    "person": "装载时杂凑",
    "id": "装载时杂凑",
    "name": "装载时遮盖",
    "phone": "装载时杂凑",
    "account": "装载时杂凑",
    "address": "装载时杂凑",
    "device": "装载时杂凑",
    "author": "装载时杂凑",
}
MUST = PatternFill("solid", fgColor="FFFCE4D6")
MAY = PatternFill("solid", fgColor="FFDDEBF7")
PLAIN_EXAMPLES = {
    "integer": "1",
    "number": "1",
    "money": "10000",
    "boolean": "是",
    "date": "2024-03-01",
    "timestamp": "2024-03-01",
}
DERIVED = ("_text", "_date_only", "_recorded")


def write_template(spec: TableSpec, path: Path) -> None:
    """Write the template of a table as .xlsx."""
    template(spec).save(path)


def template(spec: TableSpec) -> Workbook:
    """The template of a table."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _sheet_name(spec)
    columns = asked(spec)
    lists = book.create_sheet(CODES)
    _headings(sheet, columns)
    _choices(sheet, lists, columns)
    if len(columns) > CORE_COLUMNS:
        _fold(sheet, columns)
    example = book.create_sheet(EXAMPLE, 1)
    _headings(example, columns)
    told = any(column.example for column in columns)
    example.append([_example(column, column.required or not told) for column in columns])
    _explain(book.create_sheet(EXPLAINED, 2), spec, columns)
    lists.sheet_state = "hidden"
    return book


def asked(spec: TableSpec) -> list[Column]:
    """Columns a person fills in: not those that sources derive, nor an own currency beside yuan."""
    derived = {"position", "process"} if spec.name != "event" else set()
    if "amount_yuan" in spec.columns:
        derived |= {"amount", "currency"}
    return [
        column
        for column in spec.columns.values()
        if column.name not in derived
        and not column.name.endswith(DERIVED)
        and column.name not in ("date_only", "bidder_ids", "supplier_ids", "contracting_process_id")
    ]


def heading(column: Column) -> str:
    """A column's heading, with its unit where that is not part of its name."""
    name = column.text.zh
    return f"{name}（{column.unit}）" if column.unit and column.unit not in name else name


def _sheet_name(spec: TableSpec) -> str:
    return spec.title.zh.translate(str.maketrans("", "", r"[]:*?/\'"))[:31]


def _headings(sheet: Worksheet, columns: list[Column]) -> None:
    sheet.append([heading(column) for column in columns])
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=column.required)
        cell.fill = MUST if column.required else MAY
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.comment = Comment(_said(column), "qinglian", width=320, height=140)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = max(12, min(28, 2.2 * len(heading(column)) + 2))
        dimension.number_format = FORMATS.get(column.type, "@")
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"


def _said(column: Column) -> str:
    lines = [
        f"{column.text.zh}　{column.text.en}",
        TYPES[column.type] + ("，必填" if column.required else ""),
    ]
    if column.codes:
        lines.append("取值：" + "、".join(_words(column)))
    if column.note:
        lines.append(column.note.zh)
    if column.identifies:
        lines.append(f"能认出个人，{HINTS[column.identifies]}")
    if column.aliases:
        lines.append("也认得：" + "、".join(column.aliases[:4]))
    return "\n".join(lines)


def _words(column: Column) -> list[str]:
    return [words[0] if words else code for code, words in column.codes.items()]


def _choices(sheet: Worksheet, lists: Worksheet, columns: list[Column]) -> None:
    """Drop-downs; the words stand on a hidden sheet, since a list in the cell itself may hold 255 signs only."""
    for number, column in enumerate(columns, 1):
        words = list(YES_NO) if column.type == "boolean" else _words(column)
        if not words or column.type == "strings":
            continue
        at = lists.max_column + (lists.cell(1, 1).value is not None)
        for row, word in enumerate((heading(column), *words), 1):
            lists.cell(row, at, word)
        letter = get_column_letter(at)
        rule = DataValidation(
            type="list",
            formula1=f"'{CODES}'!${letter}$2:${letter}${len(words) + 1}",
            allow_blank=True,
        )
        rule.showErrorMessage = column.type != "string"
        rule.errorTitle, rule.error = column.text.zh, "请从下拉中选"
        sheet.add_data_validation(rule)
        filled = get_column_letter(number)
        rule.add(f"{filled}2:{filled}{ROWS}")


def _fold(sheet: Worksheet, columns: list[Column]) -> None:
    """Fold away the columns that few ledgers need; a plus sign above them opens them."""
    for number, column in enumerate(columns, 1):
        if column.example is None and not column.required:
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.outlineLevel = 1
            dimension.hidden = True


def _example(column: Column, needed: bool) -> str | int | float | None:
    """The dictionary's example; where it has none and one is needed, something of the right type."""
    said = column.example
    if said is None and needed:
        said = (
            _words(column)[0]
            if column.codes
            else PLAIN_EXAMPLES.get(column.type, f"示例{column.text.zh}")
        )
    if said is None or column.type not in ("integer", "money", "number"):
        return said
    return int(said) if column.type == "integer" else float(said)


def _explain(sheet: Worksheet, spec: TableSpec, columns: list[Column]) -> None:
    sheet.append([f"{spec.title.zh}　{spec.title.en}"])
    sheet.append([spec.about.zh])
    sheet.append([spec.about.en])
    sheet.append(["本系统为非涉密系统，严禁存储、处理、传输国家秘密。"])
    sheet.append([])
    sheet.append(["列", "含义", "英文", "类型", "必填", "取值", "个人信息", "也认得的表头", "说明"])
    for column in columns:
        sheet.append(
            [
                heading(column),
                column.text.zh,
                column.text.en,
                TYPES[column.type],
                "是" if column.required else "",
                "、".join(_words(column)),
                HINTS[column.identifies] if column.identifies else "",
                "、".join(column.aliases),
                column.note.zh if column.note else "",
            ]
        )
    sheet.cell(1, 1).font = Font(size=14, bold=True)
    for cell in sheet[6]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHI", (26, 26, 36, 20, 6, 40, 14, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = width
