"""A lead body with three people, a bureau that applies, a standard in force. 创建的人和标准。"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.core.workdays import add_working_days
from qinglian.web.creation.models import Application, Naming, StandardVersion
from qinglian.web.creation.scoring import answers_of
from qinglian.web.creation.services import applying, assessing, naming, standards
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
Make = Callable[..., Any]
Clock = Callable[[date], None]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Move the day on which everything happens."""

    def at(day: date) -> None:
        noon = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
        monkeypatch.setattr("django.utils.timezone.now", lambda: noon)

    return at


@pytest.fixture
def people(person: Callable[..., User], bodies: Bodies) -> SimpleNamespace:
    for body in bodies.values():
        body.unit_type = "transport"
        body.save()
    return SimpleNamespace(
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        liaison=person("lead_liaison", "leader"),
        liaison2=person("lead_liaison", "leader", name="liaison2"),
        chief=person("unit_head", "leader"),
        chief2=person("leader", "leader", name="chief2"),
        assessor=person("unit_officer", "market"),
        school=person("unit_officer", "school_bureau"),
        office=person("programme_office", "county", home="office"),
        office2=person("programme_office", "county", home="office", name="office2"),
        team=person("supervisor", "team"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


@pytest.fixture
def standard(people: SimpleNamespace, bodies: Bodies) -> StandardVersion:
    """清廉交通, drafted by the liaison, issued by the head, in force since a year ago."""
    made = standards.standard_make(
        title="清廉交通创建标准", unit_type="transport", lead_unit=bodies["leader"], by=people.liaison,
        example="transport",
    )  # fmt: skip
    return standards.version_issue(
        standard=made, by=people.chief, valid_from=timezone.localdate() - timedelta(days=900),
        document="示例〔2025〕1号",
    )  # fmt: skip


@pytest.fixture
def apply(people: SimpleNamespace, standard: StandardVersion) -> Make:
    def make(tier: str = "qualified", **said: Any) -> Application:
        usual = {"standard": standard, "by": people.officer}
        return applying.application_make(**{**usual, **said}, tier=tier)

    return make


def self_checked(application: Application, by: User, share: float = 1.0) -> Application:
    for one in answers_of(application):
        counted = one.clause.counting == "points"
        applying.clause_self(
            answer=one, by=by, text="示例做法", points=int(one.clause.points * share) if counted else None,
            met=None if counted else True,
        )  # fmt: skip
    return application


def submitted(application: Application, people: SimpleNamespace) -> Application:
    self_checked(application, people.officer)
    return applying.application_submit(row=application, by=people.officer)


def accepted(application: Application, people: SimpleNamespace) -> Application:
    application = submitted(application, people)
    for one in answers_of(application):
        applying.clause_first(answer=one, by=people.liaison, accepted=True)
    return applying.application_accept(row=application, by=people.liaison)


def assessed(application: Application, people: SimpleNamespace, share: float = 1.0) -> Application:
    application = accepted(application, people)
    application = assessing.assessor_name(
        row=application, by=people.liaison, users=[people.liaison2]
    )
    for one in answers_of(application):
        counted = one.clause.counting == "points"
        assessing.clause_assess(
            answer=one, by=people.liaison2, text="现场看过",
            points=int(one.clause.points * share) if counted else None, met=None if counted else True,
        )  # fmt: skip
    return assessing.application_finish(row=application, by=people.liaison2, opinion="达到标准")


def published(application: Application, people: SimpleNamespace, **how: Any) -> Application:
    application = assessed(application, people, **how)
    today = timezone.localdate()
    return naming.application_publish(
        row=application, by=people.liaison, begins_on=today, ends_on=add_working_days(today, 5),
        place="示例县政府网站",
    )  # fmt: skip


def notice_over(application: Application) -> Application:
    """The days of the notice have passed."""
    application.notices.update(
        begins_on=timezone.localdate() - timedelta(days=12),
        ends_on=timezone.localdate() - timedelta(days=2),
    )
    return application


def named(application: Application, people: SimpleNamespace, **how: Any) -> Naming:
    tier = application.tier
    application = notice_over(published(application, people, **how))
    return naming.application_name(
        row=application, by=people.chief, tier=tier, decision="示例〔2026〕9号",
        decided_on=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip
