"""
谁被处罚，谁办案。Whom a case is about, and the officers who handle, review, chair and decide it.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.draw import Bools, Draw, Objects, as_column
from qinglian.city.rows import Rows
from qinglian.city.world import World

_CAUSES = (
    ("经营超过保质期的食品", "《中华人民共和国食品安全法》第一百二十四条", "食品安全类"),
    ("未按规定明码标价", "《中华人民共和国价格法》第四十二条", "价格类"),
    ("发布虚假广告", "《中华人民共和国广告法》第五十五条", "广告类"),
    ("擅自从事道路货物运输经营", "《中华人民共和国道路运输条例》第六十三条", "交通运输类"),
    ("未取得许可排放污水", "《城镇排水与污水处理条例》第五十条", "市政类"),
    ("占用道路堆放物料", "《城市道路管理条例》第四十二条", "市政类"),
)
_TEAM = 5
"""Officers of one case: lead, second, reviewer, chair of a hearing, head who decides. All are different."""


def parties(world: World, draw: Draw, told: Rows) -> None:
    """Half the parties are firms, the others sole traders and persons."""
    n = len(told)
    kind = draw.pick(["organisation", "sole_trader", "person"], n, [45, 20, 35])
    firm = draw.below(world.firms.n, n)
    person = np.asarray(kind == "person", dtype=bool)
    name = names.people_names(draw.at("names"), n)
    number = names.identity_numbers(world.seed, world.region_code, 600_000, n)
    cause = draw.below(len(_CAUSES), n)
    told["party_type"] = kind
    told["party_id"] = blank(person, world.firms["firm_id"][firm])
    told["party_name"] = blank(person, world.firms["name"][firm])
    told["legal_rep_name"] = blank(person, world.firms["head_name"][firm])
    told["person_name"] = blank(~person, name)
    told["person_id_no"] = blank(~person, number)
    for place, column in enumerate(("cause", "legal_basis", "violation_type")):
        told[column] = as_column([_CAUSES[one][place] for one in cause.tolist()])
    told["event_key"] = as_column([f"WF{world.region_code}{order:07d}" for order in range(n)])


def blank(mask: Bools, column: Objects) -> Objects:
    """A column with nothing where the mask says so."""
    kept = column.copy()
    kept[mask] = None
    return kept


def officers(world: World, draw: Draw, told: Rows) -> None:
    """Five different persons of one body that is large enough."""
    people, n = world.people, len(told)
    order = np.argsort(people["unit_id"].astype(str), kind="stable")
    _, first, count = np.unique(
        people["unit_id"].astype(str)[order], return_index=True, return_counts=True
    )
    large = np.flatnonzero(count >= _TEAM)
    unit = large[draw.place(len(large), n)]
    start = draw.below(count[unit], n)
    for place, role in enumerate(("lead", "second", "reviewer", "chair", "head")):
        row = order[first[unit] + (start + place) % count[unit]]
        told[role] = people["person_id"][row]
    told["unit_id"] = people["unit_id"][row]
    told["unit_name"] = people["unit_name"][row]
    told["officers"] = draw.pick([2, 3, 4], n, [85, 12, 3]).astype(np.int64)
    told["lapsed"] = 0
    told["ticked"] = draw.chance(930, n)
