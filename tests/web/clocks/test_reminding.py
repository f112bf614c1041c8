"""Which stage of reminding a day is, and whom the head of a body is."""

from collections.abc import Callable
from datetime import date

import pytest

from qinglian.web.accounts.models import User
from qinglian.web.clocks.reminding import heads_of, led_by, stage_on
from qinglian.web.units.models import Unit

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("due_on", "today", "stage"),
    [
        (FRIDAY, date(2026, 3, 4), ""),
        (FRIDAY, date(2026, 3, 5), "before"),
        (FRIDAY, FRIDAY, "today"),
        (FRIDAY, date(2026, 3, 7), ""),
        (FRIDAY, MONDAY, "overdue"),
        (FRIDAY, date(2026, 3, 10), "leader"),
        (FRIDAY, date(2026, 4, 10), "leader"),
        (MONDAY, FRIDAY, "before"),
        (MONDAY, date(2026, 3, 8), "before"),
        (MONDAY, date(2026, 3, 5), ""),
    ],
)
def test_the_stage_of_a_day(due_on: date, today: date, stage: str) -> None:
    assert stage_on(due_on, today, before=1, leader=2) == stage


def test_the_head_is_the_nearest_one(person: Callable[..., User], bodies: dict[str, Unit]) -> None:
    county = person("unit_head", "county")
    keys = {name: unit.pk for name, unit in bodies.items()}
    assert heads_of([keys["station"], keys["bureau"], keys["city_bureau"]]) == {
        keys["station"]: keys["county"],
        keys["bureau"]: keys["county"],
    }
    bureau = person("authority_head", "bureau")
    assert heads_of([keys["station"]]) == {keys["station"]: keys["bureau"]}
    assert led_by(county) == {keys["county"]}
    assert led_by(bureau) == {keys["bureau"]}
    assert led_by(person("unit_officer", "bureau")) == set()
