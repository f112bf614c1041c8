"""Enter a person's certificate, approve it, take it out of use; unbind a person from 统一身份认证. 登录证书的办理。"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Certificate, User
from qinglian.web.accounts.roles import Role
from qinglian.web.accounts.services.sign_in import sessions_end
from qinglian.web.audit.services import record
from qinglian.web.core.access import roles_of
from qinglian.web.core.moves import NotAllowed, Overtaken


def certificate_ask(*, user: User, issuer: str, serial: str, ends_on: date, by: Any) -> Certificate:
    """Enter whose it is. It lets nobody in before it is approved."""
    _needs(by, Role.SYSTEM_ADMIN)
    if ends_on < timezone.localdate():
        raise NotAllowed(_("这张证书已到期。"))
    try:
        with transaction.atomic():
            made = Certificate.objects.create(
                user=user, issuer=issuer, serial=serial, ends_on=ends_on, asked_by=by
            )
            _noted("certificate.asked", made, by=by, role=Role.SYSTEM_ADMIN)
    except IntegrityError:
        raise NotAllowed(_("这张证书已登记在一个人名下，一张证书只能归一人。")) from None
    return made


@transaction.atomic
def certificate_approve(*, certificate: Certificate, by: Any) -> Certificate:
    """The second person says yes: neither who entered it nor whose it is."""
    _needs(by, Role.SECURITY_ADMIN)
    row = _taken(certificate)
    if row.state != Certificate.State.WAITING:
        raise Overtaken(row.state.label, row.approved_by or row.revoked_by or "")
    if by.pk in (row.asked_by_id, row.user_id):
        raise NotAllowed(_("登记人和本人都不能批准，须由另一人办理。"))
    row.approved_by = by
    row.save(update_fields=["approved_by"])
    _noted("certificate.approved", row, by=by, role=Role.SECURITY_ADMIN)
    return row


@transaction.atomic
def certificate_revoke(*, certificate: Certificate, by: Any, reason: str) -> Certificate:
    """Lost, changed, or not approved: it lets nobody in from now on, and the person's sessions end."""
    role = _needs(by, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN)
    row = _taken(certificate)
    if row.revoked_at:
        raise Overtaken(_("已停用"), row.revoked_by or "")
    row.revoked_at, row.revoked_by = timezone.now(), by
    row.save(update_fields=["revoked_at", "revoked_by"])
    done = "certificate.revoked" if row.approved_by_id else "certificate.refused"
    _noted(done, row, by=by, role=role, reason=reason)
    if row.approved_by_id:
        sessions_end(row.user)
    return row


@transaction.atomic
def person_unbind(*, user: User, by: Any, reason: str) -> None:
    """Forget the subject a person is bound to; the next sign-in there binds anew. Sessions end."""
    role = _needs(by, Role.SECURITY_ADMIN)
    if user.pk == by.pk:
        raise NotAllowed(_("不能解除自己的绑定，请另一位安全管理员办理。"))
    if not user.socialaccount_set.all().delete()[0]:
        raise NotAllowed(_("这个人没有绑定统一身份认证。"))
    sessions_end(user)
    record("person.unbound", on=user, by=by, role=role, reason=reason)


def _needs(by: Any, *roles: Role) -> Role:
    held = roles_of(by)
    for role in roles:
        if role in held:
            return role
    raise NotAllowed(_("您的角色不办理这件事。"))


def _taken(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_for_update().get(pk=certificate.pk)


def _noted(action: str, row: Certificate, **who: Any) -> None:
    record(action, on=row, person=row.user.public_id, certificate=row.serial, **who)
