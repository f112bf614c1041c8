"""
What alerts conclude goes on record by itself, a task that is done is the measure, a strike-off is told to the alert.
"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Step
from qinglian.web.alerts.services.reviewing import alert_accept
from qinglian.web.core.uploads import Stored
from qinglian.web.rectification.desk import waiting_problems
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.striking import problem_apply, problem_second_check
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_check, task_finish, task_receive, task_report
from qinglian.web.units.models import Unit

PAPER = Stored(path="示例", sha256="0" * 64, size=8, name="佐证.pdf", kind="pdf")


@pytest.fixture
def fed_back(bodies: dict[str, Unit], people: SimpleNamespace) -> Callable[..., Alert]:
    """An alert of the bureau that was answered."""

    def make(*handling: str, **said: Any) -> Alert:
        usual = {
            "title": "许可超期办结", "level": "orange", "level_computed": "orange", "pack": "approval_cn",
            "anchor_kind": "case", "anchor_id": "XK-1", "unit": bodies["bureau"], "status": "feedback", "fact": "true",
            "cause": "weak_control", "handling": list(handling), "due_on": timezone.localdate() + timedelta(days=9),
        }  # fmt: skip
        alert = Alert.objects.create(**{**usual, **said})
        Step.objects.create(alert=alert, verb="answer", by=people.officer, text="流程缺一道复核。")
        return alert

    return make


def test_to_be_mended_by_a_date_goes_on_record_and_the_task_reminds(
    fed_back: Callable[..., Alert], people: SimpleNamespace
) -> None:
    alert = alert_accept(alert=fed_back("by_date"), by=people.team)
    problem, task = Problem.objects.get(), Task.objects.get()
    assert (problem.task, problem.due_on, problem.anchor_id) == (task, task.due_on, "XK-1")
    assert (problem.origin, problem.origin_id, problem.text) == (
        "alert",
        alert.public_id,
        "流程缺一道复核。",
    )
    assert problem not in waiting_problems(people.officer), "the task asks for it"
    task = task_receive(task=task, by=people.officer)
    task = task_report(
        task=task,
        by=people.officer,
        done="加了复核",
        outcome="不再超期",
        done_on=timezone.localdate(),
    )
    task_finish(task=task_check(task=task, by=people.head), by=people.team, achieved=True)
    problem.refresh_from_db()
    measure = problem.measures.told().get()
    assert (measure.text, measure.result, measure.progress) == ("加了复核", "不再超期", "done")
    assert problem in waiting_problems(people.officer)
    assert {one.user for one in problem.hands.all()} == {people.officer, people.head}
    alert.refresh_from_db()
    assert alert.status == "closing"


def test_a_rule_to_be_changed_goes_on_record_and_its_strike_off_moves_the_alert(
    fed_back: Callable[..., Alert], people: SimpleNamespace
) -> None:
    alert = alert_accept(alert=fed_back("change_rules"), by=people.team)
    problem = Problem.objects.get()
    assert problem.task is None
    problem.measures.create(
        pace="at_once", text="修订", who="法规科", due_on=problem.due_on, begun_on=problem.found_on,
        done_on=problem.found_on, by=people.officer,
    )  # fmt: skip
    Problem.objects.filter(pk=problem.pk).update(status="mending")
    problem = problem_apply(problem=problem, by=people.officer, outcome="已修订", papers=[PAPER])
    assert problem.status == "checked"
    problem_second_check(problem=problem, by=people.chief, text="看过文件")
    alert.refresh_from_db()
    assert alert.status == "closing"


def test_other_handlings_and_confidential_ones_open_nothing(
    fed_back: Callable[..., Alert], people: SimpleNamespace
) -> None:
    alert_accept(alert=fed_back("at_once"), by=people.team)
    alert_accept(alert=fed_back("change_rules", secret=True), by=people.team)
    assert not Problem.objects.exists()


def test_accepted_again_is_on_record_once(
    fed_back: Callable[..., Alert], people: SimpleNamespace
) -> None:
    alert = alert_accept(alert=fed_back("change_rules"), by=people.team)
    Alert.objects.filter(pk=alert.pk).update(status="feedback")
    alert_accept(alert=alert, by=people.team)
    assert Problem.objects.count() == 1


def test_the_page_of_an_alert_leads_here_both_ways(
    fed_back: Callable[..., Alert],
    people: SimpleNamespace,
    signed_in: Callable[[User], Client],
) -> None:
    alert = alert_accept(alert=fed_back("at_once"), by=people.team)
    browser = signed_in(people.team)
    assert f"?alert={alert.public_id}" in browser.get(alert.get_absolute_url()).content.decode()
    assert "?alert=" not in signed_in(people.officer).get(alert.get_absolute_url()).content.decode()
    address = f"/rectification/new/?alert={alert.public_id}"
    assert "许可超期办结" in browser.get(address).content.decode()
    said = {
        "title": "许可超期办结",
        "text": "缺一道复核",
        "found_on": timezone.localdate().isoformat(),
    }
    assert browser.post(address, said).status_code == 302
    problem = Problem.objects.get()
    assert (problem.origin_id, problem.unit) == (alert.public_id, alert.unit)
    page = browser.get(alert.get_absolute_url()).content.decode()
    assert problem.get_absolute_url() in page
    assert "?alert=" not in page
    hidden = fed_back("at_once", status="handling", secret=True)
    assert browser.get(f"/rectification/new/?alert={hidden.public_id}").status_code == 403
