"""Terms that were not kept: of the supervisor, of payment, of filing, of the trial; and one hand on both sides."""

import numpy as np

from qinglian.city.building import FIELD
from qinglian.city.building.moves import proved
from qinglian.city.building.plants.steps import END
from qinglian.city.building.story import BEFORE_LAST
from qinglian.city.days import END as LAST_DAY
from qinglian.city.days import NEVER, add_months
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Kind, Proof, Scene


def term(
    rule: str, kind: str, start: str, done: str, faults: list[tuple[str, int | None]],
    honest: list[tuple[str, int]], touches: str, then: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Plants that set a step so many days after another (None: never), and later ones behind it."""

    def made(days: int | None) -> Deed:
        def deed(scene: Scene, at: Ints) -> Proof:
            told = scene.story[kind]
            told[done][at] = NEVER if days is None else told[start][at] + days
            for name in then:
                told[name][at] = np.maximum(told[name][at], told[done][at])
            return proved(scene, kind, at)

        deed.__doc__ = "It never came." if days is None else f"It came {days} days after."
        return deed

    shapes: list[tuple[Kind, str, int | None]] = [("fault", *one) for one in faults]
    shapes += [("honest", *one) for one in honest]
    among = _houses if rule == "CON-030-2" else None
    for sort, shape, days in shapes:
        FIELD.plant(rule, sort, shape, touches=touches, among=among)(made(days))


def _houses(scene: Scene) -> Bools:
    return np.asarray(scene.story["project"]["houses"], dtype=bool)


term("CON-025", "payment", "applied", "certified",
     [("监理压了二十天", 20), ("第十五天才核", 15), ("拖到十八天", 18)], [("第十四天", 14), ("一周内核完", 6)],
     "payment", ("approved", "paid"))  # fmt: skip
term("CON-025-2", "payment", "applied", "paid",
     [("第二十九天付款", 29), ("拖了六十天", 60), ("一直没付", None)], [("第二十八天", 28), ("三周内付", 20)],
     "payment")  # fmt: skip
term("CON-030-2", "project", "accepted", "completion",
     [("第十六天备案", 16), ("拖了三个月", 90), ("一直没备案", None)], [("第十五天备案", 15), ("当天备案", 0)],
     "completion")  # fmt: skip


def _urgent(scene: Scene, at: Ints, days: int | None) -> Proof:
    """Done first in an emergency; the approval came so many days after, or never."""
    told = scene.story["variation"]
    told["urgent"][at] = True
    told["urgent_doc_no"][at] = as_column([f"示抢险〔{one}〕" for one in at.tolist()])
    told["executed"][at] = told["applied"][at]
    told["approved"][at] = NEVER if days is None else told["executed"][at] + days
    return proved(scene, "variation", at)


@FIELD.plant("CON-020-3", "fault", "抢险手续一直没补", touches="variation")
def never_made_up(scene: Scene, at: Ints) -> Proof:
    """Nobody made up the papers."""
    return _urgent(scene, at, None)


@FIELD.plant("CON-020-3", "fault", "两个月后才补", touches="variation")
def two_months_later(scene: Scene, at: Ints) -> Proof:
    """The papers came two months later."""
    return _urgent(scene, at, 60)


@FIELD.plant("CON-020-3", "fault", "第三十一天才补", touches="variation")
def a_day_late(scene: Scene, at: Ints) -> Proof:
    """The papers came on the thirty-first day."""
    return _urgent(scene, at, 31)


@FIELD.plant("CON-020-3", "honest", "第三十天补齐", touches="variation")
def on_the_last_day(scene: Scene, at: Ints) -> Proof:
    """The papers came on the thirtieth day."""
    return _urgent(scene, at, 30)


@FIELD.plant("CON-020-3", "honest", "一周内补齐", touches="variation")
def within_a_week(scene: Scene, at: Ints) -> Proof:
    """The papers came within the week."""
    return _urgent(scene, at, 6)


def _one_hand(scene: Scene, at: Ints) -> Proof:
    told = scene.story["variation"]
    told["approved_by"][at] = told["applied_by"][at]
    return proved(scene, "variation", at)


@FIELD.plant("GC-24-5", "fault", "自己申请自己批", touches=("variation",))
def one_hand(scene: Scene, at: Ints) -> Proof:
    """The owner's representative applied and approved."""
    return _one_hand(scene, at)


@FIELD.plant("GC-24-5", "fault", "抢险变更一人包办", touches=("variation",))
def one_hand_in_a_hurry(scene: Scene, at: Ints) -> Proof:
    """In an emergency one person did both, and the papers were made up in time."""
    _urgent(scene, at, 8)
    return _one_hand(scene, at)


@FIELD.plant("GC-24-5", "fault", "同一天申请同一人批", touches=("variation",))
def one_hand_on_one_day(scene: Scene, at: Ints) -> Proof:
    """Applied for and approved on one day by one person."""
    told = scene.story["variation"]
    for name in ("scheme", "cost", "approved"):
        told[name][at] = told["applied"][at]
    return _one_hand(scene, at)


@FIELD.plant("GC-24-5", "honest", "两人同日办", touches=("variation",))
def two_on_one_day(scene: Scene, at: Ints) -> Proof:
    """Two persons, both on one day."""
    told = scene.story["variation"]
    for name in ("scheme", "cost", "approved"):
        told[name][at] = told["applied"][at]
    return proved(scene, "variation", at)


@FIELD.plant("GC-24-5", "honest", "同一处室两人", touches=("variation",))
def two_of_one_office(scene: Scene, at: Ints) -> Proof:
    """Two persons of one office, one after the other."""
    return proved(scene, "variation", at)


def _final(scene: Scene, at: Ints, day: Ints) -> Proof:
    """The final acceptance on another day, with all that comes before it."""
    told = scene.story["project"]
    by = day - told["final"][at]
    for name in BEFORE_LAST:
        told[name][at] = told[name][at] + by
    told["final"][at] = day
    return proved(scene, "project", at)


def _trial(scene: Scene, at: Ints) -> Ints:
    return np.asarray(scene.story["project"]["trial"][at], dtype=np.int64)


@FIELD.plant("HWY-005", "fault", "通车一年就竣工验收", touches=END)
def after_a_year(scene: Scene, at: Ints) -> Proof:
    """Accepted after little more than a year."""
    return _final(scene, at, _trial(scene, at) + scene.draw.between(370, 430, len(at)))


@FIELD.plant("HWY-005", "fault", "差一天满两年", touches=END)
def a_day_short(scene: Scene, at: Ints) -> Proof:
    """Accepted a day before two years were over."""
    return _final(scene, at, add_months(_trial(scene, at), 24) - 1)


@FIELD.plant("HWY-005", "fault", "差一两个月", touches=END)
def months_short(scene: Scene, at: Ints) -> Proof:
    """Accepted a month or two before the two years were over."""
    return _final(
        scene, at, add_months(_trial(scene, at), 24) - scene.draw.between(25, 60, len(at))
    )


@FIELD.plant("HWY-005", "honest", "满两年当天", touches=END)
def to_the_day(scene: Scene, at: Ints) -> Proof:
    """Accepted on the day on which two years were over."""
    return _final(scene, at, add_months(_trial(scene, at), 24))


@FIELD.plant("HWY-005", "honest", "小型工程交竣工合并", touches=(*END, "project opening"))
def merged(scene: Scene, at: Ints) -> Proof:
    """Small works: hand-over and final acceptance in one."""
    told = scene.story["project"]
    told["merged"][at] = True
    return _final(scene, at, told["trial"][at] + 60)


def _old(scene: Scene) -> Bools:
    """Projects whose three years of trial ended within the records."""
    ends = add_months(scene.story["project"]["trial"], 36)
    return np.asarray(ends + 60 <= LAST_DAY, dtype=bool)


LONG = "HWY-004-2"


@FIELD.plant(LONG, "fault", "三年零一天才验收", touches=END, among=_old)
def a_day_beyond(scene: Scene, at: Ints) -> Proof:
    """A day beyond three years."""
    return _final(scene, at, add_months(_trial(scene, at), 36) + 1)


@FIELD.plant(LONG, "fault", "拖到三年多", touches=END, among=_old)
def weeks_beyond(scene: Scene, at: Ints) -> Proof:
    """Weeks beyond three years."""
    return _final(
        scene, at, add_months(_trial(scene, at), 36) + scene.draw.between(10, 50, len(at))
    )


@FIELD.plant(LONG, "fault", "至今没有竣工验收", touches=END, among=_old)
def never(scene: Scene, at: Ints) -> Proof:
    """Never finally accepted."""
    scene.story["project"]["final"][at] = NEVER
    return proved(scene, "project", at)


@FIELD.plant(LONG, "honest", "满三年当天验收", touches=END, among=_old)
def on_the_day(scene: Scene, at: Ints) -> Proof:
    """On the day on which three years were over."""
    return _final(scene, at, add_months(_trial(scene, at), 36))


@FIELD.plant(LONG, "honest", "两年半验收", touches=END, among=_old)
def well_within(scene: Scene, at: Ints) -> Proof:
    """After two years and a half."""
    return _final(scene, at, add_months(_trial(scene, at), 30))


def _handed(scene: Scene, at: Ints, day: Ints) -> Proof:
    scene.story["project"]["handed"][at] = day
    return proved(scene, "project", at)


GIVEN = "HWY-003-2"


@FIELD.plant(GIVEN, "fault", "完工就移交没等验收", touches="project handed")
def at_the_end_of_works(scene: Scene, at: Ints) -> Proof:
    """Handed over the day after works ended, before anybody had accepted them."""
    return _handed(scene, at, scene.story["project"]["ended"][at] + 1)


@FIELD.plant(GIVEN, "fault", "验收前几周移交", touches="project handed")
def weeks_before(scene: Scene, at: Ints) -> Proof:
    """Handed over weeks before the hand-over acceptance."""
    return _handed(
        scene, at, scene.story["project"]["accepted"][at] - scene.draw.between(8, 18, len(at))
    )


@FIELD.plant(GIVEN, "fault", "验收前一天移交", touches="project handed")
def the_day_before(scene: Scene, at: Ints) -> Proof:
    """Handed over on the day before."""
    return _handed(scene, at, scene.story["project"]["accepted"][at] - 1)


@FIELD.plant(GIVEN, "honest", "验收当天移交", touches="project handed")
def on_the_same_day(scene: Scene, at: Ints) -> Proof:
    """Accepted in the morning, handed over in the afternoon."""
    return _handed(scene, at, scene.story["project"]["accepted"][at].copy())


@FIELD.plant(GIVEN, "honest", "缺陷处理完再移交", touches="project handed")
def after_the_defects(scene: Scene, at: Ints) -> Proof:
    """Handed over a year later, when the defects had been put right."""
    return _handed(scene, at, scene.story["project"]["accepted"][at] + 365)


FILED = "HWY-002-2"


def _long_ago(scene: Scene) -> Bools:
    """Variations approved so long before the end of the records that their filing is due."""
    return np.asarray(scene.story["variation"]["approved"] + 200 <= LAST_DAY, dtype=bool)


def _filed(scene: Scene, at: Ints, days: int) -> Proof:
    scene.story["variation"]["filed_after"][at] = days
    return proved(scene, "variation", at)


@FIELD.plant(FILED, "fault", "一直没报备", touches="variation", among=_long_ago)
def not_filed(scene: Scene, at: Ints) -> Proof:
    """Never filed with the authority."""
    return _filed(scene, at, NEVER)


@FIELD.plant(FILED, "fault", "过了半年几天", touches="variation", among=_long_ago)
def days_beyond(scene: Scene, at: Ints) -> Proof:
    """Filed some days after half a year."""
    return _filed(scene, at, 188)


@FIELD.plant(FILED, "fault", "年底一起报", touches="variation", among=_long_ago)
def much_later(scene: Scene, at: Ints) -> Proof:
    """Filed with all others of the year, months too late."""
    return _filed(scene, at, 300)


@FIELD.plant(FILED, "honest", "半年之内报备", touches="variation", among=_long_ago)
def within_half_a_year(scene: Scene, at: Ints) -> Proof:
    """Filed just within half a year."""
    return _filed(scene, at, 180)


@FIELD.plant(FILED, "honest", "当天报备", touches="variation", among=_long_ago)
def filed_at_once(scene: Scene, at: Ints) -> Proof:
    """Filed on the day of the approval."""
    return _filed(scene, at, 0)
