"""
Roles: one person grants, another approves. 角色：一人授予，另一人批准。

The system administrator grants, the security administrator approves; nobody approves what they granted or what
is for themselves. An administrator holds no other role: asked here, and by a trigger of the database.
"""

from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import ADMINISTRATORS, Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Unit
from qinglian.web.units.services.rights import require


@transaction.atomic
def role_grant(
    *, user: User, role: str, unit: Unit, valid_from: date, valid_to: date | None = None,
    by: User, reason: str = "",
) -> Assignment:  # fmt: skip
    """Ask for a role for a body from a day until before another. It opens nothing before it is approved."""
    own = require(by, Role.SYSTEM_ADMIN)
    user = User.objects.select_for_update().get(pk=user.pk)
    refused = grant_refused(user, role, unit, valid_from, valid_to)
    if refused:
        raise NotAllowed(refused)
    held = Assignment.objects.create(
        user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, granted_by=by
    )
    _noted("role.granted", held, by=by, role=own, reason=reason)
    return held


@transaction.atomic
def role_approve(*, held: Assignment, by: User) -> Assignment:
    """The second person says yes."""
    own = require(by, Role.SECURITY_ADMIN)
    held = _waiting(held)
    _second(held, by)
    held.approved_by, held.decided_at = by, timezone.now()
    held.save(update_fields=["approved_by", "decided_at"])
    _noted("role.approved", held, by=by, role=own)
    return held


@transaction.atomic
def role_refuse(*, held: Assignment, by: User, reason: str) -> Assignment:
    """The second person says no; the granted role never begins."""
    own = require(by, Role.SECURITY_ADMIN)
    held = _waiting(held)
    _second(held, by)
    held.refused_by, held.decided_at, held.valid_to = by, timezone.now(), held.valid_from
    held.save(update_fields=["refused_by", "decided_at", "valid_to"])
    _noted("role.refused", held, by=by, role=own, reason=reason)
    return held


@transaction.atomic
def role_revoke(*, held: Assignment, by: User, reason: str) -> Assignment:
    """The role opens nothing from this day on. Taking away needs no second person."""
    own = require(by, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    held = _taken(held)
    if held.user_id == by.pk:
        raise NotAllowed(_("不能收回自己的角色，请由另一位管理员办理。"))
    if held.state in (Assignment.State.ENDED, Assignment.State.REFUSED):
        raise Overtaken(held.state.label)
    held.revoked_by, held.valid_to = by, max(timezone.localdate(), held.valid_from)
    held.save(update_fields=["revoked_by", "valid_to"])
    _noted("role.revoked", held, by=by, role=own, reason=reason)
    return held


def grant_refused(
    user: User, role: str, unit: Unit, valid_from: date, valid_to: date | None
) -> str:
    """Why a role cannot be granted, or nothing."""
    if valid_to is not None and valid_to <= valid_from:
        return _("最后一天不能早于起始日期。")
    if not unit.holds_on(max(valid_from, timezone.localdate())):
        return _("%(unit)s在%(day)s不存续。") % {
            "unit": unit,
            "day": max(valid_from, timezone.localdate()),
        }
    meanwhile = user.assignments.filter(
        Q(valid_to=None) | (Q(valid_to__gt=valid_from) & Q(valid_to__gt=F("valid_from")))
    )
    if valid_to is not None:
        meanwhile = meanwhile.filter(valid_from__lt=valid_to)
    for one in meanwhile.select_related("unit"):
        if one.role == role and one.unit_id == unit.pk:
            return _("%(name)s自%(day)s起已有这个角色（%(state)s）。") % {
                "name": user,
                "day": one.valid_from,
                "state": one.state.label,
            }
        if one.role != role and (one.role in ADMINISTRATORS or role in ADMINISTRATORS):
            return _("三员分立：%(name)s同期是%(held)s，不能再任%(role)s。") % {
                "name": user,
                "held": Role(one.role).label,
                "role": Role(role).label,
            }
    return ""


def _second(held: Assignment, by: User) -> None:
    if by.pk in (held.granted_by_id, held.user_id):
        raise NotAllowed(_("授予人和本人都不能批准，须由另一人办理。"))


def _waiting(held: Assignment) -> Assignment:
    held = _taken(held)
    if held.state != Assignment.State.WAITING:
        who = held.approved_by or held.refused_by or held.revoked_by or ""
        raise Overtaken(held.state.label, who)
    return held


def _taken(held: Assignment) -> Assignment:
    return Assignment.objects.select_for_update().get(pk=held.pk)


def _noted(action: str, held: Assignment, **who: object) -> None:
    what = who.pop("role")
    record(
        action,
        on=held,
        role=str(what),
        person=held.user.public_id,
        granted=held.role,
        valid_from=str(held.valid_from),
        valid_to=str(held.valid_to or ""),
        **who,
    )
