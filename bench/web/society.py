"""Bodies, the lines between them, and people with roles: regions 99xxxx, all fictional. 虚构的单位与人员。"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from bench.web.copying import put, settle
from qinglian.web.accounts.models import Assignment, User
from qinglian.web.alerts.models import Competence
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild

BEGUN = date(2020, 1, 1)
PER_COUNTY = 200
BUREAUS = (
    "行政审批局", "公共资源交易中心", "财政局", "司法局", "人民政府办公室", "交通运输局", "教育局", "农业农村局",
    "市场监督管理局", "水利局", "卫生健康局", "民政局", "自然资源局", "住房和城乡建设局", "应急管理局", "文化和旅游局",
    "生态环境局", "人力资源和社会保障局", "林业局", "审计局", "统计局", "医疗保障局", "城市管理局", "发展和改革局",
)  # fmt: skip
FIELDS = {
    "approval_cn": 0, "bidding_cn": 1, "procurement_cn": 2, "enforcement_cn": 3, "disclosure_cn": 4, "policy_cn": 3,
    "funds_cn": 2, "ocds_red_flags": 1,
}  # fmt: skip
"""Which bureau regulates a pack."""
TEAMS = 3
PASSWORD = "示例口令-2026"


@dataclass
class County:
    """The bodies of one county, by what they are."""

    government: int
    office: int
    teams: list[int]
    bureaus: list[int] = field(default_factory=list)
    stations: list[int] = field(default_factory=list)
    staff: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    """Who holds a role for a body."""

    @property
    def bodies(self) -> list[int]:
        """Those that alerts are about."""
        return [*self.bureaus, *self.stations]


@dataclass
class Society:
    """All of it. `homes`: the body of each person; `above`: the bureau a station belongs to."""

    counties: list[County]
    homes: dict[int, int]
    above: dict[int, int]
    codes: dict[int, str]


def society_make(rng: random.Random, bodies: int, people: int) -> Society:
    """Write them and work out what reaches what."""
    units: list[tuple[object, ...]] = []
    lines: list[tuple[str, int, int]] = []
    above: dict[int, int] = {}

    def body(region: str, name: str, level: str) -> int:
        key = len(units) + 1
        units.append((key, f"{region}{key:05d}", name, "", level, "", region, BEGUN))
        return key

    city = body("990000", "示例市人民政府", "city")
    number = max(1, bodies // PER_COUNTY)
    guides = [body("990000", f"示例市{name}", "city") for name in BUREAUS[: max(4, bodies // 40)]]
    lines += [("belongs", city, one) for one in guides]
    counties = []
    for index in range(number):
        region, name = f"9901{index:02d}", f"示例{index + 1}县"
        made = County(
            body(region, f"{name}人民政府", "county"),
            body(region, f"{name}清廉办", "county"),
            [body(region, f"{name}派驻第{n + 1}组", "county") for n in range(TEAMS)],
        )
        lines += [("belongs", city, made.government), ("belongs", made.government, made.office)]
        for place, guide in enumerate(guides):
            bureau = body(region, f"{name}{BUREAUS[place]}", "county")
            made.bureaus.append(bureau)
            lines += [
                ("belongs", made.government, bureau),
                ("guides", guide, bureau),
                ("supervises", made.teams[place % TEAMS], bureau),
            ]
        share = (bodies - 1 - len(guides)) // number - 2 - TEAMS - len(guides)
        for n in range(share):
            place = rng.randrange(len(guides))
            bureau = made.bureaus[place]
            station = body(region, f"{name}{BUREAUS[place]}第{n + 1}站所", "station")
            made.stations.append(station)
            above[station] = bureau
            lines += [
                ("belongs", bureau, station),
                ("supervises", made.teams[place % TEAMS], station),
            ]
        counties.append(made)
    put(
        Unit,
        ("id", "code", "name", "uscc", "level", "unit_type", "region_code", "valid_from"),
        units,
    )
    put(
        Line,
        ("kind", "upper", "lower", "valid_from"),
        ((*one, BEGUN) for one in lines),
    )
    settle(Unit, Line)
    reach_rebuild()
    competences = [
        (key, county.government, county.bureaus[min(place, len(county.bureaus) - 1)], BEGUN)
        for county in counties
        for key, place in FIELDS.items()
    ]
    put(Competence, ("field", "within", "authority", "valid_from"), competences)
    codes = {int(str(one[0])): str(one[1]) for one in units}
    found = Society(counties, {}, above, codes)
    _people(rng, found, people, len(units))
    return found


def _people(rng: random.Random, society: Society, number: int, bodies: int) -> None:
    """Everybody who holds a role, and as many without as it takes."""
    held: list[tuple[int, str, int]] = []
    homes = society.homes

    def one(role: str, body: int, home: int | None = None, *, county: County) -> None:
        key = len(homes) + 3
        homes[key] = home or body
        held.append((key, role, body))
        county.staff.setdefault((role, body), []).append(key)

    for county in society.counties:
        government, office = county.government, county.office
        for role, times in (
            ("triage_officer", 6), ("programme_office", 4), ("auditor", 1),
        ):  # fmt: skip
            for _ in range(times):
                one(role, government, office, county=county)
        for role in ("unit_head", "leader", "leader"):
            one(role, government, county=county)
        for team in county.teams:
            for role in ("supervisor", "supervisor", "supervision_head"):
                one(role, team, county=county)
        for bureau in county.bureaus:
            for role, times in (
                ("authority_handler", 4), ("authority_head", 2), ("unit_officer", 1), ("unit_head", 1),
            ):  # fmt: skip
                for _ in range(times):
                    one(role, bureau, county=county)
        for station in county.stations:
            for role in ("unit_officer", "unit_officer", "unit_head"):
                one(role, station, county=county)
    for key in range(len(homes) + 3, number + 1):
        homes[key] = rng.randrange(1, bodies + 1)
    password, since = make_password(PASSWORD), datetime(2020, 1, 1, 9).astimezone()
    homes |= {1: 1, 2: 1}
    put(
        User,
        ("id", "password", "username", "name", "unit", "phone", "email", "is_active", "date_joined",
         "must_change_password"),
        (
            (key, password, f"p{key:06d}", f"示例{key}", home, f"1390000{key % 10000:04d}", "", True, since, False)
            for key, home in sorted(homes.items())
        ),
    )  # fmt: skip
    put(
        Assignment,
        ("user", "role", "unit", "granted_by", "approved_by", "granted_at", "decided_at", "valid_from"),
        ((*one, 1, 2, since, since, BEGUN) for one in held),
    )  # fmt: skip
    settle(User, Assignment, Competence)
