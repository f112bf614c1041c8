"""
谁给谁下发：县给部门和乡镇，部门和乡镇给站所。Who hands down to whom: the county, its bureaus and towns, stations.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.draw import as_column
from qinglian.city.rows import Rows
from qinglian.city.world import World

OWN = 200_000
"""Numbers of stations that only this field knows begin here: a place too small for others has them."""
STATIONS = 2
MOST = (30, 45)
"""So many bodies of each level the lists are sent to, where there are more."""


def units(world: World) -> tuple[Rows, int]:
    """Units with `level` (1 below the county, 2 below that), `upper` (a place in the same rows, or -1), and a clerk.

    The second value is the place of the county's office among the bodies.
    """
    bodies = world.bodies
    ids = bodies["unit_id"].tolist()
    place = {unit: at for at, unit in enumerate(ids)}
    belongs = world.lines.take(np.asarray(world.lines["kind"] == "belongs", dtype=bool))
    above = {
        place[lower]: place[upper]
        for upper, lower in zip(belongs["upper_id"], belongs["lower_id"], strict=True)
        if upper in place and lower in place
    }
    first = sorted(at for at, upper in above.items() if upper == 0)[: MOST[0]]
    second = sorted(at for at, upper in above.items() if upper in set(first))[: MOST[1]]
    seat = {at: order for order, at in enumerate(first)}
    told = [(ids[at], bodies["name"][at], 1, -1, at) for at in first]
    told += [(ids[at], bodies["name"][at], 2, seat[above[at]], at) for at in second]
    if not second:
        told += _stations(world, told)
    code, name, level, upper, body = zip(*told, strict=True)
    rows = Rows(
        len(told),
        unit_id=as_column(code),
        name=as_column(name),
        level=np.array(level, dtype=np.int64),
        upper=np.array(upper, dtype=np.int64),
    )
    rows["clerk"] = as_column(_clerks(world, [ids[at] for at in body]))
    return rows, 0


def _stations(
    world: World, told: list[tuple[str, str, int, int, int]]
) -> list[tuple[str, str, int, int, int]]:
    codes = names.credit_codes("12", world.region_code, OWN, STATIONS * len(told)).tolist()
    return [
        (codes[order * STATIONS + turn], f"{one[1]}第{turn + 1}站所", 2, order, one[4])
        for order, one in enumerate(told)
        for turn in range(STATIONS)
    ]


def _clerks(world: World, codes: list[str]) -> list[str]:
    """One person of each unit; stations of one bureau that nobody else knows share its clerk's colleagues in turn."""
    staff: dict[str, list[str]] = {}
    pairs = zip(world.people["unit_id"].tolist(), world.people["person_id"].tolist(), strict=True)
    for unit, person in pairs:
        staff.setdefault(unit, []).append(person)
    everybody = world.people["person_id"].tolist()
    taken: dict[str, int] = {}
    found = []
    for order, code in enumerate(codes):
        own = staff.get(code) or [everybody[order % len(everybody)]]
        turn = taken.get(code, 0)
        taken[code] = turn + 1
        found.append(own[turn % len(own)])
    return found
