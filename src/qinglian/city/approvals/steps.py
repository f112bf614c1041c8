"""
许可办件的步骤：先后、钟点、挪动。The steps of a permit case: their order, their hour, and how one is moved.
"""

from typing import Any

import numpy as np

from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of, workdays_until
from qinglian.city.draw import Draw, Ints
from qinglian.city.rows import Rows

STEPS = (
    "lower_accepted",
    "lower_reviewed",
    "window",
    "received",
    "supplement_noticed",
    "supplemented",
    "accepted",
    "rejected",
    "hearing_requested",
    "suspended",
    "hearing_noticed",
    "heard",
    "resumed",
    "inspected",
    "extended",
    "withdrawn",
    "reviewed",
    "decided",
    "delivered",
    "published",
    "closed",
    "revoked",
)
"""In the order in which they happen; steps of one day happen in this order."""

_OPENS, _SLOT = 8 * 60 + 30, 22


def at_step(draw: Draw, step: str, day: Ints) -> Ints:
    """Instants of a step on these days, so that earlier steps of a day come earlier. NEVER stays."""
    minute = _OPENS + STEPS.index(step) * _SLOT + draw.below(_SLOT, len(day))
    return np.where(day == NEVER, NEVER, day * MINUTES + minute)


def put(draw: Draw, permit: Rows, at: Ints, step: str, day: Ints) -> None:
    """Let a step happen on these days, and leave every other as it was."""
    permit[step][at] = at_step(draw.at("hour", step), step, day)


def move(permit: Rows, at: Ints, step: str, day: Ints) -> None:
    """Let a step fall on other days; what comes after keeps its distance in working days and its hour."""
    base = workdays_until(day_of(permit[step][at]))
    for later in STEPS[STEPS.index(step) :]:
        held = permit[later][at]
        there = held != NEVER
        distance = workdays_until(np.where(there, day_of(held), day)) - base
        moved = after_workdays(day, distance) * MINUTES + held % MINUTES
        permit[later][at] = np.where(there, moved, NEVER)


def drop(permit: Rows, at: Ints, *steps: str) -> None:
    """Let steps never happen."""
    for step in steps:
        permit[step][at] = NEVER


def day(permit: Rows, step: str, at: Ints) -> Ints:
    """The days of a step."""
    return day_of(permit[step][at])


def mark(permit: Rows, at: Ints, column: str, value: Any) -> None:
    """Write one value, or one value each, into a column."""
    listed = value if isinstance(value, list) else [value] * len(at)
    for row, one in zip(at.tolist(), listed, strict=True):
        permit[column][row] = one
