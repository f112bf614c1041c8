"""Addresses of evidence."""

from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.evidence.models import (
    Concern,
    ConcernPaper,
    ConcernStep,
    Piece,
    PieceFile,
    Talk,
    Use,
    UsePaper,
    UseStep,
)
from tests.web.addresses.tasks import task
from tests.web.addressing import RELATIONS, Address, Audience, World, has, joined, lying

OWN: Audience = dict.fromkeys(
    ("unit_officer", "authority_handler", "authority_head", "unit_head", "leader",
     "programme_office", "triage_officer", "lead_liaison", "supervisor", "supervision_head"), "own"
)  # fmt: skip
BELOW: Audience = dict.fromkeys(("programme_office", "triage_officer"), "own belongs")
LED: Audience = {"lead_liaison": "leads"}
WRITERS: Audience = joined(OWN, BELOW, LED)
ADDING: Audience = joined(
    BELOW, LED,
    {role: "own" for role in OWN if role not in ("lead_liaison", "supervisor", "supervision_head")},
)  # fmt: skip
"""Who sees a task of the body, and acts for it or looks after it."""
READERS: Audience = joined(
    WRITERS, dict.fromkeys(("unit_head", "leader"), "own belongs"),
    dict.fromkeys(("supervisor", "supervision_head"), "supervises"), {"auditor": "*"},
)  # fmt: skip


def piece(world: World, relation: str) -> dict[str, Any]:
    """A file of the body."""

    def make() -> Piece:
        made = Piece.objects.create(
            kind="file", title=f"示例材料-{relation}-", unit=world.bodies[relation], on=date(2026, 6, 1),
            sha256="0" * 64, made_by=world.person("granter"),
        )  # fmt: skip
        PieceFile.objects.create(piece=made, name="示例.pdf", **lying())
        return made

    return {"public_id": world.once(("piece", relation), make).public_id}


def file(world: World, relation: str) -> dict[str, Any]:
    """The file itself."""
    found = Piece.objects.get(**piece(world, relation))
    return {"public_id": found.file.public_id}


def use(world: World, relation: str) -> dict[str, Any]:
    """A file shown for something of the body."""

    def make() -> Use:
        return Use.objects.create(
            piece=Piece.objects.get(**piece(world, relation)), status="confirmed", on_label="tasks.task",
            on_number="DB-1", on_title="示例", on_url="/", unit=world.bodies[relation],
            made_by=world.person("granter"), confirmed_by=world.person("granter"),
            confirmed_at=timezone.now(),
        )  # fmt: skip

    return {"public_id": world.once(("use", relation), make).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Accepting it."""
    return {**use(world, relation), "verb": "accept"}


def paper(world: World, relation: str) -> dict[str, Any]:
    """The signed sheet of a step."""

    def make() -> UsePaper:
        of = Use.objects.get(**use(world, relation))
        step = UseStep.objects.create(use=of, verb="accept", by=world.person("granter"))
        return UsePaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("use paper", relation), make).public_id}


def row(world: World, relation: str) -> dict[str, Any]:
    """Something that the body shows evidence for: a task."""
    return {"label": "tasks.task", "number": task(world, relation)["public_id"]}


def concern(world: World, relation: str) -> dict[str, Any]:
    """Something of the body that waits to be verified; the body was not asked."""

    def make() -> Concern:
        return Concern.objects.create(
            key=f"示例:{relation}", kind="late", title=f"示例待核实-{relation}-", unit=world.bodies[relation],
            data={"share": 90, "usual": 10, "quarter": "2026Q2"},
        )  # fmt: skip

    return {"public_id": world.once(("concern", relation), make).public_id}


def asking(world: World, relation: str) -> dict[str, Any]:
    """Asking the body."""
    return {**concern(world, relation), "verb": "ask"}


def concern_paper(world: World, relation: str) -> dict[str, Any]:
    """What came with a step."""

    def make() -> ConcernPaper:
        of = Concern.objects.get(**concern(world, relation))
        step = ConcernStep.objects.create(concern=of, verb="ask", by=world.person("granter"))
        return ConcernPaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("concern paper", relation), make).public_id}


def talk(world: World, relation: str) -> dict[str, Any]:
    """A talk inside the body."""

    def make() -> Talk:
        body = world.bodies[relation]
        return Talk.objects.create(
            kind="heart", on=date(2026, 6, 1), unit=body, by=world.person("granter"),
            person=world.person("talked-to"), person_unit=body,
        )  # fmt: skip

    return {"public_id": world.once(("talk", relation), make).public_id}


OVERSEERS = (
    "programme_office", "triage_officer", "supervisor", "supervision_head", "lead_liaison",
    "authority_handler", "authority_head", "unit_head",
)  # fmt: skip
BUT_OWN = " ".join(one for one in RELATIONS if one != "own")
SEEING: Audience = {
    role: left
    for role, relations in READERS.items()
    if (left := " ".join(one for one in relations.replace("*", BUT_OWN).split() if one != "own"))
}
"""Of the body itself nobody sees what it was not asked about."""
ASKS: Audience = {role: said for role, said in SEEING.items() if role in OVERSEERS}
INSIDE: Audience = OWN
BOUNDING: Audience = dict.fromkeys(OVERSEERS, "own")

ADDRESSES = [
    Address(
        "evidence:concerns",
        concern,
        has(READERS),
        rows=SEEING,
        text=lambda w, r: f"示例待核实-{r}-",
    ),
    Address("evidence:bounds", get=BOUNDING, post=BOUNDING),
    Address("evidence:concern", concern, SEEING),
    Address("evidence:concern_act", asking, ASKS, SEEING),
    Address("evidence:concern_paper", concern_paper, SEEING),
    Address("evidence:look", piece, files=True),
    Address("evidence:talks", get=INSIDE),
    Address("evidence:talk_new", get=INSIDE, post=INSIDE),
    Address(
        "evidence:talk_rules",
        get=dict.fromkeys(("unit_head", "supervision_head"), "own"),
        post=dict.fromkeys(("unit_head", "supervision_head"), "own"),
    ),
    Address("evidence:talk_counts", get=has(READERS)),
    Address("evidence:talk", talk, INSIDE),
    Address(
        "evidence:pieces", piece, has(READERS), rows=READERS, text=lambda w, r: f"示例材料-{r}-"
    ),
    Address("evidence:piece", piece, READERS),
    Address("evidence:file", file, READERS),
    Address("evidence:use", use, READERS),
    Address("evidence:act", verb, WRITERS, READERS),
    Address("evidence:paper", paper, READERS),
    Address("evidence:add", row, ADDING),
    Address("evidence:add_file", row, ADDING, ADDING),
    Address("evidence:add_figure", row, ADDING, ADDING),
    Address("evidence:confirm", row, post=ADDING),
]
