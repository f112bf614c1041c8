"""Calendar months of a site: their number on one line, and their name."""

from datetime import date
from typing import Any

import ibis


def number(day: Any) -> Any:
    """The month of a day, counted on one line, so that the next month is one more."""
    return day.year() * 12 + day.month() - 1


def number_of(day: date) -> int:
    """The same of a day that is known."""
    return day.year * 12 + day.month - 1


def name(day: Any) -> Any:
    """`2024-03`."""
    return day.year().cast("string").concat("-", day.month().cast("string").lpad(2, "0"))


def unknown() -> Any:
    """Cannot tell."""
    return ibis.null("boolean")
