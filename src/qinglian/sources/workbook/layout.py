"""Where the data of a sheet begin: title rows, one to three rows of headings, and what the title says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qinglian.model.text import Text
from qinglian.sources._words import clean, plain
from qinglian.sources.workbook.grid import Cell, Sheet, fill_merged
from qinglian.sources.workbook.headings import Heading, Match, best_match, heading_of, is_known
from qinglian.sources.workbook.rulebook import pattern

LOOK_AT = 40
DEEPEST = 3


@dataclass
class Layout:
    """Heading rows `start` to `body` (not included), counted from 0, and what they and the title say."""

    start: int
    body: int
    headings: list[Heading]
    match: Match
    titles: list[str] = field(default_factory=list)
    reporting_unit: str | None = None
    money_unit: str | None = None


def find(
    sheet: Sheet,
    said: str,
    own: Mapping[str, str] | None = None,
    table: str | None = None,
    heading_row: int | None = None,
) -> Layout | None:
    """The heading rows under which the sheet is most a ledger; None where it is none.

    `said` is what the file is called; `own`, `table` and `heading_row` (from 1) are what a user's mapping says.
    """
    top = [list(row) for row in sheet.rows[:LOOK_AT]]
    fill_merged(top, sheet.merged, 0, len(top))
    known = [_known(row, own) for row in top]
    candidates = sorted(range(len(top)), key=lambda start: (-known[start], start))[:5]
    if heading_row is not None:
        candidates = [heading_row - 1]
    best: Layout | None = None
    for start in sorted(start for start in candidates if start < len(top) and known[start]):
        for depth in range(1, DEEPEST + 1):
            rows = top[start : start + depth]
            if len(rows) < depth or (depth > 1 and not _goes_on(rows)):
                break
            headings = _headings(rows)
            titles = _titles(top[:start])
            found = best_match(headings, " ".join((said, sheet.name, *titles)), own, table)
            if found is not None and (best is None or _better(found, depth, best)):
                best = Layout(start, start + depth, headings, found, titles)
    if best is not None:
        best.start = _top_of(best.start, sheet)
        best.titles = _titles(top[: best.start])
        best.money_unit = _said(best.titles, "money_unit")
        best.reporting_unit = _said(best.titles, "reporting_unit")
    return best


def _better(found: Match, depth: int, best: Layout) -> bool:
    """More columns known, or as many in fewer rows."""
    return (found.score, -depth) > (best.match.score, best.start - best.body)


def told(sheet: Sheet, layout: Layout) -> Text:
    """What the sheet was taken for, and where its headings stand."""
    spec = layout.match.ledger.spec
    rows = (
        f"{layout.start + 1}"
        if layout.body == layout.start + 1
        else f"{layout.start + 1}–{layout.body}"
    )
    title = f"，以上为标题“{layout.titles[0][:30]}”" if layout.titles else ""
    sheet_zh = f"工作表“{sheet.name}”：" if sheet.name else ""
    sheet_en = f"Sheet {sheet.name}: " if sheet.name else ""
    n = len(layout.match.columns)
    return Text(
        f"{sheet_zh}按“{spec.title.zh}”读，表头在第 {rows} 行，认得 {n} 列{title}",
        f"{sheet_en}read as {spec.title.en}, headings in row {rows}, {n} columns known",
    )


def first_texts(sheet: Sheet) -> list[str]:
    """The fullest of the first rows, to tell a person what was found instead of headings."""
    rows = [[clean(str(cell)) for cell in row if cell != ""] for row in sheet.rows[:LOOK_AT]]
    return max(rows, key=len, default=[])


def _known(row: Sequence[Cell], own: Mapping[str, str] | None) -> int:
    given = {plain(name) for name in own or ()}
    return sum(
        isinstance(cell, str) and (is_known(cell) or plain(cell) in given) for cell in set(row)
    )


def _goes_on(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the last row divides the headings above it, and is not already the first row of data."""
    above, last = rows[-2], rows[-1]
    filled = [number for number, cell in enumerate(last) if cell != ""]
    if not filled or not all(isinstance(last[number], str) for number in filled):
        return False
    both = [
        number
        for number in filled
        if above[number] not in ("", last[number])
        and (number == 0 or above[number] != above[number - 1])
    ]
    return len(both) * 2 <= len(filled)


def _headings(rows: Sequence[Sequence[Cell]]) -> list[Heading]:
    levels = [[clean(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows]
    for upper, lower in pairwise(levels):
        for number in range(1, len(upper)):
            if not upper[number] and lower[number]:
                upper[number] = upper[number - 1]
    return [heading_of(*(level[number] for level in levels)) for number in range(len(levels[0]))]


def _titles(rows: Sequence[Sequence[Cell]]) -> list[str]:
    return [text for row in rows for cell in dict.fromkeys(row) if (text := clean(str(cell)))]


def _top_of(start: int, sheet: Sheet) -> int:
    """Where the headings begin when cells merged downwards end in their last row."""
    return min([start, *(top for (top, _), (bottom, _) in sheet.merged if top < start <= bottom)])


def _said(titles: Sequence[str], name: str) -> str | None:
    """What a title says of the unit: of money where the pattern is that, else the body that reports."""
    for title in titles:
        for text in (title, *title.split()):
            money = pattern("money_unit").search(plain(text))
            found = money if name == "money_unit" else None if money else pattern(name).search(text)
            if found:
                return found["unit"].strip()
    return None
