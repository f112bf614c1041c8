"""Event logs as delimited text: encoding, delimiter and heading line are found out, DuckDB reads the rows."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources._encoding import encoding_of
from qinglian.sources._events import Raw, take
from qinglian.sources._headings import apart, understand
from qinglian.sources.intake import File, Intake

DELIMITERS = (",", ";", "\t", "|")
TITLE_LINES = 10
LONGEST = 200

REASONS = {
    "TOO MANY COLUMNS": Text("单元格比表头多", "more cells than headings"),
    "MISSING COLUMNS": Text("单元格比表头少", "fewer cells than headings"),
    "INVALID ENCODING": Text("有无法解码的字符", "holds bytes that are no text"),
    "UNQUOTED VALUE": Text("引号没有配对", "a quotation mark stands alone"),
    "LINE SIZE OVER MAXIMUM": Text("行过长", "the line is too long"),
}


@dataclass(frozen=True)
class Layout:
    """How a text file is written."""

    codec: str
    codec_name: str
    delimiter: str
    skip: int
    headings: list[str]


def layout(file: File) -> Layout:
    """Find the encoding, the delimiter and the line of headings."""
    codec, name = encoding_of(file.head, _familiar)
    text = codecs.getincrementaldecoder(codec)("replace").decode(file.head)
    lines = text.lstrip("\ufeff").splitlines()[:TITLE_LINES]
    best: tuple[int, int, int, str] = (-1, 0, 0, ",")
    for number, line in enumerate(lines):
        for delimiter in DELIMITERS:
            cells = _cells(line, delimiter)
            known = len(understand(cells).known) if len(cells) > 1 else 0
            best = max(best, (known, len(cells), -number, delimiter), key=lambda one: one[:3])
    _, _, minus, delimiter = best
    headings = _cells(lines[-minus], delimiter) if lines else []
    return Layout(codec, name, delimiter, -minus, headings)


def read(file: File, intake: Intake) -> None:
    """Read a delimited log."""
    form = layout(file)
    if not any(form.headings):
        raise BadInput(Text("没有表头", "There is no line of headings"))
    names = apart(heading or f"column_{n}" for n, heading in enumerate(form.headings, 1))
    columns = ", ".join(f"'{name.replace(chr(39), chr(39) * 2)}': 'varchar'" for name in names)
    with plain_text(file, form) as path:
        quoted = str(path).replace("'", "''")
        intake.con.execute(
            f"create or replace temp table raw_event as select * from read_csv('{quoted}', auto_detect = false, "
            f"header = true, skip = {form.skip}, delim = '{form.delimiter}', quote = '\"', escape = '\"', "
            f"columns = {{{columns}}}, store_rejects = true, rejects_table = 'refused_line', "
            "rejects_scan = 'refused_scan', rejects_limit = 0)"
        )
    if form.codec not in ("utf-8", "utf-8-sig"):
        intake.note(f"文字编码为 {form.codec_name}", f"The text is encoded as {form.codec_name}")
    lines = _refused(intake)
    first = form.skip + 2

    def place(row: int) -> int:
        """Number of a kept row as a person counts: the refused lines before it stand in the file too."""
        number = row + first
        for line in lines:
            number += line <= number
        return number

    try:
        take(Raw("raw_event", row="s.rowid", typed=False, refused=len(lines), place=place), intake)
    finally:
        intake.con.execute("drop table if exists raw_event; drop table if exists refused_line")
        intake.con.execute("drop table if exists refused_scan")


@contextmanager
def plain_text(file: File, form: Layout) -> Iterator[Path]:
    """Path of the log as unpacked UTF-8: the file itself, or a temporary copy."""
    if file.packing is None and form.codec in ("utf-8", "utf-8-sig"):
        yield file.path
        return
    decoder: Any = codecs.getincrementaldecoder(form.codec)("replace")
    with NamedTemporaryFile(prefix="qinglian-", suffix=".csv") as copy, file.open() as stream:
        utf8 = form.codec in ("utf-8", "utf-8-sig")
        while chunk := stream.read(1 << 20):
            copy.write(chunk if utf8 else decoder.decode(chunk).encode())
        copy.write(decoder.decode(b"", final=True).encode())
        copy.flush()
        yield Path(copy.name)


def _refused(intake: Intake) -> list[int]:
    """Refuse the lines that are no rows; return their numbers in order."""
    rows = intake.con.execute(
        "select line, arg_min(column_name, column_idx), arg_min(csv_line, column_idx), "
        "arg_min(error_type::varchar, column_idx) from refused_line group by line order by line"
    ).fetchall()
    for line, column, text, kind in rows:
        reason = REASONS.get(kind, Text(f"不成一行（{kind}）", f"is no row ({kind.lower()})"))
        intake.refuse(line, column, text[:LONGEST] if text else None, reason)
    return [row[0] for row in rows]


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(delimiter)]


def _familiar(text: str) -> int:
    first = text.splitlines()[:TITLE_LINES]
    return max(
        (len(understand(_cells(line, d)).known) for line in first for d in DELIMITERS), default=0
    )
