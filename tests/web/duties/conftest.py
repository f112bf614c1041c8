"""Who asks upwards, and a question. 提出困难问题的人。"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.services.difficulties import (
    difficulty_raise,
    difficulty_receive,
    difficulty_reply,
)
from qinglian.web.units.models import Unit
from tests.web.duties.lists import holds as holds
from tests.web.duties.lists import listed as listed
from tests.web.duties.lists import owed as owed
from tests.web.duties.lists import proved as proved
from tests.web.duties.lists import second as second
from tests.web.duties.lists import send as send
from tests.web.duties.lists import year as year

Bodies = dict[str, Unit]
Raise = Callable[..., Difficulty]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        station=person("unit_officer", "station"),
        station_head=person("unit_head", "station"),
        officer=person("unit_officer", "bureau"),
        bureau_head=person("unit_head", "bureau"),
        school=person("unit_officer", "school_bureau"),
        liaison=person("lead_liaison", "leader"),
        county=person("unit_head", "county"),
        city=person("unit_officer", "city_bureau"),
        market=person("unit_officer", "market"),
        office=person("programme_office", "county", home="office"),
        team=person("supervisor", "team"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


@pytest.fixture
def ask(people: SimpleNamespace, bodies: Bodies) -> Raise:
    def make(**said: Any) -> Difficulty:
        usual = {
            "kind": "policy", "title": "示例问题", "text": "示例情况", "wanted": "明确口径",
            "lead_unit": bodies["county"], "by": people.officer,
        }  # fmt: skip
        return difficulty_raise(**{**usual, **said})

    return make


def replied(difficulty: Difficulty, by: User, reply: str = "按文件办") -> Difficulty:
    if difficulty.status == "raised":
        difficulty = difficulty_receive(difficulty=difficulty, by=by)
    return difficulty_reply(difficulty=difficulty, by=by, reply=reply)
