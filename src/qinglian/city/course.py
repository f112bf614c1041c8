"""
一件事的步骤：先后、钟点、挪动。The steps of a case: their order, their hour, and how one is moved.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of, workdays_until
from qinglian.city.draw import Draw, Ints
from qinglian.city.rows import Rows

_OPENS = 8 * 60 + 30
_OFFICE_HOURS = 500


@dataclass(frozen=True)
class Course:
    """Steps in the order in which they happen; steps of one day happen in this order, within office hours."""

    steps: tuple[str, ...]

    def at(self, draw: Draw, step: str, day: Ints) -> Ints:
        """Instants of a step on these days. NEVER stays."""
        slot = _OFFICE_HOURS // len(self.steps)
        minute = _OPENS + self.steps.index(step) * slot + draw.below(slot, len(day))
        return np.where(day == NEVER, NEVER, day * MINUTES + minute)

    def put(self, draw: Draw, cases: Rows, at: Ints, step: str, day: Ints) -> None:
        """Let a step happen on these days, and leave every other as it was."""
        cases[step][at] = self.at(draw.at("hour", step), step, day)

    def move(self, cases: Rows, at: Ints, step: str, day: Ints) -> None:
        """Let a step fall on other days; what comes after keeps its distance in working days and its hour."""
        base = workdays_until(day_of(cases[step][at]))
        for later in self.steps[self.steps.index(step) :]:
            held = cases[later][at]
            there = held != NEVER
            distance = workdays_until(np.where(there, day_of(held), day)) - base
            moved = after_workdays(day, distance) * MINUTES + held % MINUTES
            cases[later][at] = np.where(there, moved, NEVER)


def drop(cases: Rows, at: Ints, *steps: str) -> None:
    """Let steps never happen."""
    for step in steps:
        cases[step][at] = NEVER


def day(cases: Rows, step: str, at: Ints) -> Ints:
    """The days of a step."""
    return day_of(cases[step][at])


def mark(cases: Rows, at: Ints, column: str, value: Any) -> None:
    """Write one value, or one value each, into a column of texts."""
    listed = value if isinstance(value, list) else [value] * len(at)
    for row, one in zip(at.tolist(), listed, strict=True):
        cases[column][row] = one


def crosses_holiday(first: Ints, count: int) -> Any:
    """Whether so many working days from each day take in more free days than weekends alone. NEVER does not."""
    there = first != NEVER
    safe = np.where(there, first, 20_000)
    return there & (after_workdays(safe, count) - safe > count + 2 * (count // 5 + 1))
