"""Addresses of tasks and guidance."""

from datetime import date
from typing import Any

from qinglian.web.tasks.models import Assistant, Guidance, Paper, Request, Step, Task
from tests.web.addressing import Address, Audience, World, has, joined, lying

DUE = date(2099, 12, 31)
OWN: Audience = {"unit_officer": "own", "authority_handler": "own", "authority_head": "own"}
BELOW: Audience = dict.fromkeys(
    ("unit_head", "leader", "programme_office", "triage_officer"), "own belongs"
)
LED: Audience = {"lead_liaison": "leads"}
WATCHED: Audience = {"supervisor": "supervises", "supervision_head": "supervises"}
WRITERS: Audience = joined(OWN, BELOW, LED, WATCHED)
READERS: Audience = joined(WRITERS, {"auditor": "*"})
GIVERS = [
    "programme_office",
    "triage_officer",
    "supervisor",
    "supervision_head",
    "authority_handler",
    "authority_head",
    "lead_liaison",
    "unit_head",
]
GIVE: Audience = dict.fromkeys(GIVERS, "own")
WORK: Audience = joined(OWN, {"unit_head": "own belongs", "leader": "own belongs"})
"""Who acts for the body that works."""


def task(world: World, relation: str) -> dict[str, Any]:
    """A task of the body, given by a body that nobody here is of."""

    def make() -> Task:
        return Task.objects.create(
            title=f"示例事项-{relation}-", requirement="示例", origin="other", due_on=DUE,
            unit=world.bodies[relation], giver_unit=world.bodies["other"],
            giver=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("task", relation), make).public_id}


def paper(world: World, relation: str) -> dict[str, Any]:
    """The evidence of a step of a task."""

    def make() -> Paper:
        of = Task.objects.get(**task(world, relation))
        step = Step.objects.create(task=of, verb="report", by=world.person("granter"))
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("task paper", relation), make).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Signing for a task."""
    return {**task(world, relation), "verb": "receive"}


def asked(world: World, relation: str) -> dict[str, Any]:
    """More time that somebody asked for."""

    def make() -> Request:
        return Request.objects.create(
            task=Task.objects.get(**task(world, relation)), kind="extend",
            by=world.person("granter"), reason="示例",
        )  # fmt: skip

    return {"number": world.once(("task request", relation), make).pk}


def part(world: World, relation: str) -> dict[str, Any]:
    """The part of an assisting body."""

    def make() -> Assistant:
        of = Task.objects.get(**task(world, "other"))
        return Assistant.objects.create(task=of, unit=world.bodies[relation])

    return {"number": world.once(("assistant", relation), make).pk}


def guidance(world: World, relation: str) -> dict[str, Any]:
    """An act of guidance at the body."""

    def make() -> Guidance:
        return Guidance.objects.create(
            unit=world.bodies[relation], by_unit=world.bodies["other"],
            by=world.person("granter"), on=date(2026, 6, 1), mode="on_site", seen="示例",
        )  # fmt: skip

    return {"public_id": world.once(("guidance", relation), make).public_id}


ASSIST: Audience = dict.fromkeys(("unit_officer", "authority_handler", "authority_head"), "own")

ADDRESSES = [
    Address("tasks:tasks", task, has(READERS), rows=READERS, text=lambda w, r: f"示例事项-{r}-"),
    Address("tasks:new", get=GIVE, post=GIVE),
    Address("tasks:task", task, READERS),
    Address("tasks:paper", paper, READERS),
    Address("tasks:act", verb, WORK, READERS),
    Address("tasks:part", task, WORK, WORK),
    Address("tasks:request", asked, WRITERS, WRITERS),
    Address("tasks:assist", part, ASSIST, ASSIST),
    Address(
        "tasks:guidance_acts",
        guidance,
        has(READERS),
        rows=READERS,
        text=lambda w, r: guidance(w, r)["public_id"],
    ),
    Address("tasks:guidance_new", get=GIVE, post=GIVE),
    Address("tasks:guidance", guidance, READERS),
]
