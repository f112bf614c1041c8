"""
Sign-in through an OpenID Connect provider, checked to the end. 统一身份认证登录。

The library trusts what came over TLS and does not ask for a nonce; a provider inside a government network is often
reached without TLS. So here every id token is checked: signature by the provider's keys with an algorithm of two keys,
issuer, audience, expiry, the nonce of this browser, and that userinfo speaks of the same subject. The code is bound to
the browser besides (PKCE).
"""

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
)
NONCES = "oidc_nonces"
MOST = 5
"""Tabs in which one may be on the way at once."""


class Checked(OpenIDConnectOAuth2Adapter):
    """The library's adapter, which believes nothing unchecked."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        """Raises OAuth2Error where anything is not as it should be."""
        if not told["response"].get("id_token"):
            raise OAuth2Error("no id token")
        login = super().complete_login(request, app, token, **told)
        said = login.account.extra_data
        if "userinfo" in said and said["userinfo"].get("sub") != said["id_token"]["sub"]:
            raise OAuth2Error("userinfo of another subject")
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The claims, once everything about them is right."""
        try:
            head = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("no token") from error
        if head.get("alg") not in ALGORITHMS or "kid" not in head:
            raise OAuth2Error("not signed in a way that can be checked")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        if "exp" not in claims or not claims.get("sub"):
            raise OAuth2Error("incomplete id token")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("id token for another client")
        nonces = self.request.session.get(NONCES, [])
        if claims.get("nonce") not in nonces:
            raise OAuth2Error("id token for another browser")
        self.request.session[NONCES] = [one for one in nonces if one != claims["nonce"]]
        return claims


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider, with a nonce; what a link would add to the request is left out."""
    nonce = secrets.token_urlsafe(24)
    request.session[NONCES] = [*request.session.get(NONCES, []), nonce][-MOST:]
    asked = request.GET.copy()
    asked.pop("scope", None)
    asked["auth_params"] = urlencode({"nonce": nonce})
    request.GET = asked  # type: ignore[assignment]
    return _view(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = kind.adapter_view(Checked(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
