"""A host, bodies that attend, and a meeting as far along as wanted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import Stored, folder
from qinglian.web.tasks.models import Meeting
from qinglian.web.tasks.services.agendas import agenda_add, figures_freeze
from qinglian.web.tasks.services.decisions import decision_add, decisions_confirm
from qinglian.web.tasks.services.meetings import (
    meeting_hold,
    meeting_minutes,
    meeting_open,
    meeting_settle,
)
from qinglian.web.tasks.services.moving import (
    task_check,
    task_finish,
    task_receive,
    task_report,
)
from qinglian.web.units.models import Unit


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def staff(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        office=person("programme_office", "county", home="office"),
        county_head=person("unit_head", "county", home="office"),
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        school=person("unit_officer", "school_bureau"),
        market=person("unit_officer", "market"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


@pytest.fixture
def sheet() -> Callable[[], list[Stored]]:
    """A signed sheet as it lies after upload."""

    def make() -> list[Stored]:
        folder().mkdir(parents=True, exist_ok=True)
        path = folder() / f"sheet-{timezone.now():%f}"
        path.write_bytes(b"%PDF-1.7")
        return [Stored(name="纪要.pdf", path=str(path), kind="pdf", sha256="0" * 64, size=8)]

    return make


def at(days: int = 0) -> datetime:
    return timezone.now() + timedelta(days=days)


def soon(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def meets(
    staff: SimpleNamespace, bodies: dict[str, Unit], sheet: Callable[[], list[Stored]]
) -> Callable[..., Meeting]:
    """A meeting of the county as far along as wanted: `meets("held")`."""

    def make(status: str = "preparing", **said: Any) -> Meeting:
        usual = {
            "title": "示例领导小组第三次会议", "kind": "steering", "host": bodies["county"], "at": at(-1),
            "place": "示例会议室", "chair": "示例主持人", "by": staff.office,
            "attending": [bodies["bureau"], bodies["school_bureau"]],
        }  # fmt: skip
        meeting = meeting_open(**{**usual, **said})
        by = staff.office
        steps: list[tuple[str, Callable[[], Any]]] = [
            ("preparing", lambda: None),
            ("settled", lambda: (
                agenda_add(meeting=meeting, by=by, title="半年清廉建设情况", unit=bodies["bureau"]),
                figures_freeze(meeting=meeting, by=by, begins=date(2026, 1, 1), ends=timezone.localdate()),
                meeting_settle(meeting=meeting, by=by),
            )),
            ("held", lambda: meeting_hold(meeting=meeting, by=by, at=meeting.at, absent=[bodies["school_bureau"]])),
            ("decided", lambda: (
                decision_add(meeting=meeting, by=by, text="窗口一次办结", unit=bodies["bureau"], due_on=soon(),
                             assisting=[bodies["market"]], requirement="一次办结率达到九成"),
                decision_add(meeting=meeting, by=by, text="校服采购公开", unit=bodies["school_bureau"],
                             due_on=soon(60)),
            )),
            ("minuted", lambda: meeting_minutes(meeting=meeting, by=by, text="会议听取了汇报。", papers=sheet())),
            ("confirmed", lambda: decisions_confirm(meeting=meeting, by=by)),
        ]  # fmt: skip
        for name, step in steps:
            step()
            if name == status:
                return Meeting.objects.get(pk=meeting.pk)
        raise AssertionError(status)

    return make


@pytest.fixture
def works_off(staff: SimpleNamespace) -> Callable[..., None]:
    """Do a task to its end."""

    def make(task: Any, officer: User, checker: User) -> None:
        for one in task.assistants.all():
            one.done_at = timezone.now()
            one.save()
        task_receive(task=task, by=officer)
        today = timezone.localdate()
        task_report(task=task, by=officer, done="改了流程", outcome="九成二", done_on=today)
        task_check(task=task, by=checker)
        task_finish(task=task, by=staff.office, achieved=True)

    return make
