"""How sign-in behaves here: nobody signs up; a person from OIDC must already be known. 登录方式。"""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts import second_factor
from qinglian.web.accounts.addresses import client_address
from qinglian.web.accounts.models import User
from qinglian.web.audit.services import record

RECENT = 300
"""Seconds after sign-in in which nobody is asked again who they are."""


class AccountAdapter(DefaultAccountAdapter):
    """People are entered by an administrator, never by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("尝试次数过多，请过几分钟再试。"),
        "username_password_mismatch": _("用户名或密码不对。"),
        "account_inactive": _("这个账号已停用。"),
        "incorrect_password": _("密码不对。"),
        "enter_current_password": _("请输入现在的密码。"),
        "rate_limited": _("尝试次数过多，请过几分钟再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """
        Before the second factor is changed one says the password again, unless one has just signed in, or signs in
        through 统一身份认证 alone and has no password to say.
        """
        user, session = self.request.user, self.request.session
        if time.time() - session.get("begun", 0) < RECENT:
            return False
        return bool(user.has_usable_password() or second_factor.has(user))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail leaves this site; what happened is in the records."""


class OidcAdapter(DefaultSocialAccountAdapter):
    """
    Whoever comes through 统一身份认证 the first time is matched by user name with a person entered here; from then on
    by the subject alone, which a provider gives to nobody twice. Of all that it says only these two are ever used: no
    role comes from outside.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an unknown person is told so."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """
        Bind to the person of that name, or stop with one sentence. A person who is bound already is not bound to a
        second subject: the name of somebody who left may be given to another there.
        """
        account = sociallogin.account
        if sociallogin.is_existing:
            return
        claims = account.extra_data.get("userinfo", account.extra_data)
        name = str(claims.get(settings.OIDC_CLAIM) or "")
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None or user.socialaccount_set.filter(provider=account.provider).exists():
            with transaction.atomic():
                record(
                    "person.sign_in_failed", on=user, address=client_address(request),
                    known=user is not None, provider=account.provider,
                )  # fmt: skip
            raise ImmediateHttpResponse(render(request, "accounts/unknown.html", status=403))
        with transaction.atomic():
            sociallogin.connect(request, user)
            record("person.bound", on=user, by=user, provider=sociallogin.account.provider)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor lie encrypted in the database, under the site's secret key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("您的角色必须使用动态口令，不能停用。"),
        "incorrect_code": _("动态口令不对。"),
    }

    def encrypt(self, text: str) -> str:
        """Fernet (AES-128-CBC with HMAC-SHA256)."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken when the secret key has changed: the second factor must be set up anew."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        """The user name; no personal name in a phone's list."""
        return str(user.username)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not where the role asks for it."""
        return not second_factor.must_have(authenticator.user)


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
