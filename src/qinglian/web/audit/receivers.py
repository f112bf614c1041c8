"""What is recorded because it happened, not because a service said so. 由事件触发的记录。"""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from qinglian.web.audit.services import record
from qinglian.web.core.exports import exported
from qinglian.web.core.uploads import Stored, refused_file, stored_file


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
    """A file came in: its hash, kind and size. Its name may be that of a person and is not written down."""
    with transaction.atomic():
        record(
            "file.stored",
            on=("file", stored.sha256[:16]),
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
