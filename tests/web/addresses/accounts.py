"""Addresses of one's own account, of lock-outs, and of leave to see names."""

from typing import Any

from qinglian.web.accounts.models import Unmasking
from tests.web.addressing import EVERYONE, NOBODY, Address, Audience, World

SECURITY: Audience = {"security_admin": "*"}


def session(world: World, relation: str) -> dict[str, Any]:
    """No session of theirs: nobody ends another's."""
    return {"pk": 999_999}


def unlocked(world: World, relation: str) -> dict[str, Any]:
    """Somebody who is not locked out: there is nothing to unlock."""
    return {"username": world.person("granter").username}


def asked(world: World, relation: str) -> dict[str, Any]:
    """Leave that somebody of the body asked for, and its answer."""

    def make() -> Unmasking:
        return Unmasking.objects.create(
            user=world.person(f"of-{relation}", relation), object_type="alert", object_id="示例",
            purpose="示例",
        )  # fmt: skip

    return {"pk": world.once(("unmasking", relation), make).pk, "answer": "approve"}


ADDRESSES = [
    Address("accounts:me", get=EVERYONE),
    Address("accounts:session_end", session, NOBODY, NOBODY),
    Address("accounts:locked", get=SECURITY),
    Address("accounts:unlock", unlocked, NOBODY, NOBODY),
    Address("accounts:second_factor_reset", get=SECURITY, post=SECURITY),
    Address("accounts:unmaskings", get=EVERYONE),
    Address(
        "accounts:unmasking_answer",
        asked,
        NOBODY,
        {
            "security_admin": "*",
            "supervision_head": "own",
            "unit_head": "own",
            "authority_head": "own",
        },
    ),
]
