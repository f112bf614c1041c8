"""Addresses of plans, checklists, inspections, visits and findings."""

from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.core.draws import population as hashed
from qinglian.web.inspections.models import (
    Draw,
    Finding,
    Inspection,
    Matter,
    Objection,
    Paper,
    Plan,
    PlanLine,
    Proposal,
    Request,
    Template,
    TemplateItem,
    Visit,
)
from tests.web.addressing import NOBODY, Address, Audience, World, has, joined, lying

FIRST, LAST = date(2099, 1, 1), date(2099, 12, 31)
GIVE: Audience = dict.fromkeys(
    (
        "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison", "programme_office",
        "triage_officer", "supervisor", "supervision_head",
    ),
    "own",
)  # fmt: skip
"""Who inspects for a body."""
BODY: Audience = joined(GIVE, {"unit_officer": "own"})
"""Who acts for a visited body."""
VISIT: Audience = joined(
    BODY,
    dict.fromkeys(("unit_head", "leader", "programme_office", "triage_officer"), "belongs"),
    {"lead_liaison": "leads", "supervisor": "supervises", "supervision_head": "supervises", "auditor": "*"},
)  # fmt: skip
"""Who sees a visit that was fed back, by the body that was visited."""
GIVEN: Audience = joined(GIVE, {"auditor": "*"})
"""Who sees what a body gives."""


def matter(world: World) -> Matter:
    """One for all."""
    return world.once("matter", lambda: Matter.objects.create(name="示例事项"))


def given(world: World, relation: str) -> Inspection:
    """An inspection that the body of the relation gives."""

    def make() -> Inspection:
        return Inspection.objects.create(
            title=f"示例督查-{relation}-", matter=matter(world), giver_unit=world.bodies[relation],
            begins_on=FIRST, ends_on=LAST, by=world.person("granter"),
        )  # fmt: skip

    return world.once(("inspection", relation), make)


def inspection(world: World, relation: str) -> dict[str, Any]:
    """Its page."""
    return {"public_id": given(world, relation).public_id}


def drawn(world: World, relation: str) -> dict[str, Any]:
    """Its population."""

    def make() -> Draw:
        return Draw.objects.create(
            inspection=given(world, relation), codes=["a"], sha256=hashed(["a"]), seed=1, size=1,
            by=world.person("granter"),
        )  # fmt: skip

    world.once(("draw", relation), make)
    return inspection(world, relation)


def verb(world: World, relation: str) -> dict[str, Any]:
    """Withdrawing it."""
    return {**inspection(world, relation), "verb": "withdraw"}


def near(world: World, relation: str) -> dict[str, Any]:
    """Another inspection at the same body in the same days."""

    def make() -> Inspection:
        other = Inspection.objects.create(
            title="示例另一督查", matter=matter(world), giver_unit=world.bodies["other"], begins_on=FIRST,
            ends_on=LAST, by=world.person("granter"), beyond=True, issued_at=timezone.now(),
            status="issued", beyond_approved_by=world.person("approver"),
        )  # fmt: skip
        for one in (given(world, relation), other):
            Visit.objects.create(
                inspection=one, unit=world.bodies["party"], giver_unit=one.giver_unit, hidden=False
            )
        return other

    other = world.once(("near", relation), make)
    return {**inspection(world, relation), "other": other.public_id}


def proposed(world: World, relation: str) -> dict[str, Any]:
    """A proposal to a body to go along."""

    def make() -> Proposal:
        near(world, relation)
        ours = world.made["near", relation]
        return Proposal.objects.create(
            inspection=ours, other=given(world, relation), by=world.person("asker"), reason="示例"
        )

    return {"number": world.once(("proposal", relation), make).pk}


def asked(world: World, relation: str) -> dict[str, Any]:
    """Leave that a named person is asked for: nobody here is that person."""

    def make() -> Request:
        return Request.objects.create(
            inspection=given(world, relation), kind="beyond", by=world.person("asker"),
            approver=world.person("approver"), reason="示例",
        )  # fmt: skip

    return {"number": world.once(("inspection request", relation), make).pk}


def fed_back(world: World, unit: str, giver: str) -> Visit:
    """A visit to one body by another, fed back."""

    def make() -> Visit:
        of = Inspection.objects.create(
            title=f"示例现场-{unit}-{giver}-", matter=matter(world), giver_unit=world.bodies[giver],
            begins_on=FIRST, ends_on=LAST, by=world.person("granter"),
        )  # fmt: skip
        return Visit.objects.create(
            inspection=of, unit=world.bodies[unit], giver_unit=of.giver_unit, hidden=False,
            status="sent", sent_at=timezone.now(),
        )  # fmt: skip

    return world.once(("visit", unit, giver), make)


def visit(world: World, relation: str) -> dict[str, Any]:
    """A visit to the body, by one that nobody here is of."""
    return {"public_id": fed_back(world, relation, "other").public_id}


def visited(world: World, relation: str) -> dict[str, Any]:
    """Signing for its feedback."""
    return {**visit(world, relation), "verb": "receive"}


def item(world: World, relation: str) -> dict[str, Any]:
    """An item of its checklist."""
    return {**visit(world, relation), "place": 1}


def noted(world: World, of: Visit) -> Finding:
    """What was found there."""

    def make() -> Finding:
        return Finding.objects.create(
            visit=of, token="a", title="示例问题", topic="other", severity="light",
            by=world.person("granter"),
        )  # fmt: skip

    return world.once(("finding", of.pk), make)


def finding(world: World, relation: str) -> dict[str, Any]:
    """A finding at the body."""
    return {"public_id": noted(world, fed_back(world, relation, "other")).public_id}


def ours(world: World, relation: str) -> dict[str, Any]:
    """A finding of the body at another."""
    return {"public_id": noted(world, fed_back(world, "other", relation)).public_id}


def paper(world: World, relation: str) -> dict[str, Any]:
    """A photograph of a finding at the body."""

    def make() -> Paper:
        of = noted(world, fed_back(world, relation, "other"))
        return Paper.objects.create(finding=of, name="示例.pdf", **lying())

    return {"public_id": world.once(("finding paper", relation), make).public_id}


def objection(world: World, relation: str) -> dict[str, Any]:
    """What a body says against the feedback of ours."""

    def make() -> Objection:
        of = fed_back(world, "other", relation)
        return Objection.objects.create(visit=of, by=world.person("granter"), reason="示例")

    return {"number": world.once(("objection", relation), make).pk}


def plan(world: World, relation: str) -> dict[str, Any]:
    """A plan of the body with a line, not approved yet."""

    def make() -> Plan:
        made = Plan.objects.create(
            year=2099, document=f"示例计划-{relation}-", unit=world.bodies[relation],
            by=world.person("granter"),
        )  # fmt: skip
        PlanLine.objects.create(
            plan=made, number=1, matter=matter(world), giver_unit=made.unit, quota=1, begins_month=1,
            ends_month=12,
        )  # fmt: skip
        return made

    return {"public_id": world.once(("plan", relation), make).public_id}


def template(world: World, relation: str) -> dict[str, Any]:
    """A checklist of the body, a draft."""

    def make() -> Template:
        made = Template.objects.create(
            family=f"f-{relation}", name=f"示例检查单-{relation}-", matter=matter(world),
            unit=world.bodies[relation], by=world.person("granter"),
        )  # fmt: skip
        TemplateItem.objects.create(template=made, place=1, text="示例")
        return made

    return {"public_id": world.once(("template", relation), make).public_id}


ADDRESSES = [
    Address(
        "inspections:inspections", inspection, has(joined(GIVEN, {"unit_officer": "own"})), rows=GIVEN,
        text=lambda w, r: f"示例督查-{r}-",
    ),
    Address("inspections:new", get=GIVE, post=GIVE),
    Address("inspections:matters", get=has(VISIT)),
    Address("inspections:matter_new", get=GIVE, post=GIVE),
    Address("inspections:plans", plan, has(VISIT), rows=GIVEN, text=lambda w, r: f"示例计划-{r}-"),
    Address("inspections:plan_new", get=GIVE, post=GIVE),
    Address("inspections:plan", plan, GIVEN),
    Address("inspections:line_new", plan, GIVE, GIVE),
    Address("inspections:line_remove", lambda w, r: {**plan(w, r), "number": 1}, post=GIVE),
    Address("inspections:plan_approve", plan, post=GIVE),
    Address(
        "inspections:templates", template, has(GIVE), rows=GIVE, text=lambda w, r: f"示例检查单-{r}-"
    ),
    Address("inspections:template_new", get=GIVE, post=GIVE),
    Address("inspections:template", template, GIVEN),
    Address("inspections:item_new", template, GIVE, GIVE),
    Address("inspections:item_remove", lambda w, r: {**template(w, r), "place": 1}, post=GIVE),
    Address("inspections:template_act", lambda w, r: {**template(w, r), "verb": "issue"}, post=GIVE),
    Address(
        "inspections:visits", visit, has(VISIT), rows=VISIT, text=lambda w, r: f"示例现场-{r}-other-"
    ),
    Address("inspections:visit", visit, VISIT),
    Address("inspections:check", visit, NOBODY),
    Address("inspections:answer", item, NOBODY),
    Address("inspections:finding_new", visit, NOBODY),
    Address("inspections:visit_act", visited, BODY, VISIT),
    Address(
        "inspections:findings", finding, has(VISIT), rows=VISIT, text=lambda w, r: finding(w, r)["public_id"]
    ),
    Address("inspections:finding", finding, VISIT),
    Address("inspections:finding_follow", ours, GIVE, GIVE),
    Address("inspections:finding_remove", finding, NOBODY),
    Address("inspections:request", asked, NOBODY),
    Address("inspections:objection", objection, GIVE, GIVE),
    Address("inspections:proposal", proposed, GIVE, GIVE),
    Address("inspections:paper", paper, VISIT),
    Address("inspections:inspection", inspection, GIVEN),
    Address("inspections:population", drawn, GIVEN),
    Address("inspections:propose", near, GIVE, GIVE),
    Address("inspections:act", verb, GIVE, GIVE),
]  # fmt: skip
"""The pages of a checklist open for the people of a team alone; nobody here is of one (`tests/web/inspections`)."""
