"""Leave to see names: asked with a purpose, given by a second person, for a time, each look recorded."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import Unmasking, User
from qinglian.web.accounts.services.unmasking import names_open, unmasking_answer, unmasking_ask
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Unit

Person = Callable[..., User]


@pytest.fixture
def asked(person: Person, bodies: dict[str, Unit]) -> Unmasking:
    officer = person("unit_officer", "bureau")
    return unmasking_ask(on=bodies["station"], by=officer, purpose="核对签收人")


def test_it_opens_after_approval_until_its_end(
    asked: Unmasking, person: Person, bodies: dict[str, Unit]
) -> None:
    station, officer = bodies["station"], asked.user
    assert not names_open(officer, station)
    unmasking_answer(unmasking=asked, by=person("unit_head", "bureau"), agreed=True)
    assert names_open(officer, station)
    assert not names_open(officer, bodies["market"])
    assert not names_open(person("leader", "bureau"), station)
    Unmasking.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert not names_open(officer, station)
    acts = Record.objects.filter(action__startswith="unmasking").order_by("pk")
    assert [one.action.split(".")[1] for one in acts] == ["asked", "approved", "used"]
    assert acts[2].reason == "核对签收人"


@pytest.mark.parametrize(
    ("role", "body", "may"),
    [
        ("unit_head", "bureau", True),
        ("security_admin", "county", True),
        ("unit_head", "market", False),
        ("leader", "bureau", False),
        ("system_admin", "county", False),
    ],
)
def test_who_may_approve(role: str, body: str, may: bool, asked: Unmasking, person: Person) -> None:
    user = person(role, body)
    if may:
        assert unmasking_answer(unmasking=asked, by=user, agreed=False).declined_by == user
    else:
        with pytest.raises(NotAllowed):
            unmasking_answer(unmasking=asked, by=user, agreed=True)


def test_nobody_approves_one_s_own(person: Person, bodies: dict[str, Unit]) -> None:
    head = person("unit_head", "bureau")
    own = unmasking_ask(on=bodies["station"], by=head, purpose="核对")
    with pytest.raises(NotAllowed):
        unmasking_answer(unmasking=own, by=head, agreed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unmasking.objects.update(approved_by=head, until=timezone.now())


def test_the_second_answer_is_told_of_the_first(asked: Unmasking, person: Person) -> None:
    unmasking_answer(unmasking=asked, by=person("unit_head", "bureau"), agreed=True)
    with pytest.raises(Overtaken, match="unit_head-bureau"):
        unmasking_answer(unmasking=asked, by=person("security_admin", "county"), agreed=False)


def test_a_purpose_is_needed_and_one_question_is_enough(
    asked: Unmasking, bodies: dict[str, Unit]
) -> None:
    for purpose in ("  ", "再问一次"):
        with pytest.raises(NotAllowed):
            unmasking_ask(on=bodies["station"], by=asked.user, purpose=purpose)


def test_the_page_shows_what_waits(
    asked: Unmasking, person: Person, signed_in: Callable[[User], Client]
) -> None:
    head = signed_in(person("unit_head", "bureau"))
    assert "核对签收人" in head.get("/accounts/names/").content.decode()
    own = signed_in(asked.user).get("/accounts/names/").content.decode()
    assert "待批准" in own
    assert "approve" not in own
    stranger = signed_in(person("unit_head", "market"))
    assert "核对签收人" not in stranger.get("/accounts/names/").content.decode()
    assert stranger.post(f"/accounts/names/{asked.pk}/approve/").status_code == 404
    assert head.post(f"/accounts/names/{asked.pk}/perhaps/").status_code == 404
    assert head.post(f"/accounts/names/{asked.pk}/approve/").status_code == 302
    assert "可看" in head.get("/accounts/names/").content.decode()
