"""
落盘：先写在旁边，刷到磁盘，再改名就位。Folders written aside, flushed to disk, renamed into place; whole or not at all.

A folder being written is held with `flock` by its writer, so whoever comes next can tell a load that is still running
from what a killed process or a power cut left behind.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import IO

import duckdb

from qinglian.model.errors import BadUsage, QinglianError
from qinglian.model.text import Text

WRITING = ".writing"
LOCK = ".lock"


class NotWritten(QinglianError):
    """The disk would not take it (full, read-only, broken); nothing was kept."""


@contextmanager
def aside(root: Path, target: Path, *, keep_existing: bool = False) -> Iterator[Path]:
    """Give an empty folder to write in; it becomes `target` at the end of the block, or nothing does.

    With `keep_existing` a target that another process put in place meanwhile stands, and what was written here goes.
    """
    try:
        place, held = _claim(root, target.name)
    except OSError as error:
        raise NotWritten(_fault(target, error)) from None
    try:
        yield place
        if not (keep_existing and target.exists()):
            _flush(place)
            _move(place, target)
    except (OSError, duckdb.IOException) as error:
        raise NotWritten(_fault(target, error)) from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(held)


def sweep(root: Path) -> list[str]:
    """Remove what dead writers left; return the names of those folders."""
    return [place.name for place in sorted((root / WRITING).glob("*")) if remove(place)]


@contextmanager
def alone(
    root: Path, *, by: str, wait: float = 600.0, say: Callable[[Text], None] | None = None
) -> Iterator[None]:
    """Hold the lake for one load. Another one waits, having said so, and gives up after `wait` seconds."""
    try:
        lock = (root / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise NotWritten(_fault(root / LOCK, error)) from None
    with lock as stream:
        until = time.monotonic() + wait
        while not _lock(stream):
            if time.monotonic() >= until:
                raise BadUsage(_busy(stream, Text("稍后再试。", "Try again later.")))
            if say:
                say(_busy(stream, Text("等它完成后继续。", "Waiting for it to finish.")))
                say = None
            time.sleep(0.1)
        stream.truncate(0)
        json.dump({"pid": os.getpid(), "by": by, "since": f"{datetime.now(UTC):%FT%TZ}"}, stream)
        stream.flush()
        yield
        stream.truncate(0)


def sync(path: Path) -> None:
    """Flush a file or folder to the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _claim(root: Path, name: str) -> tuple[Path, int]:
    """Make a folder below `.writing` and hold it."""
    writing = root / WRITING
    while True:
        writing.mkdir(exist_ok=True)
        place = writing / f"{name}-{token_hex(3)}"
        place.mkdir()
        held = hold(place)
        if held is not None:
            return place, held


def hold(place: Path, *, shared: bool = False) -> int | None:
    """Hold a folder (alone, or with other readers) by a handle to be closed; None where it is taken or gone."""
    try:
        handle = os.open(place, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), os.stat(place)):
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(handle)
    return None


def remove(place: Path) -> bool:
    """Remove a folder that nobody holds; say whether it went."""
    held = hold(place)
    if held is None:
        return False
    shutil.rmtree(place, ignore_errors=True)
    os.close(held)
    return True


def _lock(stream: IO[str]) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _flush(place: Path) -> None:
    for folder, _, names in os.walk(place, topdown=False):
        for name in names:
            sync(Path(folder, name))
        sync(Path(folder))


def _move(place: Path, target: Path) -> None:
    os.rename(place, target)
    try:
        sync(target.parent)
        sync(place.parent)
    except OSError:
        # Not known to be on the disk: taken back, so that the sentence "nothing was kept" is true.
        os.rename(target, place)
        raise


def _fault(target: Path, error: Exception) -> Text:
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return Text(
        f"写不进 {target.parent}（{reason}），什么都没有留下；腾出空间或检查磁盘后再试。",
        f"Could not write to {target.parent} ({reason}); nothing was kept. Free some space or check the disk, then "
        "try again.",
    )


def _busy(stream: IO[str], then: Text) -> Text:
    stream.seek(0)
    try:
        holder = json.loads(stream.read())
        who = Text(
            f"（{holder['by']}，进程 {holder['pid']}，{holder['since']} 起）",
            f" ({holder['by']}, process {holder['pid']}, since {holder['since']})",
        )
    except (ValueError, KeyError):
        who = Text("", "")
    return Text(
        f"另一次装载正在写这个数据湖{who.zh}，{then.zh}",
        f"Another load is writing to this lake{who.en}. {then.en}",
    )
