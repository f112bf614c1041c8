"""What is told of a sheet: how its values were understood, whether its totals tie, which columns were not used."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from qinglian.model.text import Text
from qinglian.sources._words import plain
from qinglian.sources.workbook import reasons
from qinglian.sources.workbook.rulebook import pattern, words
from qinglian.sources.workbook.values import is_blank

if TYPE_CHECKING:
    from qinglian.sources.workbook.reading import Reading, Typed


SHOWN = 4


def understood(reading: "Reading") -> list[Text]:
    """Units converted, and each kind of value that was mended, with how many cells, where, and one of them."""
    kept = reading.kept
    counts: Counter[str] = Counter()
    headings: dict[str, list[str]] = {}
    examples: dict[str, str] = {}
    notes = []
    for typed in _by_heading(reading):
        reader = typed.reader
        if reader.unit != "元":
            notes.append(
                Text(
                    f"“{reader.heading}”以{reader.unit}计，已换算成元",
                    f"{reader.heading} counts in {reader.unit} and was converted to yuan",
                )
            )
        many = np.bincount(typed.cells.at[kept], minlength=len(typed.cells.values))
        for kind, numbers in reader.understood.items():
            if n := int(many[sorted(set(numbers))].sum()):
                counts[kind] += n
                headings.setdefault(kind, []).append(reader.heading)
                examples.setdefault(kind, reader.examples[kind])
    for kind, sentence in reasons.TOLD.items():
        if counts[kind]:
            said = {"n": counts[kind], "example": examples[kind]}
            notes.append(
                Text(
                    sentence.zh.format(columns=_some(headings[kind], "、", " 等 {} 列"), **said),
                    sentence.en.format(
                        columns=_some(headings[kind], ", ", " and others, {} columns"), **said
                    ),
                )
            )
    return notes


def _some(names: list[str], sign: str, more: str) -> str:
    shown = sign.join(names[:SHOWN])
    return shown + more.format(len(names)) if len(names) > SHOWN else shown


def _by_heading(reading: "Reading") -> Iterator["Typed"]:
    seen = set()
    for table in reading.typed.values():
        for typed in table.values():
            if typed.reader.heading not in seen:
                seen.add(typed.reader.heading)
                yield typed


def left_over(reading: "Reading") -> list[Text]:
    """Name the columns that became nothing, once for a file."""
    used = {number for found in reading.matches for number in found.columns}
    left = [
        heading.text or f"第 {number + 1} 列"
        for number, heading in enumerate(reading.layout.headings)
        if number not in used
        and plain(heading.text) not in words("row_number")
        and (heading.text or not all(map(is_blank, reading.body.cells[number])))
    ]
    known = reading.intake.left_over
    left = [name for name in dict.fromkeys(left) if name not in known]
    known.extend(left)
    if not left:
        return []
    return [
        Text(
            f"没有用到的列：{'、'.join(left)}；需要时在对照文件 columns 中指明",
            f"Columns not used: {', '.join(left)}; name them under `columns` of a mapping if they matter",
        )
    ]


def ties(reading: "Reading") -> list[Text]:
    """A sentence for every amount column that a grand total of the sheet speaks of."""
    body = reading.body
    notes = []
    grand = [row for row in body.totals if not _is_partial(reading, row)]
    for typed in reading.typed[reading.spec.name].values() if grand else ():
        if typed.column.type != "money":
            continue
        number = reading.layout.match.at(typed.column.name)
        cell = body.cell(grand[-1], number) if number is not None else None
        said = None if is_blank(cell) else typed.values[int(typed.cells.at[grand[-1]])].as_py()
        if said is None:
            continue
        rows = np.flatnonzero(body.data)
        total = pc.sum(typed.values.take(typed.cells.at[rows])).as_py() or Decimal(0)
        notes.append(_told(typed.reader.heading, said, total))
    return notes


def _is_partial(reading: "Reading", row: int) -> bool:
    return any(
        isinstance(cell, str) and pattern("part_totals").search(plain(cell))
        for cell in (column[row] for column in reading.body.cells)
    )


def _told(heading: str, said: Decimal, total: Decimal) -> Text:
    if said == total:
        return Text(
            f"“{heading}”：合计行 {said:,} 元，与逐行相加相符",
            f"{heading}: the total of {said:,} yuan ties with the rows",
        )
    return Text(
        f"“{heading}”：合计行 {said:,} 元，逐行相加 {total:,} 元，不相符，请与提供单位核对",
        f"{heading}: the total says {said:,} yuan, the rows add up to {total:,}; they do not tie, ask the provider",
    )
