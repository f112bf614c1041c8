"""What tests of the site lean on: a database, bodies on five kinds of line, people who hold roles for them."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.audit import triggers
from qinglian.web.concealed import kept
from qinglian.web.duties import issued
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild
from tests.web.site_of_works import works_site

BEGUN = date(2020, 1, 1)


_emptied = TransactionTestCase._fixture_teardown


def _emptied_in_spite_of_triggers(self: TransactionTestCase) -> None:
    """Tables are emptied after a test with its own transactions; the triggers of records would refuse."""
    triggers.drop(connection)
    _each(issued.UNDO[connection.vendor])
    _each(kept.UNDO[connection.vendor])
    try:
        _emptied(self)
    finally:
        triggers.make(connection)
        _each(issued.DO[connection.vendor])
        _each(kept.DO[connection.vendor])


def _each(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)


TransactionTestCase._fixture_teardown = _emptied_in_spite_of_triggers


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test of the site has the database."""


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """The language of the last reader does not stay for the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def bodies() -> dict[str, Unit]:
    """
    A fictional county: its government, the transport bureau with a station, the bureau of the city above, the shared
    team that supervises the bureau and the education bureau, who leads the unit type, the party committee.
    """
    names = {
        "county": ("示例县人民政府", "county"),
        "bureau": ("示例县交通运输局", "county"),
        "station": ("示例县交通运输局路政站", "station"),
        "school_bureau": ("示例县教育局", "county"),
        "city_bureau": ("示例市交通运输局", "city"),
        "team": ("示例县纪委监委派驻第一纪检监察组", "county"),
        "leader": ("示例县清廉交通牵头单位", "county"),
        "party": ("示例县直属机关工委", "county"),
        "market": ("示例县市场监督管理局", "county"),
        "office": ("示例县清廉办", "county"),
    }
    made = {
        key: Unit.objects.create(
            code=f"99010{number:02d}", name=name, level=level, valid_from=BEGUN
        )
        for number, (key, (name, level)) in enumerate(names.items(), 1)
    }
    for kind, upper, lower in (
        ("belongs", "county", "bureau"),
        ("belongs", "bureau", "station"),
        ("belongs", "county", "school_bureau"),
        ("belongs", "county", "market"),
        ("guides", "city_bureau", "bureau"),
        ("supervises", "team", "bureau"),
        ("supervises", "team", "school_bureau"),
        ("leads", "leader", "bureau"),
        ("party", "party", "bureau"),
    ):
        Line.objects.create(kind=kind, upper=made[upper], lower=made[lower], valid_from=BEGUN)
    reach_rebuild()
    return made


@pytest.fixture
def person(bodies: dict[str, Unit]) -> Callable[..., User]:
    """Make a person who holds a role for a body: `person("unit_officer", "bureau")`."""

    def make(role: str, body: str, *, name: str = "", home: str = "", **dates: Any) -> User:
        username = name or f"{role}-{body}"
        user, _ = User.objects.get_or_create(
            username=username, defaults={"name": f"示例{username}", "unit": bodies[home or body]}
        )
        granter, _ = User.objects.get_or_create(username="granter", defaults={"name": "授权人"})
        approver, _ = User.objects.get_or_create(username="approver", defaults={"name": "批准人"})
        Assignment.objects.create(
            user=user,
            role=role,
            unit=bodies[body],
            granted_by=granter,
            approved_by=approver,
            **({"valid_from": BEGUN} | dates),
        )
        return user

    return make


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    """A browser of that person."""

    def make(user: User) -> Client:
        one = Client()
        one.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return one

    return make


@pytest.fixture
def site(bodies: dict[str, Unit]) -> SimpleNamespace:
    """A section of works with its parties, a bill and a ledger (`site_of_works`)."""
    by = User.objects.create(username="works-by", name="示例经办", unit=bodies["station"])
    second = User.objects.create(username="works-second", name="示例复核", unit=bodies["station"])
    return works_site(bodies, by=by, second=second)
