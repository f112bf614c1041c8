"""
关键人员与考勤。Key persons and their days on site.
"""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Draw, as_column, either
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered, persons, repeated
from qinglian.city.works.wages import month_on
from qinglian.city.world import World

POSTS = ("manager", "engineer", "quality", "measurement", "chief_supervisor")
COUNTED = ("manager", "chief_supervisor")
"""Posts whose days are counted at the gate."""
FIRST = 200_000
"""Identity numbers of key persons begin so far behind those of workers."""


def posts(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """Who held a key post from when to when, and how many days of each month they were away."""
    n = len(section)
    of, which = repeated(np.full(n, len(POSTS), dtype=np.int64))
    count = len(of)
    post = as_column(POSTS)[which]
    watch = post == "chief_supervisor"
    firm = np.where(watch, section["supervisor_id"][of], section["party_id"][of])
    name = np.where(watch, section["supervisor_name"][of], section["party_name"][of])
    person = Rows(
        count,
        key_person_id=numbered("LZ", world, count),
        _section=of,
        post=post,
        **persons(world, draw.at("names"), FIRST, count),
        certificate_no=as_column([f"ZY{world.region_code}{order:06d}" for order in range(count)]),
        firm_id=firm,
        firm_name=name,
        insured_by_id=firm,
        insured_by_name=name,
        paid_by_id=firm,
        contracted_days=as_column([22.0] * count),
        from_on=section["start"][of] - draw.at("from").between(0, 10, count),
        to_on=section["ended"][of] + draw.at("to").between(0, 20, count),
        replacement_doc_no=None,
        concurrent_doc_no=None,
    )
    return {
        "key_person": person,
        "duty": _duty(draw.at("duty"), section, person),
        "registered": _registered(world, person),
    }


def _duty(draw: Draw, section: Rows, person: Rows) -> Rows:
    """Months of those who are counted: whole months on site, and how many days of each they were away."""
    counted = np.flatnonzero(np.isin(person["post"].astype(str), COUNTED))
    of, month = repeated(section["months"][person["_section"][counted]] - 1)
    n, whose = len(of), counted[of]
    month = month + 1
    return Rows(
        n,
        _person=whose,
        _section=person["_section"][whose],
        _month=month,
        month_on=month_on(section, person["_section"][whose], month),
        away=draw.between(2, 5, n),
        excuse=None,
    )


def attendance(world: World, story: dict[str, Rows]) -> Rows:
    """A row for each day of each month; the days away are spread over the month, the first of it worked."""
    duty, person, section = story["duty"], story["key_person"], story["section"]
    first = duty["month_on"]
    months = first.astype("datetime64[D]").astype("datetime64[M]") + 1
    length = months.astype("datetime64[D]").astype(np.int64) - first
    of, day = repeated(length)
    # 错开的次序：每月先从不同的日子缺起。A fixed shuffle of the days of a month, so that no week is away whole.
    order = (day * 11 + 5 * duty["_month"][of]) % np.maximum(length[of], 1)
    present = order >= duty["away"][of]
    whose, n = duty["_person"][of], len(of)
    excuse = either(present, None, duty["excuse"][of])
    return Rows(
        n,
        attendance_id=numbered("KQ", world, n, 7),
        section_id=section["section_id"][person["_section"][whose]],
        project_id=section["project_id"][person["_section"][whose]],
        person_id=person["person_id"][whose],
        person_name=person["person_name"][whose],
        attended_on=first[of] + day,
        present=as_column(present.tolist()),
        hours=as_column(np.where(present, 8.0, 0.0).tolist()),
        excuse=excuse,
        means="gate",
    )


def _registered(world: World, person: Rows) -> Rows:
    """The managers on the platform of the market, with the firm that sent them."""
    at = np.flatnonzero(
        np.isin(person["post"].astype(str), ("manager", "engineer", "chief_supervisor"))
    )
    return Rows(
        len(at),
        registered_person_id=numbered("BA", world, len(at)),
        _person=at,
        party_id=person["firm_id"][at],
        from_on=person["from_on"][at] - 700,
        to_on=NEVER,
    )
