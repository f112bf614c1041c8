"""The workbook that one fills in, and the rows that came back. 导入模板与退回的行。"""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from qinglian.model.spreadsheet import text_cell
from qinglian.web.rectification.columns import FIELDS

BOTTOM = 2000
"""Drop-downs and formats reach down to this row."""
SHEET, BODIES = "问题清单", "单位"
EXAMPLE = {
    "number": "1", "title": "示例路段养护合同超付工程款", "text": "示例：三个计量期多计面积，超付十二万元。",
    "act_on": "2024-05-01", "amount": 120_000, "due_on": "2099-06-30", "anchor": "示例-HT-001",
}  # fmt: skip
NOTES = (
    "填写说明",
    "1. 带 * 的列必填；“责任单位”“牵头部门”从下拉里选。示例行是虚构的，填写前请删除。",
    "2. 也可以直接传原来的清单：表头上面有标题行、有合并单元格、列名是“整改单位”“发现问题”“整改时限”这类，都能认出来。",
    "3. 金额写元；列名是“涉及金额（万元）”的按万元。",
    "4. 上传后先看预览：与已有问题相近的，由您选是不是同一个；不能导入的行写明原因，可以下载改好再传。",
    "5. 不写检举控告、问题线索和涉密内容。",
)


def template_book(bodies: Iterable[str]) -> bytes:
    """The workbook, with drop-downs of the bodies one sees, formats and an example."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = SHEET
    names = list(bodies)
    hidden = book.create_sheet(BODIES)
    hidden.sheet_state = "hidden"
    for name in names:
        hidden.append([name])
    page.append([one.heading + (" *" if one.required else "") for one in FIELDS])
    page.append([{**EXAMPLE, "unit": names[0] if names else ""}.get(one.name) for one in FIELDS])
    page.freeze_panes = "A2"
    for number, one in enumerate(FIELDS, 1):
        letter = get_column_letter(number)
        head = page.cell(1, number)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", start_color="0B5E63" if one.required else "6B7A86")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[letter].width = 44 if one.name in ("title", "text") else 20
        page.cell(2, number).font = Font(italic=True, color="808080")
        if one.name in ("unit", "lead") and names:
            rule = DataValidation(
                "list",
                formula1=f"'{BODIES}'!$A$1:$A${len(names)}",
                allow_blank=True,
                showErrorMessage=True,
            )
            page.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{BOTTOM}")
    notes = book.create_sheet(NOTES[0])
    for line in NOTES:
        notes.append([line])
    notes["A1"].font = Font(bold=True, size=13)
    notes.column_dimensions["A"].width = 110
    return _bytes(book)


def refused_book(rows: Iterable[tuple[dict[str, Any], str]]) -> bytes:
    """Rows that cannot be imported, each with its reasons: mended in place, they can be sent again."""
    book = Workbook(write_only=True)
    page = book.create_sheet(SHEET)
    page.append([*(one.heading for one in FIELDS), _("不能导入的原因"), _("原行号")])
    for row, why in rows:
        said = [text_cell(page, str(row.get(one.name) or "")) for one in FIELDS]
        page.append([*said, text_cell(page, why), row["row"]])
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
