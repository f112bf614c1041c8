"""Sign-in, failed sign-in, lock-out, sign-out and second factor as records; not more sessions than allowed."""

import time
from typing import Any

from allauth.account.signals import password_changed
from allauth.account.signals import user_logged_in as came_in
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from qinglian.web.accounts.addresses import client_address
from qinglian.web.accounts.models import User
from qinglian.web.audit.services import record


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Someone came in."""
    request.session["begun"] = int(time.time())
    with transaction.atomic():
        record("person.signed_in", on=user, by=user, address=client_address(request))


@receiver(came_in)
def sessions_limited(request: HttpRequest, user: User, **_: Any) -> None:
    """The oldest sessions end when there are more than allowed, this one included."""
    here = request.session.session_key
    others = (
        UserSession.objects.filter(user=user)
        .exclude(session_key=here)
        .order_by("-created_at", "-pk")
    )
    for session in others[settings.SESSIONS_EACH - 1 :]:
        with transaction.atomic():
            session.end()
            record("person.session_ended", on=user, by=user, why="too many")


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Someone left."""
    if user is not None:
        with transaction.atomic():
            record("person.signed_out", on=user, by=user)


@receiver(user_login_failed)
def sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """
    A wrong password. A name nobody has is not written down: people type their password into the wrong field.
    """
    user = User.objects.filter(username=credentials.get("username") or "").first()
    with transaction.atomic():
        record(
            "person.sign_in_failed",
            on=user,
            address=client_address(request) if request else "",
            known=user is not None,
        )


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str | None = None, **_: Any) -> None:
    """Too many wrong passwords."""
    user = User.objects.filter(username=username or "").first()
    with transaction.atomic():
        record("person.locked_out", on=user, address=client_address(request))


@receiver(password_changed)
def password_was_changed(request: HttpRequest, user: User, **_: Any) -> None:
    """The first password is done with; whoever else is signed in with the old one is no longer."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        user.must_change_password = False
        record("person.password_changed", on=user, by=user)


@receiver(post_save, sender=Authenticator)
def second_factor_added(instance: Authenticator, created: bool, **_: Any) -> None:
    """A second factor or recovery codes, set up; in the transaction that does it."""
    if created:
        _second_factor(instance, "added")


@receiver(post_delete, sender=Authenticator)
def second_factor_removed(instance: Authenticator, **_: Any) -> None:
    """Taken away, by oneself or by the security administrator."""
    _second_factor(instance, "removed")


def _second_factor(authenticator: Authenticator, done: str) -> None:
    by = getattr(context.request, "user", None)
    with transaction.atomic():
        record(
            "person.second_factor_changed",
            on=authenticator.user,
            by=by,
            kind=str(authenticator.type),
            done=done,
        )
