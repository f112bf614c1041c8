"""Addresses of tasks and guidance."""

from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.tasks.models import (
    AgendaItem,
    Assistant,
    Attending,
    Decision,
    Frozen,
    Guidance,
    Matter,
    MatterLink,
    MatterPaper,
    MatterStep,
    Meeting,
    MeetingPaper,
    MeetingStep,
    Paper,
    Request,
    Step,
    Task,
)
from qinglian.web.tasks.services.agendas import digest
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


def meeting(world: World, relation: str, status: str = "preparing") -> dict[str, Any]:
    """A meeting of the body, to which nobody was called."""

    def make() -> Meeting:
        return Meeting.objects.create(
            title=f"示例会议-{relation}-", kind="steering", host=world.bodies[relation], place="示例",
            at=timezone.now(), chair="示例", by=world.person("granter"), status=status,
            invited_at=timezone.now() if status == "held" else None,
        )  # fmt: skip

    return {"public_id": world.once(("meeting", relation, status), make).public_id}


def called(world: World, relation: str) -> dict[str, Any]:
    """A meeting of a body that nobody here is of, to which the body was called."""

    def make() -> Meeting:
        made = Meeting.objects.create(
            title=f"示例来会-{relation}-", kind="drive", host=world.bodies["other"], place="示例",
            at=timezone.now(), chair="示例", by=world.person("granter"), invited_at=timezone.now(),
        )  # fmt: skip
        Attending.objects.create(meeting=made, unit=world.bodies[relation])
        return made

    return {"public_id": world.once(("called", relation), make).public_id}


def held(world: World, relation: str) -> dict[str, Any]:
    """A meeting of the body that was held."""
    return meeting(world, relation, "held")


def meeting_verb(world: World, relation: str) -> dict[str, Any]:
    """Calling a meeting off."""
    return {**meeting(world, relation), "verb": "cancel"}


def meeting_paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of a step of a meeting."""

    def make() -> MeetingPaper:
        of = Meeting.objects.get(**meeting(world, relation))
        step = MeetingStep.objects.create(meeting=of, verb="minutes", by=world.person("granter"))
        return MeetingPaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("meeting paper", relation), make).public_id}


def frozen(world: World, relation: str) -> dict[str, Any]:
    """The figures of a meeting."""

    def make() -> Frozen:
        of = Meeting.objects.get(**meeting(world, relation))
        made = Frozen(
            meeting=of, number=1, begins=date(2026, 1, 1), ends=date(2026, 6, 30),
            by=world.person("granter"),
        )  # fmt: skip
        made.sha256 = digest(made)
        made.save()
        return made

    return {**meeting(world, relation), "number": world.once(("frozen", relation), make).number}


def agenda(world: World, relation: str) -> dict[str, Any]:
    """An item of the agenda of a meeting."""

    def make() -> AgendaItem:
        of = Meeting.objects.get(**meeting(world, relation))
        return AgendaItem.objects.create(meeting=of, number=1, title="示例")

    return {"number": world.once(("agenda", relation), make).pk, "verb": "up"}


def decision(world: World, relation: str) -> dict[str, Any]:
    """What was agreed and nobody was given yet."""

    def make() -> Decision:
        of = Meeting.objects.get(**held(world, relation))
        return Decision.objects.create(
            meeting=of, number=1, text="示例", unit=world.bodies["other"], due_on=DUE
        )

    return {"number": world.once(("decision", relation), make).pk}


def matter(world: World, relation: str) -> dict[str, Any]:
    """A matter that the body keeps."""

    def make() -> Matter:
        return Matter.objects.create(
            title=f"示例工作-{relation}-", host=world.bodies[relation], by=world.person("granter")
        )

    return {"public_id": world.once(("matter", relation), make).public_id}


def link(world: World, relation: str) -> dict[str, Any]:
    """What somebody put under a column."""

    def make() -> MatterLink:
        return MatterLink.objects.create(
            matter=Matter.objects.get(**matter(world, relation)), column="circulated", title="示例",
            on=date(2026, 6, 1), reason="示例", by=world.person("granter"),
        )  # fmt: skip

    return {"number": world.once(("matter link", relation), make).pk}


def matter_paper(world: World, relation: str) -> dict[str, Any]:
    """The paper of it."""

    def make() -> MatterPaper:
        of = Matter.objects.get(**matter(world, relation))
        step = MatterStep.objects.create(matter=of, verb="linked", by=world.person("granter"))
        return MatterPaper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("matter paper", relation), make).public_id}


HOSTS: Audience = dict.fromkeys((*GIVERS, "unit_officer", "leader"), "own")
HOST_READERS: Audience = joined(HOSTS, {"auditor": "*"})
CALLED: Audience = joined(
    HOST_READERS, dict.fromkeys(("programme_office", "triage_officer"), "own belongs")
)
"""Who attends reads, and the office what bodies below are called to."""


def kind(world: World, relation: str) -> dict[str, Any]:
    """A kind of meeting, which is of no body."""
    return {"code": "steering"}


NAMERS_OF_ALL: Audience = dict.fromkeys(("programme_office", "unit_head"), "*")
NAMERS: Audience = dict.fromkeys(("programme_office", "unit_head"), "own")

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
    Address(
        "tasks:meetings", meeting, has(HOST_READERS), rows=HOST_READERS,
        text=lambda w, r: f"示例会议-{r}-",
    ),
    Address("tasks:meeting_new", get=HOSTS, post=HOSTS),
    Address("tasks:meeting_kinds", get=NAMERS),
    Address("tasks:meeting_kind_new", get=NAMERS, post=NAMERS),
    Address("tasks:meeting_kind", kind, NAMERS_OF_ALL, NAMERS_OF_ALL),
    Address("tasks:meeting", called, CALLED),
    Address("tasks:meeting_change", meeting, HOSTS, HOSTS),
    Address("tasks:meeting_agenda", meeting, HOSTS, HOSTS),
    Address("tasks:meeting_freeze", meeting, HOSTS, HOSTS),
    Address("tasks:meeting_decision", held, HOSTS, HOSTS),
    Address("tasks:meeting_figures", frozen, HOST_READERS),
    Address("tasks:meeting_act", meeting_verb, HOSTS, HOSTS),
    Address("tasks:meeting_paper", meeting_paper, HOST_READERS),
    Address("tasks:agenda_move", agenda, post=HOSTS),
    Address("tasks:decision_off", decision, post=HOSTS),
    Address(
        "tasks:matters", matter, has(HOST_READERS), rows=HOST_READERS,
        text=lambda w, r: f"示例工作-{r}-",
    ),
    Address("tasks:matter_new", get=HOSTS, post=HOSTS),
    Address("tasks:matter", matter, HOST_READERS),
    Address("tasks:matter_link", matter, HOSTS, HOSTS),
    Address("tasks:matter_close", matter, HOSTS, HOSTS),
    Address("tasks:matter_unlink", link, HOSTS, HOSTS),
    Address("tasks:matter_paper", matter_paper, HOST_READERS),
]  # fmt: skip
