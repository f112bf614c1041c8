"""Looks at a workbook before it is opened: is it whole, is it as small as it says, does it declare XML entities?"""

import io
import re
import zipfile
import zlib

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources.intake import File
from qinglian.sources.unpack import BOMB_BYTES, BOMB_RATIO, bomb

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 4 << 30
MOST_TEXT = 2 << 30
DEFLATE_RATIO = 1032
CHUNK = 1 << 20
ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_whole(file: File) -> bytes:
    """All bytes of a file, unpacked, within a bound."""
    with file.open() as stream:
        raw = stream.read(MOST_TEXT + 1)
    if len(raw) > MOST_TEXT:
        name = file.path.name
        raise BadInput(
            Text(
                f"{name} 大于 2 GB，超出台账的范围，没有读；请拆成几个文件。",
                f"{name} is larger than 2 GB and was not read; split it into several files.",
            )
        )
    return raw


def checked(file: File) -> bytes | None:
    """The bytes of a packed workbook, None where it lies plain on disk; raises BadInput where it is not safe."""
    raw = None if file.packing is None else read_whole(file)
    if file.head.startswith(OLE):
        return raw
    try:
        with zipfile.ZipFile(file.path if raw is None else io.BytesIO(raw)) as book:
            _look(book, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise broken(file) from None
    return raw


def broken(file: File) -> BadInput:
    """The sentence for a workbook that cannot be opened."""
    name = file.path.name
    return BadInput(
        Text(
            f"{name} 不完整或已损坏，整份未读，请用 Excel 或 WPS 打开后另存，或重新导出再读。",
            f"{name} is cut off or damaged and nothing was read; open it in a spreadsheet program and save it again, "
            "or export it anew.",
        )
    )


def _look(book: zipfile.ZipFile, file: File) -> None:
    parts = book.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MOST_BYTES or (unpacked > BOMB_BYTES and unpacked > BOMB_RATIO * max(packed, 1)):
        raise bomb(file.path)
    if not {"[Content_Types].xml", "content.xml"} & set(book.namelist()):
        name = file.path.name
        raise BadInput(
            Text(
                f"{name} 是压缩包，不是工作簿；请解压后读里面的文件。",
                f"{name} is a zip archive, not a workbook; unpack it and read the files inside.",
            )
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            _look_at_part(book, part, file)


def _look_at_part(book: zipfile.ZipFile, part: zipfile.ZipInfo, file: File) -> None:
    """Refuse entities; read through what could unpack to more than it declares (zipfile then finds the sum wrong)."""
    with book.open(part) as stream:
        start = stream.read(4096)
        if ENTITIES.search(start.replace(b"\0", b"")):
            name = file.path.name
            raise BadInput(
                Text(
                    f"{name} 的内部文件声明了 XML 实体，可能有害，整份未读；请用 Excel 或 WPS 另存为新文件再读。",
                    f"{name} declares XML entities inside, which may do harm, and was not read; "
                    "save it anew in a spreadsheet program.",
                )
            )
        if part.compress_size * DEFLATE_RATIO > BOMB_BYTES:
            while stream.read(CHUNK):
                pass
