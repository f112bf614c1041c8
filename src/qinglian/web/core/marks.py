"""
Marks of secrecy in what is uploaded. 密级标识。

A state secret bears its level, a star and its term (「机密★10年」, 国家秘密定密管理规定); internal papers bear
「内部资料 注意保管」. The first is refused: this is no system for state secrets. For the second the person is asked.
Looking for marks finds what is marked; a scan, a photograph, an encrypted file is not read, and the pages say so.
"""

import codecs
import gzip
import html
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

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
        yield from pdf_texts(path.read_bytes())
    elif kind in ("csv", "txt", "json", "xml"):
        with path.open("rb") as source:
            yield from _plain(source)
    elif kind == "gz":
        with gzip.open(path) as source:
            yield from _plain(source)


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
        # The last character may be cut in two.
        head[: max(0, len(head) - 3)].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


# PDF: enough of it to read the text of files that office programs and browsers write.
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL
)
_SHOWN = re.compile(rb"<([0-9A-Fa-f\s]+)>|\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_texts(raw: bytes) -> Iterator[str]:
    """
    What a PDF shows, for each way its fonts name characters. Streams are unpacked, tables from codes to characters
    (ToUnicode) collected, and every piece of shown text is read through each table: order on the page does not
    matter for a mark, which is short.
    """
    maps: list[dict[int, str]] = []
    pages: list[bytes] = []
    left = READ_AT_MOST
    for match in _STREAM.finditer(raw):
        if left <= 0:
            break
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(match[1], left)
        except zlib.error:
            data = match[1]
        left -= len(data)
        if b"beginbfchar" in data or b"beginbfrange" in data:
            maps.append(_to_unicode(data))
        elif b"Tj" in data or b"TJ" in data:
            pages.append(data)
    for page in pages:
        shown = [_shown(match) for match in _SHOWN.finditer(page)]
        yield b"".join(shown).decode("latin-1")
        yield "\n"
        for table in maps:
            for width in (2, 1):
                yield "".join(_through(table, codes, width) for codes in shown)
                yield "\n"
    for match in re.finditer(rb"\(\xfe\xff((?:\\.|[^\\()])*)\)", raw, re.DOTALL):
        yield _ESCAPE.sub(_unescaped, match[1]).decode("utf-16-be", "replace")


def _shown(match: re.Match[bytes]) -> bytes:
    if match[1] is not None:
        digits = re.sub(rb"\s", b"", match[1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, match[2])


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1].isdigit():
        return bytes([int(said, 8) & 255])
    return _ESCAPED.get(said, said)


def _through(table: dict[int, str], codes: bytes, width: int) -> str:
    return "".join(
        table.get(int.from_bytes(codes[at : at + width], "big"), "")
        for at in range(0, len(codes), width)
    )


def _characters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().zfill(4)).decode("utf-16-be", "replace")


def _to_unicode(data: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in _CHARS.finditer(data):
        for code, target in _PAIR.findall(block[1]):
            found[int(code, 16)] = _characters(target)
    for block in _RANGES.finditer(data):
        for first, last, begin, listed in _TRIPLE.findall(block[1]):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 65_535)
            if listed:
                for step, target in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", listed)):
                    found[low + step] = _characters(target)
            elif begin:
                start = int(begin, 16)
                for step in range(high - low + 1):
                    if start + step <= 0x10FFFF:
                        found[low + step] = chr(start + step)
    return found
