"""Raised from below, answered by a date, closed by nobody but who asked."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.workdays import add_working_days
from qinglian.web.duties.models import Difficulty, DifficultyPaper, DifficultyReminder
from qinglian.web.duties.reminders import difficulties_remind
from qinglian.web.duties.services.difficulties import (
    answerers_for,
    difficulty_agree,
    difficulty_dissatisfy,
    difficulty_forward,
    difficulty_join,
    difficulty_part,
    difficulty_receive,
    difficulty_reply,
    difficulty_withdraw,
)
from qinglian.web.duties.states import FORWARDS
from qinglian.web.units.models import Succession
from qinglian.web.units.reach import reach_rebuild
from tests.web.duties.conftest import PNG, Bodies, Raise, replied


def test_one_asks_upwards(ask: Raise, people: SimpleNamespace, bodies: Bodies) -> None:
    assert {one.code for one in answerers_for(bodies["bureau"])} == {
        bodies[name].code for name in ("county", "city_bureau", "leader")
    }
    for name in ("station", "school_bureau", "team", "bureau"):
        with pytest.raises(NotAllowed):
            ask(lead_unit=bodies[name])
    for who in (people.liaison, people.team, people.office, people.auditor, people.admin):
        with pytest.raises(NotAllowed):
            ask(by=who)


def test_it_is_answered_by_a_date_and_agreed_to(ask: Raise, people: SimpleNamespace) -> None:
    asked, today = ask(), timezone.localdate()
    assert (asked.due_on, asked.reply_due_on) == (
        add_working_days(today, 2),
        add_working_days(today, 10),
    )
    with pytest.raises(Overtaken):
        difficulty_reply(difficulty=asked, by=people.county, reply="按文件办")
    for who in (people.officer, people.market, people.auditor, people.team, people.city):
        with pytest.raises(NotAllowed):
            difficulty_receive(difficulty=asked, by=who)
    done = replied(asked, people.county)
    assert (done.status, done.in_time, done.due_on) == (
        "replied",
        True,
        add_working_days(today, 10),
    )
    done = difficulty_agree(difficulty=done, by=people.bureau_head)
    assert (done.status, done.due_on) == ("agreed", None)
    with pytest.raises(Overtaken):
        difficulty_dissatisfy(difficulty=done, by=people.officer, reason="不行")


@pytest.mark.parametrize(
    "who",
    ["county", "office", "market", "team", "auditor", "admin", "station", "school", "liaison"],
)
def test_nobody_else_agrees(who: str, ask: Raise, people: SimpleNamespace) -> None:
    done = replied(ask(), people.county)
    with pytest.raises(NotAllowed):
        difficulty_agree(difficulty=done, by=getattr(people, who))
    with pytest.raises(DatabaseError, match="another body"), transaction.atomic():
        Difficulty.objects.filter(pk=done.pk).update(
            status="agreed", agreed_by=getattr(people, who), agreed_at=timezone.now()
        )


@pytest.mark.parametrize(
    "said",
    [
        {"status": "agreed"},
        {"agreed_by": "officer"},
        {"status": "agreed", "agreed_by": "officer"},
        {"status": "agreed", "agreed_by": "officer", "agreed_at": "now", "reply": ""},
        {"status": "agreed", "agreed_by": "officer", "agreed_at": "now", "replied_by": "officer"},
        {"reply": ""},
    ],
)
def test_the_database_closes_nothing_without_an_answer_and_an_agreement(
    said: dict[str, Any], ask: Raise, people: SimpleNamespace
) -> None:
    done = replied(ask(), people.county)
    values = {
        key: timezone.now() if value == "now" else getattr(people, value, value)
        for key, value in said.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Difficulty.objects.filter(pk=done.pk).update(**values)


def test_a_silent_asker_leaves_it_open(ask: Raise, people: SimpleNamespace) -> None:
    done = replied(ask(), people.county)
    Difficulty.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    for _day in range(3):
        difficulties_remind()
    done.refresh_from_db()
    assert (done.status, done.silent) == ("replied", True)
    assert DifficultyReminder.objects.get().told_unit == people.bureau_head.unit
    assert difficulty_agree(difficulty=done, by=people.officer).status == "agreed"


def test_not_satisfied_comes_back_and_the_second_time_goes_up(
    ask: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    asked = ask(lead_unit=bodies["bureau"], by=people.station)
    back = difficulty_dissatisfy(
        difficulty=replied(asked, people.officer), by=people.station, reason="没有说何时"
    )
    assert (back.status, back.lead_unit, back.dissatisfied) == ("received", bodies["bureau"], 1)
    with pytest.raises(NotAllowed):
        difficulty_agree(difficulty=replied(back, people.officer), by=people.county)
    up = difficulty_dissatisfy(difficulty=back, by=people.station_head, reason="还是没有说")
    assert (up.status, up.lead_unit, up.raised_up) == ("raised", bodies["county"], 1)
    assert not Difficulty.objects.visible_to(people.officer).filter(lead_unit=bodies["bureau"])
    done = replied(up, people.county)
    assert difficulty_agree(difficulty=done, by=people.station).status == "agreed"


def test_where_nobody_is_above_it_stays(ask: Raise, people: SimpleNamespace) -> None:
    asked = ask()
    for times in (1, 2, 3):
        asked = difficulty_dissatisfy(
            difficulty=replied(asked, people.county), by=people.officer, reason="不行"
        )
        assert (asked.status, asked.dissatisfied, asked.raised_up) == ("received", times, 0)


def test_it_is_not_sent_round_and_round(
    ask: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    asked = ask()
    with pytest.raises(NotAllowed):
        difficulty_forward(
            difficulty=asked, by=people.county, lead_unit=bodies["bureau"], reason="请自己办"
        )
    with pytest.raises(NotAllowed):
        difficulty_forward(
            difficulty=asked, by=people.county, lead_unit=bodies["city_bureau"], reason=" "
        )
    asked = difficulty_forward(
        difficulty=asked, by=people.county, lead_unit=bodies["market"], reason="市监职责"
    )
    assert (asked.lead_unit, asked.status) == (bodies["market"], "raised")
    assert not Difficulty.objects.filter(lead_unit=bodies["county"]).exists()
    asked = difficulty_forward(
        difficulty=asked, by=people.market, lead_unit=bodies["city_bureau"], reason="市局职责"
    )
    assert asked.forwarded == FORWARDS
    with pytest.raises(NotAllowed):
        difficulty_forward(
            difficulty=asked, by=people.city, lead_unit=bodies["county"], reason="县里职责"
        )


def test_the_same_question_is_answered_once_and_agreed_to_by_each(
    ask: Raise, people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    first, second = ask(), ask(by=people.school, title="同样的问题")
    other = ask(lead_unit=bodies["city_bureau"])
    with pytest.raises(NotAllowed):
        difficulty_join(difficulty=second, by=people.county, to=other)
    second = difficulty_join(difficulty=second, by=people.county, to=first)
    with pytest.raises(NotAllowed):
        difficulty_join(difficulty=first, by=people.county, to=second)
    third = difficulty_join(difficulty=ask(by=people.market), by=people.county, to=first)
    difficulty_part(difficulty=third, by=people.county)
    second = difficulty_receive(difficulty=second, by=people.county)
    with pytest.raises(NotAllowed):
        difficulty_reply(difficulty=second, by=people.county, reply="按文件办")
    replied(first, people.county, "统一口径")
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, second.reply, third.status) == ("replied", "统一口径", "raised")
    page = signed_in(people.school).get(second.get_absolute_url()).content.decode()
    assert "有 2 个单位提了同样的问题" in page
    assert bodies["bureau"].name not in page, "who else asked is not said"
    assert (
        bodies["bureau"].name
        in signed_in(people.county).get(second.get_absolute_url()).content.decode()
    )
    first.refresh_from_db()
    difficulty_agree(difficulty=first, by=people.officer)
    second.refresh_from_db()
    assert second.status == "replied", "one body does not agree for another"
    second = difficulty_dissatisfy(difficulty=second, by=people.school, reason="学校不适用")
    assert (second.joined_to, second.status) == (None, "received")


def test_papers_of_an_answer_reach_all_that_asked(
    ask: Raise, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    first, second = ask(), ask(by=people.school)
    difficulty_join(difficulty=second, by=people.county, to=first)
    difficulty_receive(difficulty=first, by=people.county)
    sent = {"reply": "见附件", "papers": SimpleUploadedFile("答复.png", PNG)}
    page = f"{first.get_absolute_url()}reply/"
    assert signed_in(people.county).post(page, sent).status_code == 302
    paper = DifficultyPaper.objects.get()
    address = f"/duties/difficulties/papers/{paper.public_id}/"
    for who, status in (("school", 200), ("officer", 200), ("market", 404), ("admin", 404)):
        assert signed_in(getattr(people, who)).get(address).status_code == status, who
    shown = signed_in(people.school).get(second.get_absolute_url()).content.decode()
    assert "答复.png" in shown


def test_a_merged_body_speaks_through_the_one_that_took_over(
    ask: Raise, people: SimpleNamespace, bodies: Bodies
) -> None:
    done = replied(ask(), people.county)
    Succession.objects.create(
        kind="merge", before=bodies["bureau"], after=bodies["market"], on=date(2024, 1, 1)
    )
    reach_rebuild()
    assert difficulty_agree(difficulty=done, by=people.market).status == "agreed"


def test_two_at_once_one_is_told(ask: Raise, people: SimpleNamespace) -> None:
    done = replied(ask(), people.county)
    seen = done.version
    difficulty_dissatisfy(difficulty=done, by=people.officer, reason="不行", version=seen)
    with pytest.raises(Overtaken):
        difficulty_agree(difficulty=done, by=people.bureau_head, version=seen)
    fresh = Difficulty.objects.get()
    with pytest.raises(Overtaken):
        difficulty_agree(difficulty=fresh, by=people.bureau_head)
    assert Difficulty.objects.get().status == "received"


def test_who_asked_takes_it_back_before_the_answer(ask: Raise, people: SimpleNamespace) -> None:
    first, second = ask(), ask(by=people.school)
    second = difficulty_join(difficulty=second, by=people.county, to=first)
    with pytest.raises(NotAllowed):
        difficulty_withdraw(difficulty=first, by=people.county, reason="不答了")
    difficulty_withdraw(difficulty=first, by=people.officer, reason="已解决")
    second.refresh_from_db()
    assert second.joined_to is None
    with pytest.raises(Overtaken):
        difficulty_withdraw(
            difficulty=replied(second, people.county), by=people.school, reason="已解决"
        )
