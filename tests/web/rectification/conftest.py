"""People around a problem: who found it, who answers, who leads, who looks on."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import Stored
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.models.measures import with_progress
from qinglian.web.rectification.services.measures import (
    measure_add,
    measure_report,
)
from qinglian.web.rectification.services.problems import problem_open
from qinglian.web.rectification.services.striking import (
    problem_apply,
    problem_first_check,
)
from qinglian.web.units.models import Unit


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        office=person("programme_office", "county", home="office", name="office"),
        second=person("programme_office", "county", home="office", name="second"),
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        station=person("unit_head", "station"),
        school=person("unit_officer", "school_bureau"),
        liaison=person("lead_liaison", "leader"),
        team=person("supervisor", "team"),
        chief=person("supervision_head", "team"),
        market=person("authority_head", "market"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


@pytest.fixture
def raised(people: SimpleNamespace, bodies: dict[str, Unit]) -> Callable[..., Problem]:
    """A problem of the bureau, found by the team, led by the leader: `raised(due_on=…)`."""

    def make(**said: Any) -> Problem:
        today = timezone.localdate()
        usual = {
            "title": "示例路段养护合同超付工程款",
            "text": "三个计量期多计路面面积，超付十二万元。",
            "unit": bodies["bureau"],
            "by": people.team,
            "origin": "patrol",
            "found_on": today - timedelta(days=10),
            "finder_unit": bodies["team"],
            "lead_unit": bodies["leader"],
            "due_on": today + timedelta(days=60),
            "amount_fen": 12_000_000,
        }
        return problem_open(**{**usual, **said})

    return make


Bodies = dict[str, Unit]
Raise = Callable[..., Problem]
PAPER = Stored(path="示例", sha256="0" * 64, size=8, name="佐证.pdf", kind="pdf")


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def progress(problem: Problem) -> str:
    return str(with_progress(Problem.objects.filter(pk=problem.pk)).get().progress)


@pytest.fixture
def mended(raised: Raise, people: SimpleNamespace) -> Callable[..., Problem]:
    """A problem with one measure done."""

    def make(**said: Any) -> Problem:
        problem = raised(**said)
        measure = measure_add(
            problem=problem,
            by=people.officer,
            pace="at_once",
            text="追回超付款",
            who="计划科",
            due_on=day(10),
        )
        measure_report(measure=measure, by=people.officer, text="已追回", done=True, papers=[PAPER])
        return Problem.objects.get(pk=problem.pk)

    return make


@pytest.fixture
def applied(mended: Callable[..., Problem], people: SimpleNamespace) -> Callable[..., Problem]:
    def make(**said: Any) -> Problem:
        return problem_apply(
            problem=mended(**said), by=people.officer, outcome="款已到账，台账已改。"
        )

    return make


@pytest.fixture
def checked(applied: Callable[..., Problem], people: SimpleNamespace) -> Callable[..., Problem]:
    def make(**said: Any) -> Problem:
        return problem_first_check(problem=applied(**said), by=people.liaison, text="凭证看过。")

    return make
