"""
Files on their way in, as they lie here: under names of ours, gone as soon as they are in the lake. 待装载文件。
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from qinglian.engine.lake.disk import hold
from qinglian.engine.outcome import SourceNote
from qinglian.web.runs.models import Upload

SHOWN_REFUSED = 200
"""Refused rows kept for the preview; the file of all of them is made when asked for."""


def paths_of(upload: Upload) -> list[Path]:
    """The files as they lie here."""
    return [folder_of(upload) / one["kept"] for one in upload.files]


def folder_of(upload: Upload) -> Path:
    """Where the files of an upload lie."""
    return Path(settings.CONFIG.data) / "incoming" / upload.public_id


def forget(upload: Upload) -> None:
    """Delete files that are in the lake or were taken back: clear identities lie nowhere longer than needed."""
    for path in paths_of(upload):
        path.unlink(missing_ok=True)
    if folder_of(upload).exists():
        folder_of(upload).rmdir()


@contextmanager
def held(upload: Upload) -> Iterator[bool]:
    """Hold the folder of an upload while one works on it; the system lets go of it when the worker dies."""
    handle = hold(folder_of(upload))
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def mapping_of(upload: Upload, folder: Path) -> Path | None:
    """The mapping file somebody chose, written out for the reader."""
    if not upload.mapping:
        return None
    path = folder / "mapping.yaml"
    path.write_text(upload.mapping["text"], encoding="utf-8")
    return path


def note_of(note: SourceNote, upload: Upload) -> dict[str, Any]:
    """What was understood of one file, as JSON."""
    names = {one["kept"]: one["name"] for one in upload.files}
    return {
        "name": names.get(note.name, note.name),
        "kind": note.kind,
        "read": note.rows_read,
        "kept": note.rows_kept,
        "refused": note.rows_refused,
        "tables": note.tables,
        "notes": [{"zh": text.zh, "en": text.en} for text in note.notes],
        "left_over": note.left_over,
        "rows": [
            {
                name: _plain(row.get(name))
                for name in ("sheet", "row", "column", "value", "reason_zh", "reason_en")
            }
            for row in note.refused[:SHOWN_REFUSED]
        ],
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, float, bool)) else str(value)


def named(said: str, upload: Upload) -> str:
    """A sentence of the engine with the sender's names for the files in place of ours."""
    for one in upload.files:
        said = said.replace(str(folder_of(upload) / one["kept"]), one["name"]).replace(
            one["kept"], one["name"]
        )
    return said
