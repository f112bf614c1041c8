"""
标段：谁发包、谁承包、谁监理，何时开工、几个月、多少钱。Sections: owner, contractor, supervisor, when and how large.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.days import END, MINUTES, START, add_months
from qinglian.city.draw import Draw, Ints, Objects, as_column
from qinglian.city.rows import Rows
from qinglian.city.world import World

LEAST = 45
PEOPLE = 600_000
"""Identity numbers of people on site begin here, so that nobody of another field is among them."""


def how_many(world: World) -> int:
    """Sections of a county."""
    return max(LEAST, world.size.tenders // 10)


def sections(world: World, draw: Draw) -> Rows:
    """Sections in the order in which they began."""
    n, region = how_many(world), world.region_code
    start = np.sort(draw.at("start").between(START + 60, END - 540, n))
    months = draw.at("months").between(7, 12, n)
    owners = np.flatnonzero(
        np.isin(world.bodies["field"].astype(str), ["transport", "water", "city"])
    )
    owner = owners[draw.at("owner").below(len(owners), n)]
    works = np.flatnonzero(world.firms["line"].astype(str) == "works")
    watch = np.flatnonzero(world.firms["line"].astype(str) == "supervision")
    party = works[draw.at("party").below(len(works), n)]
    supervisor = watch[draw.at("supervisor").below(len(watch), n)]
    return Rows(
        n,
        section_id=as_column([f"BD{region}{order:05d}" for order in range(n)]),
        project_id=as_column([f"GL{region}{order:05d}" for order in range(n)]),
        contract_id=as_column([f"GLHT{region}{order:05d}" for order in range(n)]),
        unit_id=world.bodies["unit_id"][owner],
        unit_name=world.bodies["name"][owner],
        party_id=world.firms["firm_id"][party],
        party_name=world.firms["name"][party],
        supervisor_id=world.firms["firm_id"][supervisor],
        supervisor_name=world.firms["name"][supervisor],
        start=start,
        months=months,
        ended=add_months(start, months),
        price=draw.at("price").skewed(1_800, n, low=300) * 1_000_000,
        persons=np.arange(n, dtype=np.int64),
    )


def labelled(
    section: Rows, of: Ints, *, supervisor: bool = False, contract: bool = True
) -> dict[str, Objects]:
    """The columns with which rows name their section: section, project, contract, owner, contractor."""
    found = {name: section[name][of] for name in ("section_id", "project_id", "unit_id")}
    if contract:
        found["contract_id"] = section["contract_id"][of]
    who = "supervisor" if supervisor else "party"
    return found | {"party_id": section[f"{who}_id"][of]}


def persons(world: World, draw: Draw, first: int, n: int) -> dict[str, Objects]:
    """People on site: identity numbers and names."""
    return {
        "person_id": names.identity_numbers(world.seed, world.region_code, PEOPLE + first, n),
        "person_name": names.people_names(draw, n),
    }


def repeated(count: Ints) -> tuple[Ints, Ints]:
    """For rows that each have so many parts: of which row each part is, and which part of it, from 0."""
    of = np.repeat(np.arange(len(count), dtype=np.int64), count)
    part = np.arange(len(of), dtype=np.int64) - np.repeat(np.cumsum(count) - count, count)
    return of, part


def numbered(word: str, world: World, n: int, width: int = 6) -> Objects:
    """Numbers of records of this county."""
    return as_column([f"{word}{world.region_code}{order:0{width}d}" for order in range(n)])


def hour(draw: Draw, day: Ints) -> Ints:
    """Instants of days in working hours on site."""
    return np.asarray(day * MINUTES + draw.between(7 * 60, 18 * 60, len(day)), dtype=np.int64)


def past(day: Ints) -> Ints:
    """Days as they are, NEVER beyond the end of the records."""
    return np.where(day > END, np.iinfo(np.int64).min, day)
