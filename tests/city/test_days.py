"""Days of the city are counted as the law counts them."""

from datetime import date, timedelta

import chinese_calendar
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qinglian.city.days import (
    MAKE_UP,
    NEVER,
    add_months,
    after_workdays,
    at_office,
    day_no,
    day_of,
    is_workday,
    next_workday,
    through_years,
)
from qinglian.city.draw import Draw

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))


def days(*given: date) -> np.ndarray:
    return np.array([day_no(day) for day in given], dtype=np.int64)


@given(day=DAYS, count=st.integers(0, 60))
def test_so_many_working_days_later(day: date, count: int):
    seen, at = 0, day
    while seen < count:
        at += timedelta(1)
        seen += chinese_calendar.is_workday(at)
    if count:
        assert after_workdays(days(day), count).tolist() == [day_no(at)]


@given(day=DAYS)
def test_worked_or_not_as_published(day: date):
    assert is_workday(days(day)).tolist() == [chinese_calendar.is_workday(day)]
    later = day
    while not chinese_calendar.is_workday(later):
        later += timedelta(1)
    assert next_workday(days(day)).tolist() == [day_no(later)]


def test_make_up_days_are_worked_weekends():
    assert day_no(date(2024, 2, 4)) in MAKE_UP
    assert day_no(date(2024, 2, 3)) not in MAKE_UP


def test_months_end_where_the_month_does():
    assert add_months(days(date(2024, 1, 31)), 1).tolist() == [day_no(date(2024, 2, 29))]
    assert add_months(days(date(2023, 11, 30)), 3).tolist() == [day_no(date(2024, 2, 29))]


def test_what_never_came_stays_so():
    never = np.array([NEVER], dtype=np.int64)
    assert day_of(at_office(Draw(1), never)).tolist() == [NEVER]


def test_december_is_busy_and_holidays_are_free():
    drawn = through_years(Draw(5, "load"), 30_000, tail=31)
    month = drawn.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    assert is_workday(drawn).all()
    assert (month == 11).mean() > 2 * (month == 5).mean()
