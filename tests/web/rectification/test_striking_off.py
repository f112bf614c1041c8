"""The whole loop: measures, application, first and second check by others, notice, strike-off, reopening."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored
from qinglian.web.core.workdays import working_days_between
from qinglian.web.rectification.events import problem_reopened, problem_struck
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.models.measures import with_progress
from qinglian.web.rectification.services.measures import (
    look_say,
    measure_add,
    measure_drop,
    measure_report,
    stage_done,
)
from qinglian.web.rectification.services.problems import problem_lead
from qinglian.web.rectification.services.requests import (
    problem_resume,
    request_decide,
    request_make,
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
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
Raise = Callable[..., Problem]
PAPER = Stored(path="示例", sha256="0" * 64, size=8, name="佐证.pdf", kind="pdf")


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def progress(problem: Problem) -> str:
    return str(with_progress(Problem.objects.filter(pk=problem.pk)).get().progress)


@pytest.fixture
def mended(raised: Raise, people: SimpleNamespace) -> Callable[..., Problem]:
    """A problem with one measure done."""

    def make(**said: Any) -> Problem:
        problem = raised(**said)
        measure = measure_add(
            problem=problem,
            by=people.officer,
            pace="at_once",
            text="追回超付款",
            who="计划科",
            due_on=day(10),
        )
        measure_report(measure=measure, by=people.officer, text="已追回", done=True, papers=[PAPER])
        return Problem.objects.get(pk=problem.pk)

    return make


@pytest.fixture
def applied(mended: Callable[..., Problem], people: SimpleNamespace) -> Callable[..., Problem]:
    def make(**said: Any) -> Problem:
        return problem_apply(
            problem=mended(**said), by=people.officer, outcome="款已到账，台账已改。"
        )

    return make


@pytest.fixture
def checked(applied: Callable[..., Problem], people: SimpleNamespace) -> Callable[..., Problem]:
    def make(**said: Any) -> Problem:
        return problem_first_check(problem=applied(**said), by=people.liaison, text="凭证看过。")

    return make


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


def test_measures_by_their_pace(raised: Raise, people: SimpleNamespace) -> None:
    problem = raised()
    said: dict[str, Any] = {"problem": problem, "by": people.officer, "text": "改", "who": "计划科"}
    for wrong in (
        {"pace": "at_once"},
        {"pace": "at_once", "due_on": day(61)},
        {"pace": "at_once", "due_on": day(-99)},
        {"pace": "staged", "stages": [("一", day(5))]},
        {"pace": "standing"},
        {"pace": "standing", "every": 13},
    ):
        with pytest.raises(NotAllowed):
            measure_add(**said, **wrong)
    assert progress(problem) == "undone"
    staged = measure_add(**said, pace="staged", stages=[("二", day(20)), ("一", day(5))])
    assert [one.text for one in staged.stages.all()] == ["一", "二"]
    assert staged.due_on == day(20)
    one, two = staged.stages.all()
    with pytest.raises(NotAllowed):
        stage_done(stage=two, by=people.officer, text="先做二")
    with pytest.raises(NotAllowed):
        measure_report(measure=staged, by=people.officer, text="好了", done=True)
    stage_done(stage=one, by=people.officer, text="一好了")
    assert progress(problem) == "going"
    stage_done(stage=two, by=people.officer, text="二好了")
    assert progress(problem) == "done"
    standing = measure_add(**said, pace="standing", every=3)
    assert progress(problem) == "going", "one done, one not begun"
    with pytest.raises(NotAllowed):
        measure_report(measure=standing, by=people.officer, text="好了", done=True)
    look_say(measure=standing, by=people.officer, kept=True, text="每月在核")
    assert progress(problem) == "done"
    look_say(measure=standing, by=people.team, kept=False, text="上月没有核")
    assert progress(problem) == "going"
    assert people.team.pk not in problem.hands.values_list("user", flat=True)


def test_what_is_to_last_is_not_done_once_a_look_is_overdue(
    raised: Raise, people: SimpleNamespace
) -> None:
    problem = raised()
    standing = measure_add(
        problem=problem, by=people.officer, pace="standing", text="每月核", who="计划科", every=1
    )
    look_say(measure=standing, by=people.officer, kept=True, text="核了")
    assert problem.measures.told().get().progress == "done"
    problem.measures.update(look_on=day(-1))
    assert problem.measures.told().get().progress == "undone"


def test_a_late_measure_is_not_done_and_a_late_problem_neither(
    raised: Raise, people: SimpleNamespace
) -> None:
    problem = raised()
    measure = measure_add(
        problem=problem, by=people.officer, pace="at_once", text="追回", who="计划科", due_on=day(5)
    )
    assert problem.measures.told().get().progress == "undone"
    measure_report(measure=measure, by=people.officer, text="在催", done=False)
    assert problem.measures.told().get().progress == "going"
    assert progress(problem) == "going"
    problem.measures.update(due_on=day(-1))
    assert problem.measures.told().get().progress == "undone"
    problem.measures.update(due_on=day(5))
    Problem.objects.filter(pk=problem.pk).update(due_on=day(-1))
    assert progress(problem) == "undone"


def test_a_measure_that_was_begun_stays(raised: Raise, people: SimpleNamespace) -> None:
    problem = raised()
    measure = measure_add(
        problem=problem, by=people.officer, pace="at_once", text="追回", who="计划科", due_on=day(5)
    )
    measure_report(measure=measure, by=people.officer, text="在催", done=False)
    with pytest.raises(NotAllowed):
        measure_drop(measure=measure, by=people.officer, reason="不要了")
    other = measure_add(
        problem=problem,
        by=people.officer,
        pace="at_once",
        text="写错了",
        who="计划科",
        due_on=day(5),
    )
    measure_drop(measure=other, by=people.officer, reason="写错了")
    assert problem.steps.last().data["said"] == "写错了"
    for who in (people.team, people.liaison, people.school, people.office):
        with pytest.raises(NotAllowed):
            measure_report(measure=measure, by=who, text="好了", done=True)


def test_more_time_once_by_a_second_person(
    mended: Callable[..., Problem], people: SimpleNamespace
) -> None:
    problem = mended()
    asks: dict[str, Any] = {
        "problem": problem,
        "kind": "extend",
        "by": people.officer,
        "reason": "等",
    }
    with pytest.raises(NotAllowed):
        request_make(**asks, until=problem.due_on)
    asked = request_make(**asks, until=day(90))
    with pytest.raises(NotAllowed):
        request_make(**asks, until=day(91))
    for who in (people.officer, people.head, people.liaison, people.school):
        with pytest.raises(NotAllowed):
            request_decide(request=asked, by=who, agree=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(asked).objects.filter(pk=asked.pk).update(decided_by=people.officer)
    request_decide(request=asked, by=people.team, agree=True)
    problem.refresh_from_db()
    assert (problem.due_on, problem.extended) == (day(90), 1)
    with pytest.raises(Overtaken):
        request_decide(request=asked, by=people.chief, agree=True)
    with pytest.raises(NotAllowed):
        request_make(**asks, until=day(120))


def test_a_stopped_clock_moves_the_day(
    mended: Callable[..., Problem], people: SimpleNamespace
) -> None:
    problem = mended()
    asked = request_make(problem=problem, kind="pause", by=people.officer, reason="等法院判决")
    with pytest.raises(NotAllowed):
        problem_apply(problem=problem, by=people.officer, outcome="改好了")
    request_decide(request=asked, by=people.team, agree=True)
    problem.refresh_from_db()
    assert problem.paused_on == day()
    due = problem.due_on
    Problem.objects.filter(pk=problem.pk).update(paused_on=day(-14))
    problem = problem_resume(problem=problem, by=people.officer, reason="判决已下")
    assert problem.paused_on is None
    assert working_days_between(due, problem.due_on) == working_days_between(day(-14), day())


def test_the_lead_body_is_named_by_who_supervises(
    raised: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    problem = raised(lead_unit=None)
    with pytest.raises(NotAllowed):
        problem_lead(problem=problem, by=people.officer, lead_unit=bodies["leader"])
    with pytest.raises(NotAllowed):
        problem_lead(problem=problem, by=people.team, lead_unit=bodies["bureau"])
    assert problem_lead(problem=problem, by=people.team, lead_unit=bodies["leader"]).lead_unit
