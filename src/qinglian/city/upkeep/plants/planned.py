"""Works of upkeep: without a plan, larger than what was broken, the same treatment again."""

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.upkeep import FIELD
from qinglian.city.upkeep.moves import after_order, again, of_order, quiet_works, with_time
from qinglian.city.upkeep.story import DEFECTS

PLAN, AREA, AGAIN, LIABLE = "HWY-008", "HWY-008-2", "HWY-008-3", "MNT-010"
WORKS, REPAIRS = quiet_works("repair", "preventive"), quiet_works("repair")
EARLY = quiet_works("repair", "preventive", days=520)


@FIELD.plant(PLAN, "fault", "没有计划批复", touches="plan", among=WORKS)
def without_a_plan(scene: Scene, at: Ints) -> Proof:
    """Stands in no plan."""
    order = scene.story["order"]
    order["plan_doc_no"][at], order["planned"][at] = None, NEVER
    return of_order(scene, at)


@FIELD.plant(PLAN, "fault", "先干后补批复", touches="plan", among=WORKS)
def approved_afterwards(scene: Scene, at: Ints) -> Proof:
    """The approval came weeks after the works had begun."""
    order = scene.story["order"]
    order["planned"][at] = order["started"][at] // MINUTES + scene.draw.between(15, 60, len(at))
    return of_order(scene, at)


@FIELD.plant(PLAN, "fault", "开工次日批复", touches="plan", among=WORKS)
def approved_the_day_after(scene: Scene, at: Ints) -> Proof:
    """Approved on the day after the begin."""
    order = scene.story["order"]
    order["planned"][at] = order["started"][at] // MINUTES + 1
    return of_order(scene, at)


@FIELD.plant(PLAN, "honest", "批复当天开工", touches="plan", among=WORKS)
def approved_on_the_day(scene: Scene, at: Ints) -> Proof:
    """Begun on the day of the approval."""
    order = scene.story["order"]
    order["planned"][at] = order["started"][at] // MINUTES
    return of_order(scene, at)


@FIELD.plant(PLAN, "honest", "应急养护先做后补", touches=("plan", "area", "place"), among=WORKS)
def an_emergency(scene: Scene, at: Ints) -> Proof:
    """A landslide: an emergency by decision, which needs no plan."""
    order = scene.story["order"]
    order["kind"][at] = as_column(["emergency"] * len(at))
    order["emergency_doc_no"][at] = as_column([f"示应急〔{one}〕抢通令" for one in at.tolist()])
    order["plan_doc_no"][at], order["planned"][at], order["tender_id"][at] = None, NEVER, None
    return of_order(scene, at)


def _measured(scene: Scene, at: Ints, area: Ints | int, quantity: Ints | int) -> Proof:
    order, defect = scene.story["order"], scene.story["defect"]
    mine = np.flatnonzero(np.isin(defect["_order"], at))
    order["area"][at], order["quantity"][at] = area, quantity
    defect["area"][mine] = order["area"][defect["_order"][mine]]
    return of_order(scene, at)


@FIELD.plant(AREA, "fault", "计量翻了一倍", touches="area", among=REPAIRS)
def twice_as_much(scene: Scene, at: Ints) -> Proof:
    """Twice the area that was broken."""
    area = scene.draw.between(20, 90, len(at))
    return _measured(scene, at, area, 2 * area)


@FIELD.plant(AREA, "fault", "整幅计量只坏一块", touches="area", among=REPAIRS)
def the_whole_width(scene: Scene, at: Ints) -> Proof:
    """A patch was broken, the whole width was measured."""
    return _measured(scene, at, 12, scene.draw.between(60, 110, len(at)))


@FIELD.plant(AREA, "fault", "多出两成一", touches="area", among=REPAIRS)
def just_beyond(scene: Scene, at: Ints) -> Proof:
    """A hundredth beyond what a patch may be cut larger."""
    return _measured(scene, at, 100, 121)


@FIELD.plant(AREA, "honest", "切边多两成", touches="area", among=REPAIRS)
def cut_larger(scene: Scene, at: Ints) -> Proof:
    """Cut a fifth larger than what was broken."""
    return _measured(scene, at, 100, 120)


@FIELD.plant(AREA, "honest", "一张单修两处病害", touches="area", among=REPAIRS)
def two_defects(scene: Scene, at: Ints) -> Proof:
    """One order answers two defects beside each other."""
    defect, n = scene.story["defect"], len(at)
    proved = _measured(scene, at, 40, 88)
    own = np.array([np.flatnonzero(defect["_order"] == row)[0] for row in at.tolist()])
    more: Rows = defect.take(own)
    more["defect_id"] = as_column([f"BT{scene.world.region_code}{row:06d}" for row in at.tolist()])
    more["code"], more["area"] = (defect["code"][own] + 1) % len(DEFECTS), np.full(n, 48)
    defect.add(more)
    return proved


def _same_again(scene: Scene, at: Ints, after: Ints, word: str) -> tuple[Ints, Ints]:
    """In the same way again, planned and measured as it should be; called another defect."""
    found, seen = again(scene, at, after, word, patch=False)
    order, defect = scene.story["order"], scene.story["defect"]
    order["planned"][found] = order["opened"][found] // MINUTES - 40
    order["plan_doc_no"][found] = as_column(["示养计〔年度〕批复"] * len(at))
    order["quantity"][found] = order["area"][found] = defect["area"][seen]
    defect["code"][seen] = (defect["code"][seen] + 2) % len(DEFECTS)
    return found, seen


@FIELD.plant(AGAIN, "fault", "一年多又铺一遍", touches="place", among=EARLY)
def after_a_year(scene: Scene, at: Ints) -> Proof:
    """The same treatment after some fifteen months."""
    return after_order(
        scene, _same_again(scene, at, scene.draw.between(420, 480, len(at)), "TA")[0], at
    )


@FIELD.plant(AGAIN, "fault", "半年后再报一次", touches="place", among=EARLY)
def after_half_a_year(scene: Scene, at: Ints) -> Proof:
    """Paid for once more half a year later."""
    return after_order(scene, _same_again(scene, at, np.full(len(at), 185), "TB")[0], at)


@FIELD.plant(AGAIN, "fault", "同年两张单", touches="place", among=EARLY)
def twice_in_a_season(scene: Scene, at: Ints) -> Proof:
    """Two orders for one place within a season."""
    return after_order(scene, _same_again(scene, at, np.full(len(at), 45), "TC")[0], at)


@FIELD.plant(AGAIN, "honest", "换了一种工法", touches="place", among=EARLY)
def another_treatment(scene: Scene, at: Ints) -> Proof:
    """Sealed first, surfaced a year later."""
    found = _same_again(scene, at, np.full(len(at), 400), "TD")[0]
    scene.story["order"]["method"][found] = as_column(["recycle"] * len(at))
    return after_order(scene, found, at)


@FIELD.plant(AGAIN, "honest", "日常小修补一块", touches="place", among=EARLY)
def a_small_patch(scene: Scene, at: Ints) -> Proof:
    """A small patch of daily upkeep at the place."""
    found, seen = again(scene, at, np.full(len(at), 300), "TE")
    defect = scene.story["defect"]
    defect["code"][seen] = (defect["code"][seen] + 2) % len(DEFECTS)
    return after_order(scene, found, at)


def _daily(scene: Scene) -> Bools:
    """Daily orders with half a year of records after them; works may be called emergencies by other plants."""
    daily = scene.story["order"]["kind"] == "daily"
    return np.asarray(with_time(200)(scene) & daily, dtype=bool)


def _while_liable(scene: Scene, at: Ints, left: int, word: str) -> tuple[Ints, Proof]:
    """A patch of another defect at the place; the liability for the first repair had so many days to go."""
    found, seen = again(scene, at, np.full(len(at), 150), word)
    order, defect = scene.story["order"], scene.story["defect"]
    order["liable"][at] = order["opened"][found] // MINUTES + left
    defect["code"][seen] = (defect["code"][seen] + 3) % len(DEFECTS)
    return found, after_order(scene, found, at)


@FIELD.plant(LIABLE, "fault", "质量责任期内又付一次", touches="place", among=_daily)
def paid_again(scene: Scene, at: Ints) -> Proof:
    """Half of the liability still to run, and paid for again."""
    return _while_liable(scene, at, 180, "LA")[1]


@FIELD.plant(LIABLE, "fault", "责任期还剩十天", touches="place", among=_daily)
def ten_days_left(scene: Scene, at: Ints) -> Proof:
    """Ten days were left."""
    return _while_liable(scene, at, 10, "LB")[1]


@FIELD.plant(LIABLE, "fault", "责任期最后一天", touches="place", among=_daily)
def on_its_last_day(scene: Scene, at: Ints) -> Proof:
    """Issued on the last day of the liability."""
    return _while_liable(scene, at, 0, "LC")[1]


@FIELD.plant(LIABLE, "honest", "责任期刚满", touches="place", among=_daily)
def just_ended(scene: Scene, at: Ints) -> Proof:
    """The liability had ended the day before."""
    return _while_liable(scene, at, -1, "LD")[1]


@FIELD.plant(LIABLE, "honest", "原单位免费返修", touches="place", among=_daily)
def mended_for_nothing(scene: Scene, at: Ints) -> Proof:
    """Who had mended it mended it again for nothing."""
    found, proved = _while_liable(scene, at, 200, "LE")
    scene.story["order"]["price"][found] = 0
    return proved
