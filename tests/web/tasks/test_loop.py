"""The loop of a task: given, signed for, divided, reported, checked, reviewed, looked at again."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.tasks.models import Guidance, Task
from qinglian.web.tasks.services.guidance import guidance_note
from qinglian.web.tasks.services.moving import (
    assistant_done,
    task_check,
    task_finish,
    task_open,
    task_receive,
    task_reopen,
    task_report,
    task_return,
    task_send_back,
)
from qinglian.web.tasks.services.requests import request_decide, request_make, task_resume
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        office=person("programme_office", "county", home="office"),
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        station=person("unit_officer", "station"),
        school=person("unit_officer", "school_bureau"),
        leader=person("unit_head", "county"),
        auditor=person("auditor", "county"),
        admin=person("system_admin", "county", name="admin"),
    )


def soon(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def give(people: SimpleNamespace, bodies: Bodies) -> Callable[..., Task]:
    def make(**said: Any) -> Task:
        usual = {
            "title": "示例事项", "requirement": "窗口一次办结率达到九成", "unit": bodies["bureau"], "due_on": soon(),
            "by": people.office, "giver_unit": bodies["office"], "origin": "agreed_item",
        }  # fmt: skip
        return task_open(**{**usual, **said})

    return make


def report(task: Task, by: User, **said: Any) -> Task:
    usual = {"done": "改了流程", "outcome": "九成二", "done_on": timezone.localdate()}
    return task_report(task=task, by=by, **{**usual, **said})


def test_promised_done_and_achieved_are_kept_apart(
    give: Callable[..., Task], people: SimpleNamespace
) -> None:
    task = task_receive(
        task=give(), by=people.officer, promised="月底前改流程", promised_on=soon(10)
    )
    task = report(task, people.officer, outcome="只有七成")
    task = task_check(task=task, by=people.head)
    with pytest.raises(NotAllowed):
        task_finish(task=task, by=people.office, achieved=False)
    task = task_finish(task=task, by=people.office, achieved=False, text="差两成，转入下季度")
    assert (task.promised, task.done, task.achieved, task.status) == (
        "月底前改流程",
        "改了流程",
        False,
        "done",
    )
    assert [one.verb for one in task.steps.all()] == [
        "assign",
        "receive",
        "report",
        "check",
        "finish",
    ]


@pytest.mark.parametrize("who", ["officer", "station", "school", "auditor", "admin"])
def test_only_who_may_gives(who: str, give: Callable[..., Task], people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        give(by=getattr(people, who))


@pytest.mark.parametrize("who", ["station", "school", "office", "auditor"])
def test_only_the_body_it_was_given_to_signs(
    who: str, give: Callable[..., Task], people: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        task_receive(task=give(), by=getattr(people, who))


def test_nobody_checks_or_reviews_their_own_work(
    give: Callable[..., Task], people: SimpleNamespace
) -> None:
    task = report(task_receive(task=give(), by=people.officer), people.officer)
    with pytest.raises(NotAllowed):
        task_check(task=task, by=people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(checker=people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(finished_by=people.officer)


def test_a_matter_ends_after_its_parts(
    give: Callable[..., Task], people: SimpleNamespace, bodies: Bodies
) -> None:
    task = task_receive(
        task=give(assisting=[(bodies["school_bureau"], "提供名单")]), by=people.officer
    )
    with pytest.raises(NotAllowed):
        give(parent=task, by=people.officer, unit=bodies["station"], due_on=soon(40))
    with pytest.raises(NotAllowed):
        give(parent=task, by=people.school, unit=bodies["station"], due_on=soon(10))
    part = give(
        parent=task,
        by=people.officer,
        giver_unit=bodies["bureau"],
        unit=bodies["station"],
        due_on=soon(10),
    )
    with pytest.raises(NotAllowed, match="2"):
        report(task, people.officer)
    assistant_done(assistant=task.assistants.get(), by=people.school, text="已提供")
    with pytest.raises(NotAllowed, match="1"):
        report(task, people.officer)
    Task.objects.filter(pk=part.pk).update(status="done")
    assert report(task, people.officer).status == "reported"


def test_more_time_once_and_a_stopped_clock(
    give: Callable[..., Task], people: SimpleNamespace
) -> None:
    task = task_receive(task=give(), by=people.officer)
    asked = request_make(
        task=task, kind="extend", by=people.officer, reason="等招标", until=soon(45)
    )
    with pytest.raises(NotAllowed):
        request_decide(request=asked, by=people.officer, agree=True)
    request_decide(request=asked, by=people.office, agree=True)
    task.refresh_from_db()
    assert task.due_on == soon(45)
    with pytest.raises(NotAllowed):
        request_make(task=task, kind="extend", by=people.officer, reason="再等", until=soon(60))
    request_decide(
        request=request_make(task=task, kind="pause", by=people.officer, reason="等审计"),
        by=people.office,
        agree=True,
    )
    Task.objects.filter(pk=task.pk).update(due_on=date(2020, 1, 2))
    task.refresh_from_db()
    assert not task.late
    assert task_resume(task=task, by=people.officer, reason="已审").late


def test_what_does_not_stand_is_worked_on_again(
    give: Callable[..., Task], people: SimpleNamespace
) -> None:
    task = task_check(
        task=report(task_receive(task=give(), by=people.officer), people.officer), by=people.head
    )
    task = task_send_back(task=task, by=people.office, reason="没有数据")
    task = task_check(task=report(task, people.officer), by=people.head)
    task = task_finish(task=task, by=people.office, achieved=True)
    task = task_reopen(task=task, by=people.office, reason="又回到七成", due_on=soon())
    assert (task.status, task.reopened, task.achieved) == ("working", 1, False)


def test_two_at_once_one_is_told(give: Callable[..., Task], people: SimpleNamespace) -> None:
    task = give()
    task_receive(task=task, by=people.officer, version=0)
    with pytest.raises(Overtaken):
        task_return(task=task, by=people.head, reason="不属本单位", version=0)


def test_reading_a_summary_is_no_guidance(people: SimpleNamespace, bodies: Bodies) -> None:
    said = {
        "unit": bodies["bureau"],
        "by": people.office,
        "on": timezone.localdate(),
        "seen": "看了总结",
    }
    with pytest.raises(NotAllowed):
        guidance_note(mode="desk", **said)
    guidance_note(mode="on_site", **said)
    guidance_note(mode="desk", found="三份台账日期倒签", **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Guidance.objects.filter(mode="on_site").update(mode="desk")


def test_the_loop_through_the_pages(
    people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    office, officer, head = (
        signed_in(people.office),
        signed_in(people.officer),
        signed_in(people.head),
    )
    said = {
        "title": "示例事项", "requirement": "达到九成", "origin": "instruction", "origin_label": "示例批示",
        "unit": bodies["bureau"].pk, "due_on": soon().isoformat(), "assisting": [],
    }  # fmt: skip
    assert office.get("/tasks/new/").status_code == 200
    assert office.post("/tasks/new/", said).status_code == 302
    task = Task.objects.get()
    page = task.get_absolute_url()
    assert "签收" in officer.get("/desk/").content.decode()
    assert officer.post(f"{page}receive/", {"promised": "改流程"}).status_code == 302
    told = {"done": "改了", "outcome": "九成二", "done_on": timezone.localdate().isoformat()}
    assert officer.post(f"{page}report/", told).status_code == 302
    assert head.post(f"{page}check/", {}).status_code == 302
    assert office.post(f"{page}finish/", {"achieved": "yes"}).status_code == 302
    task.refresh_from_db()
    assert (task.status, task.achieved) == ("done", True)
    shown = office.get(page).content.decode()
    assert "九成二" in shown
    assert "达到" in shown
    assert signed_in(people.school).get(page).status_code == 404
    assert office.get("/tasks/?state=open").context["page"].paginator.count == 0
