"""
What a file is, whatever its name says, and whether it may be unpacked. 文件种类。
"""

import zipfile
import zlib
from pathlib import Path

import zstandard
from django.utils.translation import gettext as _

from qinglian.web.core import marks
from qinglian.web.core.wording import listed

LEDGERS = frozenset({"xlsx", "xls", "csv", "txt", "json", "xml", "parquet", "gz", "zst"})
"""What data come in."""
PAPERS = frozenset({"pdf", "docx", "xlsx", "ofd", "csv", "txt"})
PICTURES = frozenset({"jpeg", "png"})
EVIDENCE = PAPERS | PICTURES
"""What proves that something was done: papers and photographs of signed sheets."""

ENDINGS = {
    "xlsx": (".xlsx",), "docx": (".docx",), "pptx": (".pptx",), "ofd": (".ofd",), "pdf": (".pdf",),
    "jpeg": (".jpg", ".jpeg"), "png": (".png",), "csv": (".csv", ".tsv"), "txt": (".txt", ".md"),
    "json": (".json", ".jsonl", ".ndjson"), "xml": (".xml", ".xes"), "parquet": (".parquet",),
    "gz": (".gz",), "xls": (".xls",), "zst": (".zst",),
}  # fmt: skip
MOST_PARTS = 5_000
MOST_TIMES = 200
"""How many times a packed file may grow when it is unpacked. Real workbooks stay under 40."""
MOST_UNPACKED = 1024**3
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged or strange file raises."""


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Refused(ValueError):
    """The file is not taken; the message says why and what to do. `ask`: it is taken once the person has confirmed."""

    def __init__(self, why: str, said: str, *, ask: bool = False) -> None:
        super().__init__(said)
        self.why, self.ask = why, ask


def kind_of(path: Path, name: str) -> str:
    """What a file is, from its first bytes and its parts; nothing where it is none of those known here."""
    with path.open("rb") as source:
        head = source.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(path)
    for start, kind in (
        (b"%PDF-", "pdf"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"PAR1", "parquet"),
        (b"\x1f\x8b", "gz"),
        (b"\x28\xb5\x2f\xfd", "zst"),
        (OLE, "xls"),
    ):
        if head.startswith(start):
            return _bound_kind(path) if start == OLE else kind
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in head:
        return ""
    text = head.decode(marks.encoding_of(head), "replace")
    if text.count("\ufffd") > len(text) / 50 or any(
        mark in text.lower() for mark in ("<script", "<html", "<svg")
    ):
        return ""
    begins = text.lstrip("\ufeff \t\r\n")
    ending = Path(name).suffix.lower()
    if begins.startswith("<?xml") or (begins.startswith("<") and ending in ENDINGS["xml"]):
        return "xml"
    if begins.startswith(("{", "[")) and ending in ENDINGS["json"]:
        return "json"
    return "txt" if ending in ENDINGS["txt"] else "csv"


def _macro() -> str:
    return _("文件带有宏或程序，请另存为不带宏的格式再传。")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _bound_kind(path: Path) -> str:
    """An Office file as it was before 2007: a workbook, without macros."""
    names = path.read_bytes()
    if _wide("_VBA_PROJECT") in names:
        raise Refused("macro", _macro())
    return "xls" if _wide("Workbook") in names or _wide("Book") in names else ""


def _packed_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except BROKEN as error:
        raise Refused("broken", _("文件已损坏，打不开。")) from error
    if any(
        one.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for one in names
    ):
        raise Refused("macro", _macro())
    if "OFD.xml" in names:
        return "ofd"
    for part, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if "[Content_Types].xml" in names and any(one.startswith(part) for one in names):
            return kind
    return ""


def must_be(kind: str, name: str, kinds: frozenset[str]) -> None:
    """Refuse a kind that is not wanted here, and a name that says something else than the content."""
    if kind not in kinds:
        wanted = listed(sorted(ending[1:] for one in kinds for ending in ENDINGS[one][:1]))
        raise Refused("kind", _("不收这种文件。可以传：%(kinds)s。") % {"kinds": wanted})
    if Path(name).suffix.lower() not in ENDINGS[kind]:
        raise Refused(
            "ending",
            _("文件名的后缀与内容不符：内容是 %(kind)s，请改正后缀再传。") % {"kind": kind},
        )


def must_unpack(path: Path, kind: str, most: int = MOST_UNPACKED) -> None:
    """Refuse what grows without measure, before anybody unpacks it. `most`: bytes that it may grow to at all."""
    size = path.stat().st_size
    most = min(most, max(size, 100_000) * MOST_TIMES)
    said = _("文件解压后过大，不予接收。")
    if kind in ("xlsx", "docx", "pptx", "ofd"):
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > most:
                raise Refused("bomb", said)
            if any(one.flag_bits & 1 for one in parts):
                raise Refused("locked", _("文件加了密码，看不了内容，请去掉密码再传。"))
            for one in parts:
                _really(packed, one, said)
    elif kind in ("gz", "zst"):
        _unroll(path, kind, most, said)


def _really(packed: zipfile.ZipFile, one: zipfile.ZipInfo, said: str) -> None:
    """A part may say it is smaller than it is; reading stops at what it said."""
    try:
        with packed.open(one) as part:
            left = one.file_size
            while chunk := part.read(1024 * 1024):
                left -= len(chunk)
                if left < 0:
                    raise Refused("bomb", said)
    except BROKEN as error:
        raise Refused("broken", _("文件已损坏，打不开。")) from error


def _unroll(path: Path, kind: str, most: int, said: str) -> None:
    grown = 0
    try:
        with marks.unrolled(path, kind) as source:
            while chunk := source.read(1024 * 1024):
                grown += len(chunk)
                if grown > most:
                    raise Refused("bomb", said)
    except BROKEN as error:
        raise Refused("broken", _("文件已损坏，打不开。")) from error
