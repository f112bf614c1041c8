"""A unit with a done task and a meeting with minutes, and something it has to show evidence for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import Stored, upload_store
from qinglian.web.tasks.models import Meeting, Task
from qinglian.web.units.models import Unit


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def staff(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        office=person("programme_office", "county", home="office"),
        officer=person("unit_officer", "bureau"),
        second=person("unit_officer", "bureau", name="second-bureau"),
        head=person("unit_head", "bureau"),
        station=person("unit_officer", "station"),
        school=person("unit_officer", "school_bureau"),
        market=person("unit_officer", "market"),
        team=person("supervisor", "team"),
        auditor=person("auditor", "county"),
        liaison=person("lead_liaison", "leader"),
    )


@pytest.fixture
def a_task(bodies: dict[str, Unit], staff: SimpleNamespace) -> Callable[..., Task]:
    """A task of the bureau given by the office; done where wanted."""

    def make(
        title: str = "示例督办", *, done: bool = False, unit: str = "bureau", **said: Any
    ) -> Task:
        today = timezone.localdate()
        finished = {
            "status": "done", "done": "组织了两次培训", "outcome": "全部到场", "achieved": True,
            "finished_at": timezone.now(), "finished_by": staff.office,
        }  # fmt: skip
        return Task.objects.create(
            **{
                "title": title, "requirement": "示例", "origin": "other", "unit": bodies[unit],
                "giver_unit": bodies["office"], "giver": staff.office,
                "due_on": today + timedelta(days=20), "handler": staff.officer,
            }
            | (finished if done else {})
            | said
        )  # fmt: skip

    return make


@pytest.fixture
def a_meeting(bodies: dict[str, Unit], staff: SimpleNamespace) -> Callable[..., Meeting]:
    """A meeting of the bureau with minutes."""

    def make(title: str = "示例局党组会", **said: Any) -> Meeting:
        return Meeting.objects.create(
            title=title, kind="topic", host=bodies["bureau"], place="示例会议室", chair="示例",
            by=staff.officer, at=timezone.now(), status="held", invited_at=timezone.now(),
            minutes="研究了清廉建设", minutes_at=timezone.now(), **said,
        )  # fmt: skip

    return make


@pytest.fixture
def a_file(staff: SimpleNamespace) -> Callable[..., Stored]:
    """A text that came through the door."""

    def make(text: str = "示例材料\n做了什么。", name: str = "示例.txt", by: Any = None) -> Stored:
        sent = SimpleUploadedFile(name, text.encode())
        return upload_store(sent, by=by or staff.officer)

    return make
