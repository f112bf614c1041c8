"""
Addresses of sign-in: of allauth's pages only those that are offered here. 登录页面的网址。

The names that allauth itself links to exist and answer 404: nobody signs up, keeps an e-mail address or resets a
password by mail here. A new password comes from an administrator and is changed at the first sign-in.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from qinglian.web.accounts import certificates, oidc


@login_not_required
def absent(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not offered here."""
    raise Http404


NOT_OFFERED = (
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
    "account_request_login_code",
    "socialaccount_signup",
    "socialaccount_connections",
)

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("mfa/", factor.index, name="mfa_index"),
    path("mfa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("mfa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("mfa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("mfa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mfa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mfa/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mfa/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("certificate/", certificates.sign_in, name="certificate_sign_in"),
    path("<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("oidc/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", social.login_error, name="socialaccount_login_error"),
    *(path(f"no/{name}/", absent, name=name) for name in NOT_OFFERED),
    path("no/confirm/<key>/", absent, name="account_confirm_email"),
    path("no/reset/<uidb36>-<key>/", absent, name="account_reset_password_from_key"),
]
