"""Who reaches which body along which line, and the reason that is said."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.units.models import Line, Succession, Unit
from qinglian.web.units.reach import LinesInCircle, reach_rebuild
from qinglian.web.units.scope import reach, visible_units

Bodies = dict[str, Unit]
Person = Callable[..., User]


def seen(user: User, bodies: Bodies) -> set[str]:
    codes = set(visible_units(User.objects.get(pk=user.pk)).values_list("code", flat=True))
    return {key for key, unit in bodies.items() if unit.code in codes}


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        ("unit_officer", "bureau", {"bureau"}),
        ("leader", "bureau", {"bureau", "station"}),
        ("unit_head", "county", {"county", "bureau", "station", "school_bureau", "market"}),
        ("authority_handler", "city_bureau", {"city_bureau", "bureau"}),
        ("supervisor", "team", {"team", "bureau", "school_bureau"}),
        ("lead_liaison", "leader", {"leader", "bureau"}),
        ("observer", "bureau", set()),
        ("sealed_keeper", "team", set()),
        ("project_party", "bureau", set()),
    ],
)
def test_each_line_opens_what_it_should(
    role: str, body: str, expected: set[str], bodies: Bodies, person: Person
) -> None:
    assert seen(person(role, body), bodies) == expected


def test_administrators_see_bodies_but_no_matter(bodies: Bodies, person: Person) -> None:
    for role in ("system_admin", "security_admin", "audit_admin"):
        user = person(role, "county")
        assert seen(user, bodies) == set(bodies)
        assert not reach(user, "alert")
        assert not reach(user, "task")
        assert not reach(user, "signal")


def test_a_role_without_a_second_person_opens_nothing(bodies: Bodies, person: Person) -> None:
    user = person("unit_officer", "bureau")
    Assignment.objects.update(approved_by=None)
    assert seen(user, bodies) == set()


def test_a_role_and_a_line_that_ended_open_nothing(bodies: Bodies, person: Person) -> None:
    today = timezone.localdate()
    assert seen(person("unit_officer", "bureau", valid_to=today), bodies) == set()
    user = person("supervisor", "team")
    Line.objects.filter(lower=bodies["bureau"], kind="supervises").update(valid_to=today)
    reach_rebuild()
    assert seen(user, bodies) == {"team", "school_bureau"}
    yesterday = reach(user, "unit", on=today - timedelta(days=1)).q(Unit.SCOPE)
    assert bodies["bureau"] in Unit.objects.filter(yesterday)


def test_a_line_that_begins_tomorrow_opens_tomorrow_without_being_written_again(
    bodies: Bodies, person: Person
) -> None:
    user, tomorrow = person("supervisor", "team"), timezone.localdate() + timedelta(days=1)
    Line.objects.create(
        kind="supervises", upper=bodies["team"], lower=bodies["market"], valid_from=tomorrow
    )
    reach_rebuild()
    assert "market" not in seen(user, bodies)
    assert bodies["market"] in Unit.objects.filter(reach(user, "unit", on=tomorrow).q(Unit.SCOPE))


def test_who_takes_over_a_body_sees_its_matters_from_that_day(
    bodies: Bodies, person: Person
) -> None:
    today = timezone.localdate()
    officer, team = person("unit_officer", "market"), person("supervisor", "team")
    Succession.objects.create(
        kind="merge", before=bodies["bureau"], after=bodies["market"], on=today
    )
    reach_rebuild()
    assert seen(officer, bodies) == {"market", "bureau"}
    assert "market" not in seen(team, bodies)
    before = reach(officer, "unit", on=today - timedelta(days=1)).q(Unit.SCOPE)
    assert bodies["bureau"] not in Unit.objects.filter(before)


def test_the_reason_names_line_day_and_role(bodies: Bodies, person: Person) -> None:
    user = person("supervisor", "team", valid_from=date(2024, 3, 1))
    said = reach(user, "unit").reasons(bodies["bureau"])
    assert said == ["您因派驻监督自2024-03-01起可见（派驻监督员）"]
    assert reach(user, "unit").reasons(bodies["market"]) == []


def test_nobody_is_above_oneself(bodies: Bodies) -> None:
    Line.objects.create(
        kind="belongs", upper=bodies["station"], lower=bodies["county"], valid_from=date(2021, 1, 1)
    )
    with pytest.raises(LinesInCircle):
        reach_rebuild()


def test_a_circle_in_time_that_never_closes_on_one_day_is_allowed(bodies: Bodies) -> None:
    Line.objects.filter(upper=bodies["bureau"], lower=bodies["station"]).update(
        valid_to=date(2021, 1, 1)
    )
    Line.objects.create(
        kind="belongs", upper=bodies["station"], lower=bodies["bureau"], valid_from=date(2021, 1, 1)
    )
    reach_rebuild()


def test_a_stranger_reaches_nothing(bodies: Bodies) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert not visible_units(AnonymousUser()).exists()


def test_who_sees_every_row_still_does_beside_another_condition(
    bodies: Bodies, person: Person
) -> None:
    everything = reach(person("auditor", "county"), "unit").q(Unit.SCOPE)
    assert Unit.objects.filter(everything | Q(pk__in=())).count() == len(bodies)
    assert Unit.objects.filter(everything & Q(code="9901001")).count() == 1
