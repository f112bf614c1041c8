"""Addresses of concealed work. Roles open reading; acting is by contract, so that no role reaches a verb."""

from datetime import date
from typing import Any

from qinglian.web.concealed.models import Acceptance, Alike, Paper, Proof, Shot, Step
from qinglian.web.works.models import Project, Section
from tests.web.addressing import EVERYONE, NOBODY, Address, Audience, World, joined, lying

OWN: Audience = dict.fromkeys(
    (
        "unit_officer", "authority_handler", "authority_head", "lead_liaison", "supervisor", "supervision_head",
    ),
    "own",
)  # fmt: skip
BELOW: Audience = dict.fromkeys(
    ("unit_head", "leader", "programme_office", "triage_officer"), "own belongs"
)
WATCHED: Audience = dict.fromkeys(("supervisor", "supervision_head"), "supervises")
READERS: Audience = joined(OWN, BELOW, WATCHED, {"auditor": "*"})


def _section(world: World, relation: str) -> Section:
    def make() -> Section:
        by = world.person("granter")
        project = Project.objects.create(
            name=f"示例工程{relation}", owner_unit=world.bodies[relation], authority_unit=world.bodies["other"],
            by=by,
        )  # fmt: skip
        return Section.objects.create(
            project=project, code="1", name=f"示例标段-{relation}-", price_fen=100, signed_on=date(2026, 1, 1),
            by=by,
        )  # fmt: skip

    return world.once(("concealed section", relation), make)


def section(world: World, relation: str) -> dict[str, Any]:
    """A section of which the body is the owner."""
    return {"section_id": _section(world, relation).public_id}


def _acceptance(world: World, relation: str) -> Acceptance:
    def make() -> Acceptance:
        return Acceptance.objects.create(
            section=_section(world, relation), kind="pile", said=f"示例部位-{relation}-",
            by=world.person("granter"),
        )  # fmt: skip

    return world.once(("concealed", relation), make)


def acceptance(world: World, relation: str) -> dict[str, Any]:
    """An acceptance of its section."""
    return {"public_id": _acceptance(world, relation).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Giving notice of it."""
    return {**acceptance(world, relation), "verb": "notice"}


def _shot(world: World, relation: str, number: int = 1) -> Shot:
    def make() -> Shot:
        of, there = _acceptance(world, relation), lying()
        return Shot.objects.create(
            section=of.section, acceptance=of, number=number, client_id=f"{number:032x}", shot="whole",
            source="gallery", by=world.person("granter"), taken_at=of.at, time_sure="low", found="declared",
            place_sure="low", facts={}, sha256=f"{number:064x}", kept_sha256="0" * 64, size=8, path=there["path"],
            kind="jpeg", previous=f"{number - 1:064x}", hash=f"{number:064x}",
        )  # fmt: skip

    return world.once(("shot", relation, number), make)


def shot(world: World, relation: str) -> dict[str, Any]:
    """A picture of it."""
    return {"public_id": _shot(world, relation).public_id}


def alike(world: World, relation: str) -> dict[str, Any]:
    """Two of its pictures that look alike."""

    def make() -> Alike:
        both = _shot(world, relation), _shot(world, relation, 2)
        return Alike.objects.create(one=both[0], other=both[1], fits=90)

    return {"public_id": world.once(("alike", relation), make).public_id}


def _step(world: World, relation: str) -> Step:
    def make() -> Step:
        of = _acceptance(world, relation)
        return Step.objects.create(acceptance=of, verb="open", by=world.person("granter"))

    return world.once(("concealed step", relation), make)


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of a step of it."""

    def make() -> Paper:
        return Paper.objects.create(step=_step(world, relation), name="示例.pdf", **lying())

    return {"public_id": world.once(("concealed paper", relation), make).public_id}


def proof(world: World, relation: str) -> dict[str, Any]:
    """A report that waits for the supervisor."""

    def make() -> Proof:
        return Proof.objects.create(
            acceptance=_acceptance(world, relation), method="radar", laboratory="示例", report_number="示例1号",
            sound=True, text="示例", step=_step(world, relation), by=world.person("granter"),
        )  # fmt: skip

    return {"number": world.once(("proof", relation), make).pk}


def sent(world: World, relation: str) -> dict[str, Any]:
    """A piece of a picture."""
    return {**section(world, relation), "client_id": "0" * 32, "begins": 0}


ADDRESSES = [
    Address(
        "concealed:acceptances", acceptance, EVERYONE, rows=READERS, text=lambda w, r: f"示例部位-{r}-"
    ),
    Address("concealed:site", get=EVERYONE),
    Address("concealed:manifest", get=EVERYONE),
    Address("concealed:worker", get=EVERYONE),
    Address("concealed:facts", get=EVERYONE),
    Address("concealed:announce", section, post=READERS),
    Address("concealed:piece", sent, post=NOBODY),
    Address("concealed:known", section, post=READERS),
    Address("concealed:new", section),
    Address("concealed:chain", section, READERS),
    Address("concealed:settings", section, READERS),
    Address("concealed:attendance", section),
    Address("concealed:kinds", section),
    Address("concealed:shot", shot, READERS),
    Address("concealed:picture", shot, READERS),
    Address("concealed:publish", shot, READERS, READERS),
    Address("concealed:pairs", alike, EVERYONE, rows=READERS, text=lambda w, r: alike(w, r)["public_id"]),
    Address("concealed:alike", alike, READERS, READERS),
    Address("concealed:paper", paper, READERS),
    Address("concealed:proof", proof),
    Address("concealed:acceptance", acceptance, READERS),
    Address("concealed:rows", acceptance),
    Address("concealed:act", verb, NOBODY, READERS),
]  # fmt: skip
