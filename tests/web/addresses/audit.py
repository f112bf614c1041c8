"""Addresses of records and of the chain."""

from datetime import date
from typing import Any

from qinglian.web.audit.models import Head
from tests.web.addressing import NOBODY, Address, Audience, World

READERS: Audience = {"auditor": "*", "audit_admin": "*"}


def head(world: World, relation: str) -> dict[str, Any]:
    """The published head of a day; it is of no body."""
    day = date(2026, 1, 1)
    Head.objects.get_or_create(
        day=day, defaults={"number": 1, "digest": "0", "algorithm": "sha256"}
    )
    return {"day": "2026-01-01"}


ADDRESSES = [
    Address("audit:records", get=READERS),
    Address("audit:heads", get=READERS),
    Address("audit:check_now", get=NOBODY, post=READERS),
    Address("audit:checked", get=READERS),
    Address("audit:head_file", head, READERS),
]
