"""Which items can take a plant, and how a step comes to lie so many working days after another."""

from collections.abc import Callable

import numpy as np

from qinglian.city.course import crosses_holiday, day
from qinglian.city.days import after_workdays, day_of
from qinglian.city.disclosure.story import COURSE
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene

Among = Callable[[Scene], Bools]


def on_way(*ways: str) -> Among:
    """Items that went one of these ways."""

    def among(scene: Scene) -> Bools:
        return np.isin(scene.story["disclosure"]["way"], ways)

    return among


def across_holiday(step: str, count: int, *ways: str) -> Among:
    """Items of these ways with long holidays within so many working days after a step."""

    def among(scene: Scene) -> Bools:
        held = scene.story["disclosure"][step]
        mine: Bools = on_way(*ways)(scene) & np.asarray(
            crosses_holiday(day_of(held), count), dtype=bool
        )
        return mine

    return among


def after(scene: Scene, at: Ints, base: str, step: str, low: int, high: int) -> None:
    """Let a step happen so many working days after another."""
    rows = scene.story["disclosure"]
    days = scene.draw.at("after", step).between(low, high, len(at))
    COURSE.put(scene.draw, rows, at, step, after_workdays(day(rows, base, at), days))
