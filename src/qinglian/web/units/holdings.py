"""Powers and posts of bodies as a table: its columns, and what its rows would change. 权力、岗位的表。"""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import labelled
from qinglian.web.units.models import Holding, Unit
from qinglian.web.units.reading import read_cells
from qinglian.web.units.scope import reach
from qinglian.web.units.sheets import Field

_KINDS = {"权力": "power", "岗位": "post", "power": "power", "post": "post"}
COLUMNS = (
    Field("unit", "单位编号", ("单位", "unit"), required=True),
    Field("kind", "类别", ("种类", "kind"), required=True, codes=_KINDS, choices=("权力", "岗位")),
    Field("code", "编号", ("权力编号", "岗位编号", "事项编码", "code"), required=True),
    Field("name", "名称", ("权力名称", "岗位名称", "事项名称", "name"), required=True),
    Field("valid_from", "自", ("起始日期", "valid_from"), required=True, kind="date"),
    Field("last_day", "至", ("终止日期", "last_day"), kind="date"),
)
NOTES = (
    "一行一项：哪个单位，权力还是岗位，编号和名称，自哪天起；到某天为止的填“至”。",
    "表里没有的不改。有一行不能导入，就什么都不改。权力清单、机构编制表里已有的，直接贴过来。",
)
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A row: what it says, and why it cannot be or what it changes. `before`: the row on record it lays itself over."""

    number: int
    unit: Unit | None
    kind: str
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    wrong: str = ""
    before: Holding | None = None
    same: bool = False

    @property
    def kind_name(self) -> str:
        """Power or post, in words."""
        return str(Holding.Kind(self.kind).label) if self.kind in Holding.Kind.values else self.kind

    @property
    def last_day(self) -> date | None:
        """The last day inside."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)


def writes(user: Any) -> Q:
    """
    The bodies whose powers and posts a person keeps: those who set up bodies, all; a programme office, those below it;
    whoever works in a body, its own.
    """
    return reach(user, Unit.OBJECT, write=True).q(Unit.SCOPE) | reach(user, "duty", write=True).q(
        {"unit": "pk"}
    )


def template_book() -> bytes:
    """The workbook to fill in."""
    book = Workbook()
    sheet = book.active
    sheet.title = "权力岗位"
    sheet.append([one.heading + (" *" if one.required else "") for one in COLUMNS])
    for cell, width in zip("ABCDEF", (24, 10, 20, 32, 14, 14), strict=True):
        sheet[f"{cell}1"].font = Font(bold=True)
        sheet.column_dimensions[cell].width = width
        sheet.column_dimensions[cell].number_format = "yyyy-mm-dd" if cell in "EF" else "@"
    notes = book.create_sheet("填写说明")
    for line in NOTES:
        notes.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pasted(text: str) -> list[dict[str, Any]]:
    """The rows of a table copied out of Excel: cells divided by tabs, the headings with them. Raises `NotAllowed`."""
    cells: list[list[Any]] = list(csv.reader(io.StringIO(text), delimiter="\t"))
    return read_cells(cells, COLUMNS)


def plan(rows: list[dict[str, Any]], user: Any) -> list[Planned]:
    """What each row would do: two statements for all of them. A body one may not write is as one that is not there."""
    if len(rows) > MOST:
        raise NotAllowed(_("一次最多 %(n)d 行。") % {"n": MOST})
    codes = {row.get("unit") for row in rows} - {None}
    mine = Unit.objects.filter(writes(user)).values_list("pk")
    units = {one.code: one for one in Unit.objects.filter(pk__in=mine) if one.code in codes}
    had: dict[tuple[int, str, str], list[Holding]] = {}
    for one in Holding.objects.filter(unit__in=[unit.pk for unit in units.values()]):
        had.setdefault((one.unit_id, one.kind, one.code), []).append(one)
    seen: dict[tuple[Any, ...], int] = {}
    return [_planned(row, units, had, seen) for row in rows]


def _planned(
    row: dict[str, Any], units: dict[str, Unit], had: dict[tuple[int, str, str], list[Holding]],
    seen: dict[tuple[Any, ...], int],
) -> Planned:  # fmt: skip
    unit = units.get(str(row.get("unit") or ""))
    kind, code, name = (str(row.get(one) or "") for one in ("kind", "code", "name"))
    bad = [labelled(_heading(one), why) for one, why in row["_bad"]]
    bad += [
        labelled(_heading(column), _("太长，最多 %(n)d 个字") % {"n": most})
        for column, most in (("code", 40), ("name", 120))
        if len(str(row.get(column) or "")) > most
    ]
    begins = date.fromisoformat(row["valid_from"]) if not bad else None
    last = date.fromisoformat(row["last_day"]) if not bad and row.get("last_day") else None
    ends = last + timedelta(days=1) if last else None

    def said(**more: Any) -> Planned:
        return Planned(row["_row"], unit, kind, code, name, begins, ends, **more)

    if bad:
        return said(wrong=bad[0])
    if unit is None:
        return said(wrong=_("没有编号为“%(code)s”的单位。") % {"code": row.get("unit")})
    assert begins is not None
    if ends is not None and ends <= begins:
        return said(wrong=_("“至”早于“自”。"))
    key = (unit.pk, kind, code, begins)
    if key in seen:
        return said(wrong=_("与第 %(row)d 行重复。") % {"row": seen[key]})
    seen[key] = row["_row"]
    for one in had.get((unit.pk, kind, code), []):
        if one.valid_from == begins:
            return said(before=one, same=(one.name, one.valid_to) == (name, ends))
        if (ends is None or one.valid_from < ends) and (
            one.valid_to is None or begins < one.valid_to
        ):
            return said(wrong=_("与自 %(day)s 起已登记的同一项重叠。") % {"day": one.valid_from})
    return said()


def _heading(name: str) -> str:
    return next(one.heading for one in COLUMNS if one.name == name)
