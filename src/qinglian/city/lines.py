"""
单位与线：名录里的单位，及五种有起止日期的线。Bodies as the register has them, and the five kinds of dated lines.

Beside the bodies that fields draw upon stand those that only lines know: bureaus of the city above, two supervision
teams that each cover several bodies, the party committee of the offices, a body merged into another. One body passes
from one team to the other; one was renamed.
"""

from collections.abc import Iterable
from datetime import date

import numpy as np

from qinglian.city import names
from qinglian.city.days import NEVER, day_no
from qinglian.city.draw import as_column
from qinglian.city.rows import Rows
from qinglian.model.unit_types import unit_type_of

FOUNDED = day_no(date(2019, 3, 1))
"""The reform of 2019, since which the bodies stand as they are."""
MOVED, RENAMED, MERGED = (
    day_no(date(2024, 7, 1)),
    day_no(date(2021, 5, 1)),
    day_no(date(2024, 4, 1)),
)
OFFICES = ("office", "bureau", "centre", "town", "team")
LEVELS = {"town": "town", "village": "station", "school": "station", "hospital": "station"}
LEADERS = {"school": "education", "hospital": "health", "village": "agriculture"}
SHARED = 100_000
"""Numbers of bodies that only lines know begin here."""

_Line = tuple[str, str, str, int, int]


def body_lines(bodies: Rows, region: str) -> Rows:
    """Lines of one county: kind, upper_id, lower_id, from_on, to_on."""
    ids, kinds, fields = (bodies[name].tolist() for name in ("unit_id", "kind", "field"))
    above, (east, west, party, _) = city_codes(region, len(_at_home(bodies))), own_codes(region)
    of_field = {field: ids[at] for at, field in enumerate(fields) if kinds[at] in OFFICES}
    towns = [ids[at] for at, kind in enumerate(kinds) if kind == "town"]
    home = _at_home(bodies)
    told: list[_Line] = []
    for at, (unit, kind) in enumerate(zip(ids, kinds, strict=True)):
        if at:
            upper = of_field.get(LEADERS.get(kind, ""), ids[0])
            if kind == "village" and towns:
                upper = towns[at % len(towns)]
            told.append(("belongs", upper, unit, FOUNDED, NEVER))
        if kind in OFFICES:
            told.append(("party", party, unit, FOUNDED, NEVER))
            if kind == "bureau":
                told.append(("leads", party, unit, FOUNDED, NEVER))
        elif kind in LEADERS and LEADERS[kind] in of_field:
            told.append(("leads", of_field[LEADERS[kind]], unit, FOUNDED, NEVER))
    for order, at in enumerate(home):
        told.append(("guides", above[order], ids[at], FOUNDED, NEVER))
        team = east if order < len(home) // 2 else west
        if order == 0 and len(home) > 1:
            told.append(("supervises", east, ids[at], FOUNDED, MOVED - 1))
            told.append(("supervises", west, ids[at], MOVED, NEVER))
        else:
            told.append(("supervises", team, ids[at], FOUNDED, NEVER))
    return _lines(told)


def organisations(bodies: Rows, region: str, county: str, *, first: bool) -> Rows:
    """The register of bodies; the `first` county of a city also lists the bureaus of the city."""
    kinds = bodies["kind"].tolist()
    types = [unit_type_of(*pair) for pair in zip(kinds, bodies["field"].tolist(), strict=True)]
    rows = Rows(
        bodies.n,
        organisation_id=bodies["unit_id"],
        organisation_name=bodies["name"],
        uscc=bodies["unit_id"],
        unit_type=as_column(types),
        level=as_column([LEVELS.get(kind, "county") for kind in kinds]),
        region_code=region,
        successor_id=None,
        from_on=bodies["from_on"],
        to_on=bodies["to_on"],
    )
    home = _at_home(bodies)
    east, west, party, merged = own_codes(region)
    renamed = int(bodies.of("field", "city")[0])
    rows.add(_standing(rows, [renamed], f"{county}城市管理行政执法局"))
    rows["from_on"][renamed] = RENAMED
    for code, name in (
        (east, "第一派驻监督组"),
        (west, "第二派驻监督组"),
        (party, "直属机关工作委员会"),
    ):
        rows.add(_other([code], [f"{county}{name}"], region, "county"))
    gone = _other([merged], [f"{county}园林绿化中心"], region, "county")
    gone["to_on"], gone["successor_id"] = MERGED - 1, str(bodies["unit_id"][renamed])
    rows.add(gone)
    if first:
        named = [f"示例市{str(bodies['name'][at]).removeprefix(county)}" for at in home]
        rows.add(_other(city_codes(region, len(home)), named, f"{region[:4]}00", "city"))
    return rows


def line_table(lines: Rows, register: Rows) -> Rows:
    """Lines with the names that both ends bear now."""
    now = register.take(register["to_on"] == NEVER)
    pairs = (now[name].tolist() for name in ("organisation_id", "organisation_name"))
    called = dict(zip(*pairs, strict=True))
    told = Rows(lines.n, lines.columns)
    for end in ("upper", "lower"):
        told[f"{end}_name"] = as_column([called.get(code) for code in lines[f"{end}_id"].tolist()])
    return told


def city_codes(region: str, n: int) -> list[str]:
    """Codes of the bureaus of the city above."""
    codes: list[str] = names.credit_codes("11", f"{region[:4]}00", 1, n).tolist()
    return codes


def own_codes(region: str) -> list[str]:
    """Codes of the two supervision teams, the party committee and the body that was merged."""
    codes: list[str] = names.credit_codes("11", region, SHARED, 4).tolist()
    return codes


def _at_home(bodies: Rows) -> list[int]:
    return [at for at, kind in enumerate(bodies["kind"].tolist()) if kind == "bureau"]


def _other(codes: list[str], called: list[str], region: str, level: str) -> Rows:
    return Rows(
        len(codes),
        organisation_id=as_column(codes),
        organisation_name=as_column(called),
        uscc=as_column(codes),
        unit_type="agency",
        level=level,
        region_code=region,
        successor_id=None,
        from_on=FOUNDED,
        to_on=NEVER,
    )


def _standing(rows: Rows, at: list[int], name: str) -> Rows:
    """The same bodies under the name they had before."""
    before = rows.take(np.array(at, dtype=np.int64))
    before["organisation_name"], before["to_on"] = name, RENAMED - 1
    return before


def _lines(told: Iterable[_Line]) -> Rows:
    kind, upper, lower, start, end = zip(*told, strict=True)
    return Rows(
        len(kind),
        kind=as_column(kind),
        upper_id=as_column(upper),
        lower_id=as_column(lower),
        from_on=np.array(start, dtype=np.int64),
        to_on=np.array(end, dtype=np.int64),
    )
