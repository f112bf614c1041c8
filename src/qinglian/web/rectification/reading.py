"""
Read a problem list as offices make it. 读问题清单。

Title rows above the headings, headings over two rows, cells merged downwards for several problems of one body, sums
and remarks below: what is understood becomes rows with the number they have in the sheet, so that whoever must mend
one finds it.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.rectification.columns import FIELDS
from qinglian.web.units.reading import MOST_ROWS, cell_value, opened, unmarked
from qinglian.web.units.sheets import Field

TOP = 15
"""Headings stand in one of the first rows; titles may be above them."""
BELOW = ("合计", "总计", "小计", "备注", "注：", "注:", "填报人", "制表", "审核")
"""What begins a row that is no problem."""
SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]")


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood: the sheet, its headings as they stand with what they were taken for, the rows."""

    sheet: str
    heads: list[dict[str, str]]
    rows: list[dict[str, Any]]


def read_list(content: bytes) -> Read:
    """The rows of the first sheet that has the headings. Raises `NotAllowed` with one sentence."""
    unmarked(content)
    book = opened(content)
    for title in book.sheet_names:
        sheet = book.get_sheet_by_name(title)
        cells = sheet.to_python(skip_empty_area=False)
        if len(cells) > MOST_ROWS:
            raise NotAllowed(
                _("工作表“%(sheet)s”超过%(rows)d行，请分几次导入。")
                % {"sheet": title, "rows": MOST_ROWS}
            )
        _spread(cells, sheet.merged_cell_ranges or [])
        headed = _headed(cells)
        if headed is not None:
            top, columns = headed
            heads = [
                {"said": plain(cells[top][at]), "taken": one.heading}
                for at, one in sorted(columns.items())
            ]
            left = [
                plain(cell)
                for at, cell in enumerate(cells[top])
                if at not in columns and plain(cell)
            ]
            heads += [{"said": one, "taken": ""} for one in dict.fromkeys(left)]
            return Read(title, heads, _rows(cells, top, columns))
    needed = listed(one.heading for one in FIELDS if one.required)
    raise NotAllowed(_("没有认出表头，须有：%(columns)s。") % {"columns": needed})


def _spread(cells: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A merged cell says the same in every row and column it covers."""
    for (top, left), (bottom, right) in merged:
        if top >= len(cells):
            continue
        said = cells[top][left] if left < len(cells[top]) else ""
        for row in range(top, min(bottom, len(cells) - 1) + 1):
            for column in range(left, min(right, len(cells[row]) - 1) + 1):
                cells[row][column] = said


def plain(cell: Any) -> str:
    """A heading without blanks, stars and the width of its brackets."""
    said = unicodedata.normalize("NFKC", "" if cell is None else str(cell))
    return "".join(said.split()).rstrip("*").lower()


def _headed(cells: list[list[Any]]) -> tuple[int, dict[int, Field]] | None:
    """
    The row in which headings stand. Where a group stands over its columns, both rows are the same in the merged ones,
    and the lower is the one that names all.
    """
    best: tuple[int, dict[int, Field]] | None = None
    for number, row in enumerate(cells[:TOP]):
        found: dict[int, Field] = {}
        for at, cell in enumerate(row):
            one = _known(plain(cell))
            if one is not None and one not in found.values():
                found[at] = one
        names = {one.name for one in found.values()}
        complete = all(one.name in names for one in FIELDS if one.required)
        if complete and (best is None or (number == best[0] + 1 and len(found) >= len(best[1]))):
            best = number, found
    return best


def _known(said: str) -> Field | None:
    if not said:
        return None
    for one in FIELDS:
        if said in {plain(word) for word in (one.heading, one.name, *one.aliases)}:
            return one
    return None


def _section(words: list[str]) -> bool:
    """Whether a row is a heading between problems: one cell merged over all columns, or 「一、…」 alone."""
    alone = len(words) == 1 and SECTION.match(words[0]) is not None
    return alone or (len(set(words)) == 1 and len(words) > 2)


def _rows(cells: list[list[Any]], top: int, columns: dict[int, Field]) -> list[dict[str, Any]]:
    found = []
    for number, row in enumerate(cells[top + 1 :], top + 2):
        words = [str(cell).strip() for cell in row if str(cell).strip()]
        if not words or words[0].startswith(BELOW) or _section(words):
            continue
        read: dict[str, Any] = {"row": number, "bad": []}
        for at, one in columns.items():
            value, why = cell_value(one, row[at] if at < len(row) else "")
            read[one.name] = value
            if why:
                read["bad"].append([one.heading, why])
        if any(read.get(name) for name in ("title", "text", "unit")):
            found.append(read)
    return found
