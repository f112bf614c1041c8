"""A problem is put on record once, whoever sees it: sightings, likeness, joining, and who may."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.workdays import working_days_between
from qinglian.web.rectification.likeness import alike, likeness
from qinglian.web.rectification.models import Problem, Sighting
from qinglian.web.rectification.services.problems import (
    problem_join,
    problem_withdraw,
    sighting_add,
)
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
Raise = Callable[..., Problem]


def today() -> date:
    return timezone.localdate()


def test_who_saw_it_first_stands_with_it(raised: Raise, bodies: Bodies) -> None:
    problem = raised(origin_label="示例巡察反馈〔2026〕3号", number="5", act_on=date(2019, 5, 1))
    seen = problem.sightings.get()
    assert (seen.unit, seen.origin, seen.document, seen.number) == (
        bodies["team"],
        "patrol",
        "示例巡察反馈〔2026〕3号",
        "5",
    )
    assert (problem.status, problem.age) == ("planning", "stock")
    assert Record.objects.filter(action="problem.opened", object_id=problem.public_id).exists()


def test_a_term_stands_where_none_was_given(raised: Raise) -> None:
    problem = raised(due_on=None)
    assert working_days_between(today(), problem.due_on) == 60
    assert working_days_between(today(), problem.turn_due_on) == 10


@pytest.mark.parametrize("who", ["school", "auditor", "admin", "station"])
def test_only_who_finds_opens(who: str, raised: Raise, people: SimpleNamespace) -> None:
    if who == "station":
        assert raised(by=people.station).pk
        return
    with pytest.raises(NotAllowed):
        raised(by=getattr(people, who))


def test_an_officer_opens_what_the_own_body_found(
    raised: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    own = {"by": people.officer, "finder_unit": bodies["bureau"], "lead_unit": None}
    assert raised(**own, origin="self_check").pk
    with pytest.raises(NotAllowed):
        raised(**own, origin="audit")
    with pytest.raises(NotAllowed):
        raised(**own, origin="self_check", unit=bodies["market"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"found_on": date(2999, 1, 1)},
        {"act_on": date(2998, 1, 1)},
        {"due_on": date(2001, 1, 1)},
        {"amount_fen": -1},
        {"title": " "},
    ],
    ids=str,
)
def test_days_and_amounts_must_be_possible(wrong: dict[str, Any], raised: Raise) -> None:
    with pytest.raises(NotAllowed):
        raised(**wrong)


def test_texts_are_compared_by_pairs_of_letters() -> None:
    assert likeness("养护合同超付工程款", "养护合同超付工程款问题") == 1.0
    assert likeness("养护合同超付工程款", "食堂采购未公开") == 0.0
    assert likeness("", "") == 0.0
    assert 0.5 < likeness("示例路段养护合同超付工程款", "示例路段养护合同多付工程款") < 1


def test_the_same_matter_is_proposed_with_the_reason(
    raised: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    problem = raised(anchor_id="HT-7")
    same = {"by": people.office, "unit": bodies["bureau"], "text": "另一种写法。"}
    (found,) = alike(title="完全不同的话", anchor_id="HT-7", **same)
    assert found.problem == problem
    assert "HT-7" in found.why
    (found,) = alike(title="示例路段养护合同超付工程款问题", **same)
    assert found.share > 0.5
    assert alike(title="食堂采购未公开", **same) == []
    assert alike(title=problem.title, **{**same, "unit": bodies["market"]}) == []
    assert alike(title=problem.title, **{**same, "by": people.market}) == [], (
        "never what one may not see"
    )
    Problem.objects.filter(pk=problem.pk).update(status="withdrawn")
    assert alike(title=problem.title, **same) == []


def test_the_form_asks_once_and_joins(
    raised: Raise, people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    problem = raised()
    browser = signed_in(people.office)
    said = {
        "title": "示例路段养护合同超付工程款",
        "text": "审计发现多计面积。",
        "unit": bodies["bureau"].pk,
        "origin": "audit",
        "origin_label": "示例审报〔2026〕9号",
        "number": "12",
        "found_on": today().isoformat(),
        "body": "示例省审计厅",
    }
    page = browser.post("/rectification/new/", said)
    assert page.status_code == 422
    assert problem.title in page.content.decode()
    assert "文字相同" in page.content.decode()
    assert Problem.objects.count() == 1
    assert (
        browser.post("/rectification/new/", {**said, "same": problem.public_id}).status_code == 302
    )
    assert Problem.objects.count() == 1
    second = Sighting.objects.get(origin="audit")
    assert (second.problem, second.body, second.unit, second.number) == (
        problem,
        "示例省审计厅",
        None,
        "12",
    )
    assert second.why
    assert "示例省审计厅（系统外）" in browser.get(problem.get_absolute_url()).content.decode()
    assert browser.post("/rectification/new/", {**said, "same": "new"}).status_code == 302
    assert Problem.objects.count() == 2


def test_who_saw_it_too_sees_it_and_knows_why(
    raised: Raise, people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    problem = raised(unit=bodies["school_bureau"], lead_unit=None)
    page = signed_in(people.market).get(problem.get_absolute_url())
    assert page.status_code == 404
    Sighting.objects.create(
        problem=problem,
        unit=bodies["market"],
        origin="inspection",
        seen_on=today(),
        by=people.market,
    )
    page = signed_in(people.market).get(problem.get_absolute_url())
    assert page.status_code == 200
    assert "也发现了这个问题" in page.content.decode()


def test_a_sighting_is_of_somebody(raised: Raise, people: SimpleNamespace) -> None:
    problem = raised()
    with pytest.raises(NotAllowed):
        sighting_add(
            problem=problem, by=people.office, origin="audit", seen_on=today(), why="同一件"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Sighting.objects.create(problem=problem, origin="audit", seen_on=today(), by=people.office)


def test_two_that_are_one_become_one(
    raised: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    kept, other = raised(), raised(by=people.office, origin="audit", finder_unit=bodies["office"])
    with pytest.raises(NotAllowed):
        problem_join(
            problem=other,
            into=raised(unit=bodies["school_bureau"]),
            by=people.office,
            reason="一件",
        )
    joined = problem_join(problem=other, into=kept, by=people.office, reason="同一笔超付")
    assert (joined.status, joined.joined_into) == ("joined", kept)
    assert {one.origin for one in kept.sightings.all()} == {"patrol", "audit"}
    assert "took_in" in set(kept.steps.values_list("verb", flat=True))
    with pytest.raises(Overtaken):
        problem_join(problem=joined, into=kept, by=people.office, reason="再并")
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=kept.pk).update(status="joined")


def test_what_was_joined_is_not_in_the_ledger_twice(
    raised: Raise, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    kept, other = raised(), raised(title="食堂采购未公开")
    problem_join(problem=other, into=kept, by=people.team, reason="同一件")
    browser = signed_in(people.team)
    assert other.title not in browser.get("/rectification/").content.decode()
    assert other.title in browser.get("/rectification/?status=joined").content.decode()
    assert browser.get(other.get_absolute_url()).status_code == 200


def test_withdrawn_before_anybody_worked(raised: Raise, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        problem_withdraw(problem=raised(), by=people.officer, reason="不想改")
    with pytest.raises(NotAllowed):
        problem_withdraw(problem=raised(), by=people.team, reason=" ")
    problem = problem_withdraw(problem=raised(), by=people.team, reason="登记错了单位")
    assert problem.status == "withdrawn"
    with pytest.raises(Overtaken):
        problem_withdraw(problem=problem, by=people.chief, reason="再撤")


def test_other_bodies_find_nothing(
    raised: Raise, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    problem = raised()
    for who in ("school", "market", "admin"):
        assert signed_in(getattr(people, who)).get(problem.get_absolute_url()).status_code == 404, (
            who
        )
    for who in ("officer", "head", "liaison", "team", "office", "auditor"):
        assert signed_in(getattr(people, who)).get(problem.get_absolute_url()).status_code == 200, (
            who
        )


def test_the_ledger_is_narrowed_by_the_address(
    raised: Raise, people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    late = raised(
        title="逾期的一件", due_on=today() - timedelta(days=1), act_on=today() - timedelta(days=900)
    )
    raised(title="食堂采购未公开", unit=bodies["school_bureau"], origin="audit")
    browser = signed_in(people.team)
    for query, shown in (
        ("state=late", {"逾期的一件"}),
        ("origin=audit", {"食堂采购未公开"}),
        ("age=stock", {"逾期的一件"}),
        ("age=unknown", {"食堂采购未公开"}),
        ("progress=undone", {"逾期的一件", "食堂采购未公开"}),
        (f"unit={late.unit_id}", {"逾期的一件"}),
        ("state=struck", set()),
    ):
        page = (
            browser.get(f"/rectification/?{query}").content.decode().partition('<div id="list">')[2]
        )
        assert {one for one in ("逾期的一件", "食堂采购未公开") if one in page} == shown, query
    assert browser.get("/rectification/?format=xlsx").status_code == 200
