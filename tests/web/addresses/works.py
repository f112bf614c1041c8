"""Addresses of projects and sections: whoever reaches them reads, the owner's body and the authority register."""

from typing import Any

from qinglian.web.works.models import Participant, Party
from tests.web.addresses.concealed import OWN, READERS, _section
from tests.web.addressing import BEGUN, Address, Audience, World, has, joined

WRITERS: Audience = joined(
    OWN, dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "own")
)


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
]
