"""
谁采购、谁投标、买什么。Who buys, who bids and what is bought, in a place that does not exist.

Codes of bodies, firms and persons begin with XX, which ISO 3166 gives to nobody; addresses lie in towns that do not
exist, e-mail in the domain `example`, telephones in a range no operator was given. Firms keep to one category and up
to three of its divisions, and some are seen more often than others.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.draw import Draw, Ints, Objects, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

CATEGORIES = ("goods", "works", "services")
DIVISIONS = (("15", "30", "33", "39"), ("41", "44", "45", "65"), ("50", "72", "79", "90"))
CLASSES = ("10", "20")
UNITS = ("each", "lot", "month")
PLACE = "邻境示例市"
PER_DIVISION = 2
CENTRAL = 3
_PHONES, _BODY_PHONES = 80_000, 96_000


def bodies(world: World, draw: Draw, n: int) -> Rows:
    """Bodies that buy; the first few also run purchases for others."""
    first = int(world.region_code[2:]) * 100_000 + _BODY_PHONES
    numbers = [f"{number:04d}" for number in range(1, n + 1)]
    what = ["采购中心" if number < CENTRAL else f"第{number}局" for number in range(n)]
    return Rows(
        n,
        org_id=as_column([f"XX-BODY-{world.region_code}-{number}" for number in numbers]),
        name=as_column([f"{PLACE}{kind}" for kind in what]),
        phone=names.phones(first, n),
        email=as_column([f"body{number}.{world.region_code}@gov.example" for number in numbers]),
        address=names.addresses(draw, PLACE, n),
        postal=as_column([f"99{1000 + place % 9000:04d}" for place in range(n)]),
        special=False,
    )


def firms(world: World, draw: Draw, n: int, *, first: int = 0) -> Rows:
    """Firms, each with a beneficial owner and one or two shareholders of its own."""
    order = np.arange(first, first + n, dtype=np.int64)
    numbers = [f"{number:05d}" for number in order.tolist()]
    region = world.region_code
    brand, other = draw.pick(list(names.BRANDS), n), draw.pick(list(names.BRANDS), n)
    share = draw.between(55, 95, n)
    category = draw.below(len(CATEGORIES), n)
    division = draw.below(len(DIVISIONS[0]), n)
    beside, wide = draw.at("beside").below(3, n), draw.at("wide").chance(250, n)
    return Rows(
        n,
        org_id=as_column([f"XX-FIRM-{region}-{number}" for number in numbers]),
        name=as_column(
            [
                f"{PLACE}{a}{b}{number}公司"
                for a, b, number in zip(brand, other, numbers, strict=True)
            ]
        ),
        phone=names.phones(int(region[2:]) * 100_000 + _PHONES + first, n),
        email=as_column([f"firm{number}.{region}@trade.example" for number in numbers]),
        address=names.addresses(draw.at("addresses"), PLACE, n),
        postal=as_column([f"99{1000 + place % 9000:04d}" for place in order.tolist()]),
        owner_id=as_column([f"XX-PERSON-{region}-{number}A" for number in numbers]),
        owner_name=names.people_names(draw.at("owners"), n),
        holder_id=as_column([f"XX-PERSON-{region}-{number}A" for number in numbers]),
        share=share * 10,
        second_id=as_column([f"XX-PERSON-{region}-{number}B" for number in numbers]),
        second_share=1000 - share * 10,
        category=category,
        division=division,
        # Some keep to one division, most work in two, some in three.
        next=(division + beside) % len(DIVISIONS[0]),
        third=(division + np.where(wide, beside + 1, beside)) % len(DIVISIONS[0]),
        # A small bias is a firm that is seen often.
        bias=draw.skewed(300, n, low=40, high=1500),
        special=False,
    )


def newcomers(world: World, story: Story, draw: Draw, n: int) -> Ints:
    """So many firms that nobody has seen before; they bid only where a story sends them."""
    firm = story["firm"]
    more = firms(world, draw, n, first=len(firm))
    more["special"] = True
    return firm.add(more)


def code_of(category: Ints, division: Ints, kind: Ints) -> Objects:
    """Classification codes of eight digits: division, class, zeros."""
    codes = as_column([f"{d}{k}0000" for row in DIVISIONS for d in row for k in CLASSES])
    return as_column(codes[(category * len(DIVISIONS[0]) + division) * PER_DIVISION + kind])


def rivals(firm: Rows, category: Ints, division: Ints, draw: Draw, most: int) -> Ints:
    """For each purchase `most` different firms of its division, those seen often before others."""
    found = np.zeros((len(category), most), dtype=np.int64)
    usual = np.asarray(firm["special"] == False, dtype=bool)  # noqa: E712
    for kind in range(len(CATEGORIES)):
        for part in range(len(DIVISIONS[0])):
            rows = np.flatnonzero((category == kind) & (division == part))
            fit = usual & (firm["category"] == kind)
            here = (firm["division"] == part) | (firm["next"] == part) | (firm["third"] == part)
            own = np.flatnonzero(fit & here)
            own = own if len(own) >= most else np.flatnonzero(fit)
            own = own if len(own) >= most else np.flatnonzero(usual)
            if len(rows):
                keys = draw.at("keys", kind, part).below(1000, len(rows) * len(own))
                keys = keys.reshape(len(rows), len(own)) + firm["bias"][own]
                found[rows] = own[np.argsort(keys, axis=1, kind="stable")[:, :most]]
    return found
