"""Papers and numbers: each number leads to exactly the rows it counts, and no person is named in a circular."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.drafts import Cited, Content, Fields, Grid, Heading, Paragraph, kinds_for
from qinglian.web.core.reporting import by_key, figures_between
from qinglian.web.inspections.drafts import DRAFTS
from qinglian.web.inspections.models import Finding, Inspection, Visit
from qinglian.web.inspections.services import feedback, visiting
from qinglian.web.rectification.models import Problem
from qinglian.web.units.scope import roles_of
from tests.web.inspections.conftest import finish, found

Browser = Callable[[User], Client]
KINDS = {one.code: one for one in DRAFTS}


@pytest.fixture
def inspection(issued: Callable[..., Inspection], people: SimpleNamespace) -> Inspection:
    """Two bodies visited and one told, with two findings of which one is on the problem list."""
    made = issued(only=("bureau", "market"))
    first, second = made.visits.order_by("unit__code")
    visit = visiting.visit_start(visit=first, by=people.office)
    found(visit, people.office)
    found(visit, people.office, token="f2", title="台账不全", topic="records", severity="grave")
    visit = feedback.visit_send(
        visit=finish(visit, people.office), by=people.office, feedback="两个问题"
    )
    visiting.visit_start(visit=second, by=people.office)
    found(second, people.office, token="f3", title="还没有反馈的问题")
    return made


def cited(content: Content) -> Iterator[Cited]:
    def of(words: Any) -> Iterator[Cited]:
        if isinstance(words, Cited):
            yield words
        elif isinstance(words, tuple):
            for one in words:
                yield from of(one)

    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield from of(block.words)
        elif isinstance(block, (Grid, Fields)):
            yield from of(block.rows)


def words(content: Content) -> str:
    return "".join(
        str(one.text if isinstance(one, Heading) else one)
        for one in (content.title, *content.blocks)
    )


def test_each_number_of_a_circular_is_the_length_of_its_list(
    inspection: Inspection, people: SimpleNamespace, signed_in: Browser
) -> None:
    finding = Finding.objects.get(title="台账不全")
    feedback.finding_follow(finding=finding, by=people.office, follow="problem", text="补全台账")
    content = KINDS["inspection_circular"].content(inspection, people.office)
    browser, counted = signed_in(people.office), []
    for one in cited(content):
        if one.text.isdecimal():
            page = browser.get(one.url)
            assert page.context["page"].paginator.count == int(one.text), one
            counted.append(int(one.text))
    assert counted == [1, 2, 0, 1, 0, 1, 1, 1, 1]
    said = words(content)
    assert "还没有反馈的问题" not in said
    assert not [one for one in vars(people).values() if one.name in said]
    assert "服务" in said


def test_a_finding_becomes_a_problem_of_the_body(
    inspection: Inspection, people: SimpleNamespace, signed_in: Browser
) -> None:
    finding = Finding.objects.get(title="台账不全")
    done = feedback.finding_follow(
        finding=finding, by=people.office, follow="problem", text="补全台账"
    )
    problem = Problem.objects.get()
    assert (problem.unit, problem.origin, problem.origin_id) == (
        finding.visit.unit,
        "inspection",
        finding.public_id,
    )
    assert problem.found_on == finding.visit.finished_on
    for who in (people.office, people.officer):
        page = signed_in(who).get(done.get_absolute_url()).content.decode()
        assert problem.public_id in page
        assert problem.get_status_display() in page


def test_the_plan_of_work_of_an_unannounced_one_names_no_body(
    make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    plan = KINDS["inspection_plan"].content
    secret = plan(make(mode="unannounced"), people.office)
    assert "交通运输局" not in words(secret)
    assert "到场前不通知" in words(secret)
    assert "交通运输局" in words(plan(make(), people.office))


def test_the_feedback_is_to_the_body_with_its_findings(
    inspection: Inspection, people: SimpleNamespace
) -> None:
    visit = inspection.visits.get(status="sent")
    content = KINDS["inspection_feedback"].content(visit, people.office)
    assert content.addressee == visit.unit.name
    assert "台账不全" in words(content)
    assert "认可，马上改" in words(content)


def test_which_papers_are_offered_to_whom(inspection: Inspection, people: SimpleNamespace) -> None:
    def codes(on: Any, user: User) -> set[str]:
        return {one.code for one in kinds_for(on, roles_of(user))}

    assert codes(inspection, people.office) == {"inspection_plan", "inspection_circular"}
    told = inspection.visits.get(status="sent")
    assert codes(told, people.office) == {"inspection_feedback"}
    assert codes(inspection.visits.get(status="started"), people.office) == set()
    assert codes(told, people.officer) == set()


def test_numbers_of_a_period_lead_to_their_rows(
    inspection: Inspection, people: SimpleNamespace, signed_in: Browser
) -> None:
    today = timezone.localdate()
    finding = Finding.objects.get(title="台账不全")
    feedback.finding_follow(finding=finding, by=people.office, follow="on_spot", text="当场补上")
    figures = by_key(figures_between(people.office, today, today))
    ours = {key: one for key, one in figures.items() if key.startswith("inspections.")}
    assert {key.partition(".")[2]: one.number for key, one in ours.items()} == {
        "issued": 1, "beyond": 1, "visits": 1, "unannounced": 0, "repeated": 0, "minutes": 45, "findings": 2,
        "on_spot": 1, "waiting": 1,
    }  # fmt: skip
    browser = signed_in(people.office)
    for key, one in ours.items():
        count = browser.get(one.url).context["page"].paginator.count
        assert count == (1 if key == "inspections.minutes" else one.number), key
    before = today - timedelta(days=9)
    assert not [
        one.number
        for one in figures_between(people.office, before, before)
        if one.key.startswith("inspections.") and one.number
    ]
    assert by_key(figures_between(people.officer, today, today))["inspections.findings"].number == 2
    assert by_key(figures_between(people.school, today, today))["inspections.findings"].number == 0


def test_a_withdrawn_finding_is_in_no_circular(
    inspection: Inspection, people: SimpleNamespace
) -> None:
    visit = Visit.objects.get(status="sent")
    asked = feedback.objection_make(
        visit=visit, by=people.officer, finding=visit.findings.get(token="f1"), reason="有指南"
    )
    feedback.objection_decide(objection=asked, by=people.second, agree=True, answer="成立")
    content = KINDS["inspection_circular"].content(inspection, people.office)
    assert "没有公示办事指南" not in words(content)
    assert "台账不全" in words(content)
