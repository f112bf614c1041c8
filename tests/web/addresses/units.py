"""Addresses of bodies, lines, people, roles and imports."""

from typing import Any

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.units.models import Holding, Import, Line
from tests.web.addressing import BEGUN, EVERYONE, NOBODY, Address, Audience, World, joined

ADMIN: Audience = {"system_admin": "*"}
SECURITY: Audience = {"security_admin": "*"}
UNITS: Audience = {
    "unit_officer": "own",
    "unit_head": "own belongs",
    "leader": "own belongs",
    "authority_handler": "own belongs guides",
    "authority_head": "own belongs guides",
    "lead_liaison": "own leads",
    "programme_office": "own belongs",
    "triage_officer": "own belongs",
    "supervisor": "own supervises",
    "supervision_head": "own supervises",
    "auditor": "*",
    "system_admin": "*",
    "security_admin": "*",
    "audit_admin": "*",
}
PEOPLE: Audience = {
    "unit_head": "own",
    "leader": "own",
    "auditor": "*",
    "system_admin": "*",
    "security_admin": "*",
}


def body(world: World, relation: str) -> dict[str, Any]:
    """A body."""
    return {"code": world.bodies[relation].code}


def line(world: World, relation: str) -> dict[str, Any]:
    """A line from a body nobody reaches to the body."""

    def make() -> Line:
        upper = world.bodies["other" if relation != "other" else "party"]
        return Line.objects.create(
            kind="guides", upper=upper, lower=world.bodies[relation], valid_from=BEGUN
        )

    return {"pk": world.once(("line", relation), make).pk}


def person(world: World, relation: str) -> dict[str, Any]:
    """A person of the body."""
    return {"username": world.person(f"of-{relation}", relation).username}


def kept_out(world: World, relation: str) -> dict[str, Any]:
    """A person who may not sign in."""
    user = world.person(f"of-{relation}", relation)
    User.objects.filter(pk=user.pk).update(is_active=False)
    return {"username": user.username}


def role(world: World, relation: str) -> dict[str, Any]:
    """A role that waits for the second person, of a person of the body."""

    def make() -> Assignment:
        return Assignment.objects.create(
            user=world.person(f"of-{relation}", relation), role="observer",
            unit=world.bodies[relation], valid_from=BEGUN, granted_by=world.person("granter"),
        )  # fmt: skip

    return {"pk": world.once(("role", relation), make).pk}


def received(world: World, relation: str) -> dict[str, Any]:
    """A workbook that waits; it is of no body."""
    make = Import.objects.create
    by = world.person("granter")
    found = world.once("import", lambda: make(name="示例.xlsx", sha256="0", uploaded_by=by))
    return {"public_id": found.public_id}


ADDRESSES = [
    Address("units:units", body, UNITS, rows=UNITS, text=lambda w, r: w.bodies[r].code),
    Address("units:unit_new", get=ADMIN, post=ADMIN),
    Address("units:offers", get=EVERYONE),
    Address("units:unit", body, UNITS),
    Address("units:unit_correct", body, ADMIN, ADMIN),
    Address("units:unit_rename", body, ADMIN, ADMIN),
    Address("units:unit_end", body, ADMIN, ADMIN),
    Address("units:unit_merge", body, ADMIN, ADMIN),
    Address("units:unit_split", body, ADMIN, ADMIN),
    Address("units:line_draw", body, ADMIN, ADMIN),
    Address("units:line_end", line, ADMIN, ADMIN),
    Address("units:imports", get=ADMIN, post=ADMIN),
    Address("units:import_template", get=ADMIN),
    Address("units:import", received, ADMIN, ADMIN),
    Address("units:people", person, PEOPLE, rows=PEOPLE, text=lambda w, r: f"of-{r}"),
    Address("units:person_new", get=ADMIN, post=ADMIN),
    Address("units:person", person, PEOPLE),
    Address("units:person_correct", person, ADMIN, ADMIN),
    Address("units:person_password", person, ADMIN, ADMIN),
    Address("units:person_keep_out", person, joined(ADMIN, SECURITY), joined(ADMIN, SECURITY)),
    Address("units:person_let_in", kept_out, SECURITY, SECURITY),
    Address("units:role_grant", person, ADMIN, ADMIN),
    Address("units:roles", role, PEOPLE, rows=PEOPLE, text=lambda w, r: f"示例of-{r}"),
    Address("units:role", role, PEOPLE),
    Address("units:role_approve", role, NOBODY, joined(ADMIN, SECURITY)),
    Address("units:role_refuse", role, joined(ADMIN, SECURITY), joined(ADMIN, SECURITY)),
    Address("units:role_revoke", role, joined(ADMIN, SECURITY), joined(ADMIN, SECURITY)),
]

KEEPS: Audience = joined(
    ADMIN,
    dict.fromkeys(
        (
            "unit_officer", "unit_head", "leader", "authority_handler", "authority_head",
            "lead_liaison", "supervisor", "supervision_head",
        ),
        "own",
    ),
    dict.fromkeys(("programme_office", "triage_officer"), "own belongs"),
)  # fmt: skip
"""Who keeps the powers and posts of a body."""


def holding(world: World, relation: str) -> dict[str, Any]:
    """A power of the body."""

    def make() -> Holding:
        return Holding.objects.create(
            unit=world.bodies[relation], kind="power", code="P1", name="示例", valid_from=BEGUN
        )

    return {"pk": world.once(("holding", relation), make).pk}


ADDRESSES += [
    Address("units:holdings", body, UNITS),
    Address("units:holding_add", body, KEEPS, KEEPS),
    Address("units:holding_end", holding, KEEPS, KEEPS),
    Address("units:holdings_import", get=KEEPS, post=KEEPS),
    Address("units:holdings_template", get=KEEPS),
]
