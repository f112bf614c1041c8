"""Periods and their days: on working days, before the end, later for levels below. 周期与期限。"""

from datetime import date

import pytest

from qinglian.web.core.workdays import is_working_day, working_days_between
from qinglian.web.duties.cycles import due_in, period_name, period_of, periods_between


@pytest.mark.parametrize(
    ("cycle", "begins", "ends"),
    [
        ("month", "2026-05-01", "2026-05-31"),
        ("quarter", "2026-04-01", "2026-06-30"),
        ("half", "2026-01-01", "2026-06-30"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_the_period_that_holds_a_day(cycle: str, begins: str, ends: str) -> None:
    found = period_of(cycle, date(2026, 5, 17))
    assert found == (date.fromisoformat(begins), date.fromisoformat(ends))


def test_december_ends_with_the_year() -> None:
    assert period_of("month", date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_due_on_a_working_day_before_the_end() -> None:
    # 2026-05-31 is a Sunday.
    assert due_in(date(2026, 5, 31), 0) == date(2026, 5, 29)
    assert due_in(date(2026, 5, 31), 2) == date(2026, 5, 27)
    later = due_in(date(2026, 5, 31), 0, 3)
    assert is_working_day(later)
    assert working_days_between(date(2026, 5, 29), later) == 3


def test_all_turns_of_a_year() -> None:
    found = periods_between("quarter", None, 0, 0, date(2026, 1, 1), date(2026, 12, 31))
    assert [one.begins_on.month for one in found] == [1, 4, 7, 10]
    assert all(is_working_day(one.due_on) for one in found)
    assert [one.due_on for one in found] == sorted({one.due_on for one in found})


def test_what_is_done_once_is_due_on_its_day_or_at_the_end() -> None:
    begins, ends = date(2026, 3, 1), date(2026, 6, 30)
    assert [p.due_on for p in periods_between("once", date(2026, 4, 10), 0, 0, begins, ends)] == [
        date(2026, 4, 10)
    ]
    assert [p.due_on for p in periods_between("once", None, 0, 0, begins, ends)] == [ends]
    assert periods_between("once", date(2026, 2, 1), 0, 0, begins, ends) == ()


def test_names() -> None:
    assert period_name("quarter", date(2026, 4, 1)) == "2026年第二季度"
    assert period_name("half", date(2026, 7, 1)) == "2026年下半年"
    assert period_name("once", date(2026, 7, 1)) == ""
