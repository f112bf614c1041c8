"""Addresses of difficulties: asked by the relation's body, answered by one that no role here reaches."""

from datetime import date
from typing import Any

from qinglian.web.duties.models import Difficulty, DifficultyPaper, DifficultyStep
from tests.web.addressing import Address, Audience, World, has, joined, lying

DUE = date(2099, 12, 31)
ASKS: Audience = dict.fromkeys(
    ("unit_officer", "unit_head", "leader", "authority_handler", "authority_head"), "own"
)
SEES: Audience = joined(
    dict.fromkeys(("unit_officer", "authority_handler", "authority_head", "lead_liaison"), "own"),
    dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "own belongs"),
    dict.fromkeys(("supervisor", "supervision_head"), "own supervises"),
    {"auditor": "*"},
)


def difficulty(world: World, relation: str) -> dict[str, Any]:
    """A difficulty of the body."""

    def make() -> Difficulty:
        lead = "guides" if relation == "party" else "party"
        return Difficulty.objects.create(
            kind="policy", title=f"示例问题-{relation}-", text="示例", wanted="示例",
            unit=world.bodies[relation], lead_unit=world.bodies[lead], reply_due_on=DUE, due_on=DUE,
            raised_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("difficulty", relation), make).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Taking it back."""
    return {**difficulty(world, relation), "verb": "withdraw"}


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of it."""

    def make() -> DifficultyPaper:
        of = Difficulty.objects.get(**difficulty(world, relation))
        step = DifficultyStep.objects.create(
            difficulty=of, verb="raise", by=world.person("granter")
        )
        return DifficultyPaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("difficulty paper", relation), make).public_id}


ADDRESSES = [
    Address(
        "duties:difficulties", difficulty, has(SEES), rows=SEES,
        text=lambda w, r: f"示例问题-{r}-",
    ),
    Address("duties:difficulty_new", get=ASKS, post=ASKS),
    Address("duties:difficulty_counts", get=has(SEES)),
    Address("duties:difficulty_paper", paper, SEES),
    Address("duties:difficulty", difficulty, SEES),
    Address("duties:difficulty_act", verb, ASKS, SEES),
]  # fmt: skip
