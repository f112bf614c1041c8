"""
One door for every file that comes in. 文件上传。

    try:
        stored = upload_store(file, by=request.user, kinds=EVIDENCE, asked="internal" in request.POST)
    except Refused as error:
        form.add_error("file", str(error))     # error.ask: asking again with asked=True will do

A file is known by its content, not by its name; it is limited in size, packed and unpacked; looked through for
marks of secrecy; and lies in the data folder, outside the web root, under a random name without an ending, never
to be executed. It leaves only through `download`: as an attachment that no browser opens by itself.
"""

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.dispatch import Signal
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from qinglian.web.core import limits, marks
from qinglian.web.core.kinds import (
    BROKEN,
    EVIDENCE,
    MOST_UNPACKED,
    PICTURES,
    Refused,
    kind_of,
    must_be,
    must_unpack,
)
from qinglian.web.core.pictures import without_place
from qinglian.web.core.wording import labelled

stored_file = Signal()
"""Sent with `by`, `stored`; whoever keeps records writes it down."""
refused_file = Signal()
"""Sent with `by`, `why`, `name`."""
sent_file = Signal()
"""Sent with `by`, `paper` and `of`, the matter it belongs to, when a paper leaves."""

TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
"""Types said on download; all others are a stream of bytes. Nothing is shown in place in any case."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it lies in the data folder. `path` is relative to it, for a model's column."""

    path: str
    sha256: str
    size: int
    name: str
    kind: str
    stripped: bool = False
    """Whether a place was taken out of a photograph."""


def folder() -> Path:
    """Where all files lie."""
    return Path(settings.CONFIG.data) / "uploads"


def upload_store(
    file: UploadedFile,
    *,
    by: Any,
    kinds: frozenset[str] = EVIDENCE,
    most_mb: int | None = None,
    asked: bool = False,
    most_unpacked: int = MOST_UNPACKED,
) -> Stored:
    """
    Take a file in. Raises `Refused`. `asked`: the person has confirmed that a paper marked 内部资料 may lie here.
    The caller's transaction may still fail: `forget` removes the file then (`all_stored` sees to that). Call this
    outside `transaction.atomic`, or the record of a refusal goes with the transaction that it ends. What no row of
    a `FiledPaper` names is swept away after a day.
    """
    try:
        stored = _take(file, by, kinds, most_mb or settings.CONFIG.upload_mb, asked, most_unpacked)
    except Refused as error:
        refused_file.send(upload_store, by=by, why=error.why, name=safe_name(file.name or ""))
        raise
    stored_file.send(upload_store, by=by, stored=stored)
    return stored


@contextmanager
def all_stored(
    files: Iterable[UploadedFile], *, by: Any, **options: Any
) -> Iterator[list["Stored"]]:
    """
    All files of a form, or none: where one is refused, or what is done with them fails, nothing stays. The message
    of a refusal says which file it is about.
    """
    stored: list[Stored] = []
    try:
        for file in files:
            try:
                stored.append(upload_store(file, by=by, **options))
            except Refused as error:
                said = labelled(safe_name(file.name or ""), error)
                raise Refused(error.why, said, ask=error.ask) from error
        yield stored
    except BaseException:
        for one in stored:
            forget(one)
        raise


def _take(
    file: UploadedFile,
    by: Any,
    kinds: frozenset[str],
    most_mb: int,
    asked: bool,
    most_unpacked: int,
) -> Stored:
    if not limits.take("upload", by):
        raise Refused("often", str(limits.SAID))
    name = safe_name(file.name or "")
    if not file.size:
        raise Refused("empty", _("文件是空的。"))
    if file.size > most_mb * 1024 * 1024:
        raise Refused("size", _("文件超过 %(mb)d MB，请压缩或拆分后再传。") % {"mb": most_mb})
    _name_marks(name, asked)
    path = _aside(file)
    try:
        kind = kind_of(path, name)
        must_be(kind, name, kinds)
        must_unpack(path, kind, most_unpacked)
        _content_marks(path, kind, asked)
        stripped = kind in PICTURES and _without_place(path, kind)
        size, digest = path.stat().st_size, _digest(path)
        home = folder() / path.name[:2] / path.name
        home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(path, home)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Stored(str(home.relative_to(folder())), digest, size, name, kind, stripped)


def _aside(file: UploadedFile) -> Path:
    """Written under a random name nobody knows, on disk before it is looked at."""
    place = folder() / "incoming"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place / secrets.token_hex(16)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return path


def _without_place(path: Path, kind: str) -> bool:
    try:
        return without_place(path, kind)
    # A picture that cannot be read is no evidence, whatever it is that Pillow says of it.
    except Exception as error:
        raise Refused("broken", _("文件已损坏，打不开。")) from error


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def safe_name(name: str) -> str:
    """The last part of a name, without what a system or a reader could take for something else."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Control characters and those that turn the direction of writing (gpj.exe shown as exe.jpg).
    name = "".join(
        one for one in name if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    name = re.sub(r'[<>:"|?*\s]+', "_", name).strip("._ ")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:100] or "file"
    return f"{stem[:100] or 'file'}.{ending[:12].lower()}"


def _name_marks(name: str, asked: bool) -> None:
    _answer(marks.found_in_name(name), asked, _("文件名"))


def _content_marks(path: Path, kind: str, asked: bool) -> None:
    try:
        found = marks.found_in(marks.texts_of(path, kind))
    except BROKEN as error:
        raise Refused("broken", _("文件已损坏，打不开。")) from error
    _answer(found, asked, _("文件内容"))


def _answer(found: str, asked: bool, where: str) -> None:
    if found == "secret":
        raise Refused(
            "secret",
            _(
                "%(where)s带有国家秘密标识，本系统为非涉密系统，不能上传。请立即按保密规定处理这份文件，并告知保密工作机构。"
            )
            % {"where": where},
        )
    if found == "internal" and not asked:
        said = _(
            "%(where)s带有“内部资料”一类标识。确认按本单位规定可以放在本系统后，勾选确认再传。"
        )
        raise Refused("internal", said % {"where": where}, ask=True)


def forget(stored: Stored) -> None:
    """Remove a file whose row was never written."""
    remove(stored.path)


def remove(path: str) -> None:
    """Remove a file whose row is gone."""
    _inside(path).unlink(missing_ok=True)


def give(stored: Stored, to: Path) -> None:
    """Hand a file over to whoever reads it from a place and under an ending of their own."""
    os.replace(_inside(stored.path), to)


def content(path: str) -> bytes | None:
    """The bytes of a stored file, where it is still there."""
    found = _inside(path)
    return found.read_bytes() if found.is_file() else None


def token(path: str) -> str:
    """What records call a file: the random name under which it lies."""
    return Path(path).name[:16]


def sweep(named: Container[str], before: float) -> int:
    """Remove files stored before an instant that no row names: their form failed, or their matter is gone."""
    swept = 0
    for path in folder().rglob("*"):
        if (
            path.is_file()
            and path.stat().st_mtime < before
            and str(path.relative_to(folder())) not in named
        ):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _inside(path: str) -> Path:
    home = folder().resolve()
    found = (home / path).resolve()
    if not found.is_relative_to(home):
        raise Http404
    return found


def download(path: str, name: str, kind: str = "") -> FileResponse:
    """
    Send a stored file as an attachment. The view has made sure that the person may have it. No browser shows it in
    place or guesses what it is; should one do so all the same, it may run nothing.
    """
    found = _inside(path)
    if not found.is_file():
        raise Http404
    response = FileResponse(
        found.open("rb"),
        as_attachment=True,
        filename=safe_name(name),
        content_type=TYPES.get(kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
