"""母版: propose one, agree by another person, go back. 更换母版。"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.drafts import kinds
from qinglian.web.core.moves import NotAllowed, undecided
from qinglian.web.core.uploads import Stored, content
from qinglian.web.documents.models import Master
from qinglian.web.documents.printing.checking import complaints
from qinglian.web.documents.services.rules import needs
from qinglian.web.documents.states import MASTERING
from qinglian.web.units.scope import roles_of

BUILT_IN = 0
"""The number one goes back to for the master that comes with the program."""


def master_bytes(master: Master | None) -> bytes | None:
    """The file of a master; None is the built-in one."""
    return content(master.path) if master is not None and master.path else None


@transaction.atomic
def master_propose(*, kind_code: str, stored: Stored, by: Any, why: str) -> Master:
    """Propose a file for a kind, or for all kinds without one of their own. It is checked here once more."""
    _may(by, kind_code)
    needs(why)
    wrong = complaints(content(stored.path) or b"")
    if wrong:
        raise NotAllowed("\n".join(str(one) for one in wrong))
    return _ask(
        kind_code, by, why, name=stored.name, path=stored.path, kind=stored.kind,
        sha256=stored.sha256, size=stored.size,
    )  # fmt: skip


@transaction.atomic
def master_go_back(*, kind_code: str, number: int, by: Any, why: str) -> Master:
    """Propose to go back to an earlier one that was in force, or to the built-in one."""
    _may(by, kind_code)
    needs(why)
    file: dict[str, Any] = {"name": "", "path": "", "kind": "", "sha256": "", "size": 0}
    if number != BUILT_IN:
        was = Master.objects.filter(kind_code=kind_code, number=number, agreed=True).first()
        if was is None:
            raise NotAllowed(_("没有这一版母版。"))
        file = {name: getattr(was, name) for name in file}
    return _ask(kind_code, by, why, back_to=number, **file)


@transaction.atomic
def master_decide(*, master: Master, by: Any, agree: bool, answer: str = "") -> Master:
    """Agree or not, by another person; the last one agreed is in force for papers submitted from now on."""
    fresh = Master.objects.select_for_update().get(pk=master.pk)
    undecided(fresh)
    _may(by, fresh.kind_code)
    if fresh.by_id == by.pk:
        raise NotAllowed(_("请由提出人以外的人批准。"))
    if not agree:
        needs(answer)
    fresh.agreed, fresh.decided_by, fresh.decided_at = agree, by, timezone.now()
    fresh.answer = answer
    fresh.save()
    record(f"master.{'agreed' if agree else 'refused'}", on=fresh, by=by, reason=answer)
    return fresh


def _may(by: Any, kind_code: str) -> None:
    if not roles_of(by) & MASTERING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if kind_code and kind_code not in kinds():
        raise NotAllowed(_("没有这种文书。"))


def _ask(kind_code: str, by: Any, why: str, **file: Any) -> Master:
    if Master.objects.filter(kind_code=kind_code, agreed=None).exists():
        raise NotAllowed(_("这种文书已有一份母版等待批准。"))
    last = Master.objects.filter(kind_code=kind_code).aggregate(last=Max("number"))["last"] or 0
    made = Master.objects.create(kind_code=kind_code, number=last + 1, by=by, why=why, **file)
    record("master.proposed", on=made, by=by, reason=why, kind=kind_code, number=made.number)
    return made
