"""Addresses of programmes and lists: of the relation's body, written by nobody here."""

from datetime import date
from typing import Any

from qinglian.web.duties.models import (
    Action,
    Clause,
    DutyList,
    Item,
    ListPaper,
    ListStep,
    ListVersion,
    Programme,
    ProgrammePaper,
    ProgrammeStep,
)
from tests.web.addressing import Address, Audience, World, has, joined, lying

MAKES: Audience = joined(
    dict.fromkeys(
        ("unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
         "supervisor", "supervision_head"), "own",
    ),
    {"programme_office": "own belongs"},
)  # fmt: skip
ISSUES: Audience = joined(
    dict.fromkeys(("unit_head", "leader", "authority_head", "supervision_head"), "own"),
    {"programme_office": "own belongs"},
)
READS: Audience = joined(MAKES, {"triage_officer": "own belongs", "auditor": "*"})


def programme(world: World, relation: str) -> dict[str, Any]:
    """A programme of the body."""

    def make() -> Programme:
        return Programme.objects.create(
            title=f"示例方案-{relation}-", issued_on=date(2026, 1, 1), valid_from=date(2026, 1, 1),
            owner_unit=world.bodies[relation], text="示例。", made_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("programme", relation), make).public_id}


def action(world: World, relation: str) -> dict[str, Any]:
    """One of its actions."""

    def make() -> Action:
        of = Programme.objects.get(**programme(world, relation))
        return Action.objects.create(programme=of, number=1, title="示例行动")

    return {**programme(world, relation), "number": world.once(("action", relation), make).pk}


def clause(world: World, relation: str) -> dict[str, Any]:
    """One of its sentences."""

    def make() -> Clause:
        of = Programme.objects.get(**programme(world, relation))
        return Clause.objects.create(programme=of, place=1, text="示例", asks=True)

    return {"number": world.once(("clause", relation), make).pk}


def decided(world: World, relation: str) -> dict[str, Any]:
    """That it asks nothing."""
    return {**clause(world, relation), "asks": "no"}


def programme_paper(world: World, relation: str) -> dict[str, Any]:
    """The text as it was issued."""

    def make() -> ProgrammePaper:
        of = Programme.objects.get(**programme(world, relation))
        step = ProgrammeStep.objects.create(programme=of, verb="made", by=world.person("granter"))
        return ProgrammePaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("programme paper", relation), make).public_id}


def duty_list(world: World, relation: str) -> dict[str, Any]:
    """A list of the body with a draft."""

    def make() -> DutyList:
        by = world.person("granter")
        made = DutyList.objects.create(
            title=f"示例清单-{relation}-", kind="duty", owner_unit=world.bodies[relation], made_by=by,
            template_for="school",
        )  # fmt: skip
        ListVersion.objects.create(of=made, number=1, made_by=by)
        return made

    return {"public_id": world.once(("list", relation), make).public_id}


def compared(world: World, relation: str) -> dict[str, Any]:
    """Its version beside itself."""
    return {**duty_list(world, relation), "old": 1, "new": 1}


def item(world: World, relation: str) -> dict[str, Any]:
    """An item of the draft."""

    def make() -> Item:
        of = DutyList.objects.get(**duty_list(world, relation))
        return Item.objects.create(of=of.draft, place=1, title="示例事项")

    return {**duty_list(world, relation), "key": world.once(("item", relation), make).key}


def list_paper(world: World, relation: str) -> dict[str, Any]:
    """The signed sheet of a list."""

    def make() -> ListPaper:
        of = DutyList.objects.get(**duty_list(world, relation))
        step = ListStep.objects.create(of=of, verb="made", by=world.person("granter"))
        return ListPaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("list paper", relation), make).public_id}


def sample(world: World, relation: str) -> dict[str, Any]:
    """A template, which is of no body."""
    return {"name": "five_secretary"}


ADDRESSES = [
    Address(
        "duties:programmes", programme, has(READS), rows=READS, text=lambda w, r: f"示例方案-{r}-"
    ),
    Address("duties:programme_new", get=has(MAKES), post=has(MAKES)),
    Address("duties:programme_paper", programme_paper, READS),
    Address("duties:programme", programme, READS),
    Address("duties:programme_correct", programme, MAKES, MAKES),
    Address("duties:programme_end", programme, MAKES, MAKES),
    Address("duties:coverage", programme, READS),
    Address("duties:action_new", programme, MAKES, MAKES),
    Address("duties:action", action, MAKES, MAKES),
    Address("duties:action_off", action, MAKES, MAKES),
    Address("duties:clause_decide", decided, post=MAKES),
    Address("duties:clause_aside", clause, MAKES, MAKES),
    Address("duties:clause_item", clause, MAKES, MAKES),
    Address("duties:clause_action", clause, MAKES, MAKES),
    Address("duties:lists", duty_list, has(READS), rows=READS, text=lambda w, r: f"示例清单-{r}-"),
    Address("duties:list_new", get=has(MAKES), post=has(MAKES)),
    Address("duties:samples", get=has(READS)),
    Address("duties:sample", sample, dict.fromkeys(READS, "*")),
    Address("duties:sample_use", sample, dict.fromkeys(MAKES, "*"), dict.fromkeys(MAKES, "*")),
    Address("duties:norms", get=has(READS)),
    Address("duties:list_paper", list_paper, READS),
    Address("duties:list", duty_list, READS),
    Address("duties:list_correct", duty_list, MAKES, MAKES),
    Address("duties:list_use", duty_list, MAKES, MAKES),
    Address("duties:list_draft", duty_list, MAKES, MAKES),
    Address("duties:list_drop", duty_list, MAKES, MAKES),
    Address("duties:list_issue", duty_list, ISSUES, ISSUES),
    Address("duties:list_rollover", duty_list, MAKES, MAKES),
    Address("duties:list_effort", duty_list, READS),
    Address("duties:list_diff", compared, READS),
    Address("duties:list_table", duty_list, MAKES, MAKES),
    Address("duties:item_new", duty_list, MAKES, MAKES),
    Address("duties:item", item, MAKES, MAKES),
    Address("duties:item_off", item, MAKES, MAKES),
    Address("duties:item_up", item, post=MAKES),
]
