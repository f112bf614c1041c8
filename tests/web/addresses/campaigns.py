"""Addresses of campaigns. A campaign is led by the relation's body, or the relation's body takes part in one."""

from datetime import date
from typing import Any

from qinglian.web.campaigns.inspected import there
from qinglian.web.campaigns.models import (
    Campaign,
    Found,
    Notice,
    Paper,
    Part,
    Sampled,
    Sampling,
    Step,
    Topic,
)
from tests.web.addressing import Address, Audience, World, has, joined, lying

LAST = date(2099, 12, 31)
OFFICERS = ("unit_officer", "authority_handler", "authority_head", "lead_liaison")
HEADS = ("unit_head", "leader", "programme_office", "triage_officer")
TEAM = ("supervisor", "supervision_head")
SEES: Audience = joined(
    dict.fromkeys(OFFICERS, "own"), dict.fromkeys(HEADS, "own belongs"),
    dict.fromkeys(TEAM, "own supervises"), {"auditor": "*"},
)  # fmt: skip
"""Who reads a campaign of the lead body."""
TAKES: Audience = joined(SEES, {"lead_liaison": "own leads"})
"""Who reads the part of a body."""
LEADS: Audience = dict.fromkeys((*OFFICERS, "unit_head", "leader", "programme_office"), "own")
LOOKS: Audience = {role: "own" for role in LEADS if role != "unit_officer"}
ANSWERS: Audience = dict.fromkeys(
    ("unit_officer", "unit_head", "leader", "authority_handler", "authority_head"), "own"
)


def _made(world: World, key: str, lead: str, urging: str, **said: Any) -> Campaign:
    def make() -> Campaign:
        found = Campaign.objects.create(
            title=f"示例整治-{key}-", text="示例", lead_unit=world.bodies[lead],
            urging_unit=world.bodies[urging], year=2026, begins_on=date(2026, 1, 1), ends_on=LAST,
            made_by=world.person("granter"), **said,
        )  # fmt: skip
        for number in (1, 2):
            Topic.objects.create(
                campaign=found, number=number, name="示例专题", criteria="示例", basis="示例"
            )
        return found

    return world.once(("campaign", key), make)


def _draft(world: World, relation: str) -> Campaign:
    other = "party" if relation == "guides" else "guides"
    return _made(world, relation, relation, other)


def _running(world: World, relation: str) -> Campaign:
    other = "party" if relation == "guides" else "guides"
    return _made(world, f"running-{relation}", relation, other, status="running")


def _taking(world: World, relation: str) -> Part:
    """The body takes part in what bodies lead and urge that no role of the table reaches."""
    of = _made(world, f"taking-{relation}", "party", "guides", status="running")

    def make() -> Part:
        return Part.objects.create(
            campaign=of, unit=world.bodies[relation], status="asked", due_on=LAST
        )

    return world.once(("part", relation), make)


def draft(world: World, relation: str) -> dict[str, Any]:
    """A draft of the body."""
    return {"public_id": _draft(world, relation).public_id}


def running(world: World, relation: str) -> dict[str, Any]:
    """One that the body leads and that runs."""
    return {"public_id": _running(world, relation).public_id}


def urged(world: World, relation: str) -> dict[str, Any]:
    """One that the body urges."""
    lead = "guides" if relation == "party" else "party"
    return {
        "public_id": _made(world, f"urged-{relation}", lead, relation, status="running").public_id
    }


def start(world: World, relation: str) -> dict[str, Any]:
    """Beginning it."""
    return {**draft(world, relation), "verb": "start"}


def topic(world: World, relation: str) -> dict[str, Any]:
    """Taking its second topic away."""
    return {**draft(world, relation), "number": 2}


def part(world: World, relation: str) -> dict[str, Any]:
    """The part of the body."""
    return {"public_id": _taking(world, relation).public_id}


def led_part(world: World, relation: str) -> dict[str, Any]:
    """A part in what the body leads."""

    def make() -> Part:
        return Part.objects.create(
            campaign=_running(world, relation), unit=world.bodies["party"], status="named"
        )

    return {"public_id": world.once(("led part", relation), make).public_id}


def answer(world: World, relation: str) -> dict[str, Any]:
    """Answering a topic."""
    return {**part(world, relation), "number": 1}


def report(world: World, relation: str) -> dict[str, Any]:
    """Reporting a self-check."""
    found = _taking(world, relation)
    return {"public_id": found.public_id, "verb": "report"}


def found(world: World, relation: str) -> dict[str, Any]:
    """What the body found."""
    of = _taking(world, relation)

    def make() -> Found:
        return Found.objects.create(
            part=of, topic=of.campaign.topics.first(), title=f"示例问题-{relation}-", text="示例"
        )

    world.once(("found", relation), make)
    return {}


def _sampled(world: World, relation: str) -> Sampled:
    def make() -> Sampled:
        of = _running(world, relation)
        drawn = Sampling.objects.create(
            campaign=of, seed=1, size=1, population="0" * 64, announced_by=world.person("granter")
        )
        one = Part.objects.get(**led_part(world, relation))
        return Sampled.objects.create(sampling=drawn, part=one, drawn=True)

    return world.once(("sampled", relation), make)


def sampling(world: World, relation: str) -> dict[str, Any]:
    """A draw of what the body leads."""
    return {"public_id": _sampled(world, relation).sampling.public_id}


def item(world: World, relation: str) -> dict[str, Any]:
    """A self-check that was drawn."""
    return {"number": _sampled(world, relation).pk}


def notice(world: World, relation: str) -> dict[str, Any]:
    """A notice of what the body leads."""

    def make() -> Notice:
        return Notice.objects.create(
            campaign=_running(world, relation), title=f"示例通报-{relation}-", text="示例",
            written_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("notice", relation), make).public_id}


def review(world: World, relation: str) -> dict[str, Any]:
    """Signing it."""
    return {**notice(world, relation), "verb": "review"}


def field(world: World, relation: str) -> dict[str, Any]:
    """A field of business."""
    return {"key": "bidding_cn"}


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of a step of what the body leads."""

    def make() -> Paper:
        step = Step.objects.create(
            campaign=_draft(world, relation), verb="open", by=world.person("granter")
        )
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("campaign paper", relation), make).public_id}


ADDS: Audience = {"programme_office": "own", "supervision_head": "own"}
ANYWHERE: Audience = dict.fromkeys(ADDS, "*")
URGES: Audience = {"supervisor": "own", "supervision_head": "own"}
ADDRESSES = [
    Address(
        "campaigns:campaigns", draft, has(SEES), rows=SEES, text=lambda w, r: f"示例整治-{r}-"
    ),
    Address("campaigns:new", get=LEADS, post=LEADS),
    Address("campaigns:map", get=has(SEES)),
    Address("campaigns:field_new", get=ADDS, post=ADDS),
    Address("campaigns:ruled", get=has(SEES)),
    Address("campaigns:field_matters", field, *(ANYWHERE, ANYWHERE) if there() else ()),
    Address("campaigns:inspected", get=has(SEES) if there() else {}),
    Address("campaigns:bodies", get=has(SEES)),
    Address(
        "campaigns:parts", part, has(TAKES), rows=TAKES,
        text=lambda w, r: _taking(w, r).get_absolute_url(),
    ),
    Address("campaigns:part", part, TAKES),
    Address("campaigns:answer", answer, ANSWERS, ANSWERS),
    Address("campaigns:part_drop", led_part, post=LEADS),
    Address("campaigns:part_act", report, ANSWERS, TAKES),
    Address(
        "campaigns:founds", found, has(TAKES), rows=TAKES, text=lambda w, r: f"示例问题-{r}-"
    ),
    Address("campaigns:sampling", sampling, SEES),
    Address("campaigns:sampling_draw", sampling, post=LOOKS),
    Address("campaigns:recheck", item, LOOKS, LOOKS),
    Address(
        "campaigns:notices", notice, has(SEES), rows=SEES, text=lambda w, r: f"示例通报-{r}-"
    ),
    Address("campaigns:notice", notice, SEES),
    Address("campaigns:notice_act", review, LEADS, SEES),
    Address("campaigns:paper", paper, SEES),
    Address("campaigns:campaign", draft, SEES),
    Address("campaigns:topic_new", draft, LEADS, LEADS),
    Address("campaigns:topic_drop", topic, post=LEADS),
    Address("campaigns:choose", draft, LEADS, LEADS),
    Address("campaigns:announce", running, LOOKS, LOOKS),
    Address("campaigns:counts", urged, URGES, URGES),
    Address("campaigns:notice_new", running, LEADS, LEADS),
    Address("campaigns:correct", running, LEADS, LEADS),
    Address("campaigns:act", start, LEADS, SEES),
]  # fmt: skip
