"""
Who calls, and whether they may. 调用方的身份、权限、频次与留痕。

A token opens nothing but the scopes of its integration, from the addresses named for it, so many times a minute. Each
call leaves a record: which call, how it ended; never which object or what was answered, so that no record says more
than the pages do.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from qinglian.web.accounts.addresses import client_address
from qinglian.web.api.models import Token
from qinglian.web.api.problems import Problem
from qinglian.web.api.services.tokens import token_of
from qinglian.web.audit.services import record
from qinglian.web.core import limits

PARAMETERS: dict[tuple[str, str], frozenset[str]] = {}
"""What each call may be asked in its address; `calls` fills it. A misspelt filter would silently be none."""


class Bearer(HttpBearer):
    """`Authorization: Bearer ql_…`, with the scopes a call needs."""

    openapi_name = "Bearer"

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The integration; a problem where it may not."""
        found = token_of(token)
        if found is None:
            return None
        request.token = found  # type: ignore[attr-defined]
        if not found.integration.calls_from(client_address(request)):
            raise Problem("address")
        if not limits.take("call", found.prefix):
            raise Problem("often")
        if set(self.scopes) - set(found.integration.scopes):
            raise Problem("scope")
        _only_known(request)
        _used(found)
        return found.integration


def _only_known(request: HttpRequest) -> None:
    match = request.resolver_match
    known = PARAMETERS.get((match.url_name or "", request.method or "")) if match else None
    unknown = sorted(set(request.GET) - known) if known is not None else []
    if unknown:
        faults = [{"where": f"query.{name}", "said": "no such parameter"} for name in unknown]
        raise Problem("invalid", errors=faults)


def _used(token: Token) -> None:
    today = timezone.localdate()
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)


def called(request: HttpRequest, status: int) -> None:
    """Write the call down; one that nobody could be told apart by is not ours to record."""
    token: Token | None = getattr(request, "token", None)
    if token is None:
        return
    match = request.resolver_match
    with transaction.atomic():
        record(
            "integration.called",
            on=token.integration,
            by=token.integration.account,
            call=f"{request.method} {match.url_name if match else ''}",
            status=status,
            prefix=token.prefix,
        )
