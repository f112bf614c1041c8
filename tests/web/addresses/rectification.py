"""Addresses of rectification."""

from datetime import date
from typing import Any

from qinglian.web.rectification.models import (
    Amount,
    Lookback,
    LookedAt,
    Measure,
    Objection,
    Paper,
    Problem,
    ProblemList,
    Request,
    Stage,
    Step,
    SystemFix,
)
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


WORK: Audience = dict.fromkeys(
    ("unit_officer", "unit_head", "leader", "authority_handler", "authority_head"), "own"
)
"""Who writes measures for the body that answers."""
SUPERVISE: Audience = joined(BELOW, WATCHED)
SUPERVISORS: Audience = dict.fromkeys(SUPERVISE, "own")


def at(world: World, relation: str, **said: Any) -> Problem:
    """The problem of the body, brought to a state."""
    Problem.objects.filter(**problem(world, relation)).update(**said)
    return Problem.objects.get(**problem(world, relation))


def verb(world: World, relation: str) -> dict[str, Any]:
    """Asking for more time."""
    return {**problem(world, relation), "verb": "extend"}


def pace(world: World, relation: str) -> dict[str, Any]:
    """A measure of one kind."""
    return {**problem(world, relation), "pace": "staged"}


def measured(world: World, relation: str, **said: Any) -> Measure:
    """A measure of the problem."""
    of = at(world, relation, status="mending")

    def make() -> Measure:
        usual = {
            "pace": "at_once",
            "due_on": DUE,
            "text": "示例",
            "who": "示例",
            "by": world.person("granter"),
        }
        return Measure.objects.create(problem=of, **{**usual, **said})

    found: Measure = world.once(("measure", relation, *said), make)
    return found


def measure(world: World, relation: str) -> dict[str, Any]:
    """A measure that is worked on."""
    return {"number": measured(world, relation).pk}


def standing(world: World, relation: str) -> dict[str, Any]:
    """A measure that is to last."""
    said = {"pace": "standing", "due_on": None, "every": 3, "look_on": DUE}
    return {"number": measured(world, relation, **said).pk}


def stage(world: World, relation: str) -> dict[str, Any]:
    """A stage of a measure."""

    def make() -> Stage:
        of = measured(world, relation)
        return Stage.objects.create(measure=of, text="示例", due_on=DUE)

    return {"number": world.once(("stage", relation), make).pk}


def fix(world: World, relation: str) -> dict[str, Any]:
    """A system fix with a rule that proves it."""
    of = at(world, relation)

    def make() -> SystemFix:
        return SystemFix.objects.create(
            problem=of, title="示例办法", doc_no="示例〔2026〕1号", effective_on=FOUND, rule_id="BID-025", of=of.unit,
            by=world.person("granter"),
        )  # fmt: skip

    return {"number": world.once(("fix", relation), make).pk}


def amount(world: World, relation: str) -> dict[str, Any]:
    """Money that came back."""
    of = at(world, relation)
    said = {"kind": "recovered", "amount_fen": 100, "on": FOUND, "voucher_no": "1"}

    def make() -> Amount:
        return Amount.objects.create(problem=of, by=world.person("granter"), **said)

    return {"number": world.once(("amount", relation), make).pk}


def asked(world: World, relation: str) -> dict[str, Any]:
    """A clock that somebody asked to stop."""
    of = at(world, relation)

    def make() -> Request:
        by = world.person("granter")
        return Request.objects.create(problem=of, kind="pause", by=by, reason="示例")

    return {"number": world.once(("problem request", relation), make).pk}


def posted(world: World, relation: str) -> dict[str, Any]:
    """A problem under notice."""
    at(world, relation, status="notice", notice_on=FOUND, notice_until=DUE)
    return problem(world, relation)


def objection(world: World, relation: str) -> dict[str, Any]:
    """An objection to a notice."""
    of = Problem.objects.get(**posted(world, relation))

    def make() -> Objection:
        return Objection.objects.create(
            problem=of, on=FOUND, text="示例", by=world.person("granter")
        )

    return {"number": world.once(("objection", relation), make).pk}


def lookback(world: World, relation: str) -> dict[str, Any]:
    """A seed on record."""

    def make() -> Lookback:
        return Lookback.objects.create(quarter="2026Q1", seed=1, by=world.person("granter"))

    return {"public_id": world.once("problem lookback", make).public_id}


def looked(world: World, relation: str) -> dict[str, Any]:
    """A drawn problem."""
    of = at(world, relation)
    quarter = Lookback.objects.get(**lookback(world, relation))
    world.once(("looked", relation), lambda: LookedAt.objects.create(lookback=quarter, problem=of))
    return {"public_id": quarter.public_id, "problem_id": of.public_id}


IMPORT: Audience = {role: "own" for role in OPENERS if role != "unit_officer"}


def waiting(world: World, relation: str) -> dict[str, Any]:
    """A list that somebody else brought: nobody here may see it."""

    def make() -> ProblemList:
        return ProblemList.objects.create(
            name="示例.xlsx", origin="audit", document="示例", unit=world.bodies["other"], found_on=FOUND,
            by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once("problem list", make).public_id}


ADDRESSES = [
    Address(
        "rectification:problems", of=problem, get=has(READERS), rows=READERS,
        text=lambda _world, relation: f"示例问题-{relation}-",
    ),
    Address("rectification:new", get=OPENERS, post=OPENERS),
    Address("rectification:problem", of=problem, get=READERS),
    Address("rectification:paper", of=paper, get=READERS),
    Address("rectification:act", of=verb, get=WORK, post=READERS),
    Address("rectification:measure", of=pace, get=WORK, post=WORK),
    Address("rectification:report", of=measure, get=WORK, post=WORK),
    Address("rectification:drop", of=measure, get=WORK, post=WORK),
    Address("rectification:look", of=standing, get=joined(WORK, SUPERVISE), post=joined(WORK, SUPERVISE)),
    Address("rectification:stage", of=stage, get=WORK, post=WORK),
    Address("rectification:fix", of=problem, get=WORK, post=WORK),
    Address("rectification:prove", of=fix, post=joined(WORK, SUPERVISE)),
    Address("rectification:amount", of=problem, get=WORK, post=WORK),
    Address("rectification:tie", of=amount, get=joined(WORK, SUPERVISE), post=joined(WORK, SUPERVISE)),
    Address("rectification:request", of=asked, get=SUPERVISE, post=SUPERVISE),
    Address("rectification:objection", of=posted, get=SUPERVISE, post=SUPERVISE),
    Address("rectification:answer", of=objection, get=SUPERVISE, post=SUPERVISE),
    Address("rectification:statistics", get=has(READERS)),
    Address("rectification:list_new", get=IMPORT, post=IMPORT),
    Address("rectification:list_template", get=IMPORT),
    Address("rectification:list_preview", of=waiting),
    Address("rectification:list_refused", of=waiting),
    Address("rectification:lookbacks", get=SUPERVISORS),
    Address("rectification:lookback_begin", get=SUPERVISORS, post=SUPERVISORS),
    Address("rectification:lookback", of=lookback, get=dict.fromkeys(SUPERVISE, "*")),
    Address("rectification:lookback_draw", of=lookback, post=dict.fromkeys(SUPERVISE, "*")),
    Address("rectification:lookback_say", of=looked, get=SUPERVISE, post=SUPERVISE),
]  # fmt: skip
