"""
工作日历。The calendar of working days: holidays and make-up days (调休) as announced, year by year.

`day_no` counts days since 1970-01-01. `wd_no` counts the working days up to and including a day, so
that a distance in working days is a difference. It runs through consecutive known years. Where a
year between two known ones is missing no distance across it can be known: only the longest run of
years is numbered, days of the others have no `wd_no`, and what is counted in working days there
stays undecided.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import pyarrow as pa

from qinglian.model.errors import BadInput
from qinglian.model.text import Text

EPOCH = date(1970, 1, 1)
SCHEMA = pa.schema(
    [
        ("day_on", pa.date32()),
        ("working", pa.bool_()),
        ("name", pa.string()),
        ("day_no", pa.int32()),
        ("wd_no", pa.int32()),
    ]
)

Day = tuple[bool, str | None]


@cache
def announced() -> dict[date, Day]:
    """Every day of the years announced so far: whether it is a working day, and its holiday or make-up day."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    chinese = {kind.value: kind.chinese for kind in Holiday}
    first, last = min(holidays).year, max(holidays).year
    days: dict[date, Day] = {}
    day, end = date(first, 1, 1), date(last, 12, 31)
    while day <= end:
        if day in holidays:
            days[day] = (False, chinese.get(holidays[day], holidays[day]))
        elif day in workdays:
            days[day] = (True, f"{chinese.get(workdays[day], workdays[day])}调休上班")
        else:
            days[day] = (day.weekday() < 5, None)
        day += timedelta(days=1)
    return days


def calendar(given: Mapping[date, Day] | None = None) -> pa.Table:
    """The calendar known to a run: the announced years, those in `given` replaced whole."""
    if not given:
        return _announced_calendar()
    years = {day.year for day in given}
    _must_be_whole(given, years)
    others = {day: known for day, known in announced().items() if day.year not in years}
    return _numbered(others | dict(given))


@cache
def _announced_calendar() -> pa.Table:
    return _numbered(announced())


def _must_be_whole(given: Mapping[date, Day], years: set[int]) -> None:
    for year in sorted(years):
        whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        have = sum(day.year == year for day in given)
        if have != whole:
            raise BadInput(
                Text(
                    f"工作日历须逐日列全一年：{year} 年有 {have} 天，应为 {whole} 天",
                    f"A calendar lists every day of a year: {year} has {have} of {whole} days",
                )
            )


def _numbered(days: Mapping[date, Day]) -> pa.Table:
    ordered = sorted(days)
    runs: list[list[date]] = []
    for day in ordered:
        if not runs or day - runs[-1][-1] != timedelta(days=1):
            runs.append([])
        runs[-1].append(day)
    longest = max(runs, key=len)
    count, numbers = 0, dict.fromkeys(ordered)
    for day in longest:
        count += days[day][0]
        numbers[day] = count
    return pa.table(
        {
            "day_on": ordered,
            "working": [days[day][0] for day in ordered],
            "name": [days[day][1] for day in ordered],
            "day_no": [(day - EPOCH).days for day in ordered],
            "wd_no": [numbers[day] for day in ordered],
        },
        schema=SCHEMA,
    )
