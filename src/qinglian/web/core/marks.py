"""
Marks of secrecy in what is uploaded. 密级标识。

A state secret bears its level, a star and its term (「机密★10年」, 国家秘密定密管理规定); internal papers bear
「内部资料 注意保管」. The first is refused: this is no system for state secrets. For the second the person is asked.
Looking for marks finds what is marked; a scan, a photograph, an encrypted file is not read, and the pages say so.
"""

import codecs
import contextlib
import gzip
import html
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import zstandard

from qinglian.web.core.pdf_text import pdf_texts

SECRET = re.compile("(绝密|机密|秘密)[★☆⭐✩✭]")
"""A level with its star. A word alone is no mark: 商业秘密 and 保守秘密 are in every contract."""
NAMED = re.compile("[【\\[（(〔《](绝密|机密|秘密)[】\\])）〕》]|^(绝密|机密)")
"""A file name that says it: 「【机密】会议纪要」; asked about."""
INTERNAL = re.compile("内部资料|注意保管|内部文件|工作秘密")

READ_AT_MOST = 64 * 1024 * 1024
"""Bytes of unpacked text that are looked through; what is beyond is not read, nor is anything else slowed down."""
OVERLAP = 8
"""Characters carried from one piece to the next, so that a mark cut in two is still found."""
_TAG = re.compile(rb"<[^>]*>")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


def flat(text: str) -> str:
    """The text without blanks and invisible characters, full-width forms as plain ones."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def found_in(texts: Iterable[str]) -> str:
    """`secret`, `internal` or nothing."""
    internal, tail = False, ""
    for text in texts:
        piece = tail + flat(text)
        if SECRET.search(piece):
            return "secret"
        internal = internal or bool(INTERNAL.search(piece))
        tail = piece[-OVERLAP:]
    return "internal" if internal else ""


def found_in_name(name: str) -> str:
    """What a file name says."""
    said = flat(Path(name).stem)
    if SECRET.search(said):
        return "secret"
    return "internal" if NAMED.search(said) or INTERNAL.search(said) else ""


def texts_of(path: Path, kind: str) -> Iterator[str]:
    """The text of a file, in pieces, as far as it can be read."""
    if kind in ("docx", "xlsx", "ofd", "pptx"):
        yield from _packed(path)
    elif kind == "pdf":
        # A file that breaks the grammar is no other than one that cannot be read: it has no text to look at.
        with contextlib.suppress(ValueError):
            yield from pdf_texts(path.read_bytes(), READ_AT_MOST)
    elif kind in ("csv", "txt", "json", "xml"):
        with path.open("rb") as source:
            yield from _plain(source)
    elif kind in ("gz", "zst"):
        with unrolled(path, kind) as source:
            yield from _plain(source)
    elif kind == "xls":
        # Its words lie as UTF-16 at any byte, or, where all are Latin, one byte each: those bear no mark.
        raw = path.read_bytes()[:READ_AT_MOST]
        yield raw.decode("utf-16-le", "replace")
        yield "\n" * OVERLAP
        yield raw[1:].decode("utf-16-le", "replace")


def unrolled(path: Path, kind: str) -> IO[bytes]:
    """A file packed as one stream, open for reading what is in it."""
    if kind == "gz":
        return gzip.open(path)
    whole = zstandard.ZstdDecompressor()
    return whole.stream_reader(path.open("rb"), read_across_frames=True, closefd=True)


def _packed(path: Path) -> Iterator[str]:
    """Every XML part of an Office or OFD file. Tags fall away, so that a mark in two runs is one again."""
    left = READ_AT_MOST
    with zipfile.ZipFile(path) as packed:
        for one in packed.infolist():
            if not one.filename.lower().endswith((".xml", ".rels")) or left <= 0:
                continue
            with packed.open(one) as part:
                raw = part.read(left)
            left -= len(raw)
            yield html.unescape(_TAG.sub(b"", raw).decode("utf-8", "replace"))
            yield "\n"


def _plain(source: IO[bytes]) -> Iterator[str]:
    raw = source.read(1024 * 1024)
    decoder = codecs.getincrementaldecoder(encoding_of(raw[:4096]))("replace")
    left = READ_AT_MOST
    while raw and left > 0:
        left -= len(raw)
        yield decoder.decode(raw)
        raw = source.read(1024 * 1024)


def encoding_of(head: bytes) -> str:
    """UTF-8 or UTF-16 where it says so or fits, else GB 18030, in which any Chinese text of an office is."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        # The last character may be cut in two: an incremental decoder waits for the rest of it.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
