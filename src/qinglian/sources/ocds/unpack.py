"""解压、转码，得到可以按行读的文件。 Unpack and re-encode, so that a file can be read by lines."""

import codecs
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import orjson
import zstandard

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources.intake import File, Intake

CHUNK = 1024 * 1024
LARGEST_RATIO = 300
SMALL = 512 * CHUNK
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def unpacked(file: File, intake: Intake) -> Iterator[Path]:
    """Path of the plain UTF-8 file: the file itself, or a temporary copy."""
    encoding = _encoding(file.head)
    if file.packing is None and encoding is None:
        yield file.path
        return
    with NamedTemporaryFile(prefix="qinglian-", suffix=".jsonl") as copy:
        for chunk in _recoded(_chunks(file), encoding):
            copy.write(chunk)
        copy.flush()
        if encoding:
            intake.note(
                f"文字编码为 {encoding.upper()}", f"The text is encoded as {encoding.upper()}"
            )
        yield Path(copy.name)


def is_lines(path: Path, suffix: str) -> bool:
    """Whether the file is JSON Lines: named so, or its first line is JSON by itself."""
    if suffix in (".jsonl", ".ndjson"):
        return True
    with path.open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    try:
        orjson.loads(first.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return False
    return True


def _encoding(head: bytes) -> str | None:
    """The encoding where it is not UTF-8; a stray byte that fits no encoding is left to its own line."""
    if head.startswith(UTF16):
        return "utf-16"
    for encoding in ("utf-8", "gb18030"):
        try:
            head[: len(head) - 4].decode(encoding) if len(head) > 4 else head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 8:  # a character cut by the end of the head
                return None if encoding == "utf-8" else encoding
            continue
        return None if encoding == "utf-8" else encoding
    return None


def _recoded(chunks: Iterator[bytes], encoding: str | None) -> Iterator[bytes]:
    if encoding is None:
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _chunks(file: File) -> Iterator[bytes]:
    """The unpacked bytes; refuses what is cut off or unpacks to an absurd size."""
    packed = file.path.stat().st_size
    total = 0
    try:
        for chunk in _unpack(file):
            total += len(chunk)
            if total > SMALL and total > packed * LARGEST_RATIO:
                raise BadInput(
                    Text(
                        f"{file.path.name} 解压后大得不合常理，疑为压缩炸弹；整份未读",
                        f"{file.path.name} unpacks to an absurd size and may be a zip bomb; nothing was read",
                    )
                )
            yield chunk
    except (EOFError, OSError, zlib.error, zstandard.ZstdError):
        raise BadInput(
            Text(
                f"{file.path.name} 的压缩数据不完整或已损坏；整份未读",
                f"The packed data of {file.path.name} is cut off or damaged; nothing was read",
            )
        ) from None


def _unpack(file: File) -> Iterator[bytes]:
    if file.packing != "zst":
        with file.open() as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
        return
    # The stream reader ends without a word where a frame is cut off; the object knows its end.
    frame = zstandard.ZstdDecompressor().decompressobj()
    with file.path.open("rb") as stream:
        while packed := stream.read(CHUNK):
            while packed:
                if frame.eof:
                    frame = zstandard.ZstdDecompressor().decompressobj()
                yield frame.decompress(packed)
                packed = frame.unused_data
    if not frame.eof:
        raise EOFError
