"""
报告。What a run says, for people and for programs: terminal, JSON Lines, CSV, Excel, HTML.

`write` gives a whole outcome in one format; `explain` reads one signal back out of any of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qinglian.model.errors import BadUsage, nearest
from qinglian.model.text import Text

if TYPE_CHECKING:
    from qinglian.engine.outcome import Outcome

FORMATS = ("jsonl", "csv", "xlsx", "html")
WHOLE_FILES = ("xlsx", "html")

Language = Literal["zh", "en"]


def write(
    outcome: "Outcome", form: str, out: Path | None = None, *, language: Language = "zh"
) -> None:
    """Write an outcome to a file, or where the format allows it to standard output."""
    if form not in FORMATS:
        near = nearest(form, list(FORMATS))
        raise BadUsage(Text(f"没有输出样式 {form}{near.zh}", f"No format {form}{near.en}"))
    if out is None and form in WHOLE_FILES:
        raise BadUsage(Text(f"{form} 须写到文件", f"{form} must be written to a file"))
    with writing(out):
        _write(outcome, form, out, language)


@contextmanager
def writing(out: Path | None) -> Iterator[None]:
    """Turn what goes wrong while writing a file into one sentence."""
    try:
        yield
    except OSError as error:
        if out is None:
            raise
        raise BadUsage(
            Text(f"写不了 {out}：{error.strerror}", f"Cannot write {out}: {error.strerror}")
        ) from None


def _write(outcome: "Outcome", form: str, out: Path | None, language: Language) -> None:
    if form == "jsonl":
        from qinglian.report import jsonl

        jsonl.write(outcome.signals, out)
    elif form == "csv":
        from qinglian.report import csv

        csv.write(outcome.signals, out)
    elif form == "xlsx":
        from qinglian.report import xlsx

        assert out is not None
        xlsx.write(outcome, out, language=language)
    else:
        from qinglian.report import html

        assert out is not None
        html.write(outcome, out, language=language)
