"""
How a paper moves, and who may. 文书的办理规则。

Every verb goes through `move`: it takes the row for itself, compares the version the form was made from, asks body and
state, and writes step, sheets and record in one transaction.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.audit.services import record
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.documents.limits import turn_due
from qinglian.web.documents.models import Document, Sheet, Step
from qinglian.web.documents.states import MOVES, SIGNING
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


def now(document: Document) -> Document:
    """The row as it stands, whatever the caller knew of it; `move` compares what the form knew."""
    return Document.objects.select_for_update().get(pk=document.pk)


def works_on(document: Document, by: Any) -> bool:
    """Whether a person works in the body that drafts, and may see what the paper is about."""
    return Document.objects.writable_by(by).filter(pk=document.pk).exists()


def authors(document: Document) -> set[int]:
    """Who wrote any of it."""
    return {document.drafter_id, *document.versions.values_list("by_id", flat=True)}


def signs(by: Any) -> bool:
    """Whether a person signs papers for a body."""
    return bool(roles_of(by) & SIGNING)


def colleagues(document: Document) -> Any:
    """People of the body that drafts, and those who hold a role for it: who may have signed on paper."""
    held = Assignment.objects.filter(
        in_force(), unit=document.unit_id, approved_by__isnull=False
    ).values("user")
    return User.objects.filter(Q(unit=document.unit_id) | Q(pk__in=held), is_active=True)


def must_be_another(document: Document, person: Any, verb: str) -> None:
    """Drafter, checker and signer are three people, whoever files the sheet."""
    if person.pk in authors(document):
        raise NotAllowed(
            _("核稿人应是拟稿人以外的人。") if verb == "check" else _("签发人应是拟稿人以外的人。")
        )
    if verb == "sign" and person.pk == document.checker_id:
        raise NotAllowed(_("签发人应是核稿人以外的人。"))


def move(
    document: Document,
    verb: str,
    *,
    by: Any,
    version: int | None = None,
    text: str = "",
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
    person: Any = None,
    target: str = "",
    data: dict[str, Any] | None = None,
    inside: bool = True,
    filed: bool = False,
    **fields: Any,
) -> Document:
    """
    Say a verb, inside a transaction. `person`: who signed on paper; `filed`: its sheet lies with the paper already.
    `inside`: only those who work in the body that drafts.
    """
    papers = list(papers)
    if not filed:
        must_prove(papers, offline=offline)
    fresh, allowed = locked(document, version), MOVES[verb]
    if fresh.status not in allowed.sources:
        raise Overtaken(fresh.get_status_display())
    if inside and not works_on(fresh, by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    was = fresh.status
    fresh.status, fresh.version = target or allowed.target, fresh.version + 1
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.turn_due_on = turn_due(fresh.status)
    fresh.save()
    step = Step.objects.create(
        document=fresh,
        verb=verb,
        was=was,
        now=fresh.status,
        by=by,
        text=text,
        data=data or {},
        offline=offline,
        person=person if person is not None and person.pk != by.pk else None,
    )
    Sheet.file(
        step, papers, document=fresh, by=by, unit=home(by, fresh), read=Sheet.Read.STEP,
        edition=fresh.edition,
    )  # fmt: skip
    record(f"document.{verb}", on=fresh, by=by, reason=text, was=was, now=fresh.status)
    return fresh


def home(by: Any, document: Document) -> Unit:
    """The body of a person, or the one that drafts."""
    return by.unit or document.unit


def opens(by: Any) -> bool:
    """Whether a person has anything to do with papers."""
    return bool(reach(by, Document.OBJECT))


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))
