"""
Sign-in by client certificate (UKey), as the reverse proxy tells of it. UKey/客户端证书登录。

The proxy ends TLS, asks for the certificate and checks its chain; this site never sees the handshake. So it believes
the proxy, by the address of the peer of the connection, and nobody else: headers of those names from elsewhere are
taken away before anything reads them. Which certificate is whose was entered by one person and approved by another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from urllib.parse import unquote

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from cryptography import x509
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from qinglian.web.accounts.addresses import client_address
from qinglian.web.accounts.models import Certificate
from qinglian.web.audit.services import record

Answer = Callable[[HttpRequest], HttpResponse]
GOOD = "SUCCESS"
"""What the proxy says of a certificate whose chain, dates and revocation list it has checked (nginx, Tengine)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate that was shown: who gave it under which number; when it ends, where the whole of it is known."""

    issuer: str
    serial: str
    ends: datetime | None = None
    begins: datetime | None = None

    @property
    def good(self) -> bool:
        """Whether today lies inside its dates, as far as they are known."""
        now = timezone.now()
        return (self.ends is None or now < self.ends) and (
            self.begins is None or self.begins <= now
        )


def only_from_the_proxy(get_response: Answer) -> Answer:
    """Middleware, the first of all: take away what anybody but the proxy says of certificates."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not _trusted(request.META.get("REMOTE_ADDR", "")):
            begins = _meta("")
            for name in [one for one in request.META if one.startswith(begins)]:
                del request.META[name]
        return get_response(request)

    return answer


@require_POST
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """
    Whoever shows a certificate that is entered, approved and good comes in, by the way all come in: a second factor
    that the role asks for is asked for, and sessions are counted.
    """
    if not settings.CERTIFICATE_PROXIES:
        raise Http404
    seen = shown(request)
    found = enrolled(seen) if seen else None
    if found is None:
        with transaction.atomic():
            record(
                "person.sign_in_failed", address=client_address(request), known=False,
                provider="certificate",
            )  # fmt: skip
        return render(request, "accounts/no_certificate.html", {"seen": seen}, status=403)
    record_authentication(request, found.user, method="certificate")
    return perform_login(request, Login(user=found.user))


def shown(request: HttpRequest) -> Shown | None:
    """The certificate that the proxy tells of; None where it tells of none that it has checked."""
    if request.META.get(_meta("VERIFY")) != GOOD:
        return None
    whole = request.META.get(_meta("CERT"), "")
    if whole:
        try:
            return read_certificate(unquote(whole))
        except ValueError:
            return None
    issuer, serial = request.META.get(_meta("ISSUER"), ""), request.META.get(_meta("SERIAL"), "")
    return Shown(tidy_issuer(issuer), tidy_serial(serial)) if issuer and serial else None


def enrolled(seen: Shown) -> Certificate | None:
    """Whose it is, where it is approved and neither it nor the person is out of use."""
    if not seen.good:
        return None
    today = timezone.localdate()
    return (
        Certificate.objects.filter(
            issuer=seen.issuer, serial=seen.serial, approved_by__isnull=False, revoked_at=None,
            ends_on__gte=today, user__is_active=True,
        )
        .select_related("user")
        .first()
    )  # fmt: skip


def read_certificate(pem: str) -> Shown:
    """What stands in a certificate, of whatever key: those of SM2 too. Raises ValueError."""
    found = x509.load_pem_x509_certificate(pem.strip().encode())
    return Shown(
        tidy_issuer(found.issuer.rfc4514_string()),
        tidy_serial(f"{found.serial_number:X}"),
        found.not_valid_after_utc.astimezone(UTC),
        found.not_valid_before_utc.astimezone(UTC),
    )


def tidy_issuer(said: str) -> str:
    """A name of RFC 4514, with the kinds of its parts in capitals and no spaces around them."""
    parts, part, quoted = [], "", False
    for one in said.strip():
        if one == "," and not quoted:
            parts.append(part)
            part = ""
        else:
            part += one
        quoted = one == "\\" and not quoted
    halves = [one.partition("=") for one in (*parts, part)]
    return ",".join(f"{kind.strip().upper()}={value.strip()}" for kind, _, value in halves)


def tidy_serial(said: str) -> str:
    """Hexadecimal in capitals, without colons and leading zeros."""
    return said.strip().upper().removeprefix("0X").replace(":", "").replace(" ", "").lstrip("0")


def _meta(name: str) -> str:
    return "HTTP_" + settings.CERTIFICATE_HEADER.upper().replace("-", "_") + f"_{name}"


def _trusted(address: str) -> bool:
    try:
        here = ip_address(address)
    except ValueError:
        return False
    return any(here in ip_network(one) for one in settings.CERTIFICATE_PROXIES)
