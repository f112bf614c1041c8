"""
解包。Packed inputs, read with care: a file cut off, damaged, or blown up on purpose is refused in
one sentence.
"""

import gzip
import io
import zipfile
import zlib
from pathlib import Path
from typing import IO, Protocol

import zstandard

from qinglian.model.errors import BadInput
from qinglian.model.text import Text

BOMB_RATIO = 300
"""Real ledgers and logs shrink some 10 to 60 times; gzip cannot do better than about 1,030."""

BOMB_BYTES = 256 << 20
"""Below this size nothing is a bomb."""

SIP = 2048
"""Packed bytes given to zstd at once: what they may become stays small enough to look at."""


class _Source(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class Unpacked(io.RawIOBase):
    """Bytes of a gzip or zstd file, unpacked as they are read."""

    def __init__(self, path: Path, packing: str) -> None:
        self.path = path
        self._raw = path.open("rb")
        self._size = path.stat().st_size
        self._out = 0
        self._ended = False
        self._source: _Source
        if packing == "gz":
            self._source = gzip.GzipFile(fileobj=self._raw)
        else:
            self._source = _Frames(self._raw)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill a buffer; raises BadInput for a file that is cut off, damaged or a bomb."""
        try:
            data = self._source.read(len(buffer))
        except EOFError:
            raise _cut_off(self.path) from None
        except (OSError, zlib.error, zstandard.ZstdError) as error:
            raise BadInput(
                Text(
                    f"{self.path.name} 压缩数据已损坏，整份未读（{error}）",
                    f"{self.path.name}: the packed data is damaged; nothing was read ({error})",
                )
            ) from None
        self._out += len(data)
        if self._out > BOMB_BYTES and self._out > BOMB_RATIO * self._size:
            raise bomb(self.path)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file too."""
        self._raw.close()
        super().close()


class _Frames:
    """Zstd frames one after another; a frame without its end is an error, not the end of the file."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._open = False
        self._ready = b""

    def read(self, size: int = -1, /) -> bytes:
        while not self._ready:
            packed = self._raw.read(SIP)
            if not packed:
                if self._open:
                    raise EOFError
                return b""
            self._feed(packed)
        part, self._ready = self._ready[:size], self._ready[size:]
        return part

    def _feed(self, packed: bytes) -> None:
        while packed:
            self._open = True
            self._ready += self._frame.decompress(packed)
            if not self._frame.eof:
                return
            packed = self._frame.unused_data
            self._frame = zstandard.ZstdDecompressor().decompressobj()
            self._open = False


def unpacked(path: Path, packing: str) -> IO[bytes]:
    """Open a packed file for reading."""
    return io.BufferedReader(Unpacked(path, packing), buffer_size=1 << 20)


def check_zip(path: Path) -> None:
    """Refuse an .xlsx (a zip of XML parts) that is damaged or would unpack to far more than it is."""
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise BadInput(
            Text(
                f"{path.name} 不是完整的 Excel 文件，整份未读（{error}）",
                f"{path.name} is no whole Excel file; nothing was read ({error})",
            )
        ) from None
    if size > BOMB_BYTES and size > BOMB_RATIO * path.stat().st_size:
        raise bomb(path)


def bomb(path: Path) -> BadInput:
    """The sentence for a file that unpacks to far more than data would."""
    return BadInput(
        Text(
            f"{path.name} 解压后异常庞大（超过 {BOMB_RATIO} 倍），疑为压缩炸弹，整份未读",
            f"{path.name} unpacks to more than {BOMB_RATIO} times its size; taken for a bomb, nothing was read",
        )
    )


def _cut_off(path: Path) -> BadInput:
    return BadInput(
        Text(
            f"{path.name} 不完整（压缩数据中途结束），整份未读，请重新取得文件",
            f"{path.name} is cut off (packed data ends early); nothing was read, fetch the file again",
        )
    )
