"""Addresses of sign-in as the security administrator sees it, of sessions, of leave to see names."""

from datetime import date
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt

from qinglian.web.accounts.models import Certificate, Unmasking
from tests.web.addressing import EVERYONE, NOBODY, Address, Audience, World

SECURITY: Audience = {"security_admin": "*"}
ANSWERS: Audience = {
    "security_admin": "*",
    "unit_head": "own",
    "authority_head": "own",
    "supervision_head": "own",
}


def session(world: World, relation: str) -> dict[str, Any]:
    """A session of somebody else: nobody ends it from here."""

    def make() -> UserSession:
        return UserSession.objects.create(
            user=world.person("elsewhere"), ip="192.0.2.1", session_key="0" * 32, user_agent=""
        )

    return {"pk": world.once("session", make).pk}


def locked(world: World, relation: str) -> dict[str, Any]:
    """A name that is locked out now."""

    def make() -> AccessAttempt:
        nothing = dict.fromkeys(
            ("user_agent", "get_data", "post_data", "http_accept", "path_info"), ""
        )
        return AccessAttempt.objects.create(
            username="locked", ip_address="192.0.2.1", failures_since_start=5, **nothing
        )

    return {"username": world.once("locked", make).username}


def asked(world: World, relation: str) -> dict[str, Any]:
    """Leave to see names that a person of the body asked for."""

    def make() -> Unmasking:
        return Unmasking.objects.create(
            user=world.person(f"of-{relation}", relation),
            object_type="unit",
            object_id="x",
            purpose="示例",
        )

    return {"pk": world.once(("asked", relation), make).pk, "answer": "approve"}


def certificate(world: World, relation: str) -> dict[str, Any]:
    """A certificate that waits for the second person."""

    def make() -> Certificate:
        return Certificate.objects.create(
            user=world.person("of-elsewhere"), issuer="CN=示例", serial="0A1B",
            ends_on=date(2099, 12, 31), asked_by=world.person("granter"),
        )  # fmt: skip

    return {"pk": world.once("certificate", make).pk}


ADMINS: Audience = {"system_admin": "*", "security_admin": "*"}
SYSTEM: Audience = {"system_admin": "*"}

ADDRESSES = [
    Address("certificate_sign_in", anonymous=True),
    Address("accounts:certificates", get=ADMINS),
    Address("accounts:certificate_new", get=SYSTEM, post=SYSTEM),
    Address("accounts:unbind", get=SECURITY, post=SECURITY),
    Address("accounts:certificate", certificate, ADMINS),
    Address("accounts:certificate_approve", certificate, NOBODY, SECURITY),
    Address("accounts:certificate_revoke", certificate, ADMINS, ADMINS),
    Address("accounts:me", get=EVERYONE),
    Address("accounts:session_end", session),
    Address("accounts:locked", get=SECURITY),
    Address("accounts:unlock", locked, SECURITY, SECURITY),
    Address("accounts:second_factor_reset", get=SECURITY, post=SECURITY),
    Address("accounts:unmaskings", get=EVERYONE),
    Address("accounts:unmasking_answer", asked, NOBODY, ANSWERS),
]
