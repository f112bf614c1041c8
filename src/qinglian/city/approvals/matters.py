"""
事项与办事的人：哪个机关、要什么材料、谁经手。Matters, whose they are, what they ask for, and who handles them.
"""

from dataclasses import dataclass

import numpy as np

from qinglian.city.draw import Draw, Ints
from qinglian.city.world import World


@dataclass(frozen=True)
class Matter:
    """One kind of permit. `limited` ones are given out in rounds, in the order of acceptance (行政许可法 57)."""

    name: str
    field: str
    weight: int
    materials: tuple[str, ...]
    inspected: bool = False
    limited: bool = False
    legal_days: int = 20


MATTERS = (
    Matter("食品经营许可", "market", 31, ("申请书", "营业执照", "平面布局图"), inspected=True),
    Matter("道路货物运输经营许可", "transport", 18, ("申请表", "车辆行驶证", "安全管理制度")),
    Matter("公共场所卫生许可", "health", 18, ("申请书", "方位示意图", "检测报告"), inspected=True),
    Matter("城镇污水排入排水管网许可", "housing", 8, ("申请表", "排水平面图"), inspected=True),
    Matter("占用挖掘城市道路许可", "city", 7, ("申请表", "施工方案")),
    Matter("巡游出租汽车经营许可", "transport", 6, ("申请表", "投标承诺"), limited=True),
    Matter("户外广告设施设置许可", "city", 6, ("申请表", "效果图"), limited=True),
    Matter("取水许可", "water", 6, ("申请书", "水资源论证表"), limited=True, legal_days=45),
)
LIMITED = np.array([matter.limited for matter in MATTERS])
INSPECTED = np.array([matter.inspected for matter in MATTERS])
LEGAL = np.array([matter.legal_days for matter in MATTERS], dtype=np.int64)


def bodies_of(world: World) -> Ints:
    """The body that gives each matter; the first body where none has its field."""
    fields = world.bodies["field"].tolist()
    kinds = world.bodies["kind"].tolist()
    found = []
    for matter in MATTERS:
        spots = [
            spot
            for spot, (of, kind) in enumerate(zip(fields, kinds, strict=True))
            if of == matter.field and kind == "bureau"
        ]
        found.append(spots[0] if spots else 0)
    return np.array(found, dtype=np.int64)


def hands(world: World, draw: Draw, body: Ints) -> dict[str, Ints]:
    """Four different people for each case: who takes it in, reviews, decides, and who would chair a hearing."""
    n = len(body)
    roles = ("clerk", "reviewer", "decider", "chair")
    found = {role: np.zeros(n, dtype=np.int64) for role in roles}
    units = world.people["unit_id"].tolist()
    turn = draw.below(1_000_000, n)
    for spot in np.unique(body).tolist():
        mine = world.bodies["unit_id"][spot]
        staff = [order for order, unit in enumerate(units) if unit == mine]
        staff += [order for order in range(len(units)) if order not in staff][
            : max(0, 6 - len(staff))
        ]
        cases = np.flatnonzero(body == spot)
        people = np.array(staff, dtype=np.int64)
        for step, role in enumerate(roles):
            found[role][cases] = people[(turn[cases] + step) % len(people)]
    return found
