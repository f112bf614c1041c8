"""The whole loop: measures, application, first and second check by others, notice, strike-off, reopening."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.workdays import working_days_between
from qinglian.web.rectification.events import problem_reopened, problem_struck
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.measures import (
    measure_add,
    measure_report,
)
from qinglian.web.rectification.services.striking import (
    objection_answer,
    objection_note,
    problem_apply,
    problem_first_check,
    problem_first_return,
    problem_reopen,
    problem_second_check,
    problem_second_return,
    problem_strike_off,
)
from tests.web.rectification.conftest import PAPER, Bodies, Raise, day, progress


def test_from_measures_to_the_strike_off(
    checked: Callable[..., Problem], people: SimpleNamespace, bodies: Bodies
) -> None:
    told: list[Problem] = []

    def hear(problem: Problem, **_: Any) -> None:
        told.append(problem)

    problem_struck.connect(hear)
    problem = problem_second_check(problem=checked(), by=people.team, text="复核属实。")
    problem.refresh_from_db()
    assert problem.status == "struck"
    assert (problem.first_unit, problem.second_unit, problem.struck_unit) == (
        bodies["leader"],
        bodies["team"],
        bodies["team"],
    )
    assert [one.verb for one in problem.steps.all()] == [
        "opened",
        "measure_added",
        "measure_done",
        "apply",
        "first_check",
        "second_check",
    ]
    assert told == [problem]
    assert progress(problem) == "done"


def test_a_notice_stands_five_working_days_and_answers_objections(
    checked: Callable[..., Problem], people: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        problem_second_check(problem=checked(), by=people.team, text="可以", notice=True)
    problem = problem_second_check(
        problem=checked(), by=people.team, text="可以", notice=True, place="县政府网站"
    )
    assert problem.status == "notice"
    assert problem.notice_until is not None
    assert working_days_between(day(), problem.notice_until) == 5
    with pytest.raises(NotAllowed):
        problem_strike_off(problem=problem, by=people.team)
    objection = objection_note(problem=problem, by=people.team, text="还有一段路没有核减", on=day())
    Problem.objects.filter(pk=problem.pk).update(notice_on=day(-9), notice_until=day(-1))
    with pytest.raises(NotAllowed):
        problem_strike_off(problem=problem, by=people.team)
    problem = objection_answer(
        objection=objection, by=people.team, upheld=False, answer="那一段不在合同内"
    )
    assert problem.status == "notice"
    problem = problem_strike_off(problem=problem, by=people.chief)
    assert (problem.status, problem.struck_by) == ("struck", people.chief)


def test_an_objection_that_is_right_sends_it_back(
    checked: Callable[..., Problem], people: SimpleNamespace
) -> None:
    problem = problem_second_check(
        problem=checked(), by=people.team, text="可以", notice=True, place="公示栏"
    )
    objection = objection_note(problem=problem, by=people.team, text="少核减一段", on=day())
    problem = objection_answer(
        objection=objection, by=people.team, upheld=True, answer="属实，补核减"
    )
    assert (problem.status, problem.sent_back) == ("mending", 1)
    assert (problem.first_by, problem.second_by, problem.notice_until) == (None, None, None)


def test_without_another_lead_body_the_supervisor_checks_at_once(
    applied: Callable[..., Problem], bodies: Bodies
) -> None:
    assert applied(lead_unit=None).status == "checked"
    assert applied(lead_unit=bodies["bureau"]).status == "checked"


@pytest.mark.parametrize("who", ["officer", "head", "station"])
def test_nobody_of_the_body_or_below_it_checks(
    who: str, applied: Callable[..., Problem], people: SimpleNamespace, bodies: Bodies
) -> None:
    """Also where a role would let them: the body leads its own problem, or found it itself."""
    problem = applied()
    person = getattr(people, who)
    Problem.objects.filter(pk=problem.pk).update(lead_unit=person.unit, finder_unit=person.unit)
    with pytest.raises(NotAllowed):
        problem_first_check(problem=problem, by=person, text="可以")
    Problem.objects.filter(pk=problem.pk).update(status="checked")
    with pytest.raises(NotAllowed):
        problem_second_check(problem=problem, by=person, text="可以")
    for column in ("first_by", "second_by", "struck_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Problem.objects.filter(pk=problem.pk).update(**{column: person})


def test_who_worked_on_it_for_another_body_is_a_hand_too(
    mended: Callable[..., Problem], people: SimpleNamespace, person: Callable[..., User]
) -> None:
    lent = person("unit_officer", "bureau", home="market", name="lent")
    problem = problem_apply(problem=mended(lead_unit=None), by=lent, outcome="改好了")
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(second_by=people.market)
    Problem.objects.filter(pk=problem.pk).update(second_by=people.team)
    problem.refresh_from_db()
    assert problem.second_unit == people.team.unit, "written by the database"


def test_two_people_check(checked: Callable[..., Problem], people: SimpleNamespace) -> None:
    problem = checked()
    Problem.objects.filter(pk=problem.pk).update(first_by=people.team)
    with pytest.raises(NotAllowed):
        problem_second_check(problem=problem, by=people.team, text="可以")
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(second_by=people.team)


def test_nothing_is_struck_off_by_nobody(checked: Callable[..., Problem]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=checked().pk).update(status="struck", struck_at=timezone.now())


@pytest.mark.parametrize(
    ("verb", "may"),
    [
        ("apply", {"officer", "head"}),
        ("first", {"liaison"}),
        ("second", {"team", "chief", "office", "second"}),
        ("reopen", {"team", "chief", "office", "second"}),
    ],
)
def test_who_says_which_verb(
    verb: str,
    may: set[str],
    mended: Callable[..., Problem],
    applied: Callable[..., Problem],
    checked: Callable[..., Problem],
    people: SimpleNamespace,
) -> None:
    struck = (
        problem_second_check(problem=checked(), by=people.team, text="可以")
        if verb == "reopen"
        else None
    )
    for who, person in vars(people).items():
        sid = transaction.savepoint()
        try:
            if verb == "apply":
                problem_apply(problem=mended(), by=person, outcome="改好了")
            elif verb == "first":
                problem_first_check(problem=applied(), by=person, text="看过")
            elif verb == "second":
                problem_second_check(problem=checked(), by=person, text="看过")
            else:
                assert struck
                problem_reopen(problem=struck, by=person, reason="没有改")
            said = True
        except NotAllowed:
            said = False
        transaction.savepoint_rollback(sid)
        assert said == (who in may), who


def test_the_second_at_once_is_told(
    applied: Callable[..., Problem], people: SimpleNamespace
) -> None:
    problem = applied()
    version = problem.version
    problem_first_check(problem=problem, by=people.liaison, text="看过", version=version)
    with pytest.raises(Overtaken, match="示例"):
        problem_first_return(problem=problem, by=people.liaison, reason="不行", version=version)
    with pytest.raises(Overtaken):
        problem_first_check(problem=problem, by=people.liaison, text="看过")


def test_returned_with_a_reason_and_counted(
    applied: Callable[..., Problem], people: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        problem_first_return(problem=applied(), by=people.liaison, reason=" ")
    problem = problem_first_return(problem=applied(), by=people.liaison, reason="没有凭证")
    assert (problem.status, problem.sent_back) == ("mending", 1)
    problem = problem_apply(problem=problem, by=people.officer, outcome="补了凭证")
    problem = problem_first_check(problem=problem, by=people.liaison, text="看过")
    problem = problem_second_return(problem=problem, by=people.team, reason="金额不对")
    assert (problem.status, problem.sent_back, problem.first_by) == ("mending", 2, None)


def test_nothing_is_applied_for_before_it_is_mended(
    raised: Raise, mended: Callable[..., Problem], people: SimpleNamespace
) -> None:
    problem = raised()
    with pytest.raises(Overtaken):
        problem_apply(problem=problem, by=people.officer, outcome="改好了")
    measure = measure_add(
        problem=problem, by=people.officer, pace="at_once", text="追回", who="计划科", due_on=day(5)
    )
    with pytest.raises(NotAllowed, match="措施"):
        problem_apply(problem=problem, by=people.officer, outcome="改好了")
    measure_report(measure=measure, by=people.officer, text="好了", done=True)
    with pytest.raises(NotAllowed, match="佐证"):
        problem_apply(problem=problem, by=people.officer, outcome="改好了")
    with pytest.raises(NotAllowed, match="签字件"):
        problem_apply(problem=problem, by=people.officer, outcome="改好了", offline=True)
    assert (
        problem_apply(
            problem=problem, by=people.officer, outcome="改好了", papers=[PAPER], offline=True
        )
        .steps.last()
        .offline
    )


def test_reopened_is_counted_and_begins_again(
    checked: Callable[..., Problem], people: SimpleNamespace
) -> None:
    heard: list[str] = []

    def hear(reason: str, **_: Any) -> None:
        heard.append(reason)

    problem_reopened.connect(hear)
    problem = problem_second_check(problem=checked(), by=people.team, text="可以")
    with pytest.raises(NotAllowed):
        problem_reopen(problem=problem, by=people.team, reason="没有改", due_on=day(-1))
    problem = problem_reopen(problem=problem, by=people.team, reason="款没有到账", due_on=day(30))
    assert (problem.status, problem.reopened, problem.struck_by, problem.due_on) == (
        "mending",
        1,
        None,
        day(30),
    )
    assert heard == ["款没有到账"]
