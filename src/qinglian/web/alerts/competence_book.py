"""Who regulates what, as a workbook: its columns, and what its rows would change. 主管部门的导入表。"""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from qinglian.web.alerts.services.competence import set_refused, standing
from qinglian.web.core.wording import labelled
from qinglian.web.runs.words import field_name, pack_choices
from qinglian.web.units.models import Unit
from qinglian.web.units.sheets import Field

COLUMNS = (
    Field("field", "规则包或规则编号", ("规则包", "规则编号", "field"), required=True),
    Field("within", "范围单位编号", ("范围", "within"), required=True),
    Field("authority", "主管部门编号", ("主管部门", "authority"), required=True),
    Field("valid_from", "起始日期", ("自", "valid_from"), required=True, kind="date"),
)
NOTES = (
    "一行一项：哪个规则包（或规则编号、编号的开头），对哪个单位及其下属，由哪个单位主管，自哪天起。",
    "范围小的、编号细的优先。原来的主管部门到这一天为止，表里没有的不改。有一行不能导入，就什么都不改。",
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of the workbook: what it says, and why it cannot be or what it changes."""

    number: int
    field: str
    within: Unit | None
    authority: Unit | None
    valid_from: date | None
    wrong: str = ""
    same: bool = False
    before: Unit | None = None

    @property
    def field_name(self) -> str:
        """The pack or rule in words."""
        return field_name(self.field)


def template_book() -> bytes:
    """The workbook to fill in; the second sheet names the packs."""
    book = Workbook()
    sheet = book.active
    sheet.title = "主管部门"
    sheet.append([one.heading + " *" for one in COLUMNS])
    for cell, width in zip("ABCD", (26, 22, 22, 16), strict=True):
        sheet[f"{cell}1"].font = Font(bold=True)
        sheet.column_dimensions[cell].width = width
        sheet.column_dimensions[cell].number_format = "yyyy-mm-dd" if cell == "D" else "@"
    names = book.create_sheet("规则包")
    for pack in pack_choices():
        names.append(list(pack))
    notes = book.create_sheet("填写说明")
    for line in NOTES:
        notes.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan(rows: list[dict[str, Any]]) -> list[Planned]:
    """What each row would do today."""
    codes = {row.get(name) for row in rows for name in ("within", "authority")}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes - {None})}
    seen: dict[tuple[str, str], int] = {}
    return [_planned(row, units, seen) for row in rows]


def _planned(
    row: dict[str, Any], units: dict[str, Unit], seen: dict[tuple[str, str], int]
) -> Planned:
    field, code = str(row.get("field") or ""), str(row.get("within") or "")
    within, authority = units.get(code), units.get(str(row.get("authority") or ""))
    bad = [labelled(_heading(name), why) for name, why in row["_bad"]]
    day = None if bad or not row.get("valid_from") else date.fromisoformat(row["valid_from"])
    said = Planned(row["_row"], field, within, authority, day)

    def but(**more: Any) -> Planned:
        return Planned(row["_row"], field, within, authority, day, **more)

    if bad:
        return but(wrong=bad[0])
    if within is None or authority is None:
        missing = code if within is None else row["authority"]
        return but(wrong=_("没有编号为“%(code)s”的单位。") % {"code": missing})
    if (field, code) in seen:
        return but(wrong=_("与第 %(row)d 行重复。") % {"row": seen[field, code]})
    seen[field, code] = row["_row"]
    assert day is not None
    before = standing(field, within, day)
    if before is not None and before.authority_id == authority.pk:
        return but(same=True)
    refused = set_refused(field, within, authority, day)
    return (
        but(wrong=refused, before=before.authority if before else None)
        if (refused or before)
        else said
    )


def _heading(name: str) -> str:
    return next(one.heading for one in COLUMNS if one.name == name)
