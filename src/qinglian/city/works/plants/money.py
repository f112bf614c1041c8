"""What a contractor pays on, and to whom."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Ints, Objects, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.works import FIELD
from qinglian.city.works.moves import outsiders, proof

OFF_LIST, PASSED_ON = "GC-16", "GC-16-2"


def _pay(
    scene: Scene,
    at: Ints,
    kind: str,
    share: Ints | int,
    who: tuple[Objects, Objects],
    after: int = 120,
) -> list[str]:
    """A payment of the contractor in each of these sections; the numbers of the entries."""
    spent, section, n = scene.story["spent"], scene.story["section"], len(at)
    first = len(spent)
    numbers = [f"LZ{scene.world.region_code}{first + order:06d}" for order in range(n)]
    spent.add(
        Rows(
            n,
            contractor_payment_id=as_column(numbers),
            _section=at,
            _sub=NEVER,
            payee_id=who[0],
            payee_name=who[1],
            kind=kind,
            share=share,
            paid=section["start"][at] + after,
        )
    )
    return numbers


def _section(scene: Scene, at: Ints, numbers: list[str]) -> Proof:
    ids = scene.story["section"]["section_id"][at].tolist()
    return Proof("section", ids, [[("contractor_payment", one)] for one in numbers])


def _contract(scene: Scene, at: Ints) -> Proof:
    return proof("contract", scene.story["section"]["contract_id"][at].tolist())


def _labour(scene: Scene, at: Ints) -> tuple[Objects, Objects]:
    sub = scene.story["sub"]
    return sub["subcontractor_id"][at * 3], sub["subcontractor_name"][at * 3]


@FIELD.plant(OFF_LIST, "fault", "劳务款付给名录外队伍", touches="off list")
def unlisted_gang(scene: Scene, at: Ints) -> Proof:
    """A gang that nobody reported got a good part of the labour money."""
    return _section(scene, at, _pay(scene, at, "labour", 80, outsiders(scene, len(at))))


@FIELD.plant(OFF_LIST, "fault", "分包未报备", touches="off list")
def never_reported(scene: Scene, at: Ints) -> Proof:
    """A firm took a part of the works, was paid several times, and stands on no list."""
    who = outsiders(scene, len(at))
    _pay(scene, at, "works", 40, who, 90)
    return _section(scene, at, _pay(scene, at, "works", 50, who, 150))


@FIELD.plant(OFF_LIST, "fault", "签甲付乙", touches="off list")
def signed_with_one_paid_to_another(scene: Scene, at: Ints) -> Proof:
    """The subcontract names one firm, its money goes to another."""
    spent = scene.story["spent"]
    who = outsiders(scene, len(at))
    found = []
    for order, row in enumerate((at * 3 + 1).tolist()):
        mine = np.flatnonzero(spent["_sub"] == row)
        spent["payee_id"][mine], spent["payee_name"][mine] = who[0][order], who[1][order]
        found.append(str(spent["contractor_payment_id"][mine[0]]))
    return _section(scene, at, found)


@FIELD.plant(OFF_LIST, "honest", "付给材料供应商", touches="off list")
def to_a_supplier(scene: Scene, at: Ints) -> Proof:
    """Suppliers need no consent and stand on no list of subcontracts."""
    return _section(scene, at, _pay(scene, at, "material", 150, outsiders(scene, len(at))))


@FIELD.plant(OFF_LIST, "honest", "错付已冲回", touches="off list")
def reversed_again(scene: Scene, at: Ints) -> Proof:
    """Paid to the wrong firm and returned within the week."""
    who = outsiders(scene, len(at))
    numbers = _pay(scene, at, "works", 60, who, 100)
    _pay(scene, at, "works", -60, who, 105)
    return _section(scene, at, numbers)


@FIELD.plant(OFF_LIST, "honest", "零星点工不足一成", touches="off list")
def odd_jobs(scene: Scene, at: Ints) -> Proof:
    """Odd jobs by the day, far below a tenth of the labour money."""
    return _section(scene, at, _pay(scene, at, "labour", 5, outsiders(scene, len(at))))


@FIELD.plant(PASSED_ON, "fault", "整体转给一家分包", touches=("passed on", "off list"))
def all_to_one(scene: Scene, at: Ints) -> Proof:
    """Of six tenths of the price received, nearly all went to one firm in one payment."""
    _pay(scene, at, "labour", 560, _labour(scene, at), 200)
    return _contract(scene, at)


@FIELD.plant(PASSED_ON, "fault", "分几笔转给一家", touches=("passed on", "off list"))
def in_several_parts(scene: Scene, at: Ints) -> Proof:
    """The same within days of each payment of the owner."""
    for after in (80, 140, 200):
        _pay(scene, at, "labour", 190, _labour(scene, at), after)
    return _contract(scene, at)


@FIELD.plant(PASSED_ON, "fault", "以往来款名义转出", touches=("passed on", "off list"))
def as_other_money(scene: Scene, at: Ints) -> Proof:
    """Called other money, to a firm outside the works."""
    _pay(scene, at, "other", 570, outsiders(scene, len(at)), 190)
    return _contract(scene, at)


@FIELD.plant(PASSED_ON, "honest", "归集到本单位账户", touches=("passed on", "off list"))
def to_its_own_treasury(scene: Scene, at: Ints) -> Proof:
    """Gathered in the contractor's own account, from which it pays onward."""
    section = scene.story["section"]
    _pay(scene, at, "own", 570, (section["party_id"][at], section["party_name"][at]), 190)
    return _contract(scene, at)


@FIELD.plant(PASSED_ON, "honest", "一大笔沥青款", touches=("passed on", "off list"))
def one_large_supply(scene: Scene, at: Ints) -> Proof:
    """Surfacing: bitumen took most of the money, as material and by invoice."""
    _pay(scene, at, "material", 545, outsiders(scene, len(at)), 190)
    return _contract(scene, at)


@FIELD.plant(PASSED_ON, "honest", "专业分包占七成", touches=("passed on", "off list"))
def a_large_part(scene: Scene, at: Ints) -> Proof:
    """A large part with consent to one firm, less than nine tenths of what came in."""
    _pay(scene, at, "labour", 360, _labour(scene, at), 190)
    return _contract(scene, at)
