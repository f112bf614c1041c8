"""What papers wait for whom. 工作台上的文书。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.documents.models import Countersign, Document, Master, Sheet, Version
from qinglian.web.documents.services.rules import opens, signs
from qinglian.web.documents.states import MASTERING, Status
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.DRAFT: gettext_noop("改好并提交核稿"),
    Status.CHECK: gettext_noop("核稿"),
    Status.COUNTERSIGN: gettext_noop("会签"),
    Status.SIGN: gettext_noop("签发"),
    Status.SIGNED: gettext_noop("登记文号"),
}


def waiting_papers(user: Any) -> QuerySet[Document]:
    """Papers whose next step is this person's."""
    written = Version.objects.filter(by=user).values("document_id")
    turn = Q(status=Status.DRAFT, drafter=user) | Q(status=Status.SIGNED, drafter=user)
    turn |= Q(status=Status.CHECK) & ~Q(pk__in=written)
    if signs(user):
        turn |= Q(status=Status.SIGN) & ~Q(checker=user) & ~Q(pk__in=written)
    own = Document.objects.writable_by(user).filter(turn)
    return Document.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=asked_papers(user)))


def asked_papers(user: Any) -> QuerySet[Any]:
    """Papers that one's body is asked to countersign."""
    scope = reach(user, Document.OBJECT, write=True)
    asked = Countersign.objects.filter(scope.q({"unit": "unit", "giver": "unit"}), agreed=None)
    seen = Document.objects.visible_to(user).filter(status=Status.COUNTERSIGN).values("pk")
    return asked.filter(document__in=seen).values("document_id")


def parts(user: Any) -> Iterator[Part]:
    """The most urgent ones, masters that wait for a second person."""
    if opens(user):
        yield Part(waiting_papers(user), _paper, related=("unit",), order=("turn_due_on", "pk"))
    if roles_of(user) & MASTERING:
        yield Part(Master.objects.waiting().exclude(by=user), _master)


def counters(user: Any) -> Iterator[Counter]:
    """Signed sheets that belong to nothing yet."""
    if opens(user):
        left = Sheet.objects.waiting_for(user)
        yield Counter(left, _("待归档签字件"), reverse("documents:sheets"))


def _paper(row: Document) -> Waiting:
    return Waiting(
        kind=row.kind_title, title=mask_text(row.title), act=_(ACTS[Status(row.status)]),
        url=row.get_absolute_url(), unit=str(row.unit), due_on=row.turn_due_on, room=_("文书"),
    )  # fmt: skip


def _master(one: Master) -> Waiting:
    return Waiting(
        kind=_("母版"), title=one.public_id, act=_("批准母版"), url=one.get_absolute_url(),
        room=_("文书"),
    )  # fmt: skip
