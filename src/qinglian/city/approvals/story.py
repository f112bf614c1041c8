"""
行政许可办件：从收件到公开，都在法定期限内。Permit cases as they lawfully run, from receipt to publication.
"""

import numpy as np

from qinglian.city.days import NEVER, after_workdays, at_office, day_of, through_years
from qinglian.city.draw import Draw, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

MATTERS = (
    "食品经营许可",
    "道路运输经营许可",
    "公共场所卫生许可",
    "城镇污水排入排水管网许可",
    "医疗机构执业登记",
    "占用挖掘道路许可",
)


def tell(world: World, draw: Draw) -> Story:
    """Applications of firms, accepted within five working days, decided within fifteen, delivered within eight."""
    n = world.size.permits
    clerks = draw.below(world.people.n, n)
    firm = draw.below(world.firms.n, n)
    received = through_years(draw.at("received"), n)
    accepted = after_workdays(received, draw.between(0, 4, n))
    reviewed = after_workdays(accepted, draw.between(1, 8, n))
    decided = after_workdays(reviewed, draw.between(0, 6, n))
    delivered = after_workdays(decided, draw.between(0, 7, n))
    published = after_workdays(decided, draw.between(1, 6, n))
    hours = draw.at("hours")
    permit = Rows(
        n,
        permit_id=as_column([f"XK{world.region_code}{order:07d}" for order in range(n)]),
        matter=draw.pick(MATTERS, n, [40, 20, 15, 8, 7, 10]),
        unit=clerks,
        firm=firm,
        received=at_office(hours, received),
        accepted=np.maximum(at_office(hours, accepted), at_office(hours, received)),
        reviewed=at_office(hours, reviewed),
        decided=at_office(hours, decided),
        delivered=at_office(hours, delivered),
        published=at_office(hours, published),
        extended=NEVER,
        suspended=NEVER,
        resumed=NEVER,
        suspension_doc_no=None,
    )
    return {"permit": permit}


def write(world: World, story: Story) -> dict[str, Rows]:
    """The ledger of the service hall."""
    told = story["permit"]
    order = np.argsort(told["received"], kind="stable")
    told = told.take(order)
    unit, firm = told["unit"], told["firm"]
    permit = Rows(
        len(told),
        permit_id=told["permit_id"],
        matter_name=told["matter"],
        unit_id=world.people["unit_id"][unit],
        unit_name=world.people["unit_name"][unit],
        party_id=world.firms["firm_id"][firm],
        party_name=world.firms["name"][firm],
        received_at=told["received"],
        accepted_at=told["accepted"],
        reviewed_at=told["reviewed"],
        decided_at=told["decided"],
        delivered_at=told["delivered"],
        published_at=told["published"],
        extended_at=told["extended"],
        suspended_at=told["suspended"],
        resumed_at=told["resumed"],
        suspension_doc_no=told["suspension_doc_no"],
    )
    return {"permit": permit}


def move_decision(permit: Rows, at: np.ndarray, days: np.ndarray) -> None:
    """Let the decision fall on other days, and what follows it follow at its old distance."""
    shift = days - day_of(permit["decided"][at])
    for step in ("decided", "delivered", "published"):
        permit[step][at] += shift * 24 * 60
