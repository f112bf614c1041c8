"""Materials used untested or not in the amount measured; penalties outside their band or never taken."""

import numpy as np

from qinglian.city.days import END, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.works import FIELD
from qinglian.city.works.deals import MATERIALS
from qinglian.city.works.moves import proof

SHORT, UNTESTED, BAND, TAKEN, MENDED = "CON-019", "CON-019-2", "GC-41", "GC-44", "GC-45"
LOTS = 3 * len(MATERIALS)


def _steel(at: Ints, which: int = 0) -> Ints:
    """One of the three deliveries of steel of these sections."""
    return at * LOTS + which * len(MATERIALS)


def _need(scene: Scene, at: Ints) -> Proof:
    section = scene.story["section"]["section_id"][at].tolist()
    ids = [f"{one}/{MATERIALS[0][0]}" for one in section]
    norms = scene.story["norm"]["material_norm_id"][at * len(MATERIALS)].tolist()
    return Proof("material", ids, [[("material_norm", one)] for one in norms])


def _measured(scene: Scene, at: Ints, share: Ints | int) -> Proof:
    norm, rows = scene.story["norm"], at * len(MATERIALS)
    norm["measured"][rows] = norm["came"][rows] * share // 1000
    return _need(scene, at)


@FIELD.plant(SHORT, "fault", "钢筋计量比进场多三成", touches="steel")
def more_than_came(scene: Scene, at: Ints) -> Proof:
    """A third more steel was measured than ever came."""
    return _measured(scene, at, scene.draw.between(1200, 1400, len(at)))


@FIELD.plant(SHORT, "fault", "一批不合格退场仍计量", touches="steel")
def a_rejected_lot(scene: Scene, at: Ints) -> Proof:
    """A lot failed and left the site; what it would have made was measured."""
    held, rows = scene.story["delivery"], _steel(at, 1)
    held["rejected"][rows] = held["amount"][rows]
    return _measured(scene, at, 960)


@FIELD.plant(SHORT, "fault", "一批根本没进场", touches="steel")
def a_lot_that_never_came(scene: Scene, at: Ints) -> Proof:
    """A lot that was to come never did; the works were measured as if it had."""
    scene.story["delivery"]["logged"][_steel(at, 2)] = False
    return _measured(scene, at, 960)


@FIELD.plant(SHORT, "honest", "多出不到容许量", touches="steel")
def within_the_tolerance(scene: Scene, at: Ints) -> Proof:
    """A little more than came, within loss and tolerance."""
    return _measured(scene, at, 1060)


@FIELD.plant(SHORT, "honest", "邻标调拨有单据", touches="steel")
def moved_with_a_slip(scene: Scene, at: Ints) -> Proof:
    """A lot was moved from the next section, with a slip, and stands in the ledger."""
    held, rows = scene.story["delivery"], _steel(at, 2)
    held["source"][rows] = as_column(["moved"] * len(at))
    held["source_doc_no"][rows] = as_column([f"示调拨〔{one}〕" for one in at.tolist()])
    return _need(scene, at)


def _lot(scene: Scene, at: Ints) -> Proof:
    rows = at * LOTS + 1
    return proof("material_in", scene.story["delivery"]["material_in_id"][rows].tolist())


@FIELD.plant(UNTESTED, "fault", "报告没出就用了", touches="cement")
def before_the_report(scene: Scene, at: Ints) -> Proof:
    """Used some days before the report came."""
    held, rows = scene.story["delivery"], at * LOTS + 1
    held["tested"][rows] = held["used"][rows] + scene.draw.between(1, 9, len(at))
    return _lot(scene, at)


@FIELD.plant(UNTESTED, "fault", "从未送检", touches="cement")
def never_tested(scene: Scene, at: Ints) -> Proof:
    """Never tested."""
    held, rows = scene.story["delivery"], at * LOTS + 1
    held["tested"][rows] = NEVER
    held["passed"][rows] = None
    return _lot(scene, at)


@FIELD.plant(UNTESTED, "fault", "不合格照用", touches="cement")
def failed_and_used(scene: Scene, at: Ints) -> Proof:
    """Failed, and used all the same."""
    scene.story["delivery"]["passed"][at * LOTS + 1] = False
    return _lot(scene, at)


@FIELD.plant(UNTESTED, "honest", "当天出报告当天用", touches="cement")
def on_the_day_of_the_report(scene: Scene, at: Ints) -> Proof:
    """Used on the day of the report."""
    held, rows = scene.story["delivery"], at * LOTS + 1
    held["used"][rows] = held["tested"][rows]
    return _lot(scene, at)


@FIELD.plant(UNTESTED, "honest", "还在库里待检", touches="cement")
def waiting_in_the_store(scene: Scene, at: Ints) -> Proof:
    """Not tested yet and not used."""
    held, rows = scene.story["delivery"], at * LOTS + 1
    held["tested"][rows], held["used"][rows], held["passed"][rows] = NEVER, NEVER, None
    return _lot(scene, at)


def _penalties(scene: Scene) -> Bools:
    """As many sections as there are penalties: each stands for the one of its place."""
    return np.arange(len(scene.story["section"])) < len(scene.story["penalty"])


def _penalty(scene: Scene, at: Ints) -> Proof:
    ids = scene.story["penalty"]["contract_penalty_id"][at].tolist()
    return proof("contract_penalty", ids)


def _sum(scene: Scene, at: Ints, fen: Ints) -> Proof:
    held = scene.story["penalty"]
    held["amount"][at], held["taken"][at] = fen, fen
    return _penalty(scene, at)


@FIELD.plant(BAND, "fault", "超出上限一倍", touches="band", among=_penalties)
def twice_the_most(scene: Scene, at: Ints) -> Proof:
    """Twice the greatest of the band, without a word why."""
    return _sum(scene, at, 2 * scene.story["penalty"]["high"][at])


@FIELD.plant(BAND, "fault", "象征性罚一点", touches="band", among=_penalties)
def next_to_nothing(scene: Scene, at: Ints) -> Proof:
    """A tenth of the least of the band."""
    return _sum(scene, at, scene.story["penalty"]["low"][at] // 10)


@FIELD.plant(BAND, "fault", "超上限一百元", touches="band", among=_penalties)
def a_hundred_beyond(scene: Scene, at: Ints) -> Proof:
    """A hundred yuan beyond the band."""
    return _sum(scene, at, scene.story["penalty"]["high"][at] + 10_000)


@FIELD.plant(BAND, "honest", "从轻写明理由", touches="band", among=_penalties)
def milder_with_a_reason(scene: Scene, at: Ints) -> Proof:
    """Below the band, with the reason on record."""
    scene.story["penalty"]["reason"][at] = as_column(["首次轻微并当场改正"] * len(at))
    return _sum(scene, at, scene.story["penalty"]["low"][at] // 2)


@FIELD.plant(BAND, "honest", "正好上限", touches="band", among=_penalties)
def the_most(scene: Scene, at: Ints) -> Proof:
    """The greatest of the band."""
    return _sum(scene, at, scene.story["penalty"]["high"][at].copy())


@FIELD.plant(TAKEN, "fault", "作出后一直没扣", touches="taken", among=_penalties)
def never_taken(scene: Scene, at: Ints) -> Proof:
    """Decided and never taken from a certificate."""
    scene.story["penalty"]["taken_on"][at] = NEVER
    return _penalty(scene, at)


@FIELD.plant(TAKEN, "fault", "只扣了一半", touches="taken", among=_penalties)
def half_taken(scene: Scene, at: Ints) -> Proof:
    """Half was taken."""
    held = scene.story["penalty"]
    held["taken"][at] = held["amount"][at] // 2
    return _penalty(scene, at)


@FIELD.plant(TAKEN, "fault", "差五百元", touches="taken", among=_penalties)
def five_hundred_short(scene: Scene, at: Ints) -> Proof:
    """Five hundred yuan less than was decided."""
    held = scene.story["penalty"]
    held["taken"][at] = np.maximum(held["amount"][at] - 50_000, 0)
    return _penalty(scene, at)


@FIELD.plant(TAKEN, "honest", "八十天后扣清", touches="taken", among=_penalties)
def taken_in_time(scene: Scene, at: Ints) -> Proof:
    """Taken in whole after eighty days."""
    held = scene.story["penalty"]
    held["taken_on"][at] = held["decided"][at] + 80
    return _penalty(scene, at)


@FIELD.plant(TAKEN, "honest", "上月刚作出", touches="taken", among=_penalties)
def just_decided(scene: Scene, at: Ints) -> Proof:
    """Decided last month; the next certificate is still to come."""
    held = scene.story["penalty"]
    held["decided"][at], held["taken_on"][at] = END - 30, NEVER
    return _penalty(scene, at)


def _checks(scene: Scene) -> Bools:
    """As many sections as there are checks of performance: each stands for the one of its place."""
    return np.arange(len(scene.story["section"])) < len(scene.story["check"])


def _mended(scene: Scene, at: Ints, late: int | None) -> Proof:
    """Two defects to be put right within fifteen days; done so many days after, or never."""
    held = scene.story["check"]
    held["problems"][at], held["due"][at] = 2, held["checked"][at] + 15
    held["rectified"][at] = NEVER if late is None else held["due"][at] + late
    return proof("performance_check", held["performance_check_id"][at].tolist())


@FIELD.plant(MENDED, "fault", "一直没整改", touches="check", among=_checks)
def never_mended(scene: Scene, at: Ints) -> Proof:
    """Never put right."""
    return _mended(scene, at, None)


@FIELD.plant(MENDED, "fault", "逾期一个月", touches="check", among=_checks)
def a_month_late(scene: Scene, at: Ints) -> Proof:
    """Put right a month late."""
    return _mended(scene, at, 30)


@FIELD.plant(MENDED, "fault", "逾期一天", touches="check", among=_checks)
def a_day_late(scene: Scene, at: Ints) -> Proof:
    """Put right a day late."""
    return _mended(scene, at, 1)


@FIELD.plant(MENDED, "honest", "期限当天整改完", touches="check", among=_checks)
def on_the_last_day(scene: Scene, at: Ints) -> Proof:
    """Put right on the last day."""
    return _mended(scene, at, 0)


@FIELD.plant(MENDED, "honest", "当场整改", touches="check", among=_checks)
def at_once(scene: Scene, at: Ints) -> Proof:
    """Put right on the day of the check."""
    return _mended(scene, at, -15)
