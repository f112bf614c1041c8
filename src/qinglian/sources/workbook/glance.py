"""A first look at a file: is it a ledger, by its name and its first cells? Nothing is read in full."""

import html
import io
import re
import zipfile
import zlib

from qinglian.model.errors import BadInput
from qinglian.sources._encoding import encoding_of
from qinglian.sources._words import plain
from qinglian.sources.intake import File
from qinglian.sources.workbook import archive
from qinglian.sources.workbook.grid import DELIMITERS, whole_lines
from qinglian.sources.workbook.headings import best_match, heading_of, is_known
from qinglian.sources.workbook.rulebook import familiar, words

BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
LOOK_AT = 1 << 19
LINES = 60
SEVERAL = 3
CERTAIN, LIKELY, BY_SUFFIX, EVENT_LOG = 90, 60, 30, 10
TEXT_CELL = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")


def recognise(file: File) -> int:
    """How sure it is that this is a ledger, 0 to 100."""
    book = file.head.startswith(archive.ZIP) or file.head.startswith(archive.OLE)
    if not book and file.suffix not in (*BOOKS, *TEXTS):
        return 0
    if book and file.suffix not in BOOKS and not _is_book(file):
        return 0
    texts = book_texts(file) if book else _line_texts(file)
    if texts is None:
        return LIKELY
    headings = [heading_of(text) for text in dict.fromkeys(texts)]
    found = best_match(headings, file.path.stem)
    if found is not None and any(not headings[number].text.isascii() for number in found.columns):
        return CERTAIN
    if len({plain(text) for text in texts} & words("event_logs")) >= 2:
        return EVENT_LOG
    if found is not None:
        return CERTAIN
    return LIKELY if sum(map(is_known, dict.fromkeys(texts))) >= SEVERAL else BY_SUFFIX


def _is_book(file: File) -> bool:
    return bool(book_texts(file))


def _line_texts(file: File) -> list[str] | None:
    head = whole_lines(file.head)
    codec, _ = encoding_of(head, familiar)
    text = head.decode(codec, "replace")
    signs = "[" + re.escape("".join(DELIMITERS)) + "]"
    return [
        cell.strip().strip('"')
        for line in text.splitlines()[:LINES]
        for cell in re.split(signs, line)
    ]


def book_texts(file: File) -> list[str] | None:
    """Texts at the start of a workbook's shared strings and first sheets; None where they cannot be had cheaply."""
    if not file.head.startswith(archive.ZIP):
        return None
    try:
        source = file.path if file.packing is None else io.BytesIO(archive.read_whole(file))
        with zipfile.ZipFile(source) as book:
            parts = [
                name
                for name in book.namelist()
                if name == "xl/sharedStrings.xml" or _is_sheet(name)
            ]
            return [
                html.unescape(text)
                for name in parts[:6]
                for text in TEXT_CELL.findall(_start(book, name))[:2000]
            ]
    except (
        BadInput,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        return None


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/sheet") and name.endswith(".xml")


def _start(book: zipfile.ZipFile, name: str) -> str:
    with book.open(name) as stream:
        return stream.read(LOOK_AT).decode("utf-8", "replace")
