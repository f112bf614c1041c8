"""Mistakes a user can mend. Each is one sentence; the command line prints it and no traceback."""

from difflib import get_close_matches
from pathlib import Path

from qinglian.model.text import Text


class QinglianError(Exception):
    """Anything a user can mend; `text` says what and how, `code` is the exit code."""

    code = 2

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.zh} {text.en}")
        self.text = text


class BadUsage(QinglianError):
    """The command was called wrongly (exit code 2)."""


class BadInput(QinglianError):
    """A file cannot be read as what it claims to be (exit code 3)."""

    code = 3


class BadCard(QinglianError):
    """A rule card has a mistake, `said`; names file and line (exit code 2)."""

    def __init__(self, path: Path, line: int, text: Text) -> None:
        super().__init__(Text(f"{path}:{line}：{text.zh}", f"{path}:{line}: {text.en}"))
        self.path = path
        self.line = line
        self.said = text


def nearest(word: str, known: list[str]) -> Text:
    """Name the known word nearest to `word`, as the tail of a sentence; empty where none is near."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if not close:
        return Text("", "")
    return Text(f"，是否想写 {close[0]}？", f"; did you mean {close[0]}?")
