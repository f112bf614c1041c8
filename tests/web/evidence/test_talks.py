"""Talks stay inside the body; the talker alone sees the outline and the reminder; others see counts. 谈话。"""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.dated import months_after
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.proofs import kinds
from qinglian.web.core.reporting import by_key, figures_between
from qinglian.web.evidence.models import Talk, TalkDue
from qinglian.web.evidence.services.talks import (
    dues_keep_all,
    schedule,
    talk_note,
    talk_rules_set,
)
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
WORDS = "示例提纲不出单位"


@pytest.fixture
def heads(person: Callable[..., User], staff: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(
        station=person("unit_head", "station"), member=person("leader", "bureau"), head=staff.head
    )


@pytest.fixture
def talk(heads: SimpleNamespace) -> Talk:
    return talk_note(
        by=heads.head, person=heads.station, kind="heart", on=timezone.localdate(),
        topics=["duty"], outline=WORDS,
    )  # fmt: skip


def test_who_is_to_talk_to_whom(
    heads: SimpleNamespace, bodies: Bodies, staff: SimpleNamespace
) -> None:
    due = schedule(bodies["bureau"])
    assert {(one.talker, one.person) for one in due} == {
        (heads.head, heads.station), (heads.head, heads.member),
    }  # fmt: skip
    assert schedule(bodies["bureau"], heads.member) == []
    first = timezone.localdate().replace(month=1, day=1)
    assert {one.due_on for one in due} == {months_after(first, 6)}
    with pytest.raises(NotAllowed):
        talk_rules_set(unit=bodies["bureau"], by=staff.officer, rules=[])
    talk_rules_set(unit=bodies["bureau"], by=heads.head, rules=[("leader", "officers", 3)])
    due = schedule(bodies["bureau"])
    assert {one.person for one in due} == {staff.officer, staff.second}
    talk_note(
        by=heads.member, person=staff.officer, kind="heart", on=timezone.localdate(), topics=[]
    )
    dues = dict(TalkDue.objects.values_list("person", "due_on"))
    assert dues[staff.officer.pk] == months_after(timezone.localdate(), 3)
    talk_rules_set(unit=bodies["bureau"], by=heads.head, rules=[])
    assert schedule(bodies["bureau"]) == []


def test_months_end_where_they_end() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert months_after(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_overdue_on_the_desk_of_the_talker_alone(
    heads: SimpleNamespace, staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    dues_keep_all()
    TalkDue.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    assert str(heads.station) in signed_in(heads.head).get("/desk/").content.decode()
    for who in (staff.officer, heads.member, staff.office, staff.team):
        assert str(heads.station) not in signed_in(who).get("/desk/").content.decode()


def test_nobody_outside_reads_a_talk(
    talk: Talk, heads: SimpleNamespace, staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    for who in (staff.office, staff.team, staff.auditor, staff.school, staff.market, staff.liaison):
        assert not Talk.objects.visible_to(who).exists()
        assert signed_in(who).get(talk.get_absolute_url()).status_code == 404
    address = talk.get_absolute_url()
    assert WORDS in signed_in(heads.head).get(address).content.decode()
    for who in (heads.station, heads.member, staff.officer):
        page = signed_in(who).get(address).content.decode()
        assert "履职尽责" in page
        assert WORDS not in page
        assert "未勾选" not in page


def test_others_see_that_there_was_one_and_no_more(
    talk: Talk, heads: SimpleNamespace, staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    talk_note(
        by=heads.head,
        person=heads.member,
        kind="reminder",
        on=timezone.localdate(),
        topics=["style"],
    )
    today = timezone.localdate()
    figure = by_key(figures_between(staff.office, today, today))["evidence.talks.held"]
    assert figure.number == 1
    page = signed_in(staff.office).get(figure.url).content.decode()
    assert page.count("示例县交通运输局") == 1
    for word in (
        str(heads.head),
        str(heads.station),
        "履职尽责",
        "谈心谈话 ",
        WORDS,
        talk.public_id,
    ):
        assert word not in page
    assert signed_in(staff.auditor).get(figure.url).status_code == 200
    assert WORDS not in "".join(f"{one.data}{one.reason}" for one in Record.objects.all())


def test_a_talk_may_be_shown_as_a_day_and_nothing_else(
    talk: Talk, heads: SimpleNamespace, staff: SimpleNamespace
) -> None:
    kind = kinds()["evidence.talk"]
    proof = kind.one(heads.head, talk.public_id)
    assert proof is not None
    for word in (str(heads.head), str(heads.station), "履职", WORDS):
        assert word not in f"{proof.title}{proof.told}"
    assert kind.one(staff.office, talk.public_id) is None
    assert kind.one(heads.station, talk.public_id) is None


def test_the_reminder_comes_first_and_only_to_the_talker(
    heads: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(heads.head)
    said = {
        "person": heads.station.pk,
        "kind": "heart",
        "on": f"{timezone.localdate()}",
        "topics": ["duty"],
    }
    page = client.post("/evidence/talks/new/", said).content.decode()
    assert "本次谈话未勾选廉政提醒内容" in page
    assert not Talk.objects.exists()
    assert client.post("/evidence/talks/new/", {**said, "seen": "on"}).status_code == 302
    assert Talk.objects.count() == 1
    fine = {**said, "topics": ["duty", "integrity"]}
    assert client.post("/evidence/talks/new/", fine).status_code == 302


def test_words_of_reminder_talks_are_not_kept_here(talk: Talk, heads: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="派驻"):
        talk_note(
            by=heads.head, person=heads.station, kind="summons", on=timezone.localdate(), topics=[],
            outline="示例",
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(kind="reminder")
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(person=heads.head)
    later_day = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotAllowed):
        talk_note(by=heads.head, person=heads.station, kind="heart", on=later_day, topics=[])
