"""Roles: one grants, another approves; administrators stay apart; history stays."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import ADMINISTRATORS, GRANTS
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.effects import OBJECTS
from qinglian.web.units.models import Unit
from qinglian.web.units.queries import state_q
from qinglian.web.units.scope import roles_of, visible_units
from qinglian.web.units.services.people import person_create, person_keep_out, person_let_in
from qinglian.web.units.services.roles import role_approve, role_grant, role_refuse, role_revoke
from qinglian.web.units.views.roles import opens

Bodies = dict[str, Unit]
Person = Callable[..., User]
SignedIn = Callable[[User], Client]
DAY = date(2021, 1, 1)


@pytest.fixture
def system(person: Person) -> User:
    return person("system_admin", "county")


@pytest.fixture
def security(person: Person) -> User:
    return person("security_admin", "county")


@pytest.fixture
def newcomer(bodies: Bodies, system: User) -> User:
    return person_create(username="shili.xin", name="示例新人", unit=bodies["bureau"], by=system)[0]


@pytest.fixture
def granted(newcomer: User, bodies: Bodies, system: User) -> Assignment:
    return role_grant(
        user=newcomer, role="unit_officer", unit=bodies["bureau"], valid_from=DAY, by=system
    )


def test_a_role_opens_when_a_second_person_approved(
    granted: Assignment, newcomer: User, system: User, security: User
) -> None:
    assert not visible_units(newcomer).exists()
    with pytest.raises(NotAllowed):
        role_approve(held=granted, by=system)
    role_approve(held=granted, by=security)
    assert visible_units(User.objects.get(pk=newcomer.pk)).count() == 1
    with pytest.raises(Overtaken):
        role_refuse(held=granted, by=security, reason="晚了")


def test_nobody_approves_what_they_granted_or_what_is_for_themselves(
    granted: Assignment, security: User, bodies: Bodies, system: User
) -> None:
    Assignment.objects.filter(pk=granted.pk).update(granted_by=security)
    with pytest.raises(NotAllowed):
        role_approve(held=granted, by=security)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=granted.pk).update(approved_by=security)
    own = role_grant(
        user=security, role="security_admin", unit=bodies["market"], valid_from=DAY, by=system
    )
    with pytest.raises(NotAllowed):
        role_approve(held=own, by=security)


@pytest.mark.parametrize("role", ADMINISTRATORS)
@pytest.mark.parametrize("other", [*ADMINISTRATORS, "unit_officer", "auditor"])
def test_administrators_are_kept_apart(
    role: str, other: str, newcomer: User, bodies: Bodies, system: User
) -> None:
    if role == other:
        return
    said = {"user": newcomer, "unit": bodies["county"], "valid_from": DAY}
    role_grant(**said, role=role, by=system)
    with pytest.raises(NotAllowed):
        role_grant(**said, role=other, by=system)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(**said, role=other)
    later = Assignment.objects.create(
        user=newcomer,
        unit=bodies["county"],
        role=other,
        valid_from=DAY - timedelta(days=9),
        valid_to=DAY,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=later.pk).update(valid_to=None)


def test_a_refused_role_never_begins_and_can_be_asked_for_again(
    granted: Assignment, newcomer: User, security: User, system: User, bodies: Bodies
) -> None:
    held = role_refuse(held=granted, by=security, reason="资料不全")
    assert held.state == Assignment.State.REFUSED
    again = role_grant(
        user=newcomer, role="unit_officer", unit=bodies["bureau"], valid_from=DAY, by=system
    )
    assert again.state == Assignment.State.WAITING
    assert newcomer.assignments.count() == 2


def test_a_role_taken_away_opens_nothing_from_the_same_day(
    granted: Assignment, newcomer: User, security: User
) -> None:
    role_approve(held=granted, by=security)
    held = role_revoke(held=granted, by=security, reason="调离")
    assert held.state == Assignment.State.ENDED
    assert not visible_units(User.objects.get(pk=newcomer.pk)).exists()
    with pytest.raises(Overtaken):
        role_revoke(held=granted, by=security, reason="再收")


def test_the_filter_and_the_state_agree(
    newcomer: User, bodies: Bodies, security: User, system: User
) -> None:
    today = timezone.localdate()
    for shift, to in ((-9, None), (-9, -2), (-9, -9), (0, None), (0, 0), (3, None), (3, 3), (3, 9)):
        for approved in (None, security):
            Assignment.objects.create(
                user=newcomer, role="observer", unit=bodies["bureau"], granted_by=system,
                valid_from=today + timedelta(days=shift), approved_by=approved,
                valid_to=today + timedelta(days=to if to is not None else 30),
            )  # fmt: skip
    for state in Assignment.State:
        said = set(Assignment.objects.filter(state_q(state)))
        assert said == {one for one in Assignment.objects.all() if one.state == state}, state


def test_the_first_password_is_shown_once_and_must_be_changed(
    bodies: Bodies, system: User, signed_in: SignedIn
) -> None:
    said = {
        "username": "shili.wu",
        "name": "示例吴",
        "unit": bodies["bureau"].code,
        "phone": "13900001234",
    }
    page = signed_in(system).post(reverse("units:person_new"), said)
    made = User.objects.get(username="shili.wu")
    password = page.context["password"]
    assert made.check_password(password)
    assert made.must_change_password
    assert "no-store" in page["Cache-Control"]
    shown = signed_in(system).get(made.get_absolute_url()).content.decode()
    assert "139****1234" in shown
    assert "13900001234" not in shown
    assert password not in shown


def test_who_is_kept_out_is_let_in_only_by_the_security_administrator(
    newcomer: User, system: User, security: User
) -> None:
    person_keep_out(user=newcomer, by=system, reason="调离")
    assert not roles_of(newcomer)
    with pytest.raises(NotAllowed):
        person_let_in(user=newcomer, by=system, reason="回来")
    assert person_let_in(user=newcomer, by=security, reason="回来").is_active
    with pytest.raises(NotAllowed):
        person_keep_out(user=security, by=security, reason="自己")


def test_what_waits_stands_on_the_desk_of_the_second_person(
    granted: Assignment, security: User, system: User, signed_in: SignedIn
) -> None:
    assert granted.get_absolute_url() in signed_in(security).get("/desk/").content.decode()
    assert granted.get_absolute_url() not in signed_in(system).get("/desk/").content.decode()
    role_approve(held=granted, by=security)
    assert granted.get_absolute_url() not in signed_in(security).get("/desk/").content.decode()


def test_whatever_a_role_opens_has_a_word():
    assert {one.object for grants in GRANTS.values() for one in grants} == set(OBJECTS)
    assert all(opens(role) for role in GRANTS if GRANTS[role])
