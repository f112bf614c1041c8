"""拟稿: freeze what a kind of paper says now, and change it by hand afterwards. 拟稿与修改。"""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.drafts import DraftKind, kinds
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.documents.content import digest, frozen, must_be_open, must_be_ours
from qinglian.web.documents.models import Batch, Document, Step, Version
from qinglian.web.documents.services.rules import needs, works_on
from qinglian.web.documents.states import Status
from qinglian.web.units.scope import reach, roles_of

RECORDS = "zh-hans"
"""Papers are in the language of the records, whoever drafts them."""
FIELDS = ("title", "addressee", "signed", "copied")


def kind_of(code: str, by: Any) -> DraftKind | None:
    """A kind that a person may draft; None where there is none, or not for them."""
    kind = kinds().get(code)
    may = kind is not None and roles_of(by) & kind.roles and reach(by, Document.OBJECT, write=True)
    return kind if may and by.unit_id else None


def row_of(kind: DraftKind, public_id: str, by: Any) -> Any:
    """The matter that a paper is to be about, where the person may see it and the paper makes sense now."""
    model = apps.get_model(kind.of)
    row = model.objects.visible_to(by).filter(public_id=public_id).first()
    return row if row is not None and kind.applies(row) else None


def content_now(
    kind: DraftKind, on: Any, by: Any, begins: date | None = None, ends: date | None = None
) -> dict[str, Any]:
    """What the paper would say today. Raises `NotAllowed` where that may not be said here."""
    period = {} if on is not None else {"begins": begins, "ends": ends}
    with translation.override(RECORDS):
        content = frozen(kind.content(on, by, **period))
    must_be_ours(content["title"])
    must_be_open(content)
    return content


@transaction.atomic
def document_draft(
    *,
    kind: str,
    on: Any = None,
    by: Any,
    begins: date | None = None,
    ends: date | None = None,
    site: str = "",
    batch: Batch | None = None,
) -> Document:
    """拟稿. What stands in it is frozen now; the row is asked once more whether the person may see it."""
    known = kind_of(kind, by)
    if known is None:
        raise NotAllowed(_("您的角色不拟这种文书。"))
    if known.of:
        on = row_of(known, on.public_id, by)
        if on is None:
            raise NotAllowed(_("这件事现在不能拟这种文书。"))
    elif not begins or not ends or begins > ends:
        raise NotAllowed(_("请写明起止日期，起在前。"))
    content = content_now(known, on, by, begins, ends)
    made = Document.objects.create(
        kind=kind,
        title=content["title"],
        unit=by.unit,
        about_type=known.of,
        about_id=on.public_id if on is not None else "",
        about_url=on.get_absolute_url() if on is not None else "",
        begins=begins,
        ends=ends,
        content=content,
        sha256=digest(content),
        site=site,
        batch=batch,
        drafter=by,
    )
    Version.objects.create(document=made, number=1, content=content, sha256=made.sha256, by=by)
    Step.objects.create(document=made, verb="draft", now=made.status, by=by)
    record("document.draft", on=made, by=by, kind=kind)
    return made


@transaction.atomic
def document_edit(
    *, document: Document, by: Any, content: dict[str, Any], why: str, version: int | None = None
) -> Document:
    """修改: a new version, by whom and why; what it said before stays."""
    needs(why)
    fresh = locked(document, version)
    if fresh.status != Status.DRAFT:
        raise Overtaken(fresh.get_status_display())
    if not works_on(fresh, by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if not content["title"].strip() or not content["blocks"]:
        raise NotAllowed(_("标题和正文不能空着。"))
    must_be_ours(content["title"])
    must_be_open(content)
    sha256 = digest(content)
    if sha256 == fresh.sha256:
        raise NotAllowed(_("内容没有变化。"))
    fresh.content, fresh.sha256, fresh.title = content, sha256, content["title"]
    fresh.edition, fresh.version = fresh.edition + 1, fresh.version + 1
    fresh.save()
    Version.objects.create(
        document=fresh, number=fresh.edition, content=content, sha256=sha256, by=by, why=why
    )
    Step.objects.create(
        document=fresh, verb="edit", was=fresh.status, now=fresh.status, by=by, text=why,
        data={"edition": fresh.edition},
    )  # fmt: skip
    record("document.edit", on=fresh, by=by, reason=why, edition=fresh.edition)
    return fresh


@transaction.atomic
def document_restore(*, document: Document, number: int, by: Any, why: str) -> Document:
    """恢复某一版: what an earlier version said becomes the newest."""
    said = document.versions.get(number=number)
    return document_edit(document=document, by=by, content=said.content, why=why)
