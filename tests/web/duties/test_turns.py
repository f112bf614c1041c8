"""A turn comes by itself, is reported, looked at by somebody else, returned, dropped. 每次落实。"""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.proofs import Proof
from qinglian.web.duties.models import Duty, ListVersion, Sending, Turn, TurnReminder
from qinglian.web.duties.services.reviews import draw_accept, draw_make
from qinglian.web.duties.services.showing import found_for, found_of
from qinglian.web.duties.services.turns import duty_assign, turn_done, turn_drop, turn_review
from qinglian.web.duties.services.turns_made import turns_make
from qinglian.web.duties.turn_queries import waiting_turns
from qinglian.web.duties.turn_reminders import told_of, turns_remind
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
Owed = Callable[..., Turn]


def test_turns_come_for_the_current_and_the_next_period_once(
    send: Callable[..., Sending], listed: Callable[..., ListVersion],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    send("bureau", "market", of=listed({"cycle": "month"}, {"cycle": "year"}, {"cycle": "once"}))
    had = Turn.objects.count()
    assert turns_make() == 0
    assert Turn.objects.count() == had
    later = timezone.localdate() + timedelta(days=62)
    with django_assert_max_num_queries(20):
        assert turns_make(today=later) > 0
    assert turns_make(today=later) == 0
    months = Turn.objects.filter(duty__item__cycle="month").values_list("due_on", flat=True)
    assert min(months) > timezone.localdate() + timedelta(days=4)


def test_no_turn_for_what_ended(send: Callable[..., Sending]) -> None:
    send("bureau")
    Turn.objects.all().delete()
    Duty.objects.update(ended_on=timezone.localdate())
    assert turns_make() == 0


def test_the_whole_round(people: SimpleNamespace, owed: Owed) -> None:
    turn = owed()
    with pytest.raises(NotAllowed):
        turn_done(turn=turn, by=people.officer, text=" ")
    for stranger in (people.market, people.office, people.team, people.county):
        with pytest.raises(NotAllowed):
            turn_done(turn=turn, by=stranger, text="示例")
    done = turn_done(turn=turn, by=people.officer, text="开了一次会，定了三件事")
    assert (done.status, done.late_days, done.text) == ("done", 0, "开了一次会，定了三件事")
    for stranger in (people.officer, people.bureau_head, people.market, people.team):
        with pytest.raises(NotAllowed):
            turn_review(turn=done, by=stranger, accepted=True)
    with pytest.raises(NotAllowed):
        turn_review(turn=done, by=people.office, accepted=False)
    back = turn_review(turn=done, by=people.office, accepted=False, reason="没有写结果")
    assert (back.status, back.returned) == ("returned", 1)
    again = turn_done(turn=back, by=people.officer, text="三件事都办了")
    kept = turn_review(turn=again, by=people.office, accepted=True)
    assert (kept.status, kept.reviewed_by) == ("reviewed", people.office)
    assert [one.verb for one in kept.steps.all()] == ["done", "return", "done", "review"]
    with pytest.raises(Overtaken):
        turn_done(turn=kept, by=people.officer, text="再报")


def test_late_is_taken_and_marked(people: SimpleNamespace, owed: Owed) -> None:
    turn = owed(days=-14)
    assert turn.overdue
    done = turn_done(turn=turn, by=people.officer, text="补报")
    assert done.late_days >= 5
    assert not done.overdue


def test_two_at_once(people: SimpleNamespace, owed: Owed) -> None:
    turn = owed()
    turn_done(turn=turn, by=people.officer, text="先到", version=0)
    with pytest.raises(Overtaken):
        turn_done(turn=turn, by=people.officer, text="后到", version=0)


def test_nobody_reviews_what_they_reported(
    people: SimpleNamespace, owed: Owed, person: Callable[..., User], bodies: Bodies
) -> None:
    turn = owed()
    turn_done(turn=turn, by=people.officer, text="示例")
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(status="reviewed", reviewed_by=people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(status="reviewed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=turn.pk).update(status="accepted")


def test_three_in_person(people: SimpleNamespace, owed: Owed) -> None:
    turn = owed(in_person=True)
    today = timezone.localdate()
    days = {"deployed_on": today, "urged_on": today, "inspected_on": today}
    with pytest.raises(NotAllowed):
        turn_done(turn=turn, by=people.officer, text="示例", deployed_on=today)
    with pytest.raises(NotAllowed):
        turn_done(
            turn=turn, by=people.officer, text="示例", **days | {"urged_on": today + timedelta(1)}
        )
    done = turn_done(turn=turn, by=people.officer, text="示例", **days)
    assert done.inspected_on == today


def test_done_offline_shows_the_sheet(people: SimpleNamespace, owed: Owed) -> None:
    with pytest.raises(NotAllowed):
        turn_done(turn=owed(), by=people.officer, text="示例", offline=True)


def test_a_record_that_was_found_is_enough(
    people: SimpleNamespace, owed: Owed, bodies: Bodies, proved: Callable[..., Proof]
) -> None:
    turn = owed(evidence=["sample.minutes"])
    with pytest.raises(NotAllowed):
        turn_done(turn=turn, by=people.officer, proofs=["sample.minutes:SL-9"])
    with pytest.raises(NotAllowed):
        turn_done(turn=turn, by=people.officer, proofs=["other.kind:SL-9"])
    proved(bodies["bureau"])
    done = turn_done(turn=turn, by=people.officer, proofs=["sample.minutes:SL-1"])
    assert done.status == "done"
    assert "示例纪要SL-1" in done.text


def test_what_is_of_another_period_is_not_proposed(
    people: SimpleNamespace, owed: Owed, bodies: Bodies, proved: Callable[..., Proof]
) -> None:
    turn = owed(evidence=["sample.minutes"])
    today, day = timezone.localdate(), timedelta(days=1)
    turn.begins_on, turn.ends_on = today - 100 * day, today - 10 * day
    for number, on in (("SL-1", turn.begins_on), ("SL-2", turn.ends_on), ("SL-3", today)):
        proved(bodies["bureau"], number, on)
    proved(bodies["bureau"], "SL-4", turn.begins_on - day)
    assert {one.number for one in found_for(turn, people.officer)} == {"SL-1", "SL-2"}
    assert found_of([turn], people.officer) == {turn.pk: 2}


def test_dropped_with_a_reason_by_the_giver(people: SimpleNamespace, owed: Owed) -> None:
    turn = owed()
    with pytest.raises(NotAllowed):
        turn_drop(turn=turn, by=people.office, reason="")
    with pytest.raises(NotAllowed):
        turn_drop(turn=turn, by=people.officer, reason="不想做")
    assert turn_drop(turn=turn, by=people.office, reason="示例").status == "dropped"


def test_somebody_of_the_body_is_named(people: SimpleNamespace, owed: Owed, bodies: Bodies) -> None:
    turn = owed()
    with pytest.raises(NotAllowed):
        duty_assign(duty=turn.duty, person=people.market, by=people.officer)
    with pytest.raises(NotAllowed):
        duty_assign(duty=turn.duty, person=people.bureau_head, by=people.market)
    duty_assign(duty=turn.duty, person=people.bureau_head, by=people.officer)
    assert turn in waiting_turns(people.bureau_head)
    assert turn not in waiting_turns(people.officer)


def test_reminded_five_days_before_then_late_then_the_head(
    people: SimpleNamespace, owed: Owed
) -> None:
    turn = owed(days=3)
    turns_remind()
    assert [one.stage for one in TurnReminder.objects.all()] == ["before"]
    assert turns_remind() == 0
    turn.due_on = timezone.localdate() - timedelta(days=10)
    turn.save()
    turns_remind()
    assert TurnReminder.objects.get(due_on=turn.due_on).stage == "leader"
    assert turn in told_of(people.bureau_head)
    assert turn not in told_of(people.station_head)


@pytest.fixture
def many(
    people: SimpleNamespace, send: Callable[..., Sending], listed: Callable[..., ListVersion]
) -> list[Turn]:
    """Twelve reported turns."""
    send("bureau", of=listed(*({"cycle": "once"} for _n in range(12))))
    return [
        turn_done(turn=one, by=people.officer, text=f"做了第{one.pk}件")
        for one in Turn.objects.all()
    ]


def test_a_drawn_sample_is_looked_at_and_the_rest_accepted_unseen(
    people: SimpleNamespace, many: list[Turn], second: User
) -> None:
    with pytest.raises(NotAllowed):
        draw_make(giver_unit=many[0].giver_unit, by=people.officer)
    draw = draw_make(giver_unit=many[0].giver_unit, by=people.office)
    assert (draw.eligible, draw.size) == (12, 5)
    drawn = list(draw.turns.filter(drawn=True))
    assert {one.pk for one in waiting_turns(people.office)} == {one.pk for one in drawn}
    with pytest.raises(NotAllowed):
        draw_accept(draw=draw, by=people.office)
    for one in drawn:
        turn_review(turn=one, by=people.office, accepted=True)
    assert draw_accept(draw=draw, by=second) == 7
    rest = Turn.objects.filter(draw=draw, drawn=False)
    assert set(rest.values_list("status", "reviewed_by")) == {("accepted", None)}
    assert "没有逐项看过" in rest[0].steps.last().text
    with pytest.raises(Overtaken):
        draw_accept(draw=draw, by=second)
    fallen = turn_review(turn=rest[0], by=people.office, accepted=False, reason="后来发现没做")
    assert fallen.status == "returned", "what was accepted unseen may still be returned"


def test_one_that_did_not_hold_means_that_all_are_looked_at(
    people: SimpleNamespace, many: list[Turn]
) -> None:
    draw = draw_make(giver_unit=many[0].giver_unit, by=people.office)
    for number, one in enumerate(draw.turns.filter(drawn=True)):
        turn_review(turn=one, by=people.office, accepted=bool(number), reason="示例")
    with pytest.raises(NotAllowed):
        draw_accept(draw=draw, by=people.office)


def test_few_are_looked_at_one_by_one(people: SimpleNamespace, owed: Owed) -> None:
    turn = turn_done(turn=owed(), by=people.officer, text="示例")
    with pytest.raises(NotAllowed):
        draw_make(giver_unit=turn.giver_unit, by=people.office)


def test_days_are_working_days(send: Callable[..., Sending]) -> None:
    from qinglian.web.core.workdays import is_working_day

    send("bureau")
    dues: list[date] = list(Turn.objects.values_list("due_on", flat=True))
    assert dues
    assert all(is_working_day(day) for day in dues)
