"""Break lines for a terminal: Chinese anywhere but before closing signs, other words at spaces."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text as Line

WIDE = "\u2e80-\uffef"
OPENING, CLOSING = "（《“‘【〔", "，。；：、！？）》”’】〕…"
PIECE = re.compile(rf"[{OPENING}]*(?:[^\s{WIDE}{OPENING}{CLOSING}]+|[{WIDE}])?[{CLOSING}]*\s*")


def wrapped(line: Line, first: int, others: int) -> Iterator[Line]:
    """Parts of a line: the first at most `first` columns wide, the others `others`."""
    offsets, used, room = [], 0, first
    for found in PIECE.finditer(line.plain):
        width = cell_len(found[0].rstrip())
        if used and width and used + width > room:
            offsets.append(found.start())
            used, room = 0, others
        used += cell_len(found[0])
    for part in line.divide(offsets):
        part.rstrip()
        # A word longer than the line is cut where the line ends.
        yield from (
            part.divide(_cuts(part.plain, others))
            if cell_len(part.plain) > max(first, others)
            else [part]
        )


def _cuts(text: str, room: int) -> list[int]:
    cuts, used = [], 0
    for index, letter in enumerate(text):
        width = cell_len(letter)
        if used + width > room:
            cuts.append(index)
            used = 0
        used += width
    return cuts
