"""Lines above the control quantity, before the work had passed, outside the bill, not signed by all three."""

import numpy as np

from qinglian.city.draw import Ints, as_column
from qinglian.city.measuring import FIELD
from qinglian.city.measuring.moves import item_of
from qinglian.city.measuring.story import ITEMS, LINES, ROWS
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows

UNSIGNED, ONE, ABOVE, EARLY, OUTSIDE = "CON-014", "CON-014-2", "CON-015", "CON-017", "CON-018"


def _sections(scene: Scene, at: Ints, line: int) -> Proof:
    ids = scene.story["section"]["section_id"][at].tolist()
    numbers = scene.story["line"]["measure_line_id"][at * LINES + line].tolist()
    return Proof("measure_sheet", ids, [[("measure_line", one)] for one in numbers])


def _second(scene: Scene, at: Ints, quantity: Ints | int) -> Proof:
    """The first row of earthworks: so much in the second period, after six hundred of a thousand."""
    scene.story["line"]["quantity"][at * LINES + 1] = quantity
    return item_of(scene, at, 0)


@FIELD.plant(ABOVE, "fault", "累计超出两成", touches="first row")
def a_fifth_more(scene: Scene, at: Ints) -> Proof:
    """A fifth more than the row's control quantity."""
    return _second(scene, at, 600)


@FIELD.plant(ABOVE, "fault", "只超一方", touches="first row")
def one_more(scene: Scene, at: Ints) -> Proof:
    """One cubic metre more."""
    return _second(scene, at, 401)


@FIELD.plant(ABOVE, "fault", "同一行又报一遍", touches="first row")
def once_more(scene: Scene, at: Ints) -> Proof:
    """The first period's quantity and nearly all of it once more."""
    return _second(scene, at, scene.draw.between(500, 590, len(at)))


@FIELD.plant(ABOVE, "honest", "正好计完", touches="first row")
def to_the_last(scene: Scene, at: Ints) -> Proof:
    """Measured to the last metre."""
    return _second(scene, at, 400)


@FIELD.plant(ABOVE, "honest", "多计的已用负数行冲回", touches="first row")
def corrected(scene: Scene, at: Ints) -> Proof:
    """Too much was measured, and a negative line took it back in the same period."""
    line, n = scene.story["line"], len(at)
    proved = _second(scene, at, 560)
    more = line.take(at * LINES + 1)
    more["corrects_id"] = line["measure_line_id"][at * LINES + 1]
    more["measure_line_id"] = as_column(
        [f"JF{scene.world.region_code}{one:06d}" for one in at.tolist()]
    )
    more["quantity"] = np.full(n, -200)
    line.add(more)
    return proved


@FIELD.plant(ABOVE, "honest", "已批变更增加控制量", touches="first row")
def varied(scene: Scene, at: Ints) -> Proof:
    """An approved variation had raised the control quantity."""
    _order(scene, at, at * ROWS, "VA")
    scene.story["ledger"]["varied"][at * ROWS] = 250
    return _second(scene, at, 640)


def _order(scene: Scene, at: Ints, rows: Ints, word: str) -> None:
    """A variation approved before anything of it was measured."""
    told = scene.story
    numbers = as_column([f"CLBG{word}{scene.world.region_code}{one:05d}" for one in at.tolist()])
    told["order"].add(
        Rows(
            len(at),
            variation_id=numbers,
            _section=at,
            approved=told["line"]["passed"][at * LINES] - 30,
        )
    )
    told["ledger"]["variation_id"][rows] = numbers


def _passed(scene: Scene, at: Ints, days: Ints | int) -> Proof:
    line, rows = scene.story["line"], at * LINES + 2
    line["passed"][rows] = line["certified"][rows] + days
    return _sections(scene, at, 2)


@FIELD.plant(EARLY, "fault", "先签计量后验收", touches="passed")
def weeks_early(scene: Scene, at: Ints) -> Proof:
    """Certified weeks before the work passed."""
    return _passed(scene, at, scene.draw.between(10, 30, len(at)))


@FIELD.plant(EARLY, "fault", "早签一天", touches="passed")
def a_day_early(scene: Scene, at: Ints) -> Proof:
    """Certified on the day before."""
    return _passed(scene, at, 1)


@FIELD.plant(EARLY, "fault", "月底先计下月再验", touches="passed")
def before_the_month_ended(scene: Scene, at: Ints) -> Proof:
    """Measured to make up the month, inspected in the next."""
    return _passed(scene, at, 6)


@FIELD.plant(EARLY, "honest", "当天验收当天签认", touches="passed")
def on_one_day(scene: Scene, at: Ints) -> Proof:
    """Passed in the morning, certified in the afternoon."""
    return _passed(scene, at, 0)


@FIELD.plant(EARLY, "honest", "验收早就合格", touches="passed")
def long_passed(scene: Scene, at: Ints) -> Proof:
    """Passed a month before."""
    return _passed(scene, at, -30)


def _unbilled(scene: Scene, at: Ints, *, whole: bool = True) -> Proof:
    told = scene.story
    told["bill"]["logged"][at * len(ITEMS) + 1] = False
    if not whole:
        told["line"]["quantity"][at * LINES + 7] = 5
    return item_of(scene, at, 1)


@FIELD.plant(OUTSIDE, "fault", "清单外子目没有变更令", touches="steel")
def outside_the_bill(scene: Scene, at: Ints) -> Proof:
    """An item that neither the bill nor a variation knows."""
    return _unbilled(scene, at)


@FIELD.plant(OUTSIDE, "fault", "借台账行塞进新子目", touches="steel")
def slipped_in(scene: Scene, at: Ints) -> Proof:
    """A row was added to the ledger and a little measured on it."""
    return _unbilled(scene, at, whole=False)


@FIELD.plant(OUTSIDE, "fault", "口头同意先计量", touches="steel")
def by_word_of_mouth(scene: Scene, at: Ints) -> Proof:
    """Agreed by word of mouth; the second period is measured in full."""
    scene.story["line"]["quantity"][at * LINES + 5] = 400
    return _unbilled(scene, at)


@FIELD.plant(OUTSIDE, "honest", "新增子目有变更令", touches="steel")
def by_an_order(scene: Scene, at: Ints) -> Proof:
    """A new item of an approved variation."""
    rows = at * ROWS + 2
    _order(scene, at, rows, "VB")
    scene.story["ledger"]["variation_id"][rows + 1] = scene.story["ledger"]["variation_id"][rows]
    return _unbilled(scene, at)


@FIELD.plant(OUTSIDE, "honest", "清单外子目没有计量", touches="steel")
def nothing_measured(scene: Scene, at: Ints) -> Proof:
    """Drawn in, not in the bill, and nothing measured of it."""
    for k in range(4, 8):
        scene.story["line"]["quantity"][at * LINES + k] = 0
    return _unbilled(scene, at)


def _sign(scene: Scene, at: Ints, **by: str | None) -> Proof:
    line, rows = scene.story["line"], at * LINES + 6
    for name, other in by.items():
        line[name][rows] = None if other is None else line[other][rows]
    return _sections(scene, at, 6)


@FIELD.plant(UNSIGNED, "fault", "监理没签", touches="signed")
def without_the_supervisor(scene: Scene, at: Ints) -> Proof:
    """The supervisor did not sign."""
    return _sign(scene, at, certified_by=None)


@FIELD.plant(UNSIGNED, "fault", "业主没签", touches="signed")
def without_the_owner(scene: Scene, at: Ints) -> Proof:
    """The owner did not sign."""
    return _sign(scene, at, approved_by=None)


@FIELD.plant(UNSIGNED, "fault", "承包人没签", touches="signed")
def without_the_contractor(scene: Scene, at: Ints) -> Proof:
    """The contractor did not sign."""
    return _sign(scene, at, applied_by=None)


@FIELD.plant(UNSIGNED, "honest", "三方齐全", touches="signed")
def all_three(scene: Scene, at: Ints) -> Proof:
    """All three signed."""
    return _sections(scene, at, 6)


@FIELD.plant(UNSIGNED, "honest", "本期量很小也签全", touches="signed")
def nothing_to_sign(scene: Scene, at: Ints) -> Proof:
    """All three signed a line of little."""
    scene.story["line"]["quantity"][at * LINES + 6] = 1
    return _sections(scene, at, 6)


@FIELD.plant(ONE, "fault", "承包人代签监理", touches="signed")
def for_the_supervisor(scene: Scene, at: Ints) -> Proof:
    """Who applied signed for the supervisor too."""
    return _sign(scene, at, certified_by="applied_by")


@FIELD.plant(ONE, "fault", "监理代签业主", touches="signed")
def for_the_owner(scene: Scene, at: Ints) -> Proof:
    """The supervisor signed for the owner too."""
    return _sign(scene, at, approved_by="certified_by")


@FIELD.plant(ONE, "fault", "一人签三方", touches="signed")
def for_all(scene: Scene, at: Ints) -> Proof:
    """One person signed for all three."""
    return _sign(scene, at, certified_by="applied_by", approved_by="applied_by")


@FIELD.plant(ONE, "honest", "三人三签", touches="signed")
def three_persons(scene: Scene, at: Ints) -> Proof:
    """Three persons, three signatures."""
    return _sections(scene, at, 6)


@FIELD.plant(ONE, "honest", "换了新的监理", touches="signed")
def another_supervisor(scene: Scene, at: Ints) -> Proof:
    """A new supervisor signed, who is none of the others."""
    line, rows = scene.story["line"], at * LINES + 6
    line["certified_by"][rows] = as_column([f"JL{one:05d}" for one in at.tolist()])
    return _sections(scene, at, 6)
