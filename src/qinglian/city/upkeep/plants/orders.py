"""Work orders: laid in the cold or the wet, opened hot, called emergencies, the same place again."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.upkeep import FIELD
from qinglian.city.upkeep.moves import (
    again,
    busiest,
    daily_with,
    next_busiest,
    of_defect,
    of_order,
    with_time,
    works_of_a_year,
)
from qinglian.city.upkeep.story import DEFECTS, keeper_of

SOON, COLD, WET, SHARE, ADDED, AGAIN = (
    "MNT-001",
    "MNT-002",
    "MNT-003",
    "MNT-004",
    "MNT-005",
    "MNT-006",
)
HOT, PATCH = daily_with("hot_mix"), daily_with("cold_patch")


@FIELD.plant(SOON, "fault", "路表还烫就开放", touches="opening", among=HOT)
def still_hot(scene: Scene, at: Ints) -> Proof:
    """Opened while the surface had sixty degrees and more."""
    scene.story["order"]["surface"][at] = scene.draw.between(58, 75, len(at))
    return of_order(scene, at)


@FIELD.plant(SOON, "fault", "一个小时就完工", touches="opening", among=HOT)
def done_within_the_hour(scene: Scene, at: Ints) -> Proof:
    """Begun and done within the hour; nobody read a temperature."""
    order = scene.story["order"]
    order["surface"][at] = NEVER
    order["done"][at] = order["started"][at] + scene.draw.between(35, 70, len(at))
    return of_order(scene, at)


@FIELD.plant(SOON, "fault", "正好五十度开放", touches="opening", among=HOT)
def at_fifty_degrees(scene: Scene, at: Ints) -> Proof:
    """Opened at fifty degrees, where it must be below."""
    scene.story["order"]["surface"][at] = 50
    return of_order(scene, at)


@FIELD.plant(SOON, "honest", "四十九度开放", touches="opening", among=HOT)
def at_forty_nine(scene: Scene, at: Ints) -> Proof:
    """Opened at forty-nine degrees."""
    scene.story["order"]["surface"][at] = 49
    return of_order(scene, at)


@FIELD.plant(SOON, "honest", "冷补二十分钟完工", touches="opening", among=PATCH)
def a_quick_patch(scene: Scene, at: Ints) -> Proof:
    """A cold patch is done in twenty minutes and needs no cooling."""
    order = scene.story["order"]
    order["done"][at] = order["started"][at] + 20
    return of_order(scene, at)


@FIELD.plant(SOON, "honest", "五厘米等足两小时", touches="opening", among=HOT)
def just_long_enough(scene: Scene, at: Ints) -> Proof:
    """Five centimetres, two hours, and no reading."""
    order = scene.story["order"]
    order["surface"][at], order["thickness"][at] = NEVER, 50
    order["done"][at] = order["started"][at] + 120
    return of_order(scene, at)


def _air(scene: Scene, at: Ints, degrees: Ints | int) -> Proof:
    scene.story["order"]["air"][at] = degrees
    return of_order(scene, at)


@FIELD.plant(COLD, "fault", "赶工期零上几度摊铺", touches="air", among=HOT)
def in_the_cold(scene: Scene, at: Ints) -> Proof:
    """Laid at three to eight degrees before the end of the year."""
    return _air(scene, at, scene.draw.between(3, 8, len(at)))


@FIELD.plant(COLD, "fault", "九度摊铺", touches="air", among=HOT)
def at_nine(scene: Scene, at: Ints) -> Proof:
    """One degree too cold."""
    return _air(scene, at, 9)


@FIELD.plant(COLD, "fault", "零下摊铺", touches="air", among=HOT)
def in_the_frost(scene: Scene, at: Ints) -> Proof:
    """Laid in frost, as the ledger itself says."""
    return _air(scene, at, -2)


@FIELD.plant(COLD, "honest", "正好十度", touches="air", among=HOT)
def at_ten(scene: Scene, at: Ints) -> Proof:
    """Ten degrees."""
    return _air(scene, at, 10)


@FIELD.plant(COLD, "honest", "冷补料零下可用", touches="air", among=PATCH)
def a_cold_patch_in_frost(scene: Scene, at: Ints) -> Proof:
    """Cold patches are made for frost."""
    return _air(scene, at, -5)


def _weather(scene: Scene, at: Ints, weather: str) -> Proof:
    scene.story["order"]["weather"][at] = as_column([weather] * len(at))
    return of_order(scene, at)


@FIELD.plant(WET, "fault", "冒雨摊铺", touches="weather", among=HOT)
def in_the_rain(scene: Scene, at: Ints) -> Proof:
    """Hot mix was laid in the rain."""
    return _weather(scene, at, "rain")


@FIELD.plant(WET, "fault", "路面潮湿灌缝", touches="weather", among=daily_with("seal"))
def sealed_wet(scene: Scene, at: Ints) -> Proof:
    """Cracks were sealed on a wet road."""
    return _weather(scene, at, "wet")


@FIELD.plant(WET, "fault", "雪天报了摊铺", touches="weather", among=HOT)
def in_the_snow(scene: Scene, at: Ints) -> Proof:
    """The ledger says snow."""
    return _weather(scene, at, "snow")


@FIELD.plant(WET, "honest", "雨天冷补坑槽", touches="weather", among=PATCH)
def patched_in_the_rain(scene: Scene, at: Ints) -> Proof:
    """A hole was filled with cold mix in the rain, as it may be."""
    return _weather(scene, at, "rain")


@FIELD.plant(WET, "honest", "雨停路干", touches="weather", among=HOT)
def dry_again(scene: Scene, at: Ints) -> Proof:
    """It had rained the day before; the road was dry."""
    return _weather(scene, at, "dry")


def _works(scene: Scene, at: Ints, rank: int = 0) -> list[Ints]:
    held = works_of_a_year(scene, rank)
    return [held[row] for row in at.tolist()]


def _units(scene: Scene, at: Ints) -> Proof:
    order = scene.story["order"]
    ids = keeper_of(scene.world, order["slot"][at]).tolist()
    return Proof(
        "unit", ids, [[("work_order", one)] for one in order["work_order_id"][at].tolist()]
    )


def _urgent(scene: Scene, rows: Ints, decided: bool) -> None:
    order = scene.story["order"]
    order["kind"][rows] = as_column(["emergency"] * len(rows))
    order["emergency_doc_no"][rows] = as_column(
        ["示应急〔抢通〕令" if decided else None] * len(rows)
    )
    order["tender_id"][rows], order["plan_doc_no"][rows] = None, None
    order["planned"][rows] = NEVER


@FIELD.plant(SHARE, "fault", "大半叫作应急", touches="emergency", among=busiest, together=True)
def mostly_urgent(scene: Scene, at: Ints) -> Proof:
    """Most works of the year were called emergencies, without a decision."""
    for rows in _works(scene, at):
        _urgent(scene, rows[: -(-len(rows) * 4 // 5)], False)
    return _units(scene, at)


@FIELD.plant(
    SHARE,
    "fault",
    "全年没有计划全是应急",
    touches="emergency",
    among=busiest,
    together=True,
)
def nothing_planned(scene: Scene, at: Ints) -> Proof:
    """Nothing stood in a plan."""
    for rows in _works(scene, at):
        _urgent(scene, rows, False)
    return _units(scene, at)


@FIELD.plant(SHARE, "fault", "一笔大的叫应急", touches="emergency", among=busiest, together=True)
def one_large(scene: Scene, at: Ints) -> Proof:
    """One emergency costs more than all the rest."""
    order = scene.story["order"]
    for rows in _works(scene, at):
        _urgent(scene, rows[:1], False)
        order["price"][rows[0]] = int((order["quantity"] * order["price"])[rows].sum()) // int(
            order["quantity"][rows[0]]
        )
    return _units(scene, at)


@FIELD.plant(SHARE, "honest", "汛期应急都有认定", touches="emergency", among=busiest, together=True)
def floods(scene: Scene, at: Ints) -> Proof:
    """After the floods most works were emergencies, each decided as such."""
    for rows in _works(scene, at):
        _urgent(scene, rows[: -(-len(rows) * 4 // 5)], True)
    return _units(scene, at)


@FIELD.plant(SHARE, "honest", "一成应急未认定", touches="emergency", among=busiest, together=True)
def a_small_share(scene: Scene, at: Ints) -> Proof:
    """A small emergency whose decision is still to come."""
    order = scene.story["order"]
    for rows in _works(scene, at):
        _urgent(scene, rows[:1], False)
        whole = int((order["quantity"] * order["price"])[rows].sum())
        order["price"][rows[0]] = max(100, whole // 20 // int(order["quantity"][rows[0]]))
    return _units(scene, at)


def _to_one_firm(
    scene: Scene, at: Ints, yuan: int, *, tendered: bool = False, firms: int = 1
) -> Proof:
    """Three emergencies of a body in a year to one firm, so many yuan together."""
    order, ids, proved = scene.story["order"], [], []
    for rows in _works(scene, at, 1):
        _urgent(scene, rows, True)
        three = rows[:3]
        able = sorted(set(order["party_id"].tolist()))
        order["party_id"][rows] = as_column([able[-1]] * len(rows))
        order["party_id"][three] = as_column([able[k % firms] for k in range(3)])
        order["price"][rows] = 1
        order["quantity"][three], order["price"][three] = 10, yuan * 10 // 3
        order["price"][three[2]] = (yuan * 100 - 2 * (yuan * 10 // 3) * 10) // 10
        if tendered:
            order["tender_id"][rows] = as_column(["示应急招"] * len(rows))
        unit = keeper_of(scene.world, order["slot"][three[:1]])[0]
        ids.append(f"{unit}/{able[0]}")
        proved.append([("work_order", one) for one in order["work_order_id"][three].tolist()])
    return Proof("pair", ids, proved)


@FIELD.plant(
    ADDED,
    "fault",
    "三张应急单合计过千万",
    touches="added",
    among=next_busiest,
    together=True,
)
def far_above(scene: Scene, at: Ints) -> Proof:
    """Three emergencies to one firm, far above what must be tendered."""
    return _to_one_firm(scene, at, 12_000_000)


@FIELD.plant(ADDED, "fault", "每张都在招标线下", touches="added", among=next_busiest, together=True)
def each_below(scene: Scene, at: Ints) -> Proof:
    """Each of the three is well below the line."""
    return _to_one_firm(scene, at, 6_000_000)


@FIELD.plant(ADDED, "fault", "合计正好四百万", touches="added", among=next_busiest, together=True)
def just_at_the_line(scene: Scene, at: Ints) -> Proof:
    """Four million to the yuan: from there on works must be tendered."""
    return _to_one_firm(scene, at, 4_000_000)


@FIELD.plant(
    ADDED, "honest", "年度应急队伍经招标", touches="added", among=next_busiest, together=True
)
def a_tendered_team(scene: Scene, at: Ints) -> Proof:
    """The emergency team of the year was found by tender."""
    return _to_one_firm(scene, at, 9_000_000, tendered=True)


@FIELD.plant(ADDED, "honest", "合计三百九十万", touches="added", among=next_busiest, together=True)
def below_the_line(scene: Scene, at: Ints) -> Proof:
    """Together below the line."""
    return _to_one_firm(scene, at, 3_900_000)


@FIELD.plant(AGAIN, "fault", "几个月后同一处又坏", touches="place", among=with_time(370))
def months_later(scene: Scene, at: Ints) -> Proof:
    """The same place, the same defect, some months after the repair."""
    return of_defect(scene, again(scene, at, scene.draw.between(60, 250, len(at)), "FA")[1], at)


@FIELD.plant(AGAIN, "fault", "二十天后又报", touches="place", among=with_time(370))
def weeks_later(scene: Scene, at: Ints) -> Proof:
    """Found again twenty days after it was mended."""
    return of_defect(scene, again(scene, at, np.full(len(at), 20), "FB")[1], at)


@FIELD.plant(AGAIN, "fault", "差几天满一年", touches="place", among=with_time(370))
def days_short_of_a_year(scene: Scene, at: Ints) -> Proof:
    """Some days before a year was over."""
    return of_defect(scene, again(scene, at, np.full(len(at), 355), "FC")[1], at)


@FIELD.plant(AGAIN, "honest", "一年以后又坏", touches="place", among=with_time(420))
def more_than_a_year(scene: Scene, at: Ints) -> Proof:
    """Worn again after thirteen months."""
    return of_defect(scene, again(scene, at, np.full(len(at), 400), "FD")[1], at)


@FIELD.plant(AGAIN, "honest", "同一处另一种病害", touches="place", among=with_time(370))
def another_defect(scene: Scene, at: Ints) -> Proof:
    """At the same place a defect of another kind."""
    defect = scene.story["defect"]
    found = again(scene, at, np.full(len(at), 120), "FE")[1]
    defect["code"][found] = (defect["code"][found] + 1) % len(DEFECTS)
    return of_defect(scene, found, at)
