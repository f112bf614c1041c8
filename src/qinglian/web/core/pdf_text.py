"""
The text that a PDF shows, near enough to look for marks in it. PDF 的文字。

Read are files as office programs, browsers and WPS write them: streams are unpacked, objects found in the file and
in object streams, and what is shown is put through the table of the font in force (ToUnicode). Order is that of
writing. Not read: scans, encrypted files, fonts without a table.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?<!\d)(\d+) \d+ obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\n?endstream", re.DOTALL)
_FONT = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+) \d+ R")
_TABLE = re.compile(rb"/ToUnicode\s+(\d+) \d+ R")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL
)
_SAID = re.compile(
    rb"/([^\s/<>\[\]()]+)\s+[\d.+-]+\s+Tf|<([0-9A-Fa-f\s]*)>|\(((?:\\.|[^\\()])*)\)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

MOST_TURNS = 20

Table = tuple[int, dict[int, str]]
"""How many bytes a code has, and which characters it stands for."""


def pdf_texts(raw: bytes, most: int) -> Iterator[str]:
    """The texts of all pages and forms, and those of the file's own properties."""
    objects, streams = _read(raw, most)
    fonts = _fonts(objects, streams)
    for data in streams.values():
        if b"Tj" in data or b"TJ" in data or b"Tf" in data:
            # One name may stand for another font on another page: each of its fonts is tried in turn.
            turns = max((len(tables) for tables in fonts.values()), default=1)
            for turn in range(min(turns, MOST_TURNS)):
                yield "".join(_shown(data, fonts, turn))
                yield "\n"
    for match in re.finditer(rb"\(\xfe\xff((?:\\.|[^\\()])*)\)", raw, re.DOTALL):
        yield _ESCAPE.sub(_unescaped, match[1]).decode("utf-16-be", "replace")
        yield "\n"


def _read(raw: bytes, most: int) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """Objects without their streams, and the streams unpacked; those of object streams too."""
    objects: dict[int, bytes] = {}
    streams: dict[int, bytes] = {}
    for match in _OBJECT.finditer(raw):
        number, body = int(match[1]), match[2]
        inner = _STREAM.search(body)
        objects[number] = body[: inner.start()] if inner else body
        if inner and most > 0:
            unpacker = zlib.decompressobj()
            try:
                data = unpacker.decompress(inner[1], most)
            except zlib.error:
                data = inner[1]
            most -= len(data)
            streams[number] = data
    for number, data in list(streams.items()):
        first = re.search(rb"/First\s+(\d+)", objects[number])
        if first and b"/ObjStm" in objects[number]:
            objects.update(_packed_objects(data, int(first[1])))
    return objects, streams


def _packed_objects(data: bytes, first: int) -> dict[int, bytes]:
    numbers = [int(one) for one in data[:first].split() if one.isdigit()]
    starts = list(zip(numbers[::2], numbers[1::2], strict=False))
    ends = [start for _, start in starts[1:]] + [len(data)]
    return {
        number: data[first + start : first + end]
        for (number, start), end in zip(starts, ends, strict=True)
    }


def _fonts(objects: dict[int, bytes], streams: dict[int, bytes]) -> dict[bytes, list[Table]]:
    """The tables of each font, by the name pages call it."""
    by_object = {
        number: streams[int(found[1])]
        for number, body in objects.items()
        if (found := _TABLE.search(body)) and int(found[1]) in streams
    }
    tables = {number: _table(data) for number, data in by_object.items()}
    fonts: dict[bytes, dict[int, Table]] = defaultdict(dict)
    for body in objects.values():
        for name, number in _FONT.findall(body):
            if int(number) in tables:
                fonts[name][int(number)] = tables[int(number)]
    return {name: list(found.values()) for name, found in fonts.items()}


def _shown(data: bytes, fonts: dict[bytes, list[Table]], turn: int) -> Iterator[str]:
    table: Table | None = None
    for name, digits, letters in _SAID.findall(data):
        if name:
            tables = fonts.get(name)
            table = tables[turn % len(tables)] if tables else None
            continue
        codes = _bytes(digits) if digits else _ESCAPE.sub(_unescaped, letters)
        if table is None:
            yield codes.decode("latin-1")
            continue
        width, characters = table
        for at in range(0, len(codes), width):
            yield characters.get(int.from_bytes(codes[at : at + width], "big"), "")


def _bytes(digits: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", digits)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1].isdigit():
        return bytes([int(said, 8) & 255]) if said.strip(b"01234567") == b"" else said
    return _ESCAPED.get(said, said)


def _characters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().rjust(4, "0")).decode("utf-16-be", "replace")


def _table(data: bytes) -> Table:
    space = _SPACE.search(data)
    found: dict[int, str] = {}
    for block in _CHARS.finditer(data):
        for code, target in _PAIR.findall(block[1]):
            found[int(code, 16)] = _characters(target + b"0" * (len(target) % 2))
    for block in _RANGES.finditer(data):
        for first, last, begin, listed in _TRIPLE.findall(block[1]):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 65_535)
            if listed:
                for step, target in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", listed)):
                    found[low + step] = _characters(target + b"0" * (len(target) % 2))
            elif begin:
                start = int(begin, 16)
                for step in range(high - low + 1):
                    if start + step <= 0x10FFFF:
                        found[low + step] = chr(start + step)
    return (max(1, len(space[1]) // 2) if space else 2), found
