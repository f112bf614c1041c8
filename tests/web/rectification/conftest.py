"""People around a problem: who found it, who answers, who leads, who looks on."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.problems import problem_open
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
