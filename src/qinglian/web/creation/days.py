"""Months on the calendar. 按月推算的日期。"""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
