"""Addresses of records and of the chain."""

from datetime import date
from typing import Any

from qinglian.web.audit.models import Head
from tests.web.addressing import NOBODY, Address, Audience, World

READERS: Audience = {"auditor": "*", "audit_admin": "*"}


def head(world: World, relation: str) -> dict[str, Any]:
    """A published head."""

    def make() -> Head:
        return Head.objects.create(
            day=date(2026, 6, 1), number=1, digest="0" * 64, algorithm="sha256"
        )

    return {"day": f"{world.once('head', make).day:%Y-%m-%d}"}


ADDRESSES = [
    Address("audit:records", get=READERS),
    Address("audit:heads", get=READERS),
    Address("audit:checked", get=READERS),
    Address("audit:check_now", get=NOBODY, post=READERS),
    Address("audit:head_file", head, READERS),
]
