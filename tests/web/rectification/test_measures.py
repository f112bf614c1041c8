"""Measures by their pace, more time, a stopped clock. 措施与时限。"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.workdays import working_days_between
from qinglian.web.rectification.models import Problem
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
    problem_apply,
)
from tests.web.rectification.conftest import Bodies, Raise, day, progress


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
