"""Addresses of the burden ledger."""

from datetime import date
from typing import Any

from qinglian.web.burden.models import Ask, AskedUnit
from tests.web.addressing import Address, Audience, World, has, joined

DAY = date(2026, 6, 17)
WORKERS = (
    "unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
    "programme_office", "triage_officer", "supervisor", "supervision_head",
)  # fmt: skip


def ask(world: World, relation: str) -> dict[str, Any]:
    """Something that a body nobody here is of asks the body."""

    def make() -> Ask:
        made = Ask.objects.create(
            kind="form", on_title=f"示例报表-{relation}-", giver_unit=world.bodies["other"], on_day=DAY,
            month=DAY.replace(day=1), units=1, minutes=30, by=world.person("granter"),
        )  # fmt: skip
        AskedUnit.objects.create(
            ask=made, unit=world.bodies[relation], month=made.month, minutes=30, cap=600
        )
        return made

    return {"public_id": world.once(("ask", relation), make).public_id}


READERS: Audience = joined(
    dict.fromkeys(WORKERS, "own"),
    dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "belongs"),
    dict.fromkeys(("supervisor", "supervision_head"), "supervises"),
    {"auditor": "*"},
)

ADDRESSES = [
    Address("burden:asks", ask, has(READERS), rows=READERS, text=lambda w, r: f"示例报表-{r}-"),
    Address("burden:ask", ask, READERS),
]
