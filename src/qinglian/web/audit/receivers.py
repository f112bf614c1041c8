"""What is recorded because it happened, not because a service said so. 由事件触发的记录。"""

from typing import Any

from django.db import models, transaction
from django.dispatch import receiver
from django.http import HttpRequest

from qinglian.web.audit.services import record
from qinglian.web.core.exports import exported
from qinglian.web.core.uploads import Stored, refused_file, sent_file, stored_file, token


@receiver(exported)
def list_exported(request: HttpRequest, title: str, rows: int, **_: Any) -> None:
    """
    A list left as a file: who, which list under which filters, how many rows. That words were searched is kept and
    the words are not: they may be a name, or the number of what nobody may know of.
    """
    filters = {name: value for name, value in request.GET.items() if name not in ("q", "format")}
    with transaction.atomic():
        record(
            "list.exported",
            by=request.user,
            list=title,
            rows=rows,
            filters=filters,
            searched=bool(request.GET.get("q")),
        )


@receiver(stored_file)
def file_stored(by: Any, stored: Stored, **_: Any) -> None:
    """
    A file came in: its hash, kind and size. Its name may be that of a person and is not written down. It is called
    by the random name it lies under: the same file twice, in two matters, is two.
    """
    with transaction.atomic():
        record(
            "file.stored",
            on=("file", token(stored.path)),
            by=by,
            kind=stored.kind,
            size=stored.size,
            sha256=stored.sha256,
        )


@receiver(refused_file)
def file_refused(by: Any, why: str, **_: Any) -> None:
    """A file was not taken, and why; of a paper with a mark of secrecy nothing else is kept."""
    with transaction.atomic():
        record("file.refused", by=by, why=why)


@receiver(sent_file)
def file_downloaded(by: Any, paper: Any, of: models.Model, **_: Any) -> None:
    """A paper left: who fetched which, of what matter. Where the matter is hidden, this is too."""
    with transaction.atomic():
        record(
            "file.downloaded",
            on=of,
            by=by,
            paper=paper.public_id,
            kind=paper.kind,
            size=paper.size,
            sha256=paper.sha256,
        )
