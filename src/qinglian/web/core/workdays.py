"""
Working days in China: weekends, holidays and the days worked instead. 工作日。

The calendar of a year is published late in the year before (国务院办公厅通知). For a year that is not known yet
Monday to Friday stand in, and `known` says so, so that a page can tell that a date may still move.
"""

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays
from django.utils import timezone

KNOWN = range(min(holidays).year, max(holidays).year + 1)
"""Years that the library has; a new year comes with its next version."""


def known(year: int) -> bool:
    """Whether the holidays of a year are known here."""
    return year in KNOWN


def is_working_day(day: date) -> bool:
    """Whether offices work on the day."""
    return bool(chinese_calendar.is_workday(day)) if known(day.year) else day.weekday() < 5


def add_working_days(start: date, days: int) -> date:
    """The last day of a term of working days; the day it begins is not counted (民法典 第二百零一条)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative where `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def late_days(due_on: date | None, paused_on: date | None) -> int:
    """Working days past a day, today; none where no day was set or its clock stands still."""
    if due_on is None or paused_on is not None:
        return 0
    return max(0, working_days_between(due_on, timezone.localdate()))


def resumed(due_on: date, paused_on: date) -> date:
    """The day of a clock that goes on today: as many working days later as it stood still."""
    stood = max(0, working_days_between(paused_on, timezone.localdate()))
    return add_working_days(due_on, stood)
