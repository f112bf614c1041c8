"""
Leave to see the names of one object: asked with a purpose, approved by a second person, for a time. 查看姓名。

Approvers are heads over the asker's own body, and the security administrator. Nobody approves one's own.
"""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Unmasking, User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import address, record
from qinglian.web.core.access import roles_of
from qinglian.web.core.moves import NotAllowed, Overtaken

HOURS = 24
"""How long leave lasts; a parameter, not law."""
APPROVERS = {
    Role.UNIT_HEAD,
    Role.AUTHORITY_HEAD,
    Role.SUPERVISION_HEAD,
    Role.SECURITY_ADMIN,
}


@transaction.atomic
def unmasking_ask(*, on: models.Model, by: User, purpose: str) -> Unmasking:
    """Ask for leave. The view has made sure that the object may be seen."""
    if not purpose.strip():
        raise NotAllowed(_("请写明用途。"))
    kind, name = address(on)
    waiting = Unmasking.objects.filter(
        user=by, object_type=kind, object_id=name, approved_by=None, declined_by=None
    )
    if waiting.exists():
        raise NotAllowed(_("已经申请过，正在等待批准。"))
    made = Unmasking.objects.create(user=by, object_type=kind, object_id=name, purpose=purpose)
    record("unmasking.asked", on=on, by=by, reason=purpose)
    return made


def may_answer(user: User, asked: Unmasking) -> bool:
    """A second person who is a head of the asker's body, or the security administrator."""
    held = roles_of(user) & APPROVERS
    if not held or user.pk == asked.user_id:
        return False
    same_body = asked.user.unit_id is not None and asked.user.unit_id == user.unit_id
    return Role.SECURITY_ADMIN in held or same_body


@transaction.atomic
def unmasking_answer(
    *, unmasking: Unmasking, by: User, agreed: bool, reason: str = ""
) -> Unmasking:
    """Give leave, or not."""
    row = Unmasking.objects.select_for_update().get(pk=unmasking.pk)
    if row.approved_by_id or row.declined_by_id:
        said = _("已批准") if row.approved_by_id else _("未同意")
        raise Overtaken(said, row.approved_by or row.declined_by)
    if not may_answer(by, row):
        raise NotAllowed(_("要由另一位负责人或安全管理员批准。"))
    if agreed:
        row.approved_by, row.until = by, timezone.now() + timedelta(hours=HOURS)
    else:
        row.declined_by = by
    row.save()
    done = "unmasking.approved" if agreed else "unmasking.declined"
    record(
        done, on=(row.object_type, row.object_id), by=by, reason=reason, asked_by=row.user.username
    )
    return row


def leave_for(user: Any, on: models.Model) -> Unmasking | None:
    """Leave that holds now."""
    kind, name = address(on)
    return Unmasking.objects.filter(
        user=user, object_type=kind, object_id=name, until__gt=timezone.now()
    ).first()


def names_open(user: Any, on: models.Model) -> bool:
    """Whether a person may see the names of an object now; a look is recorded."""
    leave = leave_for(user, on)
    if leave is None:
        return False
    with transaction.atomic():
        record("unmasking.used", on=on, by=user, reason=leave.purpose)
    return True
