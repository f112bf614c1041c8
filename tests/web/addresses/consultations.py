"""Addresses of consultations."""

from typing import Any

from django.utils import timezone

from qinglian.web.consultations.models import Asked, Consultation, Paper, Point, Round, Step
from tests.web.addressing import Address, Audience, World, has, joined, lying

WORKERS: Audience = dict.fromkeys(
    (
        "unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
        "programme_office", "triage_officer", "supervisor", "supervision_head",
    ),
    "own",
)  # fmt: skip
READERS: Audience = joined(WORKERS, {"auditor": "*"})


def _make(world: World, asker: str, asked: str) -> Consultation:
    made = Consultation.objects.create(
        kind="countersign", subject=f"示例征询-{asker}-{asked}-", asker=world.bodies[asker],
        by=world.person("granter"),
    )  # fmt: skip
    one = Round.objects.create(consultation=made, number=1, text="示例", days=3, by=made.by)
    row = Asked.objects.create(
        round=one, unit=world.bodies[asked], status="asked", asked_at=timezone.now()
    )
    Point.objects.create(asked=row, proposed="示例")
    return made


def asking(world: World, relation: str) -> dict[str, Any]:
    """What the body asks of one that nobody here is of."""
    other = "other" if relation != "other" else "party"
    made = world.once(("consultation asking", relation), lambda: _make(world, relation, other))
    return {"public_id": made.public_id}


def asking_verb(world: World, relation: str) -> dict[str, Any]:
    """Withdrawing it."""
    return {**asking(world, relation), "verb": "withdraw"}


def _asked(world: World, relation: str) -> Consultation:
    other = "other" if relation != "other" else "party"
    found: Consultation = world.once(
        ("consultation asked", relation), lambda: _make(world, other, relation)
    )
    return found


def asked(world: World, relation: str) -> dict[str, Any]:
    """What the body is asked by one that nobody here is of."""
    return {"public_id": _asked(world, relation).public_id}


def asked_verb(world: World, relation: str) -> dict[str, Any]:
    """Saying something to it."""
    row = Asked.objects.get(round__consultation=_asked(world, relation))
    return {"number": row.pk, "verb": "draft"}


def point(world: World, relation: str) -> dict[str, Any]:
    """A point made to what the body asked."""
    made = Consultation.objects.get(**asking(world, relation))
    Asked.objects.filter(round__consultation=made).update(
        status="answered", stance="disagree", answered_at=timezone.now(),
        signed_by=world.person("granter"),
    )  # fmt: skip
    return {"number": Point.objects.get(asked__round__consultation=made).pk}


def register(world: World, relation: str) -> dict[str, Any]:
    """The register of what the body asked."""
    point(world, relation)
    return asking(world, relation)


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper that came with what the body is asked."""

    def make() -> Paper:
        step = Step.objects.create(
            consultation=_asked(world, relation), verb="opened", by=world.person("granter")
        )
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("consultation paper", relation), make).public_id}


ADDRESSES = [
    Address(
        "consultations:consultations", asking, has(READERS), rows=READERS,
        text=lambda w, r: f"示例征询-{r}-",
    ),
    Address("consultations:new", get=WORKERS, post=WORKERS),
    Address(
        "consultations:opinions", register, has(READERS), rows=READERS,
        text=lambda w, r: f"示例征询-{r}-",
    ),
    Address("consultations:consultation", asked, READERS),
    Address("consultations:register", register, READERS),
    Address("consultations:round", asking, WORKERS, WORKERS),
    Address("consultations:act", asking_verb, WORKERS, WORKERS),
    Address("consultations:asked", asked_verb, WORKERS, WORKERS),
    Address("consultations:point", point, WORKERS, WORKERS),
    Address("consultations:paper", paper, READERS),
]  # fmt: skip
