"""
Rows of a ledger from a workbook, each with where it lies. 读台账表。

Source: works.md 1 and 4. Stakes are read on the alignments of the project with their breaks; every row that cannot
stand is named with its reason, and nothing is taken as long as one remains.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qinglian.model.text import Text
from qinglian.roadworks.alignment import Alignment, Break
from qinglian.roadworks.cells import Row, heading, number_of, plain
from qinglian.roadworks.codes import written as code_of
from qinglian.roadworks.errors import Fault, Refused
from qinglian.roadworks.span import Span, overlap, read_layer, read_side
from qinglian.roadworks.stake import Stake, parse, parse_range
from qinglian.web.bills.models import Bill, BillItem, DraftRow
from qinglian.web.works.models import Part, Project, Section

ALIASES: Mapping[str, tuple[str, ...]] = {
    "key": ("台账编号", "编号", "行号", "台账号"),
    "code": ("子目号", "清单编号", "子目编号", "细目号", "清单号"),
    "name": ("子目名称", "清单名称", "细目名称"),
    "part": ("部位编号", "工程部位", "部位", "分项工程", "构件", "WBS编号"),
    "stakes": ("桩号", "起讫桩号", "起止桩号", "桩号范围", "里程桩号"),
    "from": ("起点桩号", "起桩号", "开始桩号"),
    "to": ("终点桩号", "止桩号", "讫桩号", "结束桩号"),
    "lane": ("幅别", "左右幅", "位置幅别"),
    "layer": ("层位", "层次", "结构层"),
    "design": ("设计量", "设计数量", "图纸数量"),
    "reviewed": ("复核量", "复核数量", "清单复核量"),
    "drawing": ("图号", "图纸编号", "图纸号"),
    "covers": ("隐蔽", "是否隐蔽", "隐蔽工程"),
}
TEMPLATE = (
    "台账编号", "子目号", "子目名称", "部位", "桩号", "幅别", "层位", "设计量", "复核量", "图号", "隐蔽",
)  # fmt: skip
YES = frozenset({"是", "√", "1", "y", "yes", "隐蔽"})


def lines_of(project: Project) -> dict[str, tuple[Any, Alignment]]:
    """The alignments of a project by prefix: the row of the database and what reckons on it."""
    found = {}
    for one in project.alignments.prefetch_related("breaks"):
        cuts = tuple(
            Break(Stake(one.prefix, cut.back), Stake(one.prefix, cut.ahead))
            for cut in one.breaks.all()
        )
        line = Alignment(str(one), Stake(one.prefix, one.first), Stake(one.prefix, one.last), cuts)
        found[one.prefix] = (one, line)
    return found


def said_in_tongue(text: Text) -> str:
    """The sentence in the language of the reader."""
    return text.en if str(get_language()).startswith("en") else text.zh


@dataclass
class Reader:
    """Reads rows for one section; `faults` has what cannot stand."""

    section: Section
    bill: Bill
    faults: list[Fault] = field(default_factory=list)
    rows: list[DraftRow] = field(default_factory=list)
    stated: dict[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.items = {one.code: one for one in self.bill.items.all()}
        self.lines = lines_of(self.section.project)
        parts = list(self.section.parts.all())
        self.parts: dict[str, list[Part]] = defaultdict(list)
        for one in parts:
            self.parts[one.path].append(one)
            self.parts[plain(one.name)].append(one)
        self.layers = set(self.section.project.layers.values_list("name", flat=True))

    def read(self, rows: list[Row]) -> None:
        """Take all rows. A sheet without locations states the reviewed quantity of each item."""
        columns: dict[str, int] = {}
        seen: dict[str, int] = {}
        for row in rows:
            found = {
                name: place
                for place, cell in enumerate(row.cells)
                if (name := heading(cell, ALIASES)) is not None
            }
            if "code" in found and ({"design", "reviewed"} & found.keys()):
                columns = found
                continue
            if not columns or not any(cell not in (None, "") for cell in row.cells):
                continue
            if not self._text(row, columns, "code"):
                continue
            try:
                if "key" not in columns and not {"part", "stakes", "from"} & columns.keys():
                    self._state(row, columns)
                else:
                    self._take(row, columns, seen)
            except Refused as error:
                self.faults.append(Fault(row.sheet, row.number, error.text))
            except ValueError as error:
                self._fault(row, _("“%(said)s”不是数字") % {"said": error})
        if not self.rows and not self.faults:
            said = _("没有认出台账行，请核对表头：台账编号、子目号、部位或桩号、设计量、复核量。")
            self.faults.append(Fault("", 0, Text(said, said)))

    def _fault(self, row: Row, said: str) -> None:
        self.faults.append(Fault(row.sheet, row.number, Text(said, said)))

    def _text(self, row: Row, columns: dict[str, int], name: str) -> str:
        cell = row.at(columns.get(name))
        if isinstance(cell, float) and cell == int(cell):
            cell = int(cell)
        return "" if cell is None else str(cell).strip()

    def _item(self, row: Row, columns: dict[str, int]) -> BillItem:
        text = code_of(row.at(columns["code"]))
        item = self.items.get(text) or self.items.get(self._text(row, columns, "code"))
        if item is None:
            said = _("清单里没有子目 %(code)s") % {"code": text}
            raise Refused(Text(said, said))
        if not item.unit:
            said = _("子目 %(code)s 下有细目，台账应落到细目") % {"code": text}
            raise Refused(Text(said, said))
        return item

    def _state(self, row: Row, columns: dict[str, int]) -> None:
        number = number_of(row.at(columns.get("reviewed", columns.get("design"))))
        if number is not None:
            self.stated[self._item(row, columns).code] = number

    def _take(self, row: Row, columns: dict[str, int], seen: dict[str, int]) -> None:
        item = self._item(row, columns)
        key = self._text(row, columns, "key")[:40] or f"T{len(self.rows) + 1:05d}"
        if key in seen:
            self._fault(row, _("台账编号 %(key)s 与第 %(n)d 行重复") % {"key": key, "n": seen[key]})
            return
        seen[key] = row.number
        design = number_of(row.at(columns.get("design")))
        reviewed = number_of(row.at(columns.get("reviewed")))
        reviewed = design if reviewed is None else reviewed
        design = reviewed if design is None else design
        if design is None or reviewed is None or design < 0 or reviewed < 0:
            self._fault(row, _("设计量、复核量须填一个，且不小于零"))
            return
        if (
            max(-design.normalize().as_tuple().exponent, -reviewed.normalize().as_tuple().exponent)
            > 4
        ):  # type: ignore[operator]
            self._fault(row, _("数量最多四位小数。"))
            return
        place = self._place(row, columns)
        self.rows.append(
            DraftRow(
                place=len(self.rows) + 1, key=key, item=item, design=design, reviewed=reviewed,
                drawing=self._text(row, columns, "drawing")[:80],
                covers=self._text(row, columns, "covers").lower() in YES, **place,
            )
        )  # fmt: skip

    def _place(self, row: Row, columns: dict[str, int]) -> dict[str, Any]:
        """Where it lies: a part, a stretch or point of an alignment, or both."""
        named = self._text(row, columns, "part")
        begin, end = (self._text(row, columns, name) for name in ("from", "to"))
        text = self._text(row, columns, "stakes") or (
            f"{begin}～{end}" if begin and end else begin or end
        )
        found: dict[str, Any] = {}
        if named:
            known = self.parts.get(named) or self.parts.get(plain(named)) or []
            if len({one.pk for one in known}) != 1:
                said = (
                    _("部位“%(name)s”有几处，请写部位编号") if known
                    else _("工程划分里没有部位“%(name)s”")
                ) % {"name": named}  # fmt: skip
                raise Refused(Text(said, said))
            found["part"] = known[0]
        if text:
            found |= self._stretch(text)
        if not found:
            said = _("没有写部位，也没有写桩号")
            raise Refused(Text(said, said))
        lane, layer = (self._text(row, columns, name) for name in ("lane", "layer"))
        if lane:
            found["lane"] = read_side(lane)
        if layer:
            found["layer"] = layer if layer in self.layers else str(read_layer(layer))
        found["said"] = " ".join(one for one in (named, text, lane, layer) if one)[:160]
        return found

    def _stretch(self, text: str) -> dict[str, Any]:
        default = "K" if "K" in self.lines else next(iter(self.lines), "K")
        known = {"prefix": default, "prefixes": tuple(self.lines)}
        ranged = any(sign in text for sign in "~～∼至到") or text.count("+") + text.count("＋") > 1
        first, last = parse_range(text, **known) if ranged else (parse(text, **known),) * 2
        one, line = self.lines[first.prefix]
        start, end = line.distance(first), line.distance(last)
        if end < start:
            said = _("终点 %(end)s 在起点 %(start)s 之前") % {"end": last, "start": first}
            raise Refused(Text(said, said))
        return {"alignment": one, "start": start, "end": end}


def twice(rows: list[Any]) -> Iterator[tuple[Any, Any, str]]:
    """Pairs of rows of one item in one place: a notice at approval, no refusal (works.md 1)."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for one in rows:
        if one.alignment_id and one.end > one.start:
            groups[one.item_id, one.alignment_id].append(one)
        else:
            groups[
                one.item_id, None, one.part_id, one.alignment_id, one.start, one.lane, one.layer
            ].append(one)
    for key, group in groups.items():
        if key[1] is None:
            for other in group[1:]:
                yield group[0], other, ""
            continue
        ahead = sorted(group, key=lambda one: one.start)
        for place, one in enumerate(ahead):
            for other in ahead[place + 1 :]:
                if other.start >= one.end:
                    break
                both = _both(one, other)
                if both:
                    yield one, other, f"{both.normalize():f} m"


def _both(one: Any, other: Any) -> Decimal:
    if one.part_id and other.part_id and one.part_id != other.part_id:
        return Decimal(0)
    if one.layer and other.layer and one.layer != other.layer:
        return Decimal(0)
    known = {"left", "right", "full", "median"}
    spans = [
        Span("K", row.start, row.end, row.lane if row.lane in known else None)
        for row in (one, other)
    ]
    return overlap(*spans)
