"""Which cases can take a plant, and small words that many plants share."""

from collections.abc import Callable

import numpy as np

from qinglian.city.approvals.matters import LIMITED
from qinglian.city.approvals.steps import day
from qinglian.city.days import NEVER, after_workdays, workdays_until
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene

Among = Callable[[Scene], Bools]


def on_way(*ways: str) -> Among:
    """Cases that went one of these ways; limited permits, given in turn, are left alone."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        return np.isin(permit["way"].astype(str), ways) & ~LIMITED[permit["matter"]]

    return among


def with_step(step: str, *ways: str) -> Among:
    """Cases in which a step happened, of these ways (of any, where none is named)."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        there = (permit[step] != NEVER) & ~LIMITED[permit["matter"]]
        return there & np.isin(permit["way"].astype(str), ways) if ways else there

    return among


def across_holiday(step: str, count: int, *ways: str) -> Among:
    """Cases of these ways whose `count` working days from a step take in more free days than weekends alone."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        there = on_way(*ways)(scene) & (permit[step] != NEVER)
        first = np.where(there, day(permit, step, np.arange(len(permit))), NEVER + 1)
        safe = np.where(there, first, 20_000)
        return there & (after_workdays(safe, count) - safe > count + 2 * (count // 5 + 1))

    return among


def workday_distance(first: Ints, last: Ints) -> Ints:
    """Working days from one day to another."""
    return workdays_until(last) - workdays_until(first)
