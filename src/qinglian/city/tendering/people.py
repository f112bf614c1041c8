"""
只在一处出现的企业和人，以及他们之间登记的关系。Firms and people met in one place only, and relations on record.
"""

from typing import Any

import numpy as np

from qinglian.city import names
from qinglian.city.draw import Objects
from qinglian.city.plant import Scene
from qinglian.city.rows import Rows
from qinglian.city.tendering.moves import added


def new_ids(scene: Scene, n: int) -> tuple[Objects, Objects]:
    """Names and identity numbers of people met nowhere else in the county."""
    story = scene.story.setdefault("_people", Rows(0))
    first = 600_000 + story.n
    story.n += n
    names_ = names.people_names(scene.draw.at("people", first), n)
    return names_, names.identity_numbers(scene.world.seed, scene.world.region_code, first, n)


def newcomer(scene: Scene, bids: list[int], *, head: str | None = None) -> tuple[str, list[str]]:
    """One firm that bids nowhere else stands in for the bidders of these bids; its code, and those of their bids."""
    bid, world = scene.story["bid"], scene.world
    firms = scene.story.setdefault("_firms", Rows(0))
    code = str(names.credit_codes("91", world.region_code, 500_000 + firms.n, 1)[0])
    name = f"{world.name}示范{firms.n:04d}建设有限公司"
    firms.n += 1
    bid["bidder_id"][bids], bid["bidder_name"][bids], bid["_used"][bids] = code, name, True
    if head is not None:
        added(scene.story["party"], party_id=[code], name=[name], legal_representative_id_no=[head])
    return code, [str(number) for number in bid["bid_id"][bids]]


def relate(scene: Scene, kind: str, one: str, other: str, **columns: Any) -> str:
    """A relation on record: bodies by their codes, persons by numbers that begin with @."""
    rows = scene.story["relation"]
    number = f"GXZ{scene.world.region_code}{rows.n:05d}"
    told: dict[str, Any] = {"relation_id": [number], "kind": [kind]}
    for side, who in (("from", one), ("to", other)):
        told[f"{side}_person_id_no" if who.startswith("@") else f"{side}_id"] = [
            who.removeprefix("@")
        ]
    for name, value in columns.items():
        told[name] = np.array([value], dtype=np.int64) if isinstance(value, int) else [value]
    added(rows, **told)
    return number
