"""
日子：日序、分钟、工作日。Days and minutes as whole numbers, and the working days of the years a city lives through.

A day is the number of days since 1970-01-01; an instant is the number of minutes since then, on the local clock (UTC+8
all year). NEVER stands for a day or an instant that did not come. Holidays and make-up days as the State Council
published them (chinesecalendar); the generator counts them itself and asks no check.
"""

from datetime import date, timedelta

import chinese_calendar
import numpy as np

from qinglian.city.draw import Bools, Draw, Ints

NEVER = np.iinfo(np.int64).min
EPOCH = date(1970, 1, 1)
FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
MINUTES = 24 * 60


def day_no(day: date) -> int:
    """Number of a day."""
    return (day - EPOCH).days


START, END = day_no(FIRST), day_no(LAST)
"""First and last day of the records: three years."""

_SPAN = [
    EPOCH + timedelta(day)
    for day in range(day_no(date(2022, 1, 1)), day_no(date(2026, 12, 31)) + 1)
]
WORKDAYS: Ints = np.array([day_no(day) for day in _SPAN if chinese_calendar.is_workday(day)])
_HELD = [day for day in _SPAN if chinese_calendar.is_workday(day) and day.weekday() >= 5]
MAKE_UP: Ints = np.array([day_no(day) for day in _HELD])
"""Saturdays and Sundays that are worked."""
_BEFORE, _BEYOND = day_no(_SPAN[0]) - 1, day_no(_SPAN[-1]) + 1
_WORKED = np.isin(np.arange(_BEFORE, _BEYOND + 1), WORKDAYS)
_UNTIL: Ints = np.cumsum(_WORKED)
"""Whether a day is worked, and how many are until then, looked up by the day; one day before and after the span."""


def is_workday(day: Ints) -> Bools:
    """Whether it is worked, make-up days included."""
    return np.asarray(_WORKED[_spot(day)])


def workdays_until(day: Ints) -> Ints:
    """How many working days there are up to and including each day, from 2022 on."""
    return np.asarray(_UNTIL[_spot(day)], dtype=np.int64)


def after_workdays(day: Ints, count: Ints | int) -> Ints:
    """The day so many working days later, the first not counted. Count 0: the day itself or the last one worked."""
    return np.asarray(WORKDAYS[workdays_until(day) + count - 1], dtype=np.int64)


def next_workday(day: Ints) -> Ints:
    """The day itself where it is worked, else the next one that is."""
    spot = _spot(day)
    return np.asarray(WORKDAYS[_UNTIL[spot] - _WORKED[spot]], dtype=np.int64)


def _spot(day: Ints) -> Ints:
    return np.minimum(np.maximum(day, _BEFORE), _BEYOND) - _BEFORE


def add_months(day: Ints, months: Ints | int) -> Ints:
    """Calendar months later, at the last day of a shorter month."""
    months_of = day.astype("datetime64[D]").astype("datetime64[M]")
    inside = day - months_of.astype("datetime64[D]").astype(np.int64)
    target = months_of + np.asarray(months, dtype="timedelta64[M]")
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[D]").astype(np.int64) - first
    return np.asarray(first + np.minimum(inside, length - 1), dtype=np.int64)


def at_office(draw: Draw, day: Ints) -> Ints:
    """Instants of each day within office hours, to the minute. NEVER stays."""
    minute = draw.between(8 * 60 + 30, 17 * 60 + 20, len(day))
    return np.where(day == NEVER, NEVER, day * MINUTES + minute)


def clock(day: Ints, hour: int, minute: int = 0) -> Ints:
    """The instant of each day at one time of the clock. NEVER stays."""
    return np.where(day == NEVER, NEVER, day * MINUTES + hour * 60 + minute)


def day_of(instant: Ints) -> Ints:
    """The day of each instant. NEVER stays."""
    return np.where(instant == NEVER, NEVER, instant // MINUTES)


def through_years(
    draw: Draw, n: int, *, year_end: int = 3, work: bool = True, tail: int = 120
) -> Ints:
    """`n` days of the three years, December `year_end` times as busy as other months (year-end spending).

    The last `tail` days are left free, so that a story begun has time to end; `work` moves a day to the next worked.
    """
    days = np.arange(START, END - tail + 1, dtype=np.int64)
    december = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 == 11
    drawn = days[draw.place(len(days), n, np.where(december, year_end, 1))]
    return next_workday(drawn) if work else drawn
