"""Addresses of reports and self-checks: written in the relation's body, seen as its duties are."""

from datetime import date
from typing import Any

from qinglian.web.duties.models import CheckLine, CheckMatch, Report, SelfCheck
from tests.web.addresses.duties_sending import GIVES, PREPARES, SEES
from tests.web.addressing import Address, Audience, World, has, joined

BEGINS, ENDS = date(2026, 1, 1), date(2026, 6, 30)
READS: Audience = joined(SEES, GIVES)
"""A report is of what a body has to do, and of what it gave."""


def report(world: World, relation: str) -> dict[str, Any]:
    """A report of the body."""

    def make() -> Report:
        return Report.objects.create(
            kind="unit", title=f"示例报告-{relation}-", unit=world.bodies[relation], begins=BEGINS,
            ends=ENDS, facts={"items": [], "numbers": [], "figures": []}, gaps=0, sha256="0" * 64,
            made_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("report", relation), make).public_id}


def check(world: World, relation: str) -> dict[str, Any]:
    """A self-check of the body."""

    def make() -> SelfCheck:
        return SelfCheck.objects.create(
            title=f"示例自查-{relation}-", visitor="示例", unit=world.bodies[relation], begins=BEGINS,
            ends=ENDS, made_by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("self check", relation), make).public_id}


def match(world: World, relation: str) -> dict[str, Any]:
    """Something that may answer a line of it."""
    of = SelfCheck.objects.get(**check(world, relation))

    def make() -> CheckMatch:
        line = CheckLine.objects.create(of=of, place=1, text="示例")
        return CheckMatch.objects.create(
            line=line, kind="item", title="示例", url="/x/", why="示例", score=90
        )

    made = world.once(("match", relation), make)
    return {"public_id": of.public_id, "number": made.pk, "word": "fits"}


ADDRESSES = [
    Address("duties:reports", report, has(READS), rows=READS, text=lambda w, r: f"示例报告-{r}-"),
    Address("duties:report_new", get=PREPARES, post=PREPARES),
    Address("duties:report", report, READS),
    Address("duties:self_checks", check, has(READS), rows=SEES, text=lambda w, r: f"示例自查-{r}-"),
    Address("duties:self_check_new", get=PREPARES, post=PREPARES),
    Address("duties:self_check", check, SEES),
    Address("duties:self_check_say", match, post=SEES),
]
