"""Addresses of creation: applied for by the relation's body, led by one that no role here reaches."""

from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.creation.models import (
    Answer,
    Application,
    Brand,
    Clause,
    Condition,
    Naming,
    Negative,
    Paper,
    Point,
    Practice,
    Review,
    ReviewRound,
    Standard,
    StandardVersion,
    Step,
    SubsidyRule,
)
from tests.web.addressing import Address, Audience, World, has, joined, lying

DUE = date(2099, 12, 31)
APPLIES: Audience = dict.fromkeys(
    ("unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison"), "own"
)  # fmt: skip
ASKED: Audience = joined(
    APPLIES,
    dict.fromkeys(("programme_office", "triage_officer", "supervisor", "supervision_head"), "own"),
)
SEES: Audience = joined(
    ASKED,
    dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "belongs"),
    dict.fromkeys(("supervisor", "supervision_head"), "supervises"),
    {"lead_liaison": "leads", "auditor": "*"},
)
LEADS: Audience = joined(
    ASKED, dict.fromkeys(("programme_office", "triage_officer"), "belongs"), {"auditor": "*"}
)
ANY: Audience = dict.fromkeys(APPLIES, "*")


def _lead(world: World, relation: str) -> Any:
    return world.bodies["guides" if relation == "party" else "party"]


def _standard(world: World) -> StandardVersion:
    def make() -> StandardVersion:
        of = Standard.objects.create(
            title="示例标准", unit_type="village", lead_unit=world.bodies["other"],
            made_by=world.person("granter"),
        )  # fmt: skip
        version = StandardVersion.objects.create(of=of, number=1, made_by=world.person("granter"))
        Clause.objects.create(of=version, place=1, number="1", text="示例", points=5)
        Negative.objects.create(of=version, place=1, text="示例")
        return version

    return world.once("creation standard", make)


def application(world: World, relation: str) -> dict[str, Any]:
    """An application of the body."""

    def make() -> Application:
        made = Application.objects.create(
            unit=world.bodies[relation], lead_unit=_lead(world, relation), standard=_standard(world),
            carrier_kind="window", carrier_name=f"示例载体-{relation}-", tier="qualified",
            applied_by=world.person("granter"), due_on=DUE,
        )  # fmt: skip
        Answer.objects.create(application=made, clause=_standard(world).clauses.get())
        return made

    return {"public_id": world.once(("creation", relation), make).public_id}


def answer(world: World, relation: str) -> dict[str, Any]:
    """Its one clause."""
    return {**application(world, relation), "place": 1}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Taking it back."""
    return {**application(world, relation), "room": "applications", "verb": "take_back"}


def new(_world: World, _relation: str) -> dict[str, Any]:
    """A new one."""
    return {"room": "applications"}


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of it."""

    def make() -> Paper:
        number = application(world, relation)["public_id"]
        by = world.person("granter")
        step = Step.objects.create(kind="application", number=number, verb="apply", by=by)
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("creation paper", relation), make).public_id}


def _naming(world: World, relation: str) -> Naming:
    def make() -> Naming:
        of = Application.objects.get(**application(world, relation))
        return Naming.objects.create(
            unit=of.unit, lead_unit=of.lead_unit, standard=of.standard.of, under=of.standard, application=of,
            range="unit", tier="qualified", decision="示例", named_by=world.person("granter"),
            named_on=date(2026, 1, 1), valid_from=date(2026, 1, 1), valid_to=DUE, review_on=DUE,
            status="suspended", suspended_on=date(2026, 2, 1),
        )  # fmt: skip

    return world.once(("naming", relation), make)


def naming(world: World, relation: str) -> dict[str, Any]:
    """A naming of the body."""
    return {"public_id": _naming(world, relation).public_id}


def condition(world: World, relation: str) -> dict[str, Any]:
    """A negative condition of the body."""

    def make() -> Condition:
        of, today = _naming(world, relation), timezone.localdate()
        # Somebody of no body at all: whoever is of the body concerned may not decide.
        free = world.person("free", "own")
        free.unit = None
        free.save()
        return Condition.objects.create(
            naming=of, unit=of.unit, lead_unit=of.lead_unit, negative=of.under.negatives.get(),
            source="alert", number=f"990101{len(relation)}", basis="示例", known_on=today, suspended_on=today,
            decider=free, due_on=DUE,
        )  # fmt: skip

    return {"public_id": world.once(("condition", relation), make).public_id}


def review(world: World, relation: str) -> dict[str, Any]:
    """A re-check of the body's naming."""

    def make() -> Review:
        of = _naming(world, relation)
        return Review.objects.create(naming=of, unit=of.unit, lead_unit=of.lead_unit, due_on=DUE)

    return {"public_id": world.once(("review", relation), make).public_id}


def brand(world: World, relation: str) -> dict[str, Any]:
    """A brand of the body that is not shown yet."""

    def make() -> Brand:
        return Brand.objects.create(
            name="示例品牌", unit=world.bodies[relation], lead_unit=_lead(world, relation), meaning="示例",
            carrier="示例", made_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("brand", relation), make).public_id}


def practice(world: World, relation: str) -> dict[str, Any]:
    """A practice of the body that was proposed."""

    def make() -> Practice:
        return Practice.objects.create(
            title="示例做法", unit=world.bodies[relation], lead_unit=_lead(world, relation), problem="示例",
            measure="示例", figure="示例", before=1, after=2, figure_unit="示例", figure_from="示例",
            elsewhere="示例", proposed_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("practice", relation), make).public_id}


def point(world: World, relation: str) -> dict[str, Any]:
    """A model site in the body."""

    def make() -> Point:
        return Point.objects.create(
            kind="model", title="示例点", unit=world.bodies[relation], lead_unit=_lead(world, relation),
            shows="示例", post="示例", check_on=DUE, valid_from=date(2026, 1, 1), valid_to=DUE,
            made_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("point", relation), make).public_id}


def standard(world: World, relation: str) -> dict[str, Any]:
    """A draft of the body."""

    def make() -> Standard:
        by = world.person("granter")
        made = Standard.objects.create(
            title="示例草稿", unit_type="village", lead_unit=world.bodies[relation], made_by=by
        )
        StandardVersion.objects.create(of=made, number=1, made_by=by)
        return made

    return {"public_id": world.once(("draft standard", relation), make).public_id}


def subsidy(world: World, relation: str) -> dict[str, Any]:
    """A rule of the body that was not issued yet."""

    def make() -> SubsidyRule:
        return SubsidyRule.objects.create(
            title="示例规则", year=2026, standard=_standard(world).of, lead_unit=world.bodies[relation],
            basis="示例", tier="qualified", share=70, made_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("subsidy", relation), make).public_id}


def sample(world: World, relation: str) -> dict[str, Any]:
    """A sample of namings that the body leads."""

    def make() -> ReviewRound:
        return ReviewRound.objects.create(
            lead_unit=world.bodies[relation], seed=1, size=1, sha256="0" * 64, due_on=DUE,
            by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("round", relation), make).public_id}


ADDRESSES = [
    Address(
        "creation:applications", application, has(SEES), rows=SEES,
        text=lambda w, r: f"示例载体-{r}-",
    ),
    *(
        Address(f"creation:{room}", get=has(SEES))
        for room in ("namings", "reviews", "standards", "subsidies", "brands", "practices", "points")
    ),
    Address("creation:new", new, ANY, ANY),
    Address("creation:paper", paper, SEES),
    Address("creation:application", application, SEES),
    Address("creation:clauses", application, SEES),
    Address("creation:answer", answer, SEES, APPLIES),
    Address("creation:naming", naming, SEES),
    Address("creation:condition", condition, SEES),
    Address("creation:review", review, SEES),
    Address("creation:round", sample, LEADS),
    Address("creation:standard", standard, LEADS),
    Address("creation:subsidy", subsidy, LEADS),
    Address("creation:brand", brand, SEES),
    Address("creation:album", brand, SEES),
    Address("creation:practice", practice, SEES),
    Address("creation:point", point, SEES),
    Address("creation:act", verb, APPLIES, SEES),
]  # fmt: skip
