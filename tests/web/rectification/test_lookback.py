"""The seed is on record before the draw; what does not stand is on record again; reminders are written once."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.dated import months_before
from qinglian.web.core.draws import draw, population
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.rectification.models import Lookback, Problem, Reminder
from qinglian.web.rectification.reminders import problems_remind
from qinglian.web.rectification.services.lookbacks import (
    eligible,
    lookback_begin,
    lookback_draw,
    lookback_say,
)


@pytest.fixture
def struck(raised: Callable[..., Problem], people: SimpleNamespace) -> Callable[[int], Problem]:
    """Struck off so many months ago."""

    def make(months: int) -> Problem:
        problem = raised(title=f"示例问题{Problem.objects.count()}")
        day = months_before(timezone.localdate(), months)
        at = timezone.now() - timedelta(days=(timezone.localdate() - day).days)
        Problem.objects.filter(pk=problem.pk).update(
            status="struck",
            second_by=people.team,
            struck_by=people.team,
            struck_at=at,
            applied_at=at,
        )
        problem.refresh_from_db()
        return problem

    return make


def test_the_seed_is_said_first_and_anybody_draws_again(
    struck: Callable[[int], Problem], people: SimpleNamespace
) -> None:
    within = [struck(4) for _ in range(6)]
    struck(1)
    struck(7)
    assert set(eligible(timezone.localdate())) == {one.public_id for one in within}
    for who in (people.officer, people.liaison, people.auditor):
        with pytest.raises(NotAllowed):
            lookback_begin(by=who)
    made = lookback_begin(by=people.team)
    assert made.drawn_at is None
    with pytest.raises(Overtaken):
        lookback_begin(by=people.office)
    drawn = lookback_draw(lookback=made, by=people.team)
    ids = [one.public_id for one in within]
    assert (drawn.eligible, drawn.population) == (6, population(ids))
    assert set(drawn.items.values_list("problem__public_id", flat=True)) == set(
        draw(ids, made.seed, 2)
    )
    assert drawn.drawn_at is not None
    assert drawn.drawn_at > drawn.at
    with pytest.raises(Overtaken):
        lookback_draw(lookback=made, by=people.team)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lookback.objects.filter(pk=made.pk).update(drawn_at=made.at - timedelta(days=1))
    assert len(eligible(timezone.localdate())) == 4, "once drawn, not drawn again"


def test_what_does_not_stand_is_on_record_again(
    struck: Callable[[int], Problem], people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    problem = struck(4)
    item = lookback_draw(lookback=lookback_begin(by=people.team), by=people.team).items.get()
    for who in (people.officer, people.head, people.liaison):
        with pytest.raises(NotAllowed):
            lookback_say(item=item, by=who, stands=True, text="看过")
    with pytest.raises(NotAllowed):
        lookback_say(item=item, by=people.chief, stands=True, text=" ")
    address = f"/rectification/lookbacks/{item.lookback.public_id}/{problem.public_id}/"
    browser = signed_in(people.chief)
    assert browser.post(address, {"stands": "no", "text": "又多计了一期"}).status_code == 302
    problem.refresh_from_db()
    assert (problem.status, problem.reopened) == ("mending", 1)
    with pytest.raises(Overtaken):
        lookback_say(item=item, by=people.team, stands=True, text="看过")
    assert "100%" in browser.get(item.lookback.get_absolute_url()).content.decode()


def test_what_stands_stays_struck_off(
    struck: Callable[[int], Problem], people: SimpleNamespace
) -> None:
    problem = struck(4)
    item = lookback_draw(lookback=lookback_begin(by=people.team), by=people.team).items.get()
    lookback_say(item=item, by=people.chief, stands=True, text="现场看过，没有再发生")
    problem.refresh_from_db()
    assert problem.status == "struck"
    assert problem.steps.last().verb == "stands"


def test_nothing_to_draw_is_said(people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        lookback_draw(lookback=lookback_begin(by=people.team), by=people.team)


def test_reminders_are_written_once_and_a_stopped_clock_reminds_nobody(
    raised: Callable[..., Problem], people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    late = raised(title="逾期的一件")
    paused = raised(title="停下的一件")
    day = timezone.localdate() - timedelta(days=14)
    Problem.objects.update(turn_due_on=day, due_on=day, found_on=day)
    Problem.objects.filter(pk=paused.pk).update(paused_on=day)
    assert problems_remind() == 1
    assert problems_remind() == 0
    assert Reminder.objects.get().problem == late
    assert Reminder.objects.get().stage == "leader"
    assert "督促整改" not in signed_in(people.officer).get("/desk/").content.decode()
    assert "逾期的一件" in signed_in(people.head).get("/desk/").content.decode()
