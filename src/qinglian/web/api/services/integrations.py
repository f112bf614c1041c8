"""Let a system in: asked for by one administrator, approved by another, ended by either. 对接系统的开通与停用。"""

from datetime import date, timedelta
from ipaddress import ip_network
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import GRANTS, Role
from qinglian.web.api.models import Integration, Token
from qinglian.web.api.states import KINDS, MOST_DAYS, ROLES, Scope, State
from qinglian.web.audit.services import record
from qinglian.web.core.ids import new_id
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Unit
from qinglian.web.units.services.rights import require


@transaction.atomic
def integration_ask(
    *,
    name: str,
    unit: Unit,
    role: str,
    scopes: list[str],
    purpose: str,
    authority: str,
    contact: str,
    expires_on: date,
    by: Any,
    fields: str = "",
    addresses: list[str] | None = None,
) -> Integration:
    """Ask for a system to be let in. It opens nothing before it is approved."""
    own = require(by, Role.SYSTEM_ADMIN)
    if refused := asked_refused(role, scopes, expires_on, addresses or []):
        raise NotAllowed(refused)
    public_id = new_id("DJ")
    account = User.objects.create_user(public_id, name=name[:40], unit=unit, is_active=False)
    made = Integration.objects.create(
        public_id=public_id,
        name=name,
        unit=unit,
        role=role,
        scopes=[one for one in Scope.values if one in scopes],
        purpose=purpose,
        authority=authority,
        fields=fields,
        contact=contact,
        addresses=addresses or [],
        expires_on=expires_on,
        asked_by=by,
        account=account,
    )
    record(
        "integration.asked", on=made, by=by, role=own, reason=purpose, scopes=made.scopes,
        granted=role, expires_on=expires_on.isoformat(),
    )  # fmt: skip
    return made


def asked_refused(role: str, scopes: list[str], expires_on: date, addresses: list[str]) -> str:
    """Why this cannot be asked for, or nothing."""
    today = timezone.localdate()
    if role not in ROLES:
        return _("不能以这个角色的名义对接。")
    if not scopes or set(scopes) - set(Scope.values):
        return _("请至少选一项权限。")
    opened = {(grant.object, grant.write) for grant in GRANTS[role]}
    for scope in scopes:
        for kind, write in KINDS.get(scope, {}).items():
            if (kind, True) not in opened and (write or (kind, False) not in opened):
                return _("角色“%(role)s”没有“%(scope)s”的权限。") % {
                    "role": Role(role).label,
                    "scope": Scope(scope).label,
                }
    if not today < expires_on <= today + timedelta(days=MOST_DAYS):
        return _("有效期应在今天之后、一年之内。")
    for one in addresses:
        try:
            ip_network(one)
        except ValueError:
            return _("“%(address)s”不是地址或地址段。") % {"address": one}
    return ""


@transaction.atomic
def integration_approve(
    *, integration: Integration, by: Any, version: int | None = None
) -> Integration:
    """The second person says yes."""
    own = require(by, Role.SECURITY_ADMIN)
    row = _waiting(integration, by, version)
    row.approved_by, row.decided_at = by, timezone.now()
    row.version += 1
    row.save()
    record("integration.approved", on=row, by=by, role=own)
    return row


@transaction.atomic
def integration_refuse(
    *, integration: Integration, by: Any, reason: str, version: int | None = None
) -> Integration:
    """The second person says no."""
    own = require(by, Role.SECURITY_ADMIN)
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    row = _waiting(integration, by, version)
    row.refused_by, row.decided_at = by, timezone.now()
    row.version += 1
    row.save()
    record("integration.refused", on=row, by=by, role=own, reason=reason)
    return row


@transaction.atomic
def integration_end(*, integration: Integration, by: Any, reason: str) -> Integration:
    """Shut it at once, with all its tokens and hooks. Taking away needs no second person."""
    own = require(by, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    row = Integration.objects.select_for_update().get(pk=integration.pk)
    if row.state in (State.ENDED, State.REFUSED):
        raise Overtaken(row.state.label)
    now = timezone.now()
    row.ended_by, row.ended_at, row.version = by, now, row.version + 1
    row.save()
    Token.objects.filter(integration=row, revoked_at=None).update(revoked_at=now)
    row.hooks.filter(ended_at=None).update(ended_at=now)
    record("integration.ended", on=row, by=by, role=own, reason=reason)
    return row


def _waiting(integration: Integration, by: Any, version: int | None) -> Integration:
    row = Integration.objects.select_for_update().get(pk=integration.pk)
    if row.state != State.WAITING or (version is not None and row.version != version):
        who = row.approved_by or row.refused_by or row.ended_by or ""
        raise Overtaken(row.state.label, who)
    if by.pk == row.asked_by_id:
        raise NotAllowed(_("申请人不能自己批准。"))
    return row
