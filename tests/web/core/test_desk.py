"""The desk asks once for all apps; an app with nothing to say costs no statement of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.core import desk
from qinglian.web.core.desk import Counter, Figure, Part, Waiting, desk_of, waiting_of
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]


def shown(unit: Unit) -> Waiting:
    return Waiting(kind="单位", title=unit.name, act="看", url="/units/")


def statements(asked: Callable[[], Any]) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as said:
        found = asked()
    return found, len(said)


@pytest.mark.django_db
def test_parts_and_counters_without_rows_cost_one_statement_for_all(
    bodies: dict[str, Unit],
) -> None:
    nobody = Unit.objects.filter(name="没有的单位")
    found, asked = statements(
        lambda: waiting_of([Part(nobody, shown)] * 9, [Counter(nobody, "无", "/", empty=True)] * 9)
    )
    assert found == ([], [Figure(0, "无", "/")] * 9)
    assert asked == 1


@pytest.mark.django_db
def test_what_is_empty_by_its_condition_is_not_asked() -> None:
    never = Unit.objects.filter(pk__in=())
    found, asked = statements(
        lambda: waiting_of([Part(never, shown), Part(Unit.objects.none(), shown)], [
            Counter(never, "无", "/"), Counter(never, "零", "/", empty=True),
        ])
    )  # fmt: skip
    assert found == ([], [Figure(0, "零", "/")])
    assert asked == 0


@pytest.mark.django_db
def test_a_part_with_rows_is_read_once_and_a_counter_counts(bodies: dict[str, Unit]) -> None:
    every, none = Unit.objects.all(), Unit.objects.filter(name="没有的单位")
    parts = [Part(none, shown), Part(every, shown, order=("-name",)), Part(none, shown)]
    (waiting, figures), asked = statements(
        lambda: waiting_of(parts, [Counter(every.distinct(), "单位", "/", grave=True)])
    )
    assert [one.title for one in waiting] == list(
        every.order_by("-name").values_list("name", flat=True)
    )
    assert figures == [Figure(len(waiting), "单位", "/", grave=True)]
    assert asked == 2


@pytest.mark.django_db
def test_no_more_than_so_many_are_read(
    bodies: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST", 2)
    assert len(Unit.objects.all()) > 2
    assert len(waiting_of([Part(Unit.objects.all(), shown)])[0]) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_an_app_with_nothing_costs_no_statement(role: Role, person: Callable[..., User]) -> None:
    """Roles and reach are known once they were read; what apps say of themselves asks nothing more."""
    user = person(role, "county")
    desk_of(user)
    for module in desk._modules():
        said, asked = statements(lambda: [*module.parts(user), *module.counters(user)])  # noqa: B023
        assert asked == 0, module.__name__
        assert all(isinstance(one, Part | Counter) for one in said)
    (waiting, _), asked = statements(lambda: desk_of(user))
    assert waiting == []
    assert asked <= 1


@pytest.mark.django_db
def test_the_page_of_somebody_with_every_role(
    person: Callable[..., User], signed_in: Browser
) -> None:
    apart = {
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDIT_ADMIN,
    }  # administrators are kept apart
    for role in set(Role) - apart:
        user = person(role, "county", name="every")
    browser = signed_in(user)
    browser.get("/desk/")
    answer, asked = statements(lambda: browser.get("/desk/"))
    assert answer.status_code == 200
    assert asked <= 8
