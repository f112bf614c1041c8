"""
一批文书: drafted in the worker, one for each row, then bundled as one ZIP and one PDF. 批量拟稿。

Papers are drafted in small transactions: a worker that is killed goes on where it was. What the person may not see any
more by then is left out.
"""

import hashlib
import io
import os
import secrets
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import folder, remove, safe_name
from qinglian.web.documents.models import Batch, BatchFile, Document, Master
from qinglian.web.documents.printing.fields import printed
from qinglian.web.documents.printing.office import AT_ONCE, OfficeError, pdfs
from qinglian.web.documents.printing.pdf import OFFICE, TYPST, maker, merged
from qinglian.web.documents.printing.typesetting import typeset
from qinglian.web.documents.printing.word import word
from qinglian.web.documents.services.drafting import document_draft, kind_of, row_of
from qinglian.web.documents.services.masters import master_bytes

MOST = 500
"""Papers of one batch."""
STUCK = timedelta(minutes=15)
DRAFTED = 40
"""Per cent of the way when all are drafted; the rest is printing."""


@transaction.atomic
def batch_start(*, kind: str, names: Iterable[str], by: Any, site: str = "") -> Batch:
    """Ask for one paper of a kind about each of these rows."""
    known = kind_of(kind, by)
    if known is None or not known.of:
        raise NotAllowed(_("您的角色不拟这种文书。"))
    asked = list(dict.fromkeys(names))
    if not asked:
        raise NotAllowed(_("请至少选一件。"))
    if len(asked) > MOST:
        raise NotAllowed(_("一批最多 %(n)d 件。") % {"n": MOST})
    made = Batch.objects.create(kind=kind, unit=by.unit, by=by, asked=asked, site=site)
    record("batch.asked", on=made, by=by, kind=kind)
    transaction.on_commit(lambda: batch_make.enqueue(made.pk))
    return made


@transaction.atomic
def batch_again(*, batch: Batch, by: Any) -> Batch:
    """Bundle once more: as the papers stand now."""
    fresh = Batch.objects.select_for_update().get(pk=batch.pk)
    if not Batch.objects.writable_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    fresh.status, fresh.percent, fresh.trouble = Batch.Status.QUEUED, 0, ""
    fresh.moved_at = timezone.now()
    fresh.save()
    record("batch.again", on=fresh, by=by)
    transaction.on_commit(lambda: batch_make.enqueue(fresh.pk))
    return fresh


@task(queue_name="runs")
def batch_make(key: int) -> None:
    """The work itself, in the worker. What goes wrong is said on the page of the batch."""
    batch = Batch.objects.filter(pk=key, status__in=("queued", "running")).first()
    if batch is None:
        return
    try:
        _draft(batch)
        _bundle(batch)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:500]
        Batch.objects.filter(pk=key).update(status=Batch.Status.FAILED, trouble=what)
        raise


def batches_resume() -> int:
    """Ask again for batches whose worker was killed; called every minute."""
    old = Batch.objects.filter(
        status__in=("queued", "running"), moved_at__lt=timezone.now() - STUCK
    )
    for one in old:
        Batch.objects.filter(pk=one.pk).update(moved_at=timezone.now())
        batch_make.enqueue(one.pk)
    return len(old)


def _moved(batch: Batch, percent: int, **said: Any) -> None:
    Batch.objects.filter(pk=batch.pk).update(
        status=said.pop("status", Batch.Status.RUNNING),
        percent=percent,
        moved_at=timezone.now(),
        **said,
    )


def _draft(batch: Batch) -> None:
    kind = kind_of(batch.kind, batch.by)
    have = set(batch.documents.values_list("about_id", flat=True))
    for at, name in enumerate(batch.asked, 1):
        if kind is not None and name not in have:
            row = row_of(kind, name, batch.by)
            if row is not None:
                document_draft(kind=batch.kind, on=row, by=batch.by, site=batch.site, batch=batch)
        if at % 10 == 0:
            _moved(batch, DRAFTED * at // len(batch.asked))


def _bundle(batch: Batch) -> None:
    """All papers that may still be seen, as Word in a ZIP and as one PDF."""
    rows = Document.objects.visible_to(batch.by).filter(batch=batch).order_by("pk")
    rows = rows.select_related("unit", "drafter", "checker", "signer", "master")
    rows = rows.prefetch_related("countersigns__unit")
    now, by = Master.objects.in_force(batch.kind), maker()
    files: list[tuple[str, bytes]] = []
    parts: list[bytes] = []
    papers = [(one, printed(one)) for one in rows]
    for at in range(0, len(papers), AT_ONCE):
        some = papers[at : at + AT_ONCE]
        words = [word(paper, master_bytes(one.master or now)) for one, paper in some]
        if by == OFFICE:
            try:
                parts += pdfs(words)
            except OfficeError:
                # What LibreOffice did not finish the built-in typesetting does, for all alike; the page says who did.
                by, parts = TYPST, [typeset(paper) for _one, paper in papers[: at + len(some)]]
        else:
            parts += [typeset(paper) for _one, paper in some]
        files += [
            (safe_name(f"{one.public_id}_{one.title}.docx"), made)
            for (one, _paper), made in zip(some, words, strict=True)
        ]
        _moved(batch, DRAFTED + (99 - DRAFTED) * (at + len(some)) // max(1, len(papers)))
    if not _keep(batch, [one.pk for one, _paper in papers], files, parts, by):
        _bundle(batch)


def _keep(
    batch: Batch, keys: list[int], files: list[tuple[str, bytes]], parts: list[bytes], by: str
) -> bool:
    """Keep the bundles; False where a paper in them disappeared meanwhile (its alert was handed over)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, made in files:
            out.writestr(name, made)
    bundles = [("zip", packed.getvalue())]
    if parts:
        bundles.append(("pdf", merged(parts)))
    with transaction.atomic():
        fresh = Batch.objects.select_for_update().filter(pk=batch.pk).first()
        if fresh is None:
            return True
        if Document.objects.filter(pk__in=keys).count() != len(keys):
            return False
        old = list(fresh.files.values_list("path", flat=True))
        fresh.files.all().delete()
        for kind, content in bundles:
            _file(fresh, kind, content)
        _moved(fresh, 100, status=Batch.Status.DONE, maker=by, trouble="")
        transaction.on_commit(lambda: [remove(path) for path in old])
    return True


def _file(batch: Batch, kind: str, content: bytes) -> None:
    name = secrets.token_hex(16)
    home = folder() / name[:2] / name
    home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(home, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
    BatchFile.objects.create(
        batch=batch, name=f"{batch.public_id}.{kind}", path=str(home.relative_to(folder())), kind=kind,
        sha256=hashlib.sha256(content).hexdigest(), size=len(content),
    )  # fmt: skip
