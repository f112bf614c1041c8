"""Addresses of rectification."""

from datetime import date
from typing import Any

from qinglian.web.rectification.models import Paper, Problem, Step
from tests.web.addressing import Address, Audience, World, has, joined, lying

DUE, FOUND = date(2099, 12, 31), date(2026, 1, 5)
ASKED: Audience = dict.fromkeys(
    (
        "unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
        "programme_office", "triage_officer", "supervisor", "supervision_head",
    ),
    "own",
)  # fmt: skip
"""The body that answers, whoever works in it."""
BELOW: Audience = dict.fromkeys(("programme_office", "triage_officer"), "own belongs")
HEADS: Audience = dict.fromkeys(("unit_head", "leader"), "own belongs")
LED: Audience = {"lead_liaison": "own leads"}
WATCHED: Audience = dict.fromkeys(("supervisor", "supervision_head"), "own supervises")
WRITERS: Audience = joined(ASKED, BELOW, WATCHED)
READERS: Audience = joined(WRITERS, HEADS, LED, {"auditor": "*"})
OPENERS: Audience = ASKED


def problem(world: World, relation: str) -> dict[str, Any]:
    """A problem of the body, found by a body that nobody here is of."""

    def make() -> Problem:
        return Problem.objects.create(
            title=f"示例问题-{relation}-", text="示例", origin="audit", found_on=FOUND, due_on=DUE,
            unit=world.bodies[relation], finder_unit=world.bodies["other"], opened_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("problem", relation), make).public_id}


def paper(world: World, relation: str) -> dict[str, Any]:
    """The evidence of a step of a problem."""

    def make() -> Paper:
        of = Problem.objects.get(**problem(world, relation))
        step = Step.objects.create(problem=of, verb="apply", by=world.person("granter"))
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("problem paper", relation), make).public_id}


ADDRESSES = [
    Address(
        "rectification:problems", of=problem, get=has(READERS), rows=READERS,
        text=lambda _world, relation: f"示例问题-{relation}-",
    ),
    Address("rectification:new", get=OPENERS, post=OPENERS),
    Address("rectification:problem", of=problem, get=READERS),
    Address("rectification:paper", of=paper, get=READERS),
]  # fmt: skip
