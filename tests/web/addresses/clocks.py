"""Addresses of time limits."""

from datetime import date
from typing import Any

from qinglian.web.clocks.models import Limit
from tests.web.addressing import NOBODY, Address, Audience, World

ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin", "auditor")
WORKERS = (
    "unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
    "programme_office", "triage_officer", "supervisor", "supervision_head",
)  # fmt: skip
READERS: Audience = dict.fromkeys((*ADMINISTRATORS, *WORKERS), "*")
"""Limits are of the whole place: whoever works by them knows them."""
ASKS: Audience = {"system_admin": "*"}
DECIDES: Audience = {"security_admin": "*"}


def change(world: World, relation: str) -> dict[str, Any]:
    """A change that waits."""

    def make() -> Limit:
        return Limit.objects.create(
            term="alert.triage", level="red", days_before=1, days=2, reason="示例",
            valid_from=date(2099, 1, 5), by=world.person("granter"),
        )  # fmt: skip

    return {"pk": world.once("limit", make).pk}


def term(world: World, relation: str) -> dict[str, Any]:
    """A term without levels."""
    return {"term": "task.review"}


def term_at(world: World, relation: str) -> dict[str, Any]:
    """A term at a level."""
    return {"term": "alert.verifying", "level": "orange"}


ADDRESSES = [
    Address("clocks:limits", get=READERS, post=NOBODY),
    Address("clocks:changes", get=READERS, post=NOBODY),
    Address("clocks:change", change, READERS, DECIDES),
    Address("clocks:new", term, ASKS, ASKS),
    Address("clocks:new_at", term_at, ASKS, ASKS),
]
