"""
养护的故事：巡查、病害、任务单、验收、路况。Upkeep as it lawfully runs.

A defect is found on a patrol, an order answers it within days, hot mix is laid on warm dry days and opened when it has
cooled, the quantity is no more than the defect; no place is mended twice within its defects period. Works stand in the
approved plan, condition falls a little each year and rises where money was spent.
"""

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER, START
from qinglian.city.draw import Draw, Ints, Objects, as_column, either
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered, repeated
from qinglian.city.world import World

ROUTES = 30
SLOT = 100
"""Metres of road in which at most one order lies."""
LENGTH = 10_000
KINDS = ("daily", "repair", "preventive", "emergency")
DEFECTS = (("KC", "坑槽"), ("LF", "裂缝"), ("CZ", "车辙"), ("CX", "沉陷"))
STRETCH = 2_000
STAGES = ("before", "during", "after")
YEARS = 3
RENUMBERED = START + 547
"""The first of July 2024, from which the last routes have new numbers."""


def tell(world: World, draw: Draw) -> Story:
    """Orders in the order in which they were issued, with everything around them."""
    order = _orders(world, draw.at("orders"))
    return {
        "order": order,
        "defect": _defects(world, draw.at("defects"), order),
        "stretch": _stretches(world, draw.at("stretches")),
        **_patrols(world, draw.at("patrols")),
        "day": _vehicles(world, draw.at("vehicles")),
        "mark": _marks(world, draw.at("marks")),
        "map": _maps(world, draw.at("maps")),
        "photo": _photos(draw.at("photos"), order),
        "range": _ranges(world, draw.at("ranges"), order),
    }


def routes(world: World) -> list[str]:
    """County roads by their codes."""
    return [f"X{one + 1:03d}{world.region_code}" for one in range(ROUTES)]


def keepers(world: World) -> Objects:
    """The bodies that answer for the roads, route by route: the transport bureau, towns, road teams."""
    ids = world.bodies["unit_id"]
    return as_column([ids[one % len(ids)] for one in range(ROUTES)])


def keeper_of(world: World, slot: Ints) -> Objects:
    """The body that answers for a place."""
    return np.asarray(keepers(world)[slot // (LENGTH // SLOT)])


def firms(world: World, draw: Draw, n: int) -> np.ndarray:
    """Firms that mend roads: eight of those that build."""
    able = world.firms["firm_id"][world.firms["line"].astype(str) == "works"][:8]
    return np.asarray(able[draw.below(len(able), n)])


def warm(day: Ints) -> np.ndarray:
    """Days from April to October."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return np.asarray((month >= 3) & (month <= 9), dtype=bool)


def _orders(world: World, draw: Draw) -> Rows:
    n = max(240, world.size.tenders // 2)
    opened = np.sort(draw.at("opened").between(START + 120, END - 90, n))
    slot = draw.at("slot").some(ROUTES * LENGTH // SLOT, n)
    kind = as_column(KINDS)[draw.at("kind").place(4, n, [40, 30, 22, 8])]
    hot = warm(opened) & (draw.at("hot").chance(600, n) | (kind == "repair"))
    method = either(
        hot,
        "hot_mix",
        either((kind == "preventive") | draw.at("seal").chance(300, n), "seal", "cold_patch"),
    )
    thick = np.where(hot, draw.at("thick").between(4, 6, n) * 10, NEVER)
    started = opened + draw.at("started").between(1, 6, n)
    begun = started * MINUTES + draw.at("begun").between(7 * 60 + 30, 10 * 60, n)
    took = np.where(hot, draw.at("took").between(390, 600, n), draw.at("quick").between(60, 300, n))
    planned = np.isin(kind, ("repair", "preventive"))
    area = draw.at("area").skewed(16, n, low=4, high=180)
    return Rows(
        n,
        work_order_id=numbered("RW", world, n),
        slot=slot,
        party_id=firms(world, draw.at("party"), n),
        kind=kind,
        method=method,
        opened=opened * MINUTES + 9 * 60,
        started=begun,
        done=begun + took,
        accepted=started + draw.at("accepted").between(1, 9, n),
        accepted_by=world.people["person_id"][draw.at("by").below(world.people.n, n)],
        thickness=thick,
        mix=np.where(hot, draw.at("mix").between(150, 168, n), NEVER),
        air=np.where(
            warm(started) | hot,
            draw.at("air").between(14, 31, n),
            draw.at("cold").between(6, 12, n),
        ),
        surface=np.where(hot, draw.at("surface").between(31, 46, n), NEVER),
        weather="dry",
        area=area,
        quantity=area,
        price=np.where(hot, 12_000, 6_000),
        planned=np.where(planned, opened - draw.at("planned").between(20, 120, n), NEVER),
        plan_doc_no=either(planned, "示养计〔年度〕批复", None),
        emergency_doc_no=either(kind == "emergency", "示应急〔抢通〕令", None),
        tender_id=either(planned, "示养招", None),
        pay_mode=either(kind == "daily", "order", "items"),
        liable=np.where(planned, started + 720, started + 360),
    )


def _defects(world: World, draw: Draw, order: Rows) -> Rows:
    n = len(order)
    day = order["opened"] // MINUTES
    return Rows(
        n,
        defect_id=numbered("BH", world, n),
        _order=np.arange(n, dtype=np.int64),
        slot=order["slot"],
        code=draw.at("code").below(len(DEFECTS), n),
        area=order["area"],
        found=day - draw.at("found").between(1, 6, n),
        repaired=order["done"] // MINUTES,
    )


def _stretches(world: World, draw: Draw) -> Rows:
    """Condition of two-kilometre stretches in three years; where works were done it is better at the next survey."""
    count = ROUTES * LENGTH // STRETCH
    of, year = repeated(np.full(count, YEARS, dtype=np.int64))
    n = len(of)
    first = draw.at("first").between(780, 930, count)
    worked = np.full((count, YEARS), False)
    which = draw.at("worked").place(6, count, [1, 1, 1, 3, 3, 3])
    for k in range(YEARS):
        worked[:, k] = which == k
    fall = draw.at("fall").between(8, 26, count * YEARS).reshape(count, YEARS)
    rise = draw.at("rise").between(60, 120, count * YEARS).reshape(count, YEARS)
    pqi = np.zeros((count, YEARS), dtype=np.int64)
    level = first
    for k in range(YEARS):
        level = np.minimum(level - fall[:, k] + np.where(worked[:, k], rise[:, k], 0), 985)
        pqi[:, k] = level
    here = worked[of, year]
    return Rows(
        n,
        road_section_year_id=numbered("PD", world, n),
        _stretch=of,
        year=2023 + year,
        pqi=pqi[of, year],
        spent=np.where(here, draw.at("spent").between(60, 140, n) * 1_000_000, 0),
        works=either(here, "repair", "none"),
    )


def _patrols(world: World, draw: Draw) -> dict[str, Rows]:
    """Rounds of an hour or two, a point every three minutes; a patrol slows down where there is something to see."""
    n = max(40, world.size.tenders // 16)
    day = np.sort(draw.at("day").between(START + 30, END - 5, n))
    begins = day * MINUTES + draw.at("begins").between(8 * 60, 14 * 60, n)
    patrol = Rows(
        n,
        patrol_id=numbered("XC", world, n),
        route=as_column(routes(world))[draw.at("route").below(ROUTES, n)],
        begins=begins,
        vehicle=as_column([f"巡-{world.region_code}-{one:02d}" for one in range(4)])[
            draw.at("car").below(4, n)
        ],
    )
    of, step = repeated(np.full(n, 24, dtype=np.int64))
    count = len(of)
    speed = draw.at("speed").between(22, 46, count) - 14 * draw.at("slow").chance(200, count)
    return {
        "patrol": patrol,
        "point": Rows(count, _patrol=of, step=step, speed=np.maximum(speed, 6), source="device"),
    }


def _vehicles(world: World, draw: Draw) -> Rows:
    """Twenty days of each sweeper: kilometres paid are those of the satellite, cut to the whole."""
    cars = max(24, world.size.tenders // 33)
    of, day = repeated(np.full(cars, 20, dtype=np.int64))
    n = len(of)
    gps = draw.at("gps").between(420, 980, n)
    return Rows(
        n,
        vehicle_day_id=numbered("CR", world, n),
        vehicle=of,
        day=START + 65 + 3 * of + day,
        gps=gps,
        paid=gps // 10,
        online=draw.at("online").between(93, 100, n),
    )


def _marks(world: World, draw: Draw) -> Rows:
    """Monthly assessments of daily upkeep; what they take off is taken off before the month is paid."""
    of, month = repeated(np.full(4, 34, dtype=np.int64))
    n = len(of)
    checked = START + 31 + 30 * month + draw.at("day").below(8, n)
    problems = draw.at("problems").below(8, n)
    deduction = np.where(problems >= 3, problems * 200_000, 0)
    settled = checked + draw.at("settled").between(12, 24, n)
    return Rows(
        n,
        performance_check_id=numbered("KH", world, n),
        _firm=of,
        checked=checked,
        problems=problems,
        score=100 - 2 * problems - draw.at("score").below(5, n),
        due=np.where(problems > 0, checked + 10, NEVER),
        rectified=np.where(problems > 0, checked + draw.at("rectified").between(2, 9, n), NEVER),
        deduction=deduction,
        taken=deduction,
        taken_on=np.where(deduction > 0, settled - draw.at("taken").between(1, 6, n), NEVER),
        settled=settled,
        checker=world.people["person_id"][draw.at("by").below(world.people.n, n)],
        waiver_doc_no=None,
    )


def _maps(world: World, draw: Draw) -> Rows:
    """Each route as it was built and as it is numbered now; the last three were numbered anew in the middle of 2024."""
    anew = np.arange(ROUTES) >= ROUTES - 3
    n = ROUTES + 3
    of = np.concatenate([np.arange(ROUTES), np.flatnonzero(anew)])
    later = np.arange(n) >= ROUTES
    return Rows(
        n,
        stake_map_id=numbered("DZ", world, n),
        _route=of,
        shift=np.where(later, LENGTH, 0),
        valid_from=np.where(later, RENUMBERED, START - 900),
        valid_to=np.where(~later & anew[of], RENUMBERED - 1, NEVER),
    )


def _photos(draw: Draw, order: Rows) -> Rows:
    """Three pictures of each order: before, during, after."""
    of, stage = repeated(np.full(len(order), 3, dtype=np.int64))
    n = len(of)
    when = np.stack(
        [order["started"] - 10, order["started"] + 30, order["done"] - 5], axis=1
    ).ravel()
    return Rows(
        n,
        _order=of,
        stage=as_column(STAGES)[stage],
        taken=when + draw.at("when").between(-4, 4, n),
        logged=True,
    )


def _ranges(world: World, draw: Draw, order: Rows) -> Rows:
    """Places that contractors still answer for; nothing was spent on them meanwhile."""
    free = np.setdiff1d(np.arange((ROUTES - 3) * LENGTH // SLOT), order["slot"])
    n = max(20, ROUTES * 2)
    from_on = draw.at("from").between(START - 400, START + 500, n)
    return Rows(
        n,
        slot=free[draw.at("free").some(len(free), n)],
        begins=0,
        ends=SLOT,
        from_on=from_on,
        to_on=from_on + 730,
        party_id=firms(world, draw.at("party"), n),
    )
