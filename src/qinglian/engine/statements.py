"""
编译好的语句，留给下一次运行。Compiled statements, kept for the next run.

Building an expression and writing its SQL takes longer than many a question takes to answer. What is written hangs on
the code, the card's values and the shape of the data alone, so it is kept under a hash of these, in the user's cache
folder. Anything may be deleted there at any time; a folder that cannot be written to is done without.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from qinglian.engine.code import fingerprint

GENERATIONS = 3
"""Folders kept, one for each state of the code; the oldest go."""


def home() -> Path:
    """The user's cache folder for statements."""
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "qinglian" / "statements"


def statements(key: Any, make: Callable[[], Any]) -> Any:
    """What `make` returns, plain JSON, or what it returned for the same key before."""
    body = json.dumps(to_jsonable_python(key), ensure_ascii=False, sort_keys=True)
    name = hashlib.sha256(body.encode()).hexdigest()[:32]
    path = home() / fingerprint() / f"{name}.json"
    kept = _read(path)
    if kept is None:
        kept = make()
        with contextlib.suppress(OSError):
            _write(path, json.dumps(kept, ensure_ascii=False).encode())
    return kept


def _read(path: Path) -> Any:
    """What is kept there; nothing where nothing is, or what is there is spoilt."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _write(path: Path, body: bytes) -> None:
    """Write aside and rename, so that nobody reads half a file."""
    if not path.parent.is_dir():
        _forget(path.parent.parent)
        path.parent.mkdir(parents=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as aside:
        aside.write(body)
    os.replace(aside.name, path)


def _forget(folder: Path) -> None:
    """Make room for a new generation."""
    if folder.is_dir():
        old = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in old[GENERATIONS - 1 :]:
            shutil.rmtree(path, ignore_errors=True)
