"""The calendar: holidays, make-up days, unknown years, and calendars that a user gives."""

from datetime import date, timedelta

import pytest

from qinglian.engine.calendar import calendar
from qinglian.model.errors import BadInput

KNOWN = {row["day_on"]: row for row in calendar().to_pylist()}


def year(number: int, working: bool = True) -> dict[date, tuple[bool, str | None]]:
    days = (date(number + 1, 1, 1) - date(number, 1, 1)).days
    return {date(number, 1, 1) + timedelta(days=day): (working, None) for day in range(days)}


@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        (date(2024, 2, 4), True, "春节调休上班"),  # a Sunday
        (date(2024, 2, 18), True, "春节调休上班"),
        (date(2024, 10, 1), False, "国庆节"),  # a Tuesday
        (date(2024, 2, 9), True, None),  # New Year's Eve was a working day in 2024
        (date(2025, 1, 28), False, "春节"),
        (date(2024, 3, 2), False, None),  # a plain Saturday
        (date(2024, 3, 4), True, None),
    ],
)
def test_holidays_and_make_up_days(day: date, working: bool, name: str | None) -> None:
    assert (KNOWN[day]["working"], KNOWN[day]["name"]) == (working, name)


def test_every_announced_year_is_whole() -> None:
    assert min(KNOWN) == date(2004, 1, 1)
    assert max(KNOWN) == date(2026, 12, 31)
    assert len(KNOWN) == (date(2027, 1, 1) - date(2004, 1, 1)).days
    assert date(2027, 1, 1) not in KNOWN


def test_working_days_count_on_over_the_turn_of_the_year() -> None:
    last, first = KNOWN[date(2023, 12, 29)], KNOWN[date(2024, 1, 2)]
    assert first["wd_no"] - last["wd_no"] == 1
    assert KNOWN[date(2024, 1, 1)]["wd_no"] == last["wd_no"]


def test_day_numbers_count_from_1970() -> None:
    assert KNOWN[date(2024, 3, 1)]["day_no"] == 19783


def test_a_given_year_replaces_the_announced_one() -> None:
    mine = {row["day_on"]: row for row in calendar(year(2026)).to_pylist()}
    assert mine[date(2026, 10, 1)]["working"]
    assert not mine[date(2025, 10, 1)]["working"]


def test_the_next_year_continues_the_count() -> None:
    mine = {row["day_on"]: row for row in calendar(year(2027)).to_pylist()}
    assert mine[date(2027, 1, 1)]["wd_no"] == mine[date(2026, 12, 31)]["wd_no"] + 1


def test_no_distance_across_a_missing_year() -> None:
    mine = {row["day_on"]: row for row in calendar(year(2030)).to_pylist()}
    assert mine[date(2030, 5, 6)]["wd_no"] is None
    assert mine[date(2030, 5, 6)]["working"]
    assert mine[date(2026, 5, 6)]["wd_no"] is not None


def test_half_a_year_is_refused() -> None:
    half = dict(list(year(2027).items())[:180])
    with pytest.raises(BadInput, match="2027 has 180 of 365"):
        calendar(half)
