"""
改故事用的小动作。Small moves that many plants share: find a post of a section, its months, send somebody elsewhere.
"""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, Objects, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.works.posts import POSTS, month_length


def holder(at: Ints, post: str) -> Ints:
    """Where the holders of a post stand, for sections."""
    return at * len(POSTS) + POSTS.index(post)


def proof(table: str, ids: list[str]) -> Proof:
    """Subjects that are rows of a table of the same name."""
    return Proof(table, ids, [[(table, one)] for one in ids])


def of_person(scene: Scene, at: Ints) -> Proof:
    """Key persons by their places."""
    return proof("key_person", scene.story["key_person"]["key_person_id"][at].tolist())


def one_month(scene: Scene, person: int) -> int:
    """A month of a person on site; the position in `duty`."""
    duty = scene.story["duty"]
    mine = np.flatnonzero((duty["_person"] == person) & (duty["logged"] == True))  # noqa: E712
    return int(mine[int(scene.draw.below(len(mine), 1)[0])])


def months(scene: Scene, at: Ints, post: str) -> tuple[Ints, Proof]:
    """One month of the holder of a post in each section, and what proves it."""
    spots = np.array([one_month(scene, one) for one in holder(at, post).tolist()], dtype=np.int64)
    return spots, of_person(scene, scene.story["duty"]["_person"][spots])


def away_but(scene: Scene, spots: Ints, there: Ints | int) -> None:
    """In these months somebody was on site for so many days only."""
    duty = scene.story["duty"]
    duty["away"][spots] = month_length(duty["month_on"][spots]) - there


def earlier(scene: Scene) -> int:
    """How many sections before another one stands the one that shares its people: some weeks, an odd number."""
    return max(1, len(scene.story["section"]) // 14) | 1


def later_of_two(scene: Scene) -> Bools:
    """Every second section, where the one some weeks before was still going on when it began."""
    section = scene.story["section"]
    order = np.arange(len(section))
    before = order - earlier(scene)
    apart = section["start"] - section["start"][before]
    runs = section["ended"][before] > section["start"] + 40
    return np.asarray((order % 2 == 1) & (before >= 0) & (apart >= 30) & runs, dtype=bool)


def outsiders(scene: Scene, n: int) -> tuple[Objects, Objects]:
    """Firms that neither build nor supervise nor stand on any list of subcontracts: codes and names."""
    firms = scene.world.firms
    able = np.flatnonzero(np.isin(firms["line"].astype(str), ("transport", "agency", "food")))
    at = able[scene.draw.at("firm").below(len(able), n)]
    return firms["firm_id"][at], firms["name"][at]


def insure(
    scene: Scene, at: Ints, firms: Objects, from_on: Ints, to_on: Ints | int = NEVER
) -> None:
    """The insurance office has a record of these key persons with a firm."""
    held = scene.story["insured"]
    first, n = len(held), len(at)
    numbers = [f"SB{scene.world.region_code}{first + order:05d}" for order in range(n)]
    held.add(
        Rows(
            n,
            insured_person_id=as_column(numbers),
            _person=at,
            party_id=firms,
            from_on=from_on,
            to_on=to_on,
        )
    )


def site_month(scene: Scene, at: Ints, which: int | None = None) -> Ints:
    """One month of each section, not the last ones; positions in `month`."""
    month, section = scene.story["month"], scene.story["section"]
    first = np.cumsum(section["months"]) - section["months"]
    drawn = scene.draw.at("month").below(section["months"][at] - 2, len(at))
    spots = first[at] + (drawn if which is None else which)
    assert (month["_section"][spots] == at).all()
    return np.asarray(spots, dtype=np.int64)


def site_months(scene: Scene, spots: Ints) -> Proof:
    """Months of sections as subjects."""
    return proof("site_month", scene.story["month"]["site_month_id"][spots].tolist())


def one_wage(scene: Scene, at: Ints) -> Ints:
    """One of the later months of one worker in each section; positions in `wage`."""
    wage, found = scene.story["wage"], []
    first, after = _of_sections(scene, at)
    for begins, ends in zip(first.tolist(), after.tolist(), strict=True):
        later = begins + np.flatnonzero(wage["_month"][begins:ends] >= 4)
        found.append(int(later[int(scene.draw.at("wage", begins).below(len(later), 1)[0])]))
    return np.array(found, dtype=np.int64)


def payroll(scene: Scene, row: int, month: int) -> Ints:
    """All wages of a section in its month of this number."""
    wage = scene.story["wage"]
    first, after = _of_sections(scene, np.array([row]))
    spots = np.arange(first[0], after[0])
    return np.asarray(spots[wage["_month"][spots] == month], dtype=np.int64)


def wages(scene: Scene, spots: Ints) -> Proof:
    """Months of workers as subjects."""
    return proof("worker_month", scene.story["wage"]["worker_month_id"][spots].tolist())


def _of_sections(scene: Scene, at: Ints) -> tuple[Ints, Ints]:
    held = scene.story["wage"]["_section"]
    return np.searchsorted(held, at, "left"), np.searchsorted(held, at, "right")
