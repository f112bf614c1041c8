"""签字件: take them in, match them by their code, or let a person say which paper they are of. 签字件归档。"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.uploads import Stored, content, remove, token
from qinglian.web.documents.codes import Code, codes_in, hash_signs
from qinglian.web.documents.models import Document, Sheet
from qinglian.web.documents.reading import read


def sheets_receive(*, stored: Iterable[Stored], by: Any) -> list[Sheet]:
    """Take files in: each goes to the paper whose code it bears, where that is one paper and one may work on it."""
    found = [(one, *read(content(one.path) or b"", one.kind)) for one in stored]
    with transaction.atomic():
        return [_receive(one, codes, how, by) for one, codes, how in found]


def _receive(stored: Stored, codes: list[Code], how: str, by: Any) -> Sheet:
    if by.unit is None:
        raise NotAllowed(_("您还没有所属单位，不能上传签字件。"))
    code = codes[0] if len(codes) == 1 else None
    document = _paper(code, by) if code else None
    made = Sheet.objects.create(
        name=stored.name, path=stored.path, kind=stored.kind, sha256=stored.sha256, size=stored.size,
        unit=by.unit, by=by, document=document, read=how if document else "",
        said=f"{code.public_id}-{code.hash}" if code else "",
        edition=_edition(document, code) if document and code else None,
    )  # fmt: skip
    record("sheet.received", on=made, by=by, file=token(made.path), matched=document is not None)
    return made


@transaction.atomic
def sheet_match(*, sheet: Sheet, by: Any, code: str) -> Sheet:
    """A person read the code, whole or only the number of the paper: the last version is meant then."""
    fresh = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if fresh.document_id is not None:
        raise Overtaken(_("已归档"))
    if not Sheet.objects.waiting_for(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    said = codes_in(code)
    whole = said[0] if said else None
    name = whole.public_id if whole else "".join(code.split()).upper()
    document = Document.objects.writable_by(by).filter(public_id=name).first()
    if document is None:
        raise NotAllowed(_("没有这个编码的文书，请核对。"))
    fresh.document, fresh.read = document, Sheet.Read.PERSON
    fresh.said = f"{name}-{whole.hash}" if whole else name
    fresh.edition = _edition(document, whole) if whole else document.edition
    fresh.save()
    record("sheet.matched", on=document, by=by, file=token(fresh.path))
    return fresh


@transaction.atomic
def sheet_discard(*, sheet: Sheet, by: Any, reason: str) -> None:
    """Throw away what is no signed sheet, while it belongs to nothing."""
    fresh = Sheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if fresh is None or fresh.document_id is not None:
        raise Overtaken(_("已归档"))
    if not Sheet.objects.waiting_for(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    record("sheet.discarded", on=fresh, by=by, reason=reason, file=token(fresh.path))
    path = fresh.path
    fresh.delete()
    # The same file may lie under two rows only where a step took it over; it is never shared by two sheets.
    transaction.on_commit(lambda: _remove(path))


def _remove(path: str) -> None:
    if not any(table.objects.filter(path=path).exists() for table in FiledPaper.__subclasses__()):
        remove(path)


def _paper(code: Code, by: Any) -> Document | None:
    """The paper of a code that bears a version it ever had."""
    document = Document.objects.writable_by(by).filter(public_id=code.public_id).first()
    return document if document is not None and _edition(document, code) else None


def _edition(document: Document, code: Code) -> int | None:
    """Which version was printed, the newest that fits."""
    for one in document.versions.order_by("-number"):
        if hash_signs(one.sha256) == code.hash:
            return one.number
    return None
