"""
关键人员与考勤。Key persons and their days on site.
"""

import numpy as np

from qinglian.city.draw import Bools, Draw, Ints, as_column, either
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered, persons, repeated
from qinglian.city.works.wages import month_on
from qinglian.city.world import World

POSTS = ("manager", "engineer", "quality", "measurement", "chief_supervisor")
COUNTED = ("manager", "engineer", "chief_supervisor")
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
    begun = month_on(section, of, np.zeros(count, dtype=np.int64))
    person = Rows(
        count,
        key_person_id=numbered("LZ", world, count),
        _section=of,
        post=post,
        **persons(world, draw.at("names"), FIRST, count),
        certificate_no=as_column([f"ZY{world.region_code}{order:06d}" for order in range(count)]),
        firm_id=firm,
        firm_name=name,
        insured_by_id=firm.copy(),
        insured_by_name=name.copy(),
        paid_by_id=firm.copy(),
        contracted_days=as_column([22.0] * count),
        from_on=np.maximum(section["start"][of] - draw.at("from").between(0, 10, count), begun + 1),
        to_on=section["ended"][of] + draw.at("to").between(0, 20, count),
        replacement_doc_no=None,
        concurrent_doc_no=None,
    )
    none = np.zeros(0, dtype=np.int64)
    return {
        "key_person": person,
        "duty": _duty(draw.at("duty"), section, person),
        "guest": Rows(0, attendance_id=as_column([]), _person=none, _section=none, day=none,
                      hours=as_column([]), means=as_column([])),
        "insured": Rows(0, insured_person_id=as_column([]), _person=none, party_id=as_column([]),
                        from_on=none, to_on=none),
    }  # fmt: skip


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
        logged=True,
    )


def attendance(world: World, story: dict[str, Rows]) -> Rows:
    """A row for each day of each month; the days away are spread over the month, the first of it worked."""
    whole, person, section = story["duty"], story["key_person"], story["section"]
    duty = whole.take(np.flatnonzero(whole["logged"] == True))  # noqa: E712  (columns of objects)
    first = duty["month_on"]
    of, day = repeated(month_length(first))
    present = there(first[of], duty["away"][of], day)
    whose, n = duty["_person"][of], len(of)
    excuse = either(present, None, duty["excuse"][of])
    rows = Rows(
        n,
        attendance_id=as_column(
            [
                attended(world, *one)
                for one in zip(whose.tolist(), (first[of] + day).tolist(), strict=True)
            ]
        ),
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
    rows.add(_guests(story))
    return rows


def attended(world: World, person: int, day: int) -> str:
    """Number of the record of a key person's day."""
    return f"KQ{world.region_code}{person:05d}{day:05d}"


def month_length(first: Ints) -> Ints:
    """Days of the months that begin on these days."""
    after = first.astype("datetime64[D]").astype("datetime64[M]") + 1
    return np.asarray(after.astype("datetime64[D]").astype(np.int64) - first, dtype=np.int64)


def there(first: Ints, away: Ints, day: Ints) -> Bools:
    """Whether somebody away so many days of a month was there on its day; the days away are spread over the month."""
    length = month_length(first)
    return np.asarray((day * 11 + first * 5) % length >= away, dtype=bool)


def _guests(story: dict[str, Rows]) -> Rows:
    """Days that a key person spent on another section than their own."""
    guest, person, section = story["guest"], story["key_person"], story["section"]
    whose, where = guest["_person"], guest["_section"]
    return Rows(
        len(guest),
        {name: guest[name] for name in ("attendance_id", "hours", "means")},
        section_id=section["section_id"][where],
        project_id=section["project_id"][where],
        person_id=person["person_id"][whose],
        person_name=person["person_name"][whose],
        attended_on=guest["day"],
        present=True,
    )
