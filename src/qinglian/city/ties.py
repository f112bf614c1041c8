"""
谁持有企业、谁在企业参保、谁是谁的亲属。Who holds a firm and through whom, whose staff somebody is, who is whose kin.

Holdings are owned by one family each and stand above one firm, so that no two firms of a county have one owner unless
a story says so. Relatives of officials work in firms of the county as plain staff, or run one in another county, and
the official has declared it.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.days import END, NEVER, START
from qinglian.city.draw import Draw, Ints, Objects, as_column
from qinglian.city.rows import Rows
from qinglian.city.world import World

HOLDINGS = 50_000
"""Numbers of holding companies begin here: they own firms and take part in nothing."""
ELSEWHERE = 90_000
"""Numbers of firms in other counties begin here."""
STEPS = 3
"""A chain of holding companies has so many at most."""
WORKERS, RELATIVES = 320_000, 800_000
"""Identity numbers of plain staff, and of relatives of officials, begin here."""
_KEY_STAFF = ("manager", "engineer", "agent")
_WORKS = "经营场所在外县"


def owners(draw: Draw, firms: Rows) -> Rows:
    """One or two owners each: the head, and often a second person."""
    n = firms.n
    second = np.flatnonzero(draw.chance(450, n))
    first = draw.between(510, 900, n)
    first[~np.isin(np.arange(n), second)] = 1000
    names_of = names.people_names(draw.at("second"), len(second))
    rows = Rows(
        n,
        firm_id=firms["firm_id"],
        owner_id=firms["head_id_no"],
        owner_name=firms["head_name"],
        person=True,
        share=first,
    )
    region = str(firms["firm_id"][0])[2:8]
    more = Rows(
        len(second),
        firm_id=firms["firm_id"][second],
        owner_id=names.identity_numbers(draw.seed, region, 200_000, len(second)),
        owner_name=names_of,
        person=True,
        share=1000 - first[second],
    )
    held, first_no = rows.add(more), HOLDINGS
    for step in range(STEPS):
        deeper = draw.at("holdings", step)
        through = held[deeper.chance(400 if step else 120, len(held))]
        if step == 0:
            through = through[rows["share"][through] < 500]
        held = _through(deeper, rows, through, region, first_no)
        first_no += len(held)
    return rows


def _through(draw: Draw, rows: Rows, through: Ints, region: str, first: int) -> Ints:
    """Some owners hold their share through a company, of which now and then the family has a part by itself."""
    n = len(through)
    codes = names.credit_codes("91", region, first, n)
    share = np.where(draw.chance(300, n), draw.between(510, 990, n), 1000)
    people = Rows(
        n,
        firm_id=codes,
        owner_id=rows["owner_id"][through],
        owner_name=rows["owner_name"][through],
        person=True,
        share=share,
    )
    words = ("投资有限公司", "控股有限公司", "企业管理合伙企业（有限合伙）")
    word = draw.at("word").pick(words, n)
    rows["owner_id"][through], rows["person"][through] = codes, False
    rows["owner_name"][through] = as_column(
        [f"{name}{kind}" for name, kind in zip(people["owner_name"], word, strict=True)]
    )
    held = rows.add(people)
    part = np.flatnonzero(share < 1000)
    family = names.identity_numbers(draw.seed, region, 250_000 + first - HOLDINGS, len(part))
    rows.add(
        Rows(
            len(part),
            firm_id=codes[part],
            owner_id=family,
            owner_name=names.people_names(draw.at("family"), len(part)),
            person=True,
            share=1000 - share[part],
        )
    )
    return held


def staff(draw: Draw, seed: int, region: str, firms: Rows) -> Rows:
    """A manager, an engineer and an agent of each firm, insured by it; then plain staff, who come and go."""
    n = firms.n * len(_KEY_STAFF)
    rows = Rows(
        n,
        firm_id=np.repeat(firms["firm_id"], len(_KEY_STAFF)),
        person_name=names.people_names(draw, n),
        id_no=names.identity_numbers(seed, region, 300_000, n),
        role=as_column([*_KEY_STAFF] * firms.n),
        insured_from=np.repeat(firms["founded_on"], len(_KEY_STAFF)),
        insured_to=NEVER,
    )
    plain = draw.at("plain")
    firm = np.repeat(np.arange(firms.n), plain.skewed(2, firms.n, high=12))
    many = len(firm)
    since = np.maximum(
        firms["founded_on"][firm], START - plain.at("from").between(-700, 3000, many)
    )
    until = since + plain.at("stayed").skewed(500, many, low=60)
    rows.add(
        Rows(
            many,
            firm_id=firms["firm_id"][firm],
            person_name=names.people_names(plain.at("names"), many),
            id_no=names.identity_numbers(seed, region, WORKERS, many),
            role="worker",
            insured_from=since,
            insured_to=np.where((until > END) | plain.at("stays").chance(600, many), NEVER, until),
        )
    )
    return rows


def insured(world: World) -> Rows:
    """The register of the insurance office."""
    staff, called = world.staff, _called(world)
    return Rows(
        staff.n,
        insured_person_id=as_column([f"CB{world.region_code}{k:06d}" for k in range(staff.n)]),
        party_id=staff["firm_id"],
        party_name=as_column([called[code] for code in staff["firm_id"].tolist()]),
        person_name=staff["person_name"],
        person_id_no=staff["id_no"],
        from_on=staff["insured_from"],
        to_on=staff["insured_to"],
    )


def relations(world: World, draw: Draw) -> Rows:
    """Relations on record: firms that hold others, who runs the holdings, and what officials declare."""
    rows = _holdings(world)
    rows.add(_declared(world, draw))
    rows["relation_id"] = as_column([f"GXD{world.region_code}{k:06d}" for k in range(rows.n)])
    return rows


def _holdings(world: World) -> Rows:
    """Every step of a chain of owners in which a company stands, from top or middle to the firm below."""
    owners, called = world.owners, _called(world)
    companies = owners["person"] == False  # noqa: E712
    held = set(owners["owner_id"][companies].tolist())
    above = np.array([code in held for code in owners["firm_id"].tolist()], dtype=bool)
    at = np.flatnonzero(companies | above)
    company = companies[at].astype(bool)
    who, name, below = (owners[column][at] for column in ("owner_id", "owner_name", "firm_id"))
    called |= dict(zip(who[company].tolist(), name[company].tolist(), strict=True))
    share = as_column([share / 10 for share in owners["share"][at].tolist()])
    steps = Rows(
        len(at),
        kind="holding",
        from_id=_only(company, who),
        from_name=_only(company, name),
        from_person_name=_only(~company, name),
        from_person_id_no=_only(~company, who),
        to_id=below,
        to_name=as_column([called[code] for code in below.tolist()]),
        share=share,
        from_on=START - 900,
        to_on=NEVER,
        source="企业登记",
    )
    runs = steps.take(np.flatnonzero(~company & (owners["share"][at] > 500)))
    runs["kind"], runs["share"] = "director", None
    steps.add(runs)
    return steps


def _declared(world: World, draw: Draw) -> Rows:
    """Some officials have a relative in business: on the staff of a firm here, or at the head of one elsewhere."""
    people, staff, region = world.people, world.staff, world.region_code
    official = np.flatnonzero(draw.chance(40, people.n))
    n = len(official)
    here = draw.at("here").chance(600, n)
    plain = np.flatnonzero(staff["role"] == "worker")
    worker = plain[draw.at("worker").some(len(plain), n)]
    numbers = names.identity_numbers(world.seed, region, RELATIVES, n)
    called = _called(world)
    code = names.credit_codes("91", f"{region[:4]}99", ELSEWHERE, n)
    who = np.where(here, staff["id_no"][worker], numbers)
    name = np.where(here, staff["person_name"][worker], names.people_names(draw.at("name"), n))
    firm = np.where(here, staff["firm_id"][worker], code)
    firm_name = as_column(
        [
            called.get(one, f"外县{person}商贸有限公司")
            for one, person in zip(firm, name, strict=True)
        ]
    )
    kin = Rows(
        n,
        kind="kin",
        from_person_name=people["name"][official],
        from_person_id_no=people["id_no"][official],
        to_person_name=name,
        to_person_id_no=who,
        from_on=NEVER,
        to_on=NEVER,
        source="经商办企业申报",
        declared_flag=True,
    )
    kin.add(
        Rows(
            n,
            kind=np.where(here, "employment", "director").astype(object),
            from_person_name=name,
            from_person_id_no=who,
            to_id=firm,
            to_name=firm_name,
            from_on=np.where(here, staff["insured_from"][worker], START - 400),
            to_on=np.where(here, staff["insured_to"][worker], NEVER),
            source="经商办企业申报",
            declared_flag=True,
            remark=as_column([None if one else _WORKS for one in here.tolist()]),
        )
    )
    return kin


def _called(world: World) -> dict[str, str]:
    """Names of the firms of the county by their codes."""
    firms = world.firms
    return dict(zip(firms["firm_id"].tolist(), firms["name"].tolist(), strict=True))


def _only(mask: Ints, values: Objects) -> Objects:
    return np.where(mask, values, as_column([None]))
