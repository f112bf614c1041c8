"""
多大：所、县、市、省。How large: a station, a county, a city, a province.

A city is nine counties, a province twenty cities; each county is made by itself, so that nothing larger than one
county is ever held.
"""

from dataclasses import dataclass

from qinglian.model.errors import BadUsage, nearest
from qinglian.model.text import Text


@dataclass(frozen=True)
class Size:
    """Counts of one county, and how many counties there are. `plants` in per cent of the full number of plants."""

    name: str
    counties: int
    bodies: int
    people: int
    firms: int
    permits: int
    penalties: int
    tenders: int
    purchases: int
    releases: int
    policies: int
    disclosures: int
    plants: int


STATION = Size("station", 1, 12, 90, 150, 500, 700, 450, 350, 700, 200, 250, plants=15)
COUNTY = Size(
    "county", 1, 60, 900, 1500, 17_000, 9_000, 2_000, 1_500, 2_400, 900, 3_000, plants=100
)
CITY = Size(
    "city", 9, 222, 3_300, 4_000, 42_000, 16_000, 2_400, 1_800, 2_400, 1_000, 6_000, plants=100
)
PROVINCE = Size(
    "province",
    180,
    222,
    3_300,
    4_000,
    42_000,
    16_000,
    2_400,
    1_800,
    2_400,
    1_000,
    6_000,
    plants=100,
)

SIZES = {size.name: size for size in (STATION, COUNTY, CITY, PROVINCE)}


def size_of(name: str) -> Size:
    """A size by its name; BadUsage names the nearest."""
    if name not in SIZES:
        near = nearest(name, list(SIZES))
        listed = ", ".join(SIZES)
        raise BadUsage(
            Text(
                f"没有规模 {name}{near.zh}（可用：{listed}）",
                f"No size {name}{near.en} (known: {listed})",
            )
        )
    return SIZES[name]
