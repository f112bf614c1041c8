"""Paper for the terminal: lines that wrap under themselves and rows that never wrap, in one language."""

import os
import sys
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from qinglian.model.text import Text
from qinglian.report.words import printable
from qinglian.report.wrapping import wrapped

PIPE_WIDTH = 100
"""Columns where nobody says how wide the paper is."""


def console(stream: IO[str] | None = None) -> Console:
    """A console that takes every text as it is; without colours where nobody looks or `NO_COLOR` is set."""
    file = stream or sys.stdout
    width = None if file.isatty() or os.environ.get("COLUMNS") else PIPE_WIDTH
    return Console(
        file=file, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False
    )


class Paper:
    """A console written to in one language."""

    def __init__(self, language: str, stream: IO[str] | None = None) -> None:
        self.language = language
        self.console = console(stream)

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.language == "zh" else en

    def of(self, text: Text) -> str:
        """A text in the language of the screen."""
        said: str = getattr(text, self.language)
        return printable(said)

    def title(self, zh: str, en: str) -> None:
        """A heading."""
        self.console.print()
        self.console.print(Line(self.say(zh, en), style="bold"))

    def line(self, text: str | Line, *, indent: int = 2, hang: int = 0, style: str = "") -> None:
        """A line that wraps under itself, `hang` columns further in."""
        said = (
            Line(" ".join(printable(text).split("\n")), style=style)
            if isinstance(text, str)
            else text
        )
        width = max(self.console.width - indent, 24)
        for number, part in enumerate(wrapped(said, width, width - hang)):
            margin = Line(" " * (indent + (hang if number else 0)))
            self.console.print(margin + part, no_wrap=True, overflow="ignore", crop=False)

    def row(self, name: Line, room: int, numbers: list[str], widths: list[int], style: str) -> None:
        """A row that never wraps: a name cut to its room, then numbers set right."""
        name.truncate(room, overflow="ellipsis", pad=True)
        for number, width in zip(numbers, widths, strict=True):
            name.append(" " * (width - cell_len(number)) + number, style)
        self.console.print(name, no_wrap=True, overflow="ignore")
