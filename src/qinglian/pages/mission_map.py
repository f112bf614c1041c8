"""The page that says where each thing the programme asks for works: addresses, tests, and what is not built yet."""

from collections.abc import Iterator
from typing import Any

import yaml

from qinglian.engine.catalog import HOME

DATA = HOME.parents[2] / "docs" / "mission-map.yaml"
GROUPS = {
    "A": "单元与载体 Units and carriers",
    "B": "角色与机构 Roles and bodies",
    "C": "清单 Lists",
    "D": "方案、文件、周期 Plans, papers, cycles",
    "E": "闭环督办 Closed loop",
    "P": "作风与减负 Style and burden",
    "S": "典型与品牌 Models and brands",
}


def rows() -> list[dict[str, Any]]:
    """Rows of `docs/mission-map.yaml`; none where the documents are not there."""
    if not DATA.exists():
        return []
    body: list[dict[str, Any]] = yaml.load(DATA.read_bytes(), Loader=yaml.CSafeLoader)
    return body


def pages() -> dict[str, str]:
    """`mission-map.md`."""
    return {"mission-map.md": "\n".join(_page(rows())).rstrip() + "\n"}


def _page(told: list[dict[str, Any]]) -> Iterator[str]:
    whole = sum(1 for row in told if "room" not in row)
    none = sum(1 for row in told if not _works(row))
    yield "# 任务对照表 · Map of the mission\n"
    yield (
        "由 `docs/mission-map.yaml` 生成；网址名、测试都由测试核对，指到没有的地方就不过。编号是来源讲话整理出的条目。"
        "*Generated; a test holds every name of an address and every test against what is there. Numbers are those of "
        "what the source speeches ask for.*\n"
    )
    yield (
        f"共 {len(told)} 项：能用 {whole}，部分能用 {len(told) - whole - none}，尚未建 {none}。"
        f"*{len(told)} in all: {whole} work, {len(told) - whole - none} work in part, {none} are not built yet.*\n"
    )
    for letter, title in GROUPS.items():
        yield f"## {letter} {title}\n"
        yield "| 编号 no. | 事项 what | 页面 pages | 测试 tests | 还缺 lacking |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_row(row) for row in told if row["id"].startswith(letter))
        yield ""


def _works(row: dict[str, Any]) -> bool:
    return bool(row.get("pages") or row.get("tests"))


def _row(row: dict[str, Any]) -> str:
    cells = [
        row["id"],
        f"{row['zh']}<br>{row['en']}",
        "<br>".join(f"`{name}`" for name in row.get("pages", ())) or "–",
        "<br>".join(f"`{name}`" for name in row.get("tests", ())) or "–",
        _lacking(row),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _lacking(row: dict[str, Any]) -> str:
    if "room" not in row:
        return "–"
    room = row["room"]
    if not _works(row):
        return f"尚未建 not built yet：{room['zh']} {room['en']}"
    lacks = row["lacks"]
    return f"{lacks['zh']}（{room['zh']}）<br>{lacks['en']} ({room['en']})"
