"""Terms in calendar months, the last day included; the end of a month stands for days that it does not have."""

from typing import Any

import ibis


def whole_months(first: Any, last: Any) -> Any:
    """How many whole months lie from the first day to the last, both counted."""
    end = last + ibis.interval(days=1)
    ends_month = (end + ibis.interval(days=1)).day() == 1
    return apart(first, end) - ((end.day() < first.day()) & ~ends_month).ifelse(1, 0)


def later_than(first: Any, last: Any, months: int) -> Any:
    """Whether the last day lies on the same day so many months later, or after it."""
    between = apart(first, last)
    return (between > months) | ((between == months) & (last.day() >= first.day()))


def apart(first: Any, last: Any) -> Any:
    """How many months lie between two days by the calendar, whatever their days are."""
    return (last.year() - first.year()) * 12 + last.month() - first.month()
