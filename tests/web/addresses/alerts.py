"""Addresses of alerts."""

from datetime import date
from typing import Any

from qinglian.web.alerts.models import (
    Alert,
    BatchCheck,
    Competence,
    Lookback,
    LookedAt,
    Paper,
    Request,
    SelfFound,
    Step,
    Transfer,
)
from tests.web.addressing import NOBODY, Address, Audience, World, has, joined, lying

OWNERS: Audience = {
    "unit_officer": "own",
    "unit_head": "own belongs",
    "leader": "own belongs",
}
AUTHORITY: Audience = {"authority_handler": "own", "authority_head": "own"}
OFFICE: Audience = {"programme_office": "own belongs", "triage_officer": "own belongs"}
TEAM: Audience = {"supervisor": "supervises", "supervision_head": "supervises"}
READERS: Audience = joined(OWNERS, AUTHORITY, OFFICE, TEAM, {"auditor": "*"})
HAVE: Audience = has(READERS)
"""Who has anything to do with alerts: their lists open, with what they may see."""


def alert(world: World, relation: str) -> dict[str, Any]:
    """An alert that was pushed: the body answers for it and regulates its field."""

    def make() -> Alert:
        body = world.bodies[relation]
        return Alert.objects.create(
            title=f"示例事项-{relation}-", status="pushed", level="orange", level_computed="orange",
            pack="approval_cn", anchor_kind="case", anchor_id=f"示例-{relation}", unit=body,
            authority_unit=body,
        )  # fmt: skip

    return {"public_id": world.once(("alert", relation), make).public_id}


def paper(world: World, relation: str) -> dict[str, Any]:
    """The signed sheet of a step of an alert."""

    def make() -> Paper:
        of = Alert.objects.get(**alert(world, relation))
        step = Step.objects.create(alert=of, verb="state", by=world.person("granter"))
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("paper", relation), make).public_id}


def waiting(world: World, relation: str) -> dict[str, Any]:
    """An alert that waits for triage: none but those who supervise knows of it."""

    def make() -> Alert:
        found = Alert.objects.get(**alert(world, relation))
        found.status = "triage"
        found.save()
        return found

    return {"public_id": world.once(("waiting", relation), make).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Receiving an alert."""
    return {**alert(world, relation), "verb": "receive"}


def asked(world: World, relation: str) -> dict[str, Any]:
    """An extension somebody asked for."""

    def make() -> Request:
        found = Alert.objects.get(**alert(world, relation))
        return Request.objects.create(
            alert=found, kind="extend", by=world.person("granter"), reason="示例"
        )

    return {"number": world.once(("request", relation), make).pk}


def batch(world: World, relation: str) -> dict[str, Any]:
    """Alerts with one cause."""

    def make() -> BatchCheck:
        found = BatchCheck.objects.create(
            title=f"示例原因-{relation}-", by=world.person("granter"), seed=1
        )
        Alert.objects.filter(**alert(world, relation)).update(batch=found)
        return found

    return {"public_id": world.once(("batch check", relation), make).public_id}


def lookback(world: World, relation: str) -> dict[str, Any]:
    """A draw; it is of no body."""

    def make() -> Lookback:
        return Lookback.objects.create(
            quarter="2026Q1", seed=1, share=0.1, population="0" * 64, eligible=1
        )

    return {"public_id": world.once("lookback", make).public_id}


def looked_at(world: World, relation: str) -> dict[str, Any]:
    """An alert of a draw."""
    draw, of = lookback(world, relation), alert(world, relation)
    LookedAt.objects.get_or_create(
        lookback=Lookback.objects.get(**draw), alert=Alert.objects.get(**of)
    )
    return {"public_id": draw["public_id"], "alert_id": of["public_id"]}


def self_found(world: World, relation: str) -> dict[str, Any]:
    """What a body found and mended by itself."""

    def make() -> SelfFound:
        return SelfFound.objects.create(
            unit=world.bodies[relation], by=world.person("granter"), found=f"示例-{relation}-",
            mended="示例",
        )  # fmt: skip

    return {"public_id": world.once(("self found", relation), make).public_id}


def transfer(world: World, relation: str) -> dict[str, Any]:
    """A matter handed to a team."""

    def make() -> Transfer:
        return Transfer.objects.create(
            team=world.bodies[relation], handed_by=world.person("granter"),
            approved_by=world.person("approver"), package_sha256="0" * 64, package=b"0",
        )  # fmt: skip

    return {"public_id": world.once(("transfer", relation), make).public_id}


HANDS: Audience = {"triage_officer": "own belongs", "supervisor": "supervises"}
SUPERVISING: Audience = {"triage_officer": "own belongs", **TEAM}
BEGINS: Audience = has(SUPERVISING)
ACTS: Audience = joined({"unit_officer": "own"}, AUTHORITY, OFFICE, TEAM)
SELF_FOUND: Audience = joined(OWNERS, OFFICE, TEAM, {"auditor": "*"})
REPORTS: Audience = dict.fromkeys(("unit_officer", "unit_head", *AUTHORITY), "own")
KEEPER: Audience = {"sealed_keeper": "own"}

SETS: Audience = {"system_admin": "*"}
KNOW: Audience = dict.fromkeys(
    (
        "system_admin", "security_admin", "audit_admin", "auditor", "programme_office",
        "triage_officer", "supervisor", "supervision_head",
    ),
    "*",
)  # fmt: skip
"""Who regulates what is of the whole place: those who set it up, check it, or push alerts by it."""


def competence(world: World, relation: str) -> dict[str, Any]:
    """An authority of a field."""

    def make() -> Competence:
        body = world.bodies["own"]
        return Competence.objects.create(
            field="approval_cn", within=body, authority=body, valid_from=date(2020, 1, 1)
        )

    return {"pk": world.once("competence", make).pk}


ADDRESSES = [
    Address("alerts:competences", get=KNOW),
    Address("alerts:competence_new", get=SETS, post=SETS),
    Address("alerts:competence_import", get=SETS, post=SETS),
    Address("alerts:competence_template", get=SETS),
    Address("alerts:competence", competence, KNOW, SETS),
    Address("alerts:alerts", alert, HAVE, rows=READERS, text=lambda w, r: f"示例事项-{r}-"),
    Address("alerts:alert", alert, READERS),
    Address("alerts:paper", paper, READERS),
    Address("alerts:act", verb, {"unit_officer": "own", **AUTHORITY}, READERS),
    Address("alerts:alert_transfer", waiting, HANDS, HANDS),
    Address("alerts:request", asked, ACTS, ACTS),
    Address("alerts:cockpit", get=HAVE),
    Address("alerts:quality", get=HAVE),
    Address("alerts:batches", batch, BEGINS, rows=SUPERVISING, text=lambda w, r: f"示例原因-{r}-"),
    Address("alerts:batch_new", get=BEGINS, post=BEGINS),
    Address("alerts:batch", batch, SUPERVISING),
    Address("alerts:batch_conclude", batch, SUPERVISING, SUPERVISING),
    Address("alerts:lookbacks", get=BEGINS),
    Address("alerts:lookback_draw", get=BEGINS, post=BEGINS),
    Address("alerts:lookback", lookback, dict.fromkeys(SUPERVISING, "*")),
    Address("alerts:lookback_say", looked_at, SUPERVISING, SUPERVISING),
    Address(
        "alerts:self_found",
        self_found,
        HAVE,
        rows=SELF_FOUND,
        text=lambda w, r: self_found(w, r)["public_id"],
    ),
    Address("alerts:self_found_new", get=REPORTS, post=REPORTS),
    Address("alerts:self_found_one", self_found, SELF_FOUND),
    Address(
        "alerts:transfers",
        transfer,
        KEEPER,
        rows=KEEPER,
        text=lambda w, r: transfer(w, r)["public_id"],
    ),
    Address("alerts:transfer_package", transfer, NOBODY, KEEPER),
    Address("alerts:transfer_outcome", transfer, KEEPER, KEEPER),
    Address("alerts:team_key", get=KEEPER, post=KEEPER),
]
