"""
写成表：养护的故事变成数据字典里的行。Upkeep as rows of the dictionary.
"""

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER, clock
from qinglian.city.draw import Ints, Objects, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.upkeep.story import (
    DEFECTS,
    LENGTH,
    RENUMBERED,
    ROUTES,
    SLOT,
    STRETCH,
    keeper_of,
    keepers,
    routes,
)
from qinglian.city.world import World


def write(world: World, story: Story) -> dict[str, Rows]:
    """All tables that upkeep fills."""
    return {
        "work_order": _orders(world, story),
        "defect": _defects(world, story),
        "road_section_year": _stretches(world, story),
        "patrol_point": _points(world, story),
        "vehicle_day": _vehicles(world, story),
        "performance_check": _marks(world, story),
        "stake_map": _maps(world, story),
        "liability_range": _ranges(world, story),
        "site_picture": _photos(world, story),
    }


def place(world: World, slot: Ints, metres: Ints, day: Ints | None = None) -> dict[str, Objects]:
    """Route, direction and both ends of a place in a slot of a hundred metres."""
    per = LENGTH // SLOT
    begins = slot % per * SLOT
    if day is not None:
        begins = begins + np.where((slot // per >= ROUTES - 3) & (day >= RENUMBERED), LENGTH, 0)
    return {
        "route": as_column(routes(world))[slot // per],
        "direction": as_column(["up" if one % 2 else "down" for one in slot.tolist()]),
        "from_m": _numbers(begins),
        "to_m": _numbers(begins + metres),
    }


def length(area: Ints) -> Ints:
    """Metres of a patch of an area, two metres wide, within its slot."""
    return np.clip(area // 2, 2, SLOT - 4)


def _orders(world: World, story: Story) -> Rows:
    order = story["order"]
    same = ("work_order_id", "party_id", "kind", "method", "accepted_by", "weather", "plan_doc_no",
            "emergency_doc_no", "pay_mode", "tender_id")  # fmt: skip
    return Rows(
        len(order),
        {name: order[name] for name in same},
        **place(world, order["slot"], length(order["area"]), order["opened"] // MINUTES),
        unit_id=keeper_of(world, order["slot"]),
        opened_at=order["opened"],
        started_at=order["started"],
        done_at=order["done"],
        accepted_at=clock(order["accepted"], 15),
        thickness_mm=_maybe(order["thickness"]),
        mix_temperature=_maybe(order["mix"]),
        air_temperature=_maybe(order["air"]),
        surface_temperature=_maybe(order["surface"]),
        quantity=_numbers(order["quantity"]),
        measure="m²",
        amount_yuan=order["quantity"] * order["price"],
        plan_approved_at=clock(order["planned"], 10),
        liability_to_on=order["liable"],
    )


def _defects(world: World, story: Story) -> Rows:
    defect, order = story["defect"], story["order"]
    of = defect["_order"]
    kind = [DEFECTS[one] for one in defect["code"].tolist()]
    return Rows(
        len(defect),
        defect_id=defect["defect_id"],
        **place(world, defect["slot"], length(defect["area"]), defect["found"]),
        unit_id=keeper_of(world, defect["slot"]),
        defect_code=as_column([one[0] for one in kind]),
        defect_name=as_column([one[1] for one in kind]),
        area_m2=_numbers(defect["area"]),
        found_at=clock(defect["found"], 11),
        work_order_id=order["work_order_id"][of],
        repaired_at=clock(defect["repaired"], 17),
    )


def _stretches(world: World, story: Story) -> Rows:
    held = story["stretch"]
    per = LENGTH // STRETCH
    at = held["_stretch"]
    begins = at % per * STRETCH
    pqi = held["pqi"]
    return Rows(
        len(held),
        road_section_year_id=held["road_section_year_id"],
        route=as_column(routes(world))[at // per],
        direction="both",
        from_m=_numbers(begins),
        to_m=_numbers(begins + STRETCH),
        unit_id=keepers(world)[at // per],
        year=held["year"],
        assessed_on=_november(held["year"]),
        mqi=as_column([(one + 12) / 10 for one in pqi.tolist()]),
        pqi=as_column([one / 10 for one in pqi.tolist()]),
        spent_yuan=held["spent"],
        works=held["works"],
    )


def _november(year: Ints) -> Ints:
    """The fifteenth of November, when roads are surveyed."""
    months = (year - 1970) * 12 + 10
    return np.asarray(
        months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + 14, dtype=np.int64
    )


def _points(world: World, story: Story) -> Rows:
    point, patrol = story["point"], story["patrol"]
    of = point["_patrol"]
    gone = point["speed"] * 1000 * 3 // 60
    start = np.zeros(len(point), dtype=np.int64)
    first = point["step"] == 0
    run = np.cumsum(gone) - gone
    start = run - np.repeat(run[first], np.bincount(of))
    return Rows(
        len(point),
        patrol_point_id=as_column([f"GJ{world.region_code}{one:07d}" for one in range(len(point))]),
        patrol_id=patrol["patrol_id"][of],
        route=patrol["route"][of],
        unit_id=keepers(world)[0],
        vehicle_no=patrol["vehicle"][of],
        passed_at=patrol["begins"][of] + 3 * point["step"],
        place_m=_numbers(start % LENGTH),
        speed_kmh=_numbers(point["speed"]),
        device_source=point["source"],
    )


def _vehicles(world: World, story: Story) -> Rows:
    held = story["day"]
    row = Rows(
        len(held),
        vehicle_day_id=held["vehicle_day_id"],
        vehicle_no=as_column(
            [f"洁-{world.region_code}-{one:02d}" for one in held["vehicle"].tolist()]
        ),
        unit_id=keepers(world)[0],
        worked_on=held["day"],
        paid_km=_numbers(held["paid"]),
        gps_km=as_column([None if one == NEVER else one / 10 for one in held["gps"].tolist()]),
        online_share=as_column([one / 100 for one in held["online"].tolist()]),
        amount_yuan=held["paid"] * 1_200,
    )
    return row.take(np.flatnonzero(held["day"] <= END))


def _marks(world: World, story: Story) -> Rows:
    held = story["mark"]
    able = world.firms["firm_id"][world.firms["line"].astype(str) == "works"]
    return Rows(
        len(held),
        performance_check_id=held["performance_check_id"],
        unit_id=keepers(world)[0],
        party_id=able[held["_firm"]],
        kind="maintenance",
        checked_at=clock(held["checked"], 10),
        checked_by=held["checker"],
        score=_numbers(held["score"]),
        problems=held["problems"],
        rectify_due_on=held["due"],
        rectified_at=clock(held["rectified"], 16),
        deduction_yuan=held["deduction"],
        deducted_yuan=held["taken"],
        deducted_at=clock(held["taken_on"], 9),
        settled_at=clock(held["settled"], 9),
        waiver_doc_no=held["waiver_doc_no"],
    )


def _maps(world: World, story: Story) -> Rows:
    held = story["map"]
    nought = np.zeros(len(held), dtype=np.int64)
    return Rows(
        len(held),
        stake_map_id=held["stake_map_id"],
        section_id=_built(world, held["_route"]),
        alignment="K",
        built_from_m=_numbers(nought),
        built_to_m=_numbers(nought + LENGTH),
        route=as_column(routes(world))[held["_route"]],
        direction="both",
        from_m=_numbers(held["shift"]),
        to_m=_numbers(held["shift"] + LENGTH),
        valid_from_on=held["valid_from"],
        valid_to_on=held["valid_to"],
    )


def _built(world: World, route: Ints) -> Objects:
    """The sections in which the routes were built."""
    return as_column([f"YS{world.region_code}{one:03d}" for one in route.tolist()])


def _ranges(world: World, story: Story) -> Rows:
    held = story["range"]
    per = LENGTH // SLOT
    begins = held["slot"] % per * SLOT
    n = len(held)
    return Rows(
        n,
        liability_range_id=as_column([f"ZR{world.region_code}{one:05d}" for one in range(n)]),
        section_id=_built(world, held["slot"] // per),
        unit_id=keeper_of(world, held["slot"]),
        party_id=held["party_id"],
        alignment="K",
        from_m=_numbers(begins + held["begins"]),
        to_m=_numbers(begins + held["ends"]),
        from_on=held["from_on"],
        to_on=held["to_on"],
        works="路面",
    )


def _photos(world: World, story: Story) -> Rows:
    held, order = story["photo"], story["order"]
    of = held["_order"]
    stage = held["stage"]
    n = len(held)
    row = Rows(
        n,
        picture_id=as_column([f"YP{world.region_code}{one:07d}" for one in range(n)]),
        unit_id=keeper_of(world, order["slot"][of]),
        route=as_column(routes(world))[order["slot"][of] // (LENGTH // SLOT)],
        process_id=order["work_order_id"][of],
        stage=stage,
        challenged_at=held["taken"] - 2,
        taken_at=held["taken"],
        received_at=held["taken"] + 40,
        compared_on=(held["taken"] + 40) // MINUTES,
        source="camera",
        position_kind="gnss",
        confidence_m=as_column([6.0] * n),
        from_stake_m=as_column([12.0] * n),
    )
    return row.take(np.flatnonzero(held["logged"] == True))  # noqa: E712  (columns of objects)


def _numbers(values: Ints) -> Objects:
    return as_column([float(one) for one in values.tolist()])


def _maybe(values: Ints) -> Objects:
    return as_column([None if one == NEVER else float(one) for one in values.tolist()])
