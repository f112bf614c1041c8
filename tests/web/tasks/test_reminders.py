"""Reminders of tasks: whose turn it is, by when, and which head is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.workdays import add_working_days
from qinglian.web.tasks.models import Reminder, Task
from qinglian.web.tasks.reminders import tasks_remind, told_of
from qinglian.web.tasks.services.moving import task_check, task_open, task_receive, task_report
from qinglian.web.units.models import Unit


@pytest.fixture
def task(person: Callable[..., User], bodies: dict[str, Unit]) -> Task:
    """A task of the bureau, given by the office."""
    return task_open(
        title="示例事项", requirement="联系人 13800001234", unit=bodies["bureau"], origin="other",
        due_on=add_working_days(timezone.localdate(), 20), giver_unit=bodies["office"],
        by=person("programme_office", "county", home="office"),
    )  # fmt: skip


def test_each_step_has_its_own_day(task: Task, person: Callable[..., User]) -> None:
    today = timezone.localdate()
    officer, second = person("unit_officer", "bureau"), person("authority_head", "bureau")
    assert task.turn_due_on == add_working_days(today, 2)
    task = task_receive(task=task, by=officer)
    assert task.turn_due_on == task.due_on
    task = task_report(task=task, by=officer, done="做了", outcome="有了", done_on=today)
    assert task.turn_due_on == add_working_days(today, 2)
    task = task_check(task=task, by=second)
    assert task.turn_due_on == add_working_days(today, 3)


def test_a_step_of_the_body_ends_no_later_than_the_task(
    task: Task, person: Callable[..., User]
) -> None:
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate())
    officer = person("unit_officer", "bureau")
    task = task_receive(task=task, by=officer)
    task = task_report(
        task=task, by=officer, done="做了", outcome="有了", done_on=timezone.localdate()
    )
    assert task.turn_due_on == timezone.localdate()


def test_the_officer_and_then_the_head_once_each(
    task: Task, person: Callable[..., User], signed_in: Callable[[User], Client], bodies: Any
) -> None:
    officer, head = person("unit_officer", "bureau"), person("unit_head", "bureau")
    county = person("unit_head", "county")
    Task.objects.update(turn_due_on=timezone.localdate() - timedelta(days=15))
    assert tasks_remind() == 1
    assert tasks_remind() == 0
    assert Reminder.objects.get().told_unit == bodies["bureau"]
    assert "催办" in signed_in(officer).get("/desk/").content.decode()
    assert list(told_of(head)) == [task]
    assert not told_of(county).exists()
    assert not told_of(person("unit_head", "school_bureau")).exists()


def test_a_stopped_clock_reminds_nobody(task: Task) -> None:
    Task.objects.update(
        turn_due_on=timezone.localdate() - timedelta(days=15), paused_on=timezone.localdate()
    )
    assert tasks_remind() == 0


def test_numbers_of_people_are_hidden_on_its_page(
    task: Task, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    page = signed_in(person("unit_officer", "bureau")).get(task.get_absolute_url())
    assert "138****1234" in page.content.decode()
    assert "13800001234" not in page.content.decode()


def test_where_nobody_leads_nobody_is_said_to_have_been_told(task: Task) -> None:
    Task.objects.update(turn_due_on=timezone.localdate() - timedelta(days=15))
    assert tasks_remind() == 1
    assert tasks_remind() == 0
    assert (Reminder.objects.get().stage, Reminder.objects.get().told_unit) == ("overdue", None)
