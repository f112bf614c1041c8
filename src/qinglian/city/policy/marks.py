"""Which documents are meant: kinds, dates of law, yes and no as masks."""

from datetime import date
from typing import Any

import numpy as np

from qinglian.city.days import NEVER, day_no
from qinglian.city.draw import Bools, Ints, Objects

MAJOR = ("major_decision", "decision_document")
RULES = ("normative_document", "decision_document")
NEW_REVIEW = day_no(date(2024, 8, 1))
"""The Regulation on Fair Competition Review is in force."""
WRITTEN_REVIEW = day_no(date(2025, 4, 20))
"""The measures that carry it out are in force."""


def one_of(column: np.ndarray, values: tuple[str, ...]) -> Bools:
    """Which rows hold one of the values."""
    return np.isin(column, values)


def when(mask: Bools, day: Ints) -> Ints:
    """The day where the step was taken, else NEVER."""
    return np.where(mask, day, NEVER)


def truth(column: np.ndarray) -> Bools:
    """A column of yes and no as a mask; unknown is no."""
    return np.asarray(column == True, dtype=bool)  # noqa: E712


def given(mask: Bools, values: Any) -> Objects:
    """The values where they were given, else None."""
    column = np.empty(len(mask), dtype=object)
    column[mask] = values if isinstance(values, str) else values[mask]
    return column
