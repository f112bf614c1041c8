"""Addresses of sendings, duties and turns: a duty of the relation's body, given by one that no role here reaches."""

from datetime import date
from typing import Any

from qinglian.web.duties.models import (
    Draw,
    Duty,
    DutyList,
    Item,
    ListVersion,
    Sending,
    SentItem,
    Turn,
    TurnPaper,
    TurnStep,
)
from tests.web.addressing import EVERYONE, NOBODY, Address, Audience, World, has, joined, lying

DAY = date(2099, 12, 31)
WORKS: Audience = dict.fromkeys(
    ("unit_officer", "unit_head", "leader", "authority_handler", "authority_head"), "own"
)
PREPARES: Audience = joined(WORKS, dict.fromkeys(("programme_office", "lead_liaison"), "own"))
SEES: Audience = joined(
    dict.fromkeys(("unit_officer", "authority_handler", "authority_head"), "own"),
    dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "own belongs"),
    dict.fromkeys(("supervisor", "supervision_head"), "own supervises"),
    {"lead_liaison": "own leads", "auditor": "*"},
)
HOLDS: Audience = dict.fromkeys(SEES, "*")
"""Who reaches the body in the middle, whatever the relation."""
APPROVES: Audience = dict.fromkeys(
    ("unit_head", "leader", "authority_head", "lead_liaison", "programme_office"), "own"
)
GIVES: Audience = joined(
    dict.fromkeys(
        (
            "unit_officer", "unit_head", "leader", "authority_handler", "authority_head",
            "lead_liaison", "programme_office", "triage_officer", "supervisor", "supervision_head",
        ),
        "own",
    ),
    {"auditor": "*"},
)  # fmt: skip
"""Who sees what a body sent."""


def _version(world: World, giver: Any) -> ListVersion:
    def make() -> ListVersion:
        of = DutyList.objects.create(
            title=f"示例清单-{giver.code}-", kind="duty", owner_unit=giver,
            made_by=world.person("granter"),
        )  # fmt: skip
        made = ListVersion.objects.create(
            of=of, number=1, valid_from=date(2020, 1, 1), made_by=world.person("granter"),
            issued_by=world.person("approver"),
        )  # fmt: skip
        Item.objects.create(of=made, place=1, title="示例事项", cycle="once")
        made.status = "issued"
        made.save()
        return made

    return world.once(("duty version", giver.pk), make)


def _sending(world: World, giver: Any, status: str = "sent") -> Sending:
    def make() -> Sending:
        version = _version(world, giver)
        made = Sending.objects.create(
            of=version, giver_unit=giver, status=status, begins_on=date(2020, 1, 1), ends_on=DAY,
            made_by=world.person("granter"), approved_by=world.person("approver"),
            sent_at="2026-01-01T00:00Z",
        )  # fmt: skip
        SentItem.objects.create(sending=made, item=version.items.get(), minutes=30)
        return made

    return world.once(("sending of", giver.pk, status), make)


def sending(world: World, relation: str) -> dict[str, Any]:
    """A list that the body sent."""
    return {"public_id": _sending(world, world.bodies[relation]).public_id}


def draft(world: World, relation: str) -> dict[str, Any]:
    """One that the body means to send."""
    return {"public_id": _sending(world, world.bodies[relation], "draft").public_id}


def draft_verb(world: World, relation: str) -> dict[str, Any]:
    """Sending it."""
    return {**draft(world, relation), "verb": "send"}


def draft_unit(world: World, relation: str) -> dict[str, Any]:
    """A body of a draft."""
    found = Sending.objects.get(**draft(world, relation))
    found.units.add(world.bodies[relation])
    return {"public_id": found.public_id, "code": world.bodies[relation].code}


def duty(world: World, relation: str) -> dict[str, Any]:
    """A duty of the body."""

    def make() -> Duty:
        giver = world.bodies["guides" if relation == "party" else "party"]
        sent = _sending(world, giver)
        item = sent.items.get()
        return Duty.objects.create(
            sending=sent, item=item, unit=world.bodies[relation], giver_unit=giver
        )

    return {"public_id": world.once(("duty", relation), make).public_id}


def arrival(world: World, relation: str) -> dict[str, Any]:
    """What arrived at the body in the middle, whatever the relation."""
    found = Duty.objects.get(**duty(world, "own"))
    return {"public_id": found.sending.public_id}


def turn(world: World, relation: str) -> dict[str, Any]:
    """A turn of the body."""

    def make() -> Turn:
        of = Duty.objects.get(**duty(world, relation))
        return Turn.objects.create(
            duty=of, unit=of.unit, giver_unit=of.giver_unit, begins_on=date(2026, 1, 1),
            ends_on=date(2026, 1, 31), due_on=DAY,
        )  # fmt: skip

    return {"public_id": world.once(("turn", relation), make).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Saying that it is done."""
    return {**turn(world, relation), "verb": "done"}


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of it."""

    def make() -> TurnPaper:
        of = Turn.objects.get(**turn(world, relation))
        step = TurnStep.objects.create(turn=of, verb="done", by=world.person("granter"))
        return TurnPaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("turn paper", relation), make).public_id}


def draw(world: World, relation: str) -> dict[str, Any]:
    """A draw of the body."""

    def make() -> Draw:
        return Draw.objects.create(
            giver_unit=world.bodies[relation], seed=1, population="0" * 64, eligible=6, size=5,
            by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("turn draw", relation), make).public_id}


def leader(world: World, relation: str) -> dict[str, Any]:
    """Somebody named for a duty of the body of the middle."""

    def make() -> str:
        of = Duty.objects.get(**duty(world, "own"))
        of.person = world.person("named", "own")
        of.save()
        return of.person.username

    return {"username": world.once("named leader", make)}


ADDRESSES = [
    Address("duties:turns", turn, has(SEES), rows=SEES, text=lambda w, r: f"/{turn(w, r)['public_id']}/"),
    Address("duties:calendar", get=has(SEES)),
    Address("duties:turn_paper", paper, SEES),
    Address("duties:draws", draw, has(SEES), rows=GIVES, text=lambda w, r: draw(w, r)["public_id"]),
    Address("duties:draw_make", get=NOBODY, post=EVERYONE),
    Address("duties:draw", draw, GIVES),
    Address("duties:draw_accept", draw, NOBODY, GIVES),
    Address("duties:turn", turn, SEES),
    Address("duties:turn_act", verb, PREPARES, SEES),
    Address("duties:duties", duty, has(SEES), rows=SEES, text=lambda w, r: f"/{duty(w, r)['public_id']}/"),
    Address("duties:leaders", get=has(SEES)),
    Address("duties:leader", leader, HOLDS),
    Address("duties:duty", duty, SEES),
    Address("duties:duty_assign", duty, PREPARES, PREPARES),
    Address("duties:arrivals", get=has(SEES)),
    Address("duties:arrival", arrival, HOLDS),
    Address("duties:arrival_receive", arrival, NOBODY, HOLDS),
    Address("duties:sendings", sending, has(SEES), rows=GIVES, text=lambda w, r: sending(w, r)["public_id"]),
    Address("duties:sending_new", get=PREPARES, post=PREPARES),
    Address("duties:caps", get=PREPARES, post=PREPARES),
    Address("duties:sending", sending, GIVES),
    Address("duties:sending_change", draft, NOBODY),
    Address("duties:sending_recall", sending, APPROVES, APPROVES),
    Address("duties:sending_map", sending, GIVES),
    Address("duties:sending_unit", draft_unit, GIVES),
    Address("duties:sending_act", draft_verb, NOBODY, GIVES),
]  # fmt: skip
