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
        return np.asarray(early & first_told(scene) & (order["slot"] < STEADY), dtype=bool)

    return among


STEADY = 27 * 100
"""Places before this lie on routes that were never numbered anew."""


def of_order(scene: Scene, at: Ints) -> Proof:
    """Orders as subjects."""
    ids = scene.story["order"]["work_order_id"][at].tolist()
    return Proof("work_order", ids, [[("work_order", one)] for one in ids])


def again(
    scene: Scene, at: Ints, after: Ints, word: str, *, patch: bool = True
) -> tuple[Ints, Ints]:
    """
    The same place is found and mended once more, so many days after its repair, with a patch or in the same way again;
    positions of orders and defects.
    """
    order, defect, photo = (scene.story[name] for name in ("order", "defect", "photo"))
    more, seen, n = order.take(at), defect.take(at), len(at)
    found = order["done"][at] // MINUTES + after
    shift = found - defect["found"][at]
    for name in ("opened", "started", "done"):
        more[name] = more[name] + shift * MINUTES
    for name in ("accepted", "liable"):
        more[name] = more[name] + shift
    if patch:
        for name in ("thickness", "mix", "surface", "planned"):
            more[name] = np.full(n, NEVER, dtype=np.int64)
        for name, said in PATCH.items():
            more[name] = as_column([said] * n)
    else:
        more["planned"] = np.where(more["planned"] == NEVER, NEVER, more["planned"] + shift)
    # 前一次的质量责任期此前已满。The liability for the first repair had ended by then.
    order["liable"][at] = np.minimum(order["liable"][at], more["opened"] // MINUTES - 1)
    numbers = [f"{word}{scene.world.region_code}{len(order) + one:06d}" for one in range(n)]
    more["work_order_id"] = as_column(numbers)
    seen["defect_id"] = as_column([f"B{one}" for one in numbers])
    placed = order.add(more)
    seen["found"], seen["repaired"], seen["_order"] = found, more["done"] // MINUTES, placed
    for stage, minute in zip(STAGES, (-10, 30, 50), strict=True):
        photo.add(Rows(n, _order=placed, stage=stage, taken=more["started"] + minute, logged=True))
    return placed, defect.add(seen)


PATCH = {
    "kind": "daily", "method": "cold_patch", "pay_mode": "order", "weather": "dry", "plan_doc_no": None,
    "emergency_doc_no": None, "tender_id": None,
}  # fmt: skip


def of_defect(scene: Scene, at: Ints, before: Ints) -> Proof:
    """Defects as subjects, each with the earlier one of its place, for orders `before`."""
    defect = scene.story["defect"]
    ids = defect["defect_id"][at].tolist()
    first = dict(
        zip(defect["_order"].tolist()[::-1], defect["defect_id"].tolist()[::-1], strict=True)
    )
    was = [str(first[one]) for one in before.tolist()]
    return Proof(
        "defect",
        ids,
        [[("defect", one), ("defect", two)] for one, two in zip(ids, was, strict=True)],
    )


def after_order(scene: Scene, at: Ints, before: Ints) -> Proof:
    """Orders as subjects, each with the earlier one of its place."""
    numbers = scene.story["order"]["work_order_id"]
    ids, was = numbers[at].tolist(), numbers[before].tolist()
    return Proof(
        "work_order",
        ids,
        [[("work_order", one), ("work_order", two)] for one, two in zip(ids, was, strict=True)],
    )


def year_of(order_opened: Ints) -> Ints:
    """Calendar years of instants."""
    days = (order_opened // MINUTES).astype("datetime64[D]")
    return np.asarray(days.astype("datetime64[Y]").astype(np.int64) + 1970, dtype=np.int64)


def works_of_a_year(scene: Scene, rank: int = 0) -> dict[int, Ints]:
    """For each body the works (daily upkeep left out) of its busiest year, or of the next: the first → all of them."""
    order = scene.story["order"]
    unit = keeper_of(scene.world, order["slot"]).astype(str)
    works = np.flatnonzero((order["kind"] != "daily") & first_told(scene))
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


def first_told(scene: Scene) -> Bools:
    """Orders of the story as it was first told, not those that plants added."""
    ids = scene.story["order"]["work_order_id"].tolist()
    return np.array([one.startswith("RW") for one in ids], dtype=bool)


def quiet_works(*kinds: str, days: int = 0) -> Callable[[Scene], Bools]:
    """
    Works of these kinds outside the two busiest years of their body, on routes whose numbers never changed, with so
    many days of records after them.
    """

    def among(scene: Scene) -> Bools:
        order = scene.story["order"]
        busy = np.zeros(len(order), dtype=bool)
        for rank in (0, 1):
            for rows in works_of_a_year(scene, rank).values():
                busy[rows] = True
        mine = np.isin(order["kind"].astype(str), kinds) & first_told(scene) & ~busy
        early = order["done"] // MINUTES + days <= END
        return np.asarray(mine & early & (order["slot"] < STEADY), dtype=bool)

    return among


def as_many_as(kind: str) -> Callable[[Scene], Bools]:
    """As many orders as there are stories of another kind: each stands for the one of its place."""

    def among(scene: Scene) -> Bools:
        return np.arange(len(scene.story["order"])) < len(scene.story[kind])

    return among
