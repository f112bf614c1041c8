"""
自查与别处的发现：各单位每半年就几个领域自查，督查、预警、审计另有发现。Self-checks as they run, and what others find.

A unit that finds nothing is mostly right: of a period that it found nothing in, others find one problem or none.
"""

from datetime import date

import numpy as np

from qinglian.city.days import NEVER, after_workdays, day_no
from qinglian.city.draw import Draw, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

MATTERS = ("工程招投标", "行政执法", "集体资金", "公务接待")
STARTS = tuple(day_no(date(2023 + half // 2, 1 + half % 2 * 6, 1)) for half in range(5))
SOURCES = ("inspection", "alert", "look_back", "audit", "own")


def tell(world: World, draw: Draw) -> Story:
    """Every unit, field and half-year of two years, with the year after in which others look."""
    several, halves = world.bodies.n, len(STARTS) - 1
    body = np.repeat(np.arange(several, dtype=np.int64), halves * len(MATTERS))
    half = np.tile(np.repeat(np.arange(halves, dtype=np.int64), len(MATTERS)), several)
    matter = np.tile(np.arange(len(MATTERS), dtype=np.int64), several * halves)
    n = len(body)
    starts = np.array(STARTS, dtype=np.int64)
    rows = Rows(n, body=body, matter=matter, begins=starts[half], ends=starts[half + 1] - 1)
    rows["reported"] = after_workdays(rows["ends"], draw.at("reported").between(5, 15, n))
    nothing = draw.at("nothing").chance(420, n)
    rows["found"] = np.where(nothing, 0, draw.at("found").skewed(2, n, low=1, high=9))
    rows["self_check_id"] = as_column([f"ZC{world.region_code}{at:06d}" for at in range(n)])
    finding = Rows(0, check=np.empty(0, dtype=np.int64))
    story = {"self_check": rows, "finding": finding}
    later = np.where(
        nothing,
        draw.at("quiet").place(3, n, (70, 25, 5)),
        draw.at("busy").place(5, n, (30, 30, 20, 12, 8)),
    )
    of = np.repeat(np.arange(n, dtype=np.int64), later)
    find(story, draw.at("finding"), of)
    return story


def find(story: Story, draw: Draw, of: np.ndarray, **marks: object) -> None:
    """Others find a problem of the period of each of these self-checks, within ten months of the report.

    Problems are numbered in the order in which they were told; one that is `gone` was never found.
    """
    check = story["self_check"].take(of)
    n = len(check)
    happened = draw.at("happened").between(check["begins"], check["ends"], n)
    seen = check["reported"] + draw.at("seen").between(20, 300, n)
    made = Rows(
        n,
        check=np.asarray(of, dtype=np.int64),
        body=check["body"],
        matter=check["matter"],
        happened=happened,
        seen=seen,
        source=draw.at("source").pick(SOURCES[:4], n, (40, 30, 15, 15)),
        confirmed=True,
        gone=False,
    )
    for name, value in marks.items():
        made[name] = value
    story["finding"].add(made)


def write(world: World, story: Story) -> dict[str, Rows]:
    """Two ledgers."""
    told, found = story["self_check"], story["finding"]
    found["finding_id"] = as_column([f"WT{world.region_code}{at:06d}" for at in range(len(found))])
    found = found.take(np.asarray(found["gone"] == False, dtype=bool))  # noqa: E712
    ids, names = world.bodies["unit_id"], world.bodies["name"]
    matters = as_column(MATTERS)
    checks = Rows(
        len(told),
        self_check_id=told["self_check_id"],
        unit_id=ids[told["body"]],
        unit_name=names[told["body"]],
        matter=matters[told["matter"]],
        begins_on=told["begins"],
        ends_on=told["ends"],
        reported_on=told["reported"],
        found=told["found"],
    )
    findings = Rows(
        len(found),
        finding_id=found["finding_id"],
        unit_id=ids[found["body"]],
        unit_name=names[found["body"]],
        matter=matters[found["matter"]],
        source=found["source"],
        happened_on=found["happened"],
        found_on=np.where(found["seen"] == NEVER, NEVER, found["seen"]),
        confirmed=found["confirmed"],
    )
    return {"self_check": checks, "finding": findings}
