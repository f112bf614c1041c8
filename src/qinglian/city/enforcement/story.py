"""
行政处罚案件：依法办理的样子。Penalty cases as they lawfully run: simple and ordinary, told, heard, decided, paid.
"""

from qinglian.city.days import through_years
from qinglian.city.draw import Draw, as_column
from qinglian.city.enforcement import after, course, events, measures, who
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

KEPT_BACK = 20
"""One case in so many is left to those plants that need a case nobody else has touched."""


def tell(world: World, draw: Draw) -> Story:
    """Cases of the year through, each with its party, its officers, its money and its steps."""
    n = world.size.penalties
    told = Rows(
        n,
        penalty_id=as_column([f"CF{world.region_code}{order:07d}" for order in range(n)]),
        began=through_years(draw.at("began"), n),
        kept_back=as_column([order % KEPT_BACK == 7 for order in range(n)]),
        **course.steps(n),
    )
    who.parties(world, draw.at("parties"), told)
    who.officers(world, draw.at("officers"), told)
    events.money(draw.at("money"), told)
    events.flags(draw.at("flags"), told)
    events.proceed(draw.at("steps"), told)
    events.hear(draw.at("hearings"), told)
    measures.coerce(draw.at("coercion"), told)
    measures.transfer(draw.at("crime"), told)
    after.collect(draw.at("payment"), told)
    after.enforce(draw.at("court"), told)
    after.publish(draw.at("publication"), told)
    return {
        "penalty": told,
        "inspection": _inspections(world, draw.at("inspections")),
        "payment": _payments(world, draw.at("payments")),
    }


def _inspections(world: World, draw: Draw) -> Rows:
    """A firm is visited by one authority a few times over three years."""
    n = world.size.penalties // 3
    unit = draw.below(world.bodies.n, n)
    firm = draw.below(world.firms.n, n)
    return Rows(
        n,
        inspection_id=as_column([f"JC{world.region_code}{order:07d}" for order in range(n)]),
        unit_id=world.bodies["unit_id"][unit],
        unit_name=world.bodies["name"][unit],
        party_id=world.firms["firm_id"][firm],
        party_name=world.firms["name"][firm],
        day=through_years(draw.at("days"), n, year_end=1, tail=1),
        kind=draw.pick(["routine", "special", "complaint", "transferred", "requested"], n, [60, 15, 15, 7, 3]),
        yearly_limit=draw.pick([4, 4, 6], n),
    )  # fmt: skip


_PURPOSES = (
    "执法办案经费", "执法车辆运行维护费", "罚没物品保管费", "执法装备购置", "执法人员培训费", "检验检测费",
    "退还当事人多缴罚款",
)  # fmt: skip


def _payments(world: World, draw: Draw) -> Rows:
    """What the treasury pays for the work of enforcement."""
    n = max(60, world.size.penalties // 10)
    unit = draw.below(world.bodies.n, n)
    return Rows(
        n,
        payment_id=as_column([f"ZFZF{world.region_code}{order:06d}" for order in range(n)]),
        unit_id=world.bodies["unit_id"][unit],
        unit_name=world.bodies["name"][unit],
        purpose=draw.pick(_PURPOSES, n, [30, 20, 8, 12, 10, 15, 5]),
        amount=draw.skewed(2_000_000, n, low=20_000) // 10_000 * 10_000,
        day=through_years(draw.at("days"), n, tail=1),
        status=draw.pick(["paid", "pending", "returned"], n, [96, 2, 2]),
    )
