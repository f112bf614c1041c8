"""Which cases can take a plant, and small words that many plants share."""

from collections.abc import Callable

import numpy as np

from qinglian.city.approvals.matters import LIMITED
from qinglian.city.course import crosses_holiday
from qinglian.city.days import NEVER, day_of
from qinglian.city.draw import Bools
from qinglian.city.plant import Scene

Among = Callable[[Scene], Bools]


def on_way(*ways: str) -> Among:
    """Cases that went one of these ways; limited permits, given in turn, are left alone."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        mine = np.isin(permit["way"], ways) & ~LIMITED[permit["matter"]]
        return np.asarray(mine, dtype=bool)

    return among


def with_step(step: str, *ways: str) -> Among:
    """Cases in which a step happened, of these ways (of any, where none is named)."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        there = (permit[step] != NEVER) & ~LIMITED[permit["matter"]]
        mine = there & np.isin(permit["way"], ways) if ways else there
        return np.asarray(mine, dtype=bool)

    return among


def across_holiday(step: str, count: int, *ways: str) -> Among:
    """Cases of these ways whose `count` working days from a step take in more free days than weekends alone."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        crossed = np.asarray(crosses_holiday(day_of(permit[step]), count), dtype=bool)
        mine: Bools = on_way(*ways)(scene) & crossed
        return mine

    return among
