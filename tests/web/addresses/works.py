"""Addresses of projects and sections: whoever reaches them reads, the owner's body and the authority register."""

from typing import Any

from qinglian.web.works.models import (
    Alignment,
    Node,
    NodePaper,
    OperatingPiece,
    Participant,
    Party,
)
from tests.web.addresses.concealed import OWN, READERS, _section
from tests.web.addressing import BEGUN, Address, Audience, World, has, joined, lying

WRITERS: Audience = joined(
    OWN, dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "own")
)

KIND = "approval"


def project(world: World, relation: str) -> dict[str, Any]:
    """A project that the body owns."""
    return {"public_id": _section(world, relation).project.public_id}


def section(world: World, relation: str) -> dict[str, Any]:
    """Its section."""
    return {"public_id": _section(world, relation).public_id}


def _party(world: World, relation: str) -> Party:
    return world.once(
        ("party", relation),
        lambda: Party.objects.create(
            section=_section(world, relation), side="contractor", name="示例公司", valid_from=BEGUN
        ),
    )


def party(world: World, relation: str) -> dict[str, Any]:
    """A party of it."""
    return {**section(world, relation), "number": _party(world, relation).pk}


def participant(world: World, relation: str) -> dict[str, Any]:
    """A person of that."""
    made = world.once(
        ("participant", relation),
        lambda: Participant.objects.create(
            party=_party(world, relation), user=world.person("measurer"), post="measurer",
            valid_from=BEGUN, added_by=world.person("granter"),
        ),
    )  # fmt: skip
    return {**section(world, relation), "number": made.pk}


def _line(world: World, relation: str) -> Alignment:
    return world.once(
        ("line", relation),
        lambda: Alignment.objects.create(
            project=_section(world, relation).project, prefix="YK", first=0, last=1000
        ),
    )


def line(world: World, relation: str) -> dict[str, Any]:
    """A line of the project."""
    return {**project(world, relation), "number": _line(world, relation).pk}


def piece(world: World, relation: str) -> dict[str, Any]:
    """Operating stakes of that."""
    made = world.once(
        ("piece", relation),
        lambda: OperatingPiece.objects.create(
            alignment=_line(world, relation), start=0, end=1000, route="X001", from_stake=0, to_stake=1000,
            valid_from=BEGUN,
        ),
    )  # fmt: skip
    return {**project(world, relation), "number": made.pk}


def _node(world: World, relation: str) -> Node:
    return world.once(
        ("node", relation),
        lambda: Node.objects.create(
            project=_section(world, relation).project,
            code=KIND,
            on=BEGUN,
            by=world.person("granter"),
        ),
    )


def kind(world: World, relation: str) -> dict[str, Any]:
    """A node that the project may reach."""
    return {**project(world, relation), "code": KIND}


def node(world: World, relation: str) -> dict[str, Any]:
    """A node that it reached."""
    return {**project(world, relation), "node": _node(world, relation).public_id}


def paper(world: World, relation: str) -> dict[str, Any]:
    """The paper of that."""
    made = world.once(
        ("node paper", relation),
        lambda: NodePaper.objects.create(step=_node(world, relation), name="示例.pdf", **lying()),
    )
    return {"public_id": made.public_id}


ADDRESSES = [
    Address(
        "works:projects", project, has(READERS), rows=READERS, text=lambda w, r: f"示例工程{r}<"
    ),
    Address("works:project_new", None, has(WRITERS), has(WRITERS)),
    Address("works:project", project, READERS),
    Address("works:section_new", project, WRITERS, WRITERS),
    Address("works:section", section, READERS),
    Address("works:party_new", section, WRITERS, WRITERS),
    Address("works:participant_new", party, WRITERS, WRITERS),
    Address("works:participant_confirm", participant, {}, WRITERS),
    Address("works:participant_end", participant, WRITERS, WRITERS),
    Address("works:oc4ids_import", None, has(WRITERS), has(WRITERS)),
    Address("works:oc4ids", project, READERS),
    Address("works:strip", project, READERS),
    Address("works:node", kind, READERS),
    Address("works:node_new", kind, WRITERS, WRITERS),
    Address("works:node_back", node, WRITERS, WRITERS),
    Address("works:paper", paper, READERS),
    Address("works:places", project, READERS),
    Address("works:alignment_new", project, WRITERS, WRITERS),
    Address("works:alignment_off", line, WRITERS, WRITERS),
    Address("works:layers", project, WRITERS, WRITERS),
    Address("works:operating_new", project, WRITERS, WRITERS),
    Address("works:operating_off", piece, WRITERS, WRITERS),
    Address("works:parts", section, READERS),
    Address("works:parts_import", section, WRITERS, WRITERS),
    Address("works:part_new", section, WRITERS, WRITERS),
]
