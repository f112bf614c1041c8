"""Evidence of an outcome, the signed sheet, and who fetches them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import folder
from qinglian.web.tasks.models import Paper, Request, Task
from qinglian.web.tasks.services.moving import task_open, task_receive
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        office=person("programme_office", "county", home="office"),
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        school=person("unit_officer", "school_bureau"),
        auditor=person("auditor", "county"),
    )


@pytest.fixture
def task(people: SimpleNamespace, bodies: dict[str, Unit]) -> Task:
    return task_open(
        title="示例事项", requirement="达到九成", unit=bodies["bureau"], due_on=date(2099, 1, 1),
        by=people.office, giver_unit=bodies["office"], origin="agreed_item",
    )  # fmt: skip


def sheet(name: str = "签字件.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG)


def test_a_report_comes_with_its_evidence(
    task: Task, people: SimpleNamespace, signed_in: Browser
) -> None:
    task_receive(task=task, by=people.officer)
    page = task.get_absolute_url()
    browser = signed_in(people.officer)
    said = {"done": "改了", "outcome": "九成二", "done_on": timezone.localdate().isoformat()}
    sent = {**said, "papers": [sheet("窗口.png"), sheet("统计.png")]}
    assert browser.post(f"{page}report/", sent).status_code == 302
    papers = Paper.objects.filter(step__verb="report")
    assert papers.count() == 2
    assert "窗口.png" in signed_in(people.office).get(page).content.decode()
    address = f"/tasks/papers/{papers[0].public_id}/"
    answer = signed_in(people.office).get(address)
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(people.school).get(address).status_code == 404
    fetched = Record.objects.get(action="file.downloaded")
    assert (fetched.object_id, fetched.actor) == (task.public_id, people.office)


def test_done_offline_shows_its_sheet(
    task: Task, people: SimpleNamespace, signed_in: Browser
) -> None:
    with pytest.raises(NotAllowed):
        task_receive(task=task, by=people.officer, offline=True)
    browser, page = signed_in(people.officer), f"{task.get_absolute_url()}receive/"
    refused = browser.post(page, {"offline": "on"})
    assert refused.status_code == 422
    assert '<details class="papers-more" open>' in refused.content.decode()
    late = {"offline": "on", "papers": sheet(), "promised_on": "2100-01-01"}
    assert browser.post(page, late).status_code == 422
    assert not [path for path in folder().rglob("*") if path.is_file()]
    assert browser.post(page, {"offline": "on", "papers": sheet()}).status_code == 302
    assert "线下已办" in browser.get(task.get_absolute_url()).content.decode()


def test_what_was_asked_with_goes_to_the_step_that_answers(
    task: Task, people: SimpleNamespace, signed_in: Browser
) -> None:
    task_receive(task=task, by=people.officer)
    page = task.get_absolute_url()
    sent = {"reason": "等审计", "papers": sheet("通知.png")}
    assert signed_in(people.officer).post(f"{page}pause/", sent).status_code == 302
    office = signed_in(people.office)
    assert "通知.png" in office.get(page).content.decode()
    address = f"/tasks/papers/{Paper.objects.get().public_id}/"
    assert office.get(address).status_code == 200
    assert signed_in(people.school).get(address).status_code == 404
    decide = f"/tasks/requests/{Request.objects.get().pk}/"
    assert office.post(decide, {"agree": "yes"}).status_code == 302
    assert Paper.objects.get().step.verb == "pause_agreed"
