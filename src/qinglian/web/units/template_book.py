"""The workbook that one fills in and sends. 导入模板。"""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from qinglian.web.units.sheets import LINES, NAMES, PEOPLE, ROLES, UNITS, fields

BOTTOM = 5000
"""Drop-downs and date formats reach down to this row."""
BEGUN = date(2024, 1, 1)
EXAMPLE = {
    UNITS: [
        {"organisation_id": "SL-001", "organisation_name": "示例县人民政府", "level": "县级",
         "region_code": "990101", "from_on": BEGUN},
        {"organisation_id": "SL-002", "organisation_name": "示例县交通局", "level": "县级",
         "unit_type": "清廉交通", "region_code": "990101", "from_on": BEGUN, "to_on": date(2025, 6, 30)},
        {"organisation_id": "SL-002", "organisation_name": "示例县交通运输局", "level": "县级",
         "unit_type": "清廉交通", "region_code": "990101", "from_on": date(2025, 7, 1)},
        {"organisation_id": "SL-PZ1", "organisation_name": "示例县纪委监委派驻第一纪检监察组", "level": "县级",
         "region_code": "990101", "from_on": BEGUN},
    ],
    LINES: [
        {"kind": "隶属", "upper_id": "SL-001", "upper_name": "示例县人民政府",
         "lower_id": "SL-002", "lower_name": "示例县交通运输局", "from_on": BEGUN},
        {"kind": "派驻监督", "upper_id": "SL-PZ1", "upper_name": "示例县纪委监委派驻第一纪检监察组",
         "lower_id": "SL-002", "lower_name": "示例县交通运输局", "from_on": BEGUN},
    ],
    PEOPLE: [
        {"username": "shili.zhang", "name": "示例张三", "unit_id": "SL-002", "phone": "13900000000"},
        {"username": "shili.li", "name": "示例李四", "unit_id": "SL-PZ1"},
    ],
    ROLES: [
        {"username": "shili.zhang", "role": "清廉专员", "unit_id": "SL-002", "from_on": BEGUN},
        {"username": "shili.li", "role": "派驻监督员", "unit_id": "SL-PZ1", "from_on": BEGUN,
         "to_on": date(2027, 12, 31)},
    ],
}  # fmt: skip
NOTES = (
    "填写说明",
    "1. 四张表可以只填用到的；带 * 的列必填。示例行都是虚构的，填写前请删除。",
    "2. 一行是一个单位以一个名称存续的一段时间：更名的另起一行，撤并的写明并入哪个单位和最后一天。",
    "3. 终止日期是最后一天（含当天）；空着的不改，表里没有的单位、线、人员、角色也不改。",
    "4. 线的上端是上级、指导、监督、牵头的一方，下端是下级、被指导、被监督、成员的一方。",
    "5. 角色须由安全管理员批准后才生效；导入的人员没有密码，走统一身份认证，或由系统管理员逐人发放首次密码。",
    "6. 上传后先看预览；有一行不能导入，就什么都不改。同一文件再传一次，不会重复。",
)


def template_book() -> bytes:
    """The workbook, with drop-downs, formats and an example."""
    book = Workbook()
    book.remove(book.active)
    for sheet in (UNITS, LINES, PEOPLE, ROLES):
        _fill(book.create_sheet(NAMES[sheet]), sheet)
    notes = book.create_sheet(NOTES[0])
    for line in NOTES:
        notes.append([line])
    notes["A1"].font = Font(bold=True, size=13)
    notes.column_dimensions["A"].width = 110
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Worksheet, sheet: str) -> None:
    columns = fields(sheet)
    page.append([one.heading + (" *" if one.required else "") for one in columns])
    for row in EXAMPLE[sheet]:
        page.append([row.get(one.name) for one in columns])
    page.freeze_panes = "A2"
    for number, one in enumerate(columns, 1):
        letter = get_column_letter(number)
        head = page.cell(1, number)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", start_color="0B5E63" if one.required else "6B7A86")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        named = one.name.endswith(("name", "id"))
        page.column_dimensions[letter].width = 30 if named else 18
        # Codes of bodies and numbers of phones are texts: a number of 18 digits would lose its last ones.
        page.column_dimensions[letter].number_format = "yyyy-mm-dd" if one.kind == "date" else "@"
        for row in range(2, len(EXAMPLE[sheet]) + 2):
            page.cell(row, number).number_format = "yyyy-mm-dd" if one.kind == "date" else "@"
            page.cell(row, number).font = Font(italic=True, color="808080")
        if one.choices:
            _choose(page, letter, one.choices)


def _choose(page: Worksheet, letter: str, choices: tuple[str, ...]) -> None:
    """A drop-down. A list in the rule itself may hold 255 letters; a longer one stands on a hidden sheet."""
    said = ",".join(choices)
    if len(said) > 250:
        book = page.parent
        hidden = book["_"] if "_" in book.sheetnames else book.create_sheet("_")
        hidden.sheet_state = "hidden"
        column = hidden.max_column + 1 if hidden["A1"].value else 1
        for row, word in enumerate(choices, 1):
            hidden.cell(row, column, word)
        at = get_column_letter(column)
        formula = f"_!${at}$1:${at}${len(choices)}"
    else:
        formula = f'"{said}"'
    rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
    page.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{BOTTOM}")
