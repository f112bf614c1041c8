"""
A list in Excel into items: title rows, merged cells, heads over two rows. 清单表格转成事项。

Heads are recognised by the words found in practice (`HEADS`). A row that cannot be taken is named with the reason; the
others are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

HEADS: dict[str, tuple[str, ...]] = {
    "title": (
        "事项", "任务", "工作内容", "清单内容", "责任内容", "工作任务", "重点任务", "主要任务", "具体任务",
        "权力名称", "权力事项", "内容", "职权名称",
    ),
    "target": ("目标", "工作目标", "完成标准", "目标要求", "预期目标", "工作要求", "目标任务"),
    "measure": ("举措", "措施", "具体措施", "工作措施", "工作举措", "落实措施", "主要举措"),
    "check_by": ("考核", "考核方式", "考核办法", "检查方式", "怎么考核", "评价方式", "考核标准"),
    "feedback": ("反馈", "反馈方式", "怎么反馈", "报告方式", "成果运用", "反馈要求"),
    "principal": ("主体责任", "责任单位", "牵头单位", "责任主体", "承办单位", "行使主体"),
    "supervisory": ("监督责任", "监督单位", "监督主体", "监督部门"),
    "first_person": ("第一责任人责任", "第一责任人", "主要负责人", "责任领导"),
    "dual_duty": ("一岗双责", "分管领导", "责任人", "分管负责人"),
    "cycle": ("周期", "频次", "频率", "办理周期", "报送周期"),
    "due_on": ("完成时限", "时限", "期限", "完成时间", "时间要求", "办结时限", "时间节点"),
    "basis": ("依据", "政策依据", "法律依据", "制度依据", "设定依据"),
    "steps": ("办理环节", "流程", "办理流程", "运行流程"),
    "risks": ("风险点", "廉政风险点", "廉政风险", "风险"),
    "minutes": ("每次约需分钟", "预计用时", "用时（分钟）"),
}  # fmt: skip
CYCLES = {
    "month": ("每月", "按月", "月度", "1次/月", "月"),
    "quarter": ("每季度", "每季", "按季", "季度", "季"),
    "half": ("每半年", "半年", "上下半年"),
    "year": ("每年", "年度", "全年", "一年", "年"),
    "once": ("一次性", "一次", "专项"),
}
STANDING = ("长期", "长期坚持", "常年", "持续", "持续推进", "全年", "常态化", "长期推进")
NUMBER_HEADS = ("序号", "编号", "项次", "备注", "联系人", "联系电话")
TOTALS = re.compile(r"^(?:合计|总计|小计|共计)")
LOOKED = 12
"""Rows among which the heads are looked for."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its number in the sheet, why, and what stood there."""

    row: int
    why: str
    value: str = ""


@dataclass(slots=True)
class Read:
    """What a table became."""

    items: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    title: str = ""


def plain(text: str) -> str:
    """A head without blanks, breaks and what stands in brackets after it."""
    return re.sub(r"[（(].*?[）)]$", "", re.sub(r"\s+", "", text))


def _known(text: str) -> str:
    said = plain(text)
    for name, words in HEADS.items():
        if said in words:
            return name
    return ""


def read_rows(rows: Iterable[list[str]]) -> Read:
    """Rows of a sheet, merged cells filled, as items."""
    found, table = Read(), [[str(cell).strip() for cell in row] for row in rows]
    begin = _heads(table, found)
    if begin < 0:
        if table:
            found.refused.append(Refused(1, "heads"))
        return found
    keys: set[str] = set()
    for number, row in enumerate(table[begin:], begin + 1):
        said: dict[str, Any] = {}
        for place, name in found.heads.items():
            if place < len(row) and row[place]:
                said[name] = _joined(said.get(name, ""), row[place])
        if not said or TOTALS.match(next((cell for cell in row if cell), "")):
            continue
        why = _settle(said, keys)
        if why:
            found.refused.append(Refused(number, *why))
        else:
            found.items.append(said)
    return found


def _joined(had: str, more: str) -> str:
    return had if more in had.split("；") else "；".join(one for one in (had, more) if one)


def _heads(table: list[list[str]], found: Read) -> int:
    """Where the rows of items begin; -1 where no row names a column of items."""
    for number, row in enumerate(table[:LOOKED]):
        named = {place: name for place, cell in enumerate(row) if (name := _known(cell))}
        if len(set(named.values())) < 2 or "title" not in named.values():
            filled = {cell for cell in row if cell}
            if len(filled) == 1 and not found.title:
                found.title = next(iter(filled))
            continue
        below = table[number + 1] if number + 1 < len(table) else []
        second = {place: name for place, cell in enumerate(below) if (name := _known(cell))}
        double = len(second) >= 2 and not any(
            cell and not _known(cell) and plain(cell) not in NUMBER_HEADS for cell in below
        )
        if double:
            named = {**named, **second}
        found.heads = named
        found.unknown = [
            cell for place, cell in enumerate(row)
            if cell and place not in named and plain(cell) not in NUMBER_HEADS
        ]  # fmt: skip
        return number + (2 if double else 1)
    return -1


def _settle(said: dict[str, Any], keys: set[str]) -> tuple[str, str] | None:
    """Turn words of a row into values; what is wrong with it, if something is."""
    title = said.get("title", "")
    if not title:
        return "title", next(iter(said.values()))[:40]
    if title in keys:
        return "twice", title[:40]
    if len(title) > 200:
        said["title"], said["target"] = title[:199] + "…", _joined(said.get("target", ""), title)
    keys.add(title)
    for name in ("cycle", "due_on"):
        text = said.pop(name, "")
        if not text:
            continue
        if (cycle := cycle_of(text)) and "cycle" not in said:
            said["cycle"] = cycle
        elif day := day_of(text):
            said["due_on"] = day
            said.setdefault("cycle", "once")
        elif name == "due_on" or "cycle" not in said:
            return name, text[:40]
    if minutes := said.pop("minutes", ""):
        if not minutes.isdigit():
            return "minutes", minutes[:40]
        said["minutes"] = int(minutes)
    for name, keys_of in (
        ("steps", ("step", "post", "days")),
        ("risks", ("point", "level", "control")),
    ):
        if text := said.pop(name, ""):
            said[name] = parted(text, keys_of)
    return None


def parted(text: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Lines 「环节｜岗位｜时限」 as rows; further parts are left empty."""
    lines = [one.strip() for one in re.split(r"[\n；;]|→|—>|->", text) if one.strip()]
    found = []
    for line in lines:
        parts = [one.strip() for one in re.split(r"[｜|]", line)]
        found.append(
            {name: parts[place] if place < len(parts) else "" for place, name in enumerate(names)}
        )
    return found


def cycle_of(text: str) -> str:
    """每季度一次 → quarter; 长期坚持 → year; nothing where it says no cycle."""
    said = re.sub(r"(?:至少|不少于)?(?:\d+|一|两|二)次|开展|报送|\s", "", text)
    if said in STANDING:
        return "year"
    return next((name for name, words in CYCLES.items() if said in words), "")


def day_of(text: str) -> date | None:
    """2026年6月底前, 2026-06-30, 2026.6, 46203 (Excel) as a day: the last of a month where only the month is said."""
    said = text.replace("前", "").replace("之", "").strip()
    if found := re.fullmatch(r"(20\d\d)\s*年?(?:底|末|内)", said):
        return date(int(found[1]), 12, 31)
    found = re.fullmatch(
        r"(20\d\d)\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})?)?\s*(?:日|底|末|月底|月末)?(?:\s+00:00:00)?",
        said,
    )
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        date(year, month, 1)
        if found[3]:
            return date(year, month, int(found[3]))
        first_after = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(first_after.toordinal() - 1)
    except ValueError:
        return None
