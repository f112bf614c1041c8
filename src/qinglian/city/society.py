"""
一个县里有谁：单位与线、人与岗位、企业与其股东、员工。Who there is: bodies and lines, people and posts, firms.
"""

from collections.abc import Iterator

import numpy as np

from qinglian.city import lines as joined
from qinglian.city import names, ties
from qinglian.city.days import NEVER, START
from qinglian.city.draw import Draw, as_column
from qinglian.city.rows import Rows
from qinglian.city.size import Size
from qinglian.city.world import World

LINES_OF_TRADE = (
    "works",
    "goods",
    "services",
    "design",
    "supervision",
    "agency",
    "food",
    "transport",
)
_TRADE_NAMES = {
    "works": "建设工程有限公司",
    "goods": "商贸有限公司",
    "services": "服务有限公司",
    "design": "勘察设计有限公司",
    "supervision": "工程监理有限公司",
    "agency": "招标代理有限公司",
    "food": "餐饮管理有限公司",
    "transport": "运输有限公司",
}
_BUREAUS = (
    ("人民政府办公室", "office", "government"),
    ("交通运输局", "bureau", "transport"),
    ("市场监督管理局", "bureau", "market"),
    ("卫生健康局", "bureau", "health"),
    ("教育局", "bureau", "education"),
    ("住房和城乡建设局", "bureau", "housing"),
    ("水利局", "bureau", "water"),
    ("农业农村局", "bureau", "agriculture"),
    ("自然资源局", "bureau", "land"),
    ("城市管理局", "bureau", "city"),
    ("财政局", "bureau", "finance"),
    ("司法局", "bureau", "justice"),
    ("行政审批局", "bureau", "approval"),
    ("公共资源交易中心", "centre", "trading"),
)

_SECTIONS = {
    "经办岗": "业务股",
    "审核岗": "法规股",
    "审批岗": "行政审批股",
    "执法岗": "执法股",
    "财务岗": "财务股",
    "综合岗": "办公室",
}
"""Posts, and the section that each belongs to."""


def society(seed: int, number: int, size: Size) -> World:
    """Everybody of one county. Bodies and firms are numbered, so that each has a code of its own."""
    region = f"99{(number - 1) // 99 + 1:02d}{(number - 1) % 99 + 1:02d}"
    draw = Draw(seed, number, "society")
    name = f"示例{number:03d}县" if size.counties > 1 else "示例县"
    bodies = _bodies(region, name, size)
    lines = joined.body_lines(bodies, region)
    people = _people(draw.at("people"), seed, region, bodies, size)
    firms = _firms(draw.at("firms"), seed, region, name, size)
    owners = ties.owners(draw.at("owners"), firms)
    staff = ties.staff(draw.at("staff"), seed, region, firms)
    return World(seed, number, region, name, size, bodies, lines, people, firms, owners, staff)


def registers(world: World) -> Iterator[tuple[str, Rows]]:
    """The tables that hold who there is: bodies and their lines, posts, firms, their owners and staff, relations."""
    people, firms, owners = world.people, world.firms, world.owners
    first = (world.number - 1) % 99 == 0
    register = joined.organisations(world.bodies, world.region_code, world.name, first=True)
    yield "line", joined.line_table(world.lines, register)
    if not first:
        register = register.take(register["region_code"].astype(str) == world.region_code)
    yield "organisation", register
    yield (
        "party",
        Rows(
            firms.n,
            party_id=firms["firm_id"],
            name=firms["name"],
            legal_name=firms["name"],
            legal_representative=firms["head_name"],
            legal_representative_id_no=firms["head_id_no"],
            phone=firms["phone"],
            address=firms["address"],
            registered_on=firms["founded_on"],
        ),
    )
    yield (
        "owner",
        Rows(
            owners.n,
            owner_id=as_column([f"GD{world.region_code}{order:06d}" for order in range(owners.n)]),
            party_id=owners["firm_id"],
            kind="shareholder",
            holder_id=owners["owner_id"],
            holder_name=owners["owner_name"],
            share=as_column([share / 10 for share in owners["share"].tolist()]),
        ),
    )
    yield "insured_person", ties.insured(world)
    yield "relation", ties.relations(world, Draw(world.seed, world.number, "relations"))
    yield (
        "post",
        Rows(
            people.n,
            post_id=people["post_id"],
            post_name=people["post_name"],
            person_id=people["person_id"],
            person_name=people["name"],
            person_id_no=people["id_no"],
            phone=people["phone"],
            unit_id=people["unit_id"],
            unit_name=people["unit_name"],
            section_name=people["section"],
            from_on=people["from_on"],
            to_on=people["to_on"],
            certificate_no=people["certificate_no"],
        ),
    )


def _bodies(region: str, county: str, size: Size) -> Rows:
    rows = [(f"{county}{name}", kind, field) for name, kind, field in _BUREAUS[: size.bodies - 2]]
    towns = [f"{county}{town}镇人民政府" for town in names.TOWNS]
    rest = max(0, size.bodies - len(rows))
    for order in range(rest):
        if order < len(towns):
            rows.append((towns[order], "town", "government"))
        else:
            what = ("中心小学", "卫生院", "村民委员会", "执法中队")[order % 4]
            kind = ("school", "hospital", "village", "team")[order % 4]
            rows.append((f"{county}{names.TOWNS[order % len(towns)]}{order}号{what}", kind, kind))
    n = len(rows)
    return Rows(
        n,
        unit_id=names.credit_codes("11", region, 1, n),
        name=as_column([row[0] for row in rows]),
        kind=as_column([row[1] for row in rows]),
        field=as_column([row[2] for row in rows]),
        level="county",
        region_code=region,
        from_on=joined.FOUNDED,
        to_on=NEVER,
    )


def _people(draw: Draw, seed: int, region: str, bodies: Rows, size: Size) -> Rows:
    n = size.people
    unit = np.concatenate([np.arange(bodies.n), draw.below(bodies.n, max(0, n - bodies.n))])[:n]
    posts = draw.pick(list(_SECTIONS), n)
    return Rows(
        n,
        person_id=as_column([f"R{region}{order:05d}" for order in range(n)]),
        name=names.people_names(draw.at("names"), n),
        id_no=names.identity_numbers(seed, region, 0, n),
        phone=names.phones(int(region[2:]) * 100_000, n),
        unit_id=bodies["unit_id"][unit],
        unit_name=bodies["name"][unit],
        post_id=as_column([f"G{region}{order:05d}" for order in range(n)]),
        post_name=posts,
        section=as_column([_SECTIONS[post] for post in posts.tolist()]),
        from_on=draw.between(START - 2000, START, n),
        to_on=NEVER,
        certificate_no=as_column([f"ZF{region}{order:05d}" for order in range(n)]),
    )


def _firms(draw: Draw, seed: int, region: str, county: str, size: Size) -> Rows:
    n = size.firms
    line = draw.pick(LINES_OF_TRADE, n, [30, 25, 20, 6, 5, 4, 6, 4])
    first, second = draw.pick(list(names.BRANDS), n), draw.pick(list(names.BRANDS), n)
    park = draw.chance(60, n)
    address = names.addresses(draw.at("addresses"), county, n)
    parks = [f"{county}示例产业园{order}号楼" for order in range(1, 6)]
    at_park = draw.pick(parks, n)
    address[park] = at_park[park]
    return Rows(
        n,
        firm_id=names.credit_codes("91", region, 1, n),
        name=as_column(
            [
                f"{county}{a}{b}{_TRADE_NAMES[k]}"
                for a, b, k in zip(first, second, line, strict=True)
            ]
        ),
        address=address,
        phone=names.phones(int(region[2:]) * 100_000 + 50_000, n),
        head_name=names.people_names(draw.at("heads"), n),
        head_id_no=names.identity_numbers(seed, region, 100_000, n),
        founded_on=draw.between(START - 7000, START - 200, n),
        capital=draw.skewed(500_000_000, n, low=10_000_000),
        line=line,
        park=as_column(
            [spot if inside else None for spot, inside in zip(at_park, park, strict=True)]
        ),
    )
