"""End sessions, unlock, take away a lost second factor. 登录管理。"""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.access import roles_of
from qinglian.web.core.moves import NotAllowed


def locked() -> "models.QuerySet[AccessAttempt]":
    """Names that are locked now, each for one address."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    ).order_by("-attempt_time")


def _security(by: User) -> None:
    if Role.SECURITY_ADMIN not in roles_of(by):
        raise NotAllowed(_("只有安全管理员可以办理。"))


@transaction.atomic
def person_unlock(*, username: str, by: User, reason: str) -> None:
    """Forget the wrong passwords of a name, from every address."""
    _security(by)
    if not reset(username=username):
        raise NotAllowed(_("这个用户名没有被锁定。"))
    user = User.objects.filter(username=username).first()
    record("person.unlocked", on=user, by=by, role=Role.SECURITY_ADMIN, reason=reason)


@transaction.atomic
def second_factor_reset(*, user: User, by: User, reason: str) -> None:
    """A telephone is lost: the person sets the second factor up anew after the next sign-in. Sessions end."""
    _security(by)
    if user.pk == by.pk:
        raise NotAllowed(_("不能重置自己的动态口令，请另一位安全管理员办理。"))
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise NotAllowed(_("这个人没有启用动态口令。"))
    sessions_end(user)
    record("person.second_factor_reset", on=user, by=by, role=Role.SECURITY_ADMIN, reason=reason)


def sessions_end(user: User) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def session_end(*, session: UserSession, by: User) -> None:
    """End one session of one's own."""
    if session.user_id != by.pk:
        raise NotAllowed(_("只能结束自己的登录。"))
    session.end()
    record("person.session_ended", on=by, by=by)
