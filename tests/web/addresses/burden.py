"""Addresses of the burden ledger."""

from datetime import date
from typing import Any

from qinglian.web.burden.models import Ask, AskedUnit, Setting
from tests.web.addressing import EVERYONE, NOBODY, Address, Audience, World, has, joined

DAY = date(2026, 6, 17)
WORKERS = (
    "unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
    "programme_office", "triage_officer", "supervisor", "supervision_head",
)  # fmt: skip
BELOW = ("unit_head", "leader", "programme_office", "triage_officer")
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin", "auditor")


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


def given(world: World, relation: str) -> dict[str, Any]:
    """Something that the body asks of one that nobody here is of."""

    def make() -> Ask:
        return Ask.objects.create(
            kind="form", on_title=f"示例索要-{relation}-", giver_unit=world.bodies[relation], on_day=DAY,
            month=DAY.replace(day=1), units=1, minutes=30, by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("given", relation), make).public_id}


def body(world: World, relation: str) -> dict[str, Any]:
    """A body."""
    return {"code": world.bodies[relation].code}


def setting(world: World, relation: str) -> dict[str, Any]:
    """A change that waits."""

    def make() -> Setting:
        return Setting.objects.create(
            what="cap", key="station", minutes_before=480, minutes=420, reason="示例",
            valid_from=date(2099, 1, 5), by=world.person("granter"),
        )  # fmt: skip

    return {"pk": world.once("burden setting", make).pk}


def number(world: World, relation: str) -> dict[str, Any]:
    """A number."""
    return {"what": "estimate", "key": "meeting"}


READERS: Audience = joined(
    dict.fromkeys(WORKERS, "own"),
    dict.fromkeys(BELOW, "belongs"),
    dict.fromkeys(("supervisor", "supervision_head"), "supervises"),
    {"auditor": "*"},
)
GIVERS: Audience = joined(
    dict.fromkeys(WORKERS, "own"),
    dict.fromkeys(("programme_office", "triage_officer"), "belongs"),
)
KNOWING: Audience = dict.fromkeys((*WORKERS, *ADMINISTRATORS), "*")
ASKS: Audience = {"system_admin": "*"}
DECIDES: Audience = {"security_admin": "*"}

ADDRESSES = [
    Address("burden:asks", ask, has(READERS), rows=READERS, text=lambda w, r: f"示例报表-{r}-"),
    Address("burden:ask", ask, READERS),
    Address("burden:withdraw", given, GIVERS, GIVERS),
    Address("burden:confirm", ask, NOBODY, NOBODY),
    Address("burden:units", body, has(READERS), rows=READERS, text=lambda w, r: f"示例单位{r}"),
    Address("burden:unit", body, READERS),
    Address("burden:givers", get=has(READERS)),
    Address("burden:twice", get=has(READERS)),
    Address("burden:promise", get=EVERYONE),
    Address("burden:forms", get=KNOWING),
    Address("burden:numbers", get=KNOWING),
    Address("burden:changes", get=KNOWING),
    Address("burden:setting", setting, KNOWING, DECIDES),
    Address("burden:number_new", number, ASKS, ASKS),
]
