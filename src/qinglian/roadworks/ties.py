"""
清单的合计行要与各行相符。The totals written in a bill must be those of its lines.

A Σ of all chapters, B the provisional prices within it, C daywork, D provisional sums; 投标报价 = A + C + D.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian.model.text import Text
from qinglian.roadworks.cells import Row
from qinglian.roadworks.errors import Fault
from qinglian.roadworks.rounding import words, yuan

if TYPE_CHECKING:
    from qinglian.roadworks.lines import Line


@dataclass(frozen=True, slots=True)
class Total:
    """A total as written; `after`: how many lines stood before it."""

    kind: str
    chapter: str | None
    amount: int
    row: Row
    after: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines and totals come to, in fen."""

    chapters: dict[str, int]
    provisional: int
    daywork: int
    provisional_sum: int


NAMES = {
    "bill": Text("各章合计（A）", "all chapters (A)"),
    "provisional": Text("暂估价合计（B）", "provisional prices (B)"),
    "net": Text("A−B", "A − B"),
    "daywork": Text("计日工合计（C）", "daywork (C)"),
    "daywork_part": Text("计日工分项合计", "part of daywork"),
    "tender": Text("投标报价（A+C+D）", "the tender (A + C + D)"),
}


def ties(lines: Sequence["Line"], totals: Sequence[Total], faults: list[Fault]) -> Sums:
    """The sums; what does not tie is added to the faults."""
    chapters: dict[str, int] = {}
    for line in lines:
        if line.kind in ("unit_price", "lump_sum"):
            where = line.chapter or ""
            chapters[where] = chapters.get(where, 0) + line.amount
    daywork = sum(one.amount for one in lines if one.kind == "daywork")
    listed = sum(one.amount for one in lines if one.kind == "provisional_price")
    said = {one.kind: one.amount for one in totals}
    daywork = daywork or said.get("daywork", 0)
    provisional = listed or said.get("provisional", 0)
    sums = Sums(chapters, provisional, daywork, said.get("provisional_sum", 0))
    total = sum(chapters.values())
    due = {
        "bill": total,
        "provisional": provisional,
        "net": total - provisional,
        "daywork": daywork,
        "tender": total + daywork + sums.provisional_sum,
    }
    since = 0
    for one in totals:
        if one.kind == "chapter":
            name = Text(f"第 {one.chapter} 章合计", f"the total of chapter {one.chapter}")
            _compare(faults, one, name, chapters.get(one.chapter or "", 0))
        elif one.kind == "daywork_part":
            part = sum(line.amount for line in lines[since : one.after] if line.kind == "daywork")
            _compare(faults, one, NAMES[one.kind], part)
        elif one.kind == "provisional_sum":
            if one.amount != sums.provisional_sum:
                _compare(
                    faults, one, Text("暂列金额（D）", "provisional sums (D)"), sums.provisional_sum
                )
        else:
            _compare(faults, one, NAMES[one.kind], due[one.kind])
        since = one.after
    _missing(chapters, totals, faults)
    return sums


def _compare(faults: list[Fault], total: Total, name: Text, due: int) -> None:
    if total.amount != due:
        more = total.amount - due
        faults.append(
            Fault(
                total.row.sheet,
                total.row.number,
                Text(
                    f"{name.zh}表列 {yuan(total.amount)} 元，各行相加 {yuan(due)} 元，"
                    f"{'多' if more > 0 else '少'} {yuan(abs(more))} 元",
                    f"{name.en} is written as {yuan(total.amount)} yuan, its lines come to {yuan(due)}, "
                    f"{yuan(abs(more))} {'more' if more > 0 else 'less'}",
                ),
            )
        )


def _missing(chapters: dict[str, int], totals: Sequence[Total], faults: list[Fault]) -> None:
    """Without a total nothing shows that all pages arrived."""
    told = {one.chapter for one in totals if one.kind == "chapter"}
    for chapter in sorted(chapters):
        if chapter not in told:
            named = words()["chapters"].get(chapter, {"zh": "", "en": ""})
            faults.append(
                Fault(
                    "",
                    0,
                    Text(
                        f"第 {chapter} 章{named['zh']}没有合计行，无法核对是否完整"
                        if chapter
                        else "有子目不属于任何一章，请在章的对照里补上",
                        f"chapter {chapter} ({named['en']}) has no total, so nothing shows that it is complete"
                        if chapter
                        else "items belong to no chapter; add it to the chapters",
                    ),
                )
            )
