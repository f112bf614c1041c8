"""
改故事用的小动作。Small moves that plants share: orders of a method, an order given again, works of a year.
"""

from collections.abc import Callable

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.upkeep.story import STAGES, keeper_of


def daily_with(*methods: str) -> Callable[[Scene], Bools]:
    """Orders of daily upkeep done in one of these ways; works change together with others of their year."""

    def among(scene: Scene) -> Bools:
        order = scene.story["order"]
        daily = order["kind"] == "daily"
        return np.asarray(daily & np.isin(order["method"].astype(str), methods), dtype=bool)

    return among


def with_time(days: int) -> Callable[[Scene], Bools]:
    """Orders after which there are so many days of records, on routes whose numbers never changed."""

    def among(scene: Scene) -> Bools:
        order = scene.story["order"]
        early = order["done"] // MINUTES + days <= END
        first = np.array([one.startswith("RW") for one in order["work_order_id"].tolist()])
        steady = order["slot"] < STEADY
        return np.asarray(early & first & steady, dtype=bool)

    return among


STEADY = 27 * 100
"""Places before this lie on routes that were never numbered anew."""


def of_order(scene: Scene, at: Ints) -> Proof:
    """Orders as subjects."""
    ids = scene.story["order"]["work_order_id"][at].tolist()
    return Proof("work_order", ids, [[("work_order", one)] for one in ids])


def again(scene: Scene, at: Ints, after: Ints, word: str) -> tuple[Ints, Ints]:
    """The same place is found and mended once more, so many days after its repair; positions of orders and defects."""
    order, defect = scene.story["order"], scene.story["defect"]
    more, seen = order.take(at), defect.take(at)
    days = order["done"][at] // MINUTES + after
    shift = (days - defect["found"][at]) * MINUTES
    for name in ("opened", "started", "done"):
        more[name] = more[name] + shift
    more["accepted"] = more["accepted"] + shift // MINUTES
    more["liable"] = more["liable"] + shift // MINUTES
    for name, value in (
        ("thickness", NEVER),
        ("mix", NEVER),
        ("surface", NEVER),
        ("planned", NEVER),
    ):
        more[name] = np.full(len(at), value, dtype=np.int64)
    for name, word_ in (
        ("kind", "daily"),
        ("method", "cold_patch"),
        ("pay_mode", "order"),
        ("weather", "dry"),
    ):
        more[name] = as_column([word_] * len(at))
    for name in ("plan_doc_no", "emergency_doc_no", "tender_id"):
        more[name] = as_column([None] * len(at))
    first = len(order)
    more["work_order_id"] = as_column(
        [f"{word}{scene.world.region_code}{first + one:06d}" for one in range(len(at))]
    )
    seen["defect_id"] = as_column(
        [f"B{word}{scene.world.region_code}{first + one:06d}" for one in range(len(at))]
    )
    placed = order.add(more)
    photo = scene.story["photo"]
    for stage, minute in zip(STAGES, (-10, 30, 50), strict=True):
        photo.add(
            Rows(len(at), _order=placed, stage=stage, taken=more["started"] + minute, logged=True)
        )
    seen["found"], seen["repaired"], seen["_order"] = days, more["done"] // MINUTES, placed
    return placed, defect.add(seen)


def of_defect(scene: Scene, at: Ints) -> Proof:
    """Defects as subjects."""
    ids = scene.story["defect"]["defect_id"][at].tolist()
    return Proof("defect", ids, [[("defect", one)] for one in ids])


def year_of(order_opened: Ints) -> Ints:
    """Calendar years of instants."""
    days = (order_opened // MINUTES).astype("datetime64[D]")
    return np.asarray(days.astype("datetime64[Y]").astype(np.int64) + 1970, dtype=np.int64)


def works_of_a_year(scene: Scene, rank: int = 0) -> dict[int, Ints]:
    """For each body the works (daily upkeep left out) of its busiest year, or of the next: the first → all of them."""
    order = scene.story["order"]
    unit = keeper_of(scene.world, order["slot"]).astype(str)
    works = np.flatnonzero(order["kind"] != "daily")
    year = year_of(order["opened"])
    found: dict[int, Ints] = {}
    for one in sorted(set(unit.tolist())):
        mine = works[unit[works] == one]
        known, counts = np.unique(year[mine], return_counts=True)
        busiest = known[np.argsort(-counts, kind="stable")]
        if len(busiest) > rank:
            chosen = mine[year[mine] == busiest[rank]]
            if len(chosen) >= FEWEST[rank]:
                found[int(chosen[0])] = chosen
    return found


FEWEST = (5, 3)
"""Works of a year: as many as the share of emergencies is asked of, and as many as three emergencies need."""


def busiest(scene: Scene) -> Bools:
    """Orders that stand for the works of a body in its busiest year."""
    return _first_of(scene, 0)


def next_busiest(scene: Scene) -> Bools:
    """Orders that stand for the works of a body in the year after that."""
    return _first_of(scene, 1)


def _first_of(scene: Scene, rank: int) -> Bools:
    mask = np.zeros(len(scene.story["order"]), dtype=bool)
    mask[list(works_of_a_year(scene, rank))] = True
    return mask


def as_many_as(kind: str) -> Callable[[Scene], Bools]:
    """As many orders as there are stories of another kind: each stands for the one of its place."""

    def among(scene: Scene) -> Bools:
        return np.arange(len(scene.story["order"])) < len(scene.story[kind])

    return among
