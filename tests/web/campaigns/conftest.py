"""A campaign of the transport bureau's lead body: who leads, who urges, who takes part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.models import Campaign, Part
from qinglian.web.campaigns.services.checking import (
    Said,
    answer_save,
    part_check,
    part_report,
    selfcheck_ask,
)
from qinglian.web.campaigns.services.opening import campaign_open, campaign_start, parts_add
from qinglian.web.units.models import Unit

TOPICS = [
    ("示例主专题", "超过标准收费", "示例办法第三条"),
    ("示例专题二", "拖欠工程款", "示例条例第九条"),
]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        lead=person("lead_liaison", "leader"),
        chief=person("unit_head", "leader"),
        aide=person("unit_officer", "leader"),
        team=person("supervisor", "team"),
        team_head=person("supervision_head", "team"),
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        school=person("unit_officer", "school_bureau"),
        school_head=person("unit_head", "school_bureau"),
        market=person("unit_officer", "market"),
        office=person("programme_office", "county", home="office"),
        county=person("unit_head", "county"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


def soon(days: int = 30) -> Any:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def write(people: SimpleNamespace, bodies: dict[str, Unit]) -> Callable[..., Campaign]:
    """A draft."""

    def make(**said: Any) -> Campaign:
        today = timezone.localdate()
        usual = {
            "title": "示例整治", "text": "示例", "lead_unit": bodies["leader"], "by": people.lead,
            "urging_unit": bodies["team"], "begins_on": today, "ends_on": soon(200),
            "topics": TOPICS, "field_keys": ["enforcement_cn"],
        }  # fmt: skip
        return campaign_open(**{**usual, **said})

    return make


@pytest.fixture
def begun(
    write: Callable[..., Campaign], people: SimpleNamespace, bodies: dict[str, Unit]
) -> Callable[..., Campaign]:
    """One that runs, with bodies asked to look at themselves."""

    def make(*names: str, **said: Any) -> Campaign:
        made = write(**said)
        chosen = [bodies[name] for name in names or ("bureau", "school_bureau")]
        parts_add(campaign=made, units=chosen, by=people.lead)
        campaign_start(campaign=made, by=people.lead)
        return selfcheck_ask(campaign=made, by=people.lead, due_on=soon(20))

    return make


def answered(
    part: Part, by: User, second: User, problems: tuple[Said, ...] = (), **said: Any
) -> Part:
    """A self-check through both hands; problems in the first topic."""
    for place, topic in enumerate(part.campaign.topics.all()):
        mine = problems if place == 0 else ()
        answer_save(part=part, topic=topic, by=by, found=bool(mine), how="查了台账", problems=mine)
    part.refresh_from_db()
    return part_check(part=part_report(part=part, by=by), by=second, **said)
