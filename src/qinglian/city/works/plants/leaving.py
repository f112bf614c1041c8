"""Workers who left, and an account that does not hold the next payroll."""

import numpy as np

from qinglian.city.days import END, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.works import FIELD
from qinglian.city.works.moves import proof, site_month, site_months

LEFT, DISPUTED, DRY = "GC-21", "GC-21-2", "GC-22"


def _with_leaver(scene: Scene) -> Bools:
    left = scene.story["leaver"]
    known = left["_section"][left["left_on"] + 30 <= END]
    return np.isin(np.arange(len(scene.story["section"])), known)


def _leaver(scene: Scene, at: Ints) -> Ints:
    left = scene.story["leaver"]
    known = np.flatnonzero(left["left_on"] + 30 <= END)
    return np.array(
        [known[left["_section"][known] == row][0] for row in at.tolist()], dtype=np.int64
    )


def _leaves(
    scene: Scene,
    at: Ints,
    *,
    after: int | None,
    unpaid: int = 0,
    confirmed: bool = False,
    disputed: bool = False,
) -> Proof:
    """The first who left each section: settled so many days after, or never."""
    left, spots = scene.story["leaver"], _leaver(scene, at)
    left["settled_on"][spots] = NEVER if after is None else left["left_on"][spots] + after
    left["unpaid"][spots], left["confirmed"][spots], left["disputed"][spots] = (
        unpaid,
        confirmed,
        disputed,
    )
    if disputed:
        left["dispute_doc_no"][spots] = as_column([f"示劳仲案〔{one}〕" for one in spots.tolist()])
    return proof("worker_exit", left["worker_exit_id"][spots].tolist())


@FIELD.plant(LEFT, "fault", "走了没人结账", touches="leaver", among=_with_leaver)
def never_settled(scene: Scene, at: Ints) -> Proof:
    """Left, and nobody settled the wage."""
    return _leaves(scene, at, after=None, unpaid=480_000)


@FIELD.plant(LEFT, "fault", "结了一部分留了尾巴", touches="leaver", among=_with_leaver)
def settled_in_part(scene: Scene, at: Ints) -> Proof:
    """Settled three weeks later, and not in whole."""
    return _leaves(scene, at, after=21, unpaid=120_000)


@FIELD.plant(LEFT, "fault", "打了欠条", touches="leaver", among=_with_leaver)
def with_a_note(scene: Scene, at: Ints) -> Proof:
    """Sent home with a note of hand."""
    return _leaves(scene, at, after=None, unpaid=2_000_000)


@FIELD.plant(LEFT, "honest", "第七天结清", touches="leaver", among=_with_leaver)
def settled_on_the_seventh_day(scene: Scene, at: Ints) -> Proof:
    """Settled on the seventh day."""
    return _leaves(scene, at, after=7)


@FIELD.plant(LEFT, "honest", "本人确认按月领取", touches="leaver", among=_with_leaver)
def agreed_with_the_worker(scene: Scene, at: Ints) -> Proof:
    """Has confirmed that the rest comes with the next payroll."""
    return _leaves(scene, at, after=None, unpaid=90_000, confirmed=True)


@FIELD.plant(DISPUTED, "fault", "有争议一直未结", touches="leaver", among=_with_leaver)
def long_in_dispute(scene: Scene, at: Ints) -> Proof:
    """They do not agree on the days, and nothing has been paid."""
    return _leaves(scene, at, after=None, unpaid=700_000, disputed=True)


@FIELD.plant(DISPUTED, "fault", "争议部分两月未付", touches="leaver", among=_with_leaver)
def the_disputed_part(scene: Scene, at: Ints) -> Proof:
    """What was agreed was paid after a month, the disputed part was not."""
    return _leaves(scene, at, after=30, unpaid=200_000, disputed=True)


@FIELD.plant(DISPUTED, "fault", "仲裁后仍未付", touches="leaver", among=_with_leaver)
def not_even_after_arbitration(scene: Scene, at: Ints) -> Proof:
    """The arbitration has ended and the wage is still owed."""
    return _leaves(scene, at, after=None, unpaid=1_500_000, disputed=True)


@FIELD.plant(DISPUTED, "honest", "争议当周调解结清", touches="leaver", among=_with_leaver)
def settled_by_mediation(scene: Scene, at: Ints) -> Proof:
    """Mediated and paid within the week."""
    return _leaves(scene, at, after=6, disputed=True)


@FIELD.plant(DISPUTED, "honest", "争议期先全额支付", touches="leaver", among=_with_leaver)
def paid_in_whole_meanwhile(scene: Scene, at: Ints) -> Proof:
    """Paid in whole after two weeks, with the right to go on arguing."""
    return _leaves(scene, at, after=14, disputed=True)


def _balance(scene: Scene, at: Ints, share: Ints | int) -> Proof:
    spots = site_month(scene, at)
    scene.story["month"]["balance_share"][spots] = share
    return site_months(scene, spots)


@FIELD.plant(DRY, "fault", "专户见底", touches="balance")
def run_dry(scene: Scene, at: Ints) -> Proof:
    """Next to nothing is left in the account."""
    return _balance(scene, at, scene.draw.between(0, 80, len(at)))


@FIELD.plant(DRY, "fault", "只够发六成", touches="balance")
def enough_for_a_part(scene: Scene, at: Ints) -> Proof:
    """Enough for six tenths of the next payroll."""
    return _balance(scene, at, 600)


@FIELD.plant(DRY, "fault", "差一点", touches="balance")
def a_little_short(scene: Scene, at: Ints) -> Proof:
    """Short by a hundredth."""
    return _balance(scene, at, 990)


@FIELD.plant(DRY, "honest", "刚好够", touches="balance")
def just_enough(scene: Scene, at: Ints) -> Proof:
    """Exactly the next payroll."""
    return _balance(scene, at, 1000)


@FIELD.plant(DRY, "honest", "余额充裕", touches="balance")
def more_than_enough(scene: Scene, at: Ints) -> Proof:
    """Three months' wages lie in the account."""
    return _balance(scene, at, 3000)
