"""核稿、会签、签发、成文、作废。The steps of a paper after it was drafted."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.alerts.models import Alert
from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.services.asking import ask
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet as Sent
from qinglian.web.documents.content import gaps
from qinglian.web.documents.models import Countersign, Document, Master, Sheet
from qinglian.web.documents.models.document import ALERT
from qinglian.web.documents.services.rules import (
    colleagues,
    move,
    must_be_another,
    needs,
    now,
    signs,
)
from qinglian.web.documents.states import Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


@transaction.atomic
def document_submit(
    *, document: Document, by: Any, countersigning: Iterable[Unit] = (), text: str = "",
    version: int | None = None, **sheet: Unpack[Sent],
) -> Document:  # fmt: skip
    """提交核稿. From here on it is printed from the master in force now, whatever becomes of that."""
    document = now(document)
    units = [one for one in countersigning if one.pk != document.unit_id]
    if missing := gaps(document.content):
        raise NotAllowed(_("还有 %(n)d 处待补，请补齐或删去再提交。") % {"n": missing})
    if units and _confidential(document):
        raise NotAllowed(_("保密核查的预警，不能请其他单位会签。"))
    moved = move(
        document, "submit", by=by, version=version, text=text, checker=None, checked_at=None,
        signer=None, signed_at=None, master=Master.objects.in_force(document.kind), **sheet,
    )  # fmt: skip
    moved.countersigns.all().delete()
    Countersign.objects.bulk_create(Countersign(document=moved, unit=one) for one in units)
    return moved


@transaction.atomic
def document_check(
    *, document: Document, by: Any, text: str = "", person: Any = None,
    version: int | None = None, **sheet: Unpack[Sent],
) -> Document:  # fmt: skip
    """核稿通过: by somebody who wrote none of it; on paper, by the person named."""
    document = now(document)
    who = _who(document, by, person, sheet.get("offline", False))
    must_be_another(document, who, "check")
    waits = document.countersigns.filter(agreed=None).exists()
    return move(
        document, "check", by=by, person=who, version=version, text=text, checker=who,
        checked_at=timezone.now(), target=Status.COUNTERSIGN if waits else Status.SIGN, **sheet,
    )  # fmt: skip


def open_countersign(document: Document, by: Any) -> Countersign | None:
    """What a person may say for the body that is asked."""
    scope = reach(by, Document.OBJECT, write=True)
    asked = Countersign.objects.filter(scope.q({"unit": "unit", "giver": "unit"}), agreed=None)
    return asked.filter(document=document).first()


@transaction.atomic
def document_countersign(
    *, document: Document, by: Any, agree: bool, text: str = "", version: int | None = None,
    **sheet: Unpack[Sent],
) -> Document:  # fmt: skip
    """会签: each body that was asked says yes or no; with the last yes the signature is next, a no sends it back."""
    document = now(document)
    asked = open_countersign(document, by)
    if asked is None or not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise NotAllowed(_("您的单位没有待会签的意见。"))
    if not agree:
        needs(text)
    others = document.countersigns.filter(agreed=None).exclude(pk=asked.pk).exists()
    refused = not agree or document.countersigns.filter(agreed=False).exists()
    target = Status.COUNTERSIGN if others else Status.DRAFT if refused else Status.SIGN
    moved = move(
        document, "countersign", by=by, version=version, text=text, target=target, inside=False,
        data={"agree": agree, "unit": asked.unit_id}, **sheet,
    )  # fmt: skip
    asked.agreed, asked.by, asked.at, asked.opinion = agree, by, timezone.now(), text
    asked.save()
    return moved


@transaction.atomic
def document_sign(
    *, document: Document, by: Any, text: str = "", person: Any = None,
    papers: "Iterable[Stored]" = (), offline: bool = False, version: int | None = None,
) -> Document:  # fmt: skip
    """
    签发: by a third person who signs for the body. Signed on paper: the sheet of this very version that lies with the
    paper is proof enough.
    """
    document = now(document)
    who = _who(document, by, person, offline)
    must_be_another(document, who, "sign")
    if not signs(who):
        raise NotAllowed(_("签发人应是本单位负责人。"))
    waiting = document.sheets.filter(step=None, edition=document.edition)
    moved = move(
        document, "sign", by=by, person=who, version=version, text=text, signer=who,
        signed_at=timezone.now(), papers=papers, offline=offline, filed=waiting.exists(),
    )  # fmt: skip
    Sheet.objects.filter(document=moved, step=None, edition=moved.edition).update(
        step=moved.steps.last()
    )
    return moved


@transaction.atomic
def document_issue(
    *, document: Document, by: Any, number: str, issued_on: date, answers: "Iterable[Unit]" = (),
    answers_by: date | None = None, approved_by: Any = None, version: int | None = None, **sheet: Unpack[Sent],
) -> Document:  # fmt: skip
    """
    登记文号: as the office system gave it. `answers`: bodies that are asked for an answer by a day, in the burden
    ledger; above the monthly cap `approved_by` is who approves.
    """
    needs(number)
    if issued_on > timezone.localdate():
        raise NotAllowed(_("成文日期不能在今天之后。"))
    units = [one.pk for one in answers]
    if units:
        day = answers_by or issued_on
        ask(
            kind=Kind.DOCUMENT, on=document, title=document.title, giver_unit=document.unit, by=by, on_day=day,
            minutes=dict.fromkeys(units, estimate(Kind.DOCUMENT, day)), approved_by=approved_by,
        )  # fmt: skip
    return move(
        document, "issue", by=by, version=version, text=number.strip(), number=number.strip(),
        issued_on=issued_on, **sheet,
    )  # fmt: skip


@transaction.atomic
def document_send_back(
    *, document: Document, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sent]
) -> Document:
    """退回修改: to whoever drafts."""
    needs(reason)
    return move(document, "send_back", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def document_void(
    *, document: Document, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sent]
) -> Document:
    """作废: by who drafted it or who signs; it stays to be read."""
    document = now(document)
    needs(reason)
    if by.pk != document.drafter_id and not signs(by):
        raise NotAllowed(_("只有拟稿人或签发人可以作废。"))
    return move(document, "void", by=by, version=version, text=reason, **sheet)


def _who(document: Document, by: Any, person: Any, offline: bool) -> Any:
    """Who did it: the person at the keyboard, or who signed on paper."""
    if person is None or person.pk == by.pk:
        return by
    if not offline:
        raise NotAllowed(_("代为登记的，请勾选线下已办并附签字件。"))
    if not colleagues(document).filter(pk=person.pk).exists():
        raise NotAllowed(_("线下签字的人应是本单位的人。"))
    return person


def _confidential(document: Document) -> bool:
    return (
        document.about_type == ALERT
        and Alert.objects.filter(public_id=document.about_id, secret=True).exists()
    )
