"""How sign-in behaves here: nobody signs up; a person from OIDC must already be known. 登录方式。"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from qinglian.web.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """People are entered by an administrator, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class OidcAdapter(DefaultSocialAccountAdapter):
    """Whoever comes through 统一身份认证 is matched by user name with a person entered here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an unknown person is told so."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind to the person of that name, or stop with one sentence."""
        if sociallogin.is_existing:
            return
        said = sociallogin.account.extra_data
        claims = said.get("userinfo", said)
        name = claims.get("preferred_username") or claims.get("username") or ""
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            raise ImmediateHttpResponse(render(request, "accounts/unknown.html", status=403))
        sociallogin.connect(request, user)
