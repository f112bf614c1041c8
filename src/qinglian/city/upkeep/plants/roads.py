"""Patrols, assessments, pictures, condition, liability, kilometres: what upkeep leaves behind beside its orders."""

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.upkeep import FIELD
from qinglian.city.upkeep.moves import STEADY, as_many_as, first_told, of_order
from qinglian.city.upkeep.story import SLOT

EVEN, DEDUCTED, SHOWN = "MNT-007", "MNT-008", "MNT-009"
GAIN, LIABLE, KILOMETRES = "GC-27", "GC-27-2", "GC-28"


def _patrols(scene: Scene, at: Ints) -> Proof:
    ids = scene.story["patrol"]["patrol_id"][at].tolist()
    return Proof("patrol", ids, [[] for _ in ids])


def _drive(scene: Scene, at: Ints, speeds: np.ndarray) -> Proof:
    """Each of these patrols at these speeds, point by point."""
    point = scene.story["point"]
    for row in at.tolist():
        mine = np.flatnonzero(point["_patrol"] == row)
        point["speed"][mine] = speeds[np.arange(len(mine)) % len(speeds)]
    return _patrols(scene, at)


@FIELD.plant(EVEN, "fault", "全程三十六码", touches="patrol", among=as_many_as("patrol"))
def one_speed(scene: Scene, at: Ints) -> Proof:
    """Thirty-six kilometres an hour from beginning to end."""
    return _drive(scene, at, np.array([36]))


@FIELD.plant(EVEN, "fault", "补传轨迹只抖一码", touches="patrol", among=as_many_as("patrol"))
def a_made_up_track(scene: Scene, at: Ints) -> Proof:
    """Sent in afterwards; the speed trembles by one."""
    point = scene.story["point"]
    point["source"][np.isin(point["_patrol"], at)] = "later"
    return _drive(scene, at, np.array([40, 41, 40, 40, 41]))


@FIELD.plant(EVEN, "fault", "匀速跑完全程还掐点停车", touches="patrol", among=as_many_as("patrol"))
def even_between_stops(scene: Scene, at: Ints) -> Proof:
    """Stands still at both ends and never slows down in between."""
    return _drive(scene, at, np.array([0, *[45] * 22, 0]))


@FIELD.plant(EVEN, "honest", "走走停停看病害", touches="patrol", among=as_many_as("patrol"))
def stops_to_look(scene: Scene, at: Ints) -> Proof:
    """Slows down and stops where there is something to see."""
    return _drive(scene, at, np.array([38, 36, 12, 0, 25, 40]))


@FIELD.plant(EVEN, "honest", "只有几个点在行驶", touches="patrol", among=as_many_as("patrol"))
def mostly_parked(scene: Scene, at: Ints) -> Proof:
    """Parked at a repair for most of the round; the few points in motion say nothing."""
    return _drive(scene, at, np.array([0, 0, 0, 30]))


def _marked(
    scene: Scene, at: Ints, taken: int, *, waiver: bool = False, settled: bool = True
) -> Proof:
    """Assessments that were to take off two thousand yuan, of which so much was taken."""
    mark = scene.story["mark"]
    mark["problems"][at], mark["deduction"][at], mark["taken"][at] = 5, 200_000, taken
    mark["due"][at], mark["rectified"][at] = mark["checked"][at] + 10, mark["checked"][at] + 8
    mark["taken_on"][at] = mark["settled"][at] - 2 if taken else NEVER
    if waiver:
        mark["waiver_doc_no"][at] = as_column([f"示养函〔{one}〕免扣" for one in at.tolist()])
    if not settled:
        mark["settled"][at] = NEVER
    ids = mark["performance_check_id"][at].tolist()
    return Proof("performance_check", ids, [[("performance_check", one)] for one in ids])


@FIELD.plant(DEDUCTED, "fault", "考核扣款一分没扣", touches="mark", among=as_many_as("mark"))
def nothing_taken(scene: Scene, at: Ints) -> Proof:
    """The month was paid in full all the same."""
    return _marked(scene, at, 0)


@FIELD.plant(DEDUCTED, "fault", "打对折扣", touches="mark", among=as_many_as("mark"))
def half_taken(scene: Scene, at: Ints) -> Proof:
    """Half was taken, nobody wrote why."""
    return _marked(scene, at, 100_000)


@FIELD.plant(DEDUCTED, "fault", "少扣一百元", touches="mark", among=as_many_as("mark"))
def a_hundred_less(scene: Scene, at: Ints) -> Proof:
    """A hundred yuan less than the sheet says."""
    return _marked(scene, at, 190_000)


@FIELD.plant(DEDUCTED, "honest", "批准免扣", touches="mark", among=as_many_as("mark"))
def waived(scene: Scene, at: Ints) -> Proof:
    """Put right in time, and a decision not to deduct."""
    return _marked(scene, at, 0, waiver=True)


@FIELD.plant(DEDUCTED, "honest", "当月还没结算", touches="mark", among=as_many_as("mark"))
def not_settled_yet(scene: Scene, at: Ints) -> Proof:
    """The month has not been paid for yet."""
    return _marked(scene, at, 0, settled=False)


def _without(scene: Scene, at: Ints, *stages: str) -> Proof:
    photo = scene.story["photo"]
    photo["logged"][np.isin(photo["_order"], at) & np.isin(photo["stage"].astype(str), stages)] = (
        False
    )
    return of_order(scene, at)


@FIELD.plant(SHOWN, "fault", "没有施工后照片", touches="photo")
def none_after(scene: Scene, at: Ints) -> Proof:
    """Nobody can see how it looked when it was done."""
    return _without(scene, at, "after")


@FIELD.plant(SHOWN, "fault", "一张照片也没有", touches="photo")
def none_at_all(scene: Scene, at: Ints) -> Proof:
    """No picture of any stage."""
    return _without(scene, at, "before", "during", "after")


@FIELD.plant(SHOWN, "fault", "只有施工中照片", touches="photo")
def only_during(scene: Scene, at: Ints) -> Proof:
    """Neither what was broken nor what was mended."""
    return _without(scene, at, "before", "after")


@FIELD.plant(SHOWN, "honest", "同一阶段多拍几张", touches="photo")
def more_than_three(scene: Scene, at: Ints) -> Proof:
    """All three stages, two of them twice."""
    photo = scene.story["photo"]
    photo.add(photo.take(np.flatnonzero(np.isin(photo["_order"], at))))
    return of_order(scene, at)


@FIELD.plant(SHOWN, "honest", "两天后补传齐", touches="photo")
def sent_later(scene: Scene, at: Ints) -> Proof:
    """There was no signal on the mountain; all three came two days later."""
    photo = scene.story["photo"]
    photo["taken"][np.isin(photo["_order"], at)] += 3
    return of_order(scene, at)


def _stretch(
    scene: Scene, at: Ints, pqi: tuple[int, int, int], spent: int, works: str = "repair"
) -> Proof:
    """Stretches with this condition in three years, and money spent in the second."""
    held = scene.story["stretch"]
    for k in range(3):
        held["pqi"][at * 3 + k] = pqi[k]
        held["spent"][at * 3 + k] = spent if k == 1 else 0
        held["works"][at * 3 + k] = as_column([works if k == 1 else "none"] * len(at))
    ids = held["road_section_year_id"][at * 3 + 1].tolist()
    return Proof("road_section_year", ids, [[("road_section_year", one)] for one in ids])


def _stretches(scene: Scene) -> Bools:
    return np.arange(len(scene.story["order"])) < len(scene.story["stretch"]) // 3


@FIELD.plant(GAIN, "fault", "花了钱指数照降", touches="stretch", among=_stretches)
def worse_all_the_same(scene: Scene, at: Ints) -> Proof:
    """Half a million a kilometre, and the index went on falling."""
    return _stretch(scene, at, (840, 825, 812), 100_000_000)


@FIELD.plant(GAIN, "fault", "只升两分", touches="stretch", among=_stretches)
def two_points(scene: Scene, at: Ints) -> Proof:
    """Two points for the price of a new surface."""
    return _stretch(scene, at, (800, 820, 815), 90_000_000)


@FIELD.plant(GAIN, "fault", "次年也没有起色", touches="stretch", among=_stretches)
def not_even_the_next_year(scene: Scene, at: Ints) -> Proof:
    """Assessed before the works in that year, and no better in the next."""
    return _stretch(scene, at, (780, 765, 790), 70_000_000)


@FIELD.plant(GAIN, "honest", "正好升三分", touches="stretch", among=_stretches)
def three_points(scene: Scene, at: Ints) -> Proof:
    """Three points."""
    return _stretch(scene, at, (790, 820, 812), 80_000_000)


@FIELD.plant(GAIN, "honest", "先评定后施工次年见效", touches="stretch", among=_stretches)
def seen_the_next_year(scene: Scene, at: Ints) -> Proof:
    """The survey came before the works; the next one shows them."""
    return _stretch(scene, at, (790, 778, 880), 80_000_000)


@FIELD.plant(GAIN, "honest", "花得不多", touches="stretch", among=_stretches)
def little_money(scene: Scene, at: Ints) -> Proof:
    """Less a kilometre than a repair of the surface costs."""
    return _stretch(scene, at, (840, 836, 830), 39_000_000)


def _early(scene: Scene) -> Bools:
    """Daily orders on routes whose numbers never changed."""
    order = scene.story["order"]
    steady = first_told(scene) & (order["slot"] < STEADY)
    return np.asarray(steady & (order["kind"] == "daily"), dtype=bool)


def _liable(scene: Scene, at: Ints, until: Ints | int, begins: int = 0, ends: int = SLOT) -> Proof:
    """A contractor answers for the place until so many days after the order was issued."""
    order, n = scene.story["order"], len(at)
    day = order["opened"][at] // MINUTES
    scene.story["range"].add(
        Rows(
            n,
            slot=order["slot"][at],
            begins=begins,
            ends=ends,
            from_on=day + until - 730,
            to_on=day + until,
            party_id=order["party_id"][at],
        )
    )
    return of_order(scene, at)


@FIELD.plant(LIABLE, "fault", "责任期内列养护经费", touches=("place", "cost"), among=_early)
def while_liable(scene: Scene, at: Ints) -> Proof:
    """Broken a year after hand-over, mended from the upkeep budget."""
    return _liable(scene, at, 365)


@FIELD.plant(LIABLE, "fault", "责任期最后一天", touches=("place", "cost"), among=_early)
def on_the_last_day(scene: Scene, at: Ints) -> Proof:
    """Issued on the last day of the defects period."""
    return _liable(scene, at, 0)


@FIELD.plant(LIABLE, "fault", "只搭上几米", touches=("place", "cost"), among=_early)
def a_few_metres(scene: Scene, at: Ints) -> Proof:
    """Only the first metres of the place are in the contractor's range."""
    return _liable(scene, at, 200, 0, 2)


@FIELD.plant(LIABLE, "honest", "承包人自己修零费用", touches=("place", "cost"), among=_early)
def at_no_cost(scene: Scene, at: Ints) -> Proof:
    """The contractor mended it and nothing was paid."""
    scene.story["order"]["price"][at] = 0
    return _liable(scene, at, 300)


@FIELD.plant(LIABLE, "honest", "责任期满次日", touches=("place", "cost"), among=_early)
def the_day_after(scene: Scene, at: Ints) -> Proof:
    """The defects period had ended the day before."""
    return _liable(scene, at, -1)


@FIELD.plant(LIABLE, "honest", "相邻一段刚好接上", touches=("place", "cost"), among=_early)
def next_to_it(scene: Scene, at: Ints) -> Proof:
    """The range begins where the order's place ends."""
    return _liable(scene, at, 300, SLOT - 2, SLOT)


def _cars(scene: Scene) -> Bools:
    cars = int(scene.story["day"]["vehicle"].max()) + 1
    return np.arange(len(scene.story["order"])) < cars


def _days(scene: Scene, at: Ints) -> Ints:
    return np.flatnonzero(np.isin(scene.story["day"]["vehicle"], at)).astype(np.int64)


def _vehicles(scene: Scene, at: Ints) -> Proof:
    ids = [f"洁-{scene.world.region_code}-{one:02d}" for one in at.tolist()]
    return Proof("vehicle", ids, [[] for _ in ids])


@FIELD.plant(KILOMETRES, "fault", "每天多报两成", touches="car", among=_cars, together=True)
def a_fifth_more(scene: Scene, at: Ints) -> Proof:
    """Each day a fifth more than was driven."""
    day, rows = scene.story["day"], _days(scene, at)
    day["paid"][rows] = day["gps"][rows] * 13 // 100
    return _vehicles(scene, at)


@FIELD.plant(KILOMETRES, "fault", "按合同里程包干计费", touches="car", among=_cars, together=True)
def by_the_contract(scene: Scene, at: Ints) -> Proof:
    """Paid a hundred and twenty kilometres a day, whatever was driven."""
    scene.story["day"]["paid"][_days(scene, at)] = 120
    return _vehicles(scene, at)


@FIELD.plant(KILOMETRES, "fault", "停在车场也计费", touches="car", among=_cars, together=True)
def paid_while_parked(scene: Scene, at: Ints) -> Proof:
    """Every other day it stood in the yard, heard all day, and was paid."""
    day, rows = scene.story["day"], _days(scene, at)
    day["gps"][rows[::2]] = 3
    return _vehicles(scene, at)


@FIELD.plant(KILOMETRES, "honest", "多出不到一成", touches="car", among=_cars, together=True)
def within_a_tenth(scene: Scene, at: Ints) -> Proof:
    """A little more than the satellites saw, under bridges and trees."""
    day, rows = scene.story["day"], _days(scene, at)
    day["gps"][rows] = day["paid"][rows] * 10 * 100 // 108
    return _vehicles(scene, at)


@FIELD.plant(KILOMETRES, "honest", "终端坏了几天", touches="car", among=_cars, together=True)
def a_broken_device(scene: Scene, at: Ints) -> Proof:
    """The device was silent for a week; what it missed says nothing."""
    day, rows = scene.story["day"], _days(scene, at)
    silent = rows[(rows % 20) < 7]
    day["gps"][silent], day["online"][silent] = 40, 20
    return _vehicles(scene, at)
