"""
两年的责任清单：每半年一张，县里下发，部门乡镇再下发，按季落实、填报、复核。Two years of lists, as they should run.

Each half-year has a list of sixteen items; ten of them go on to the stations. A turn is done before its day, most well
before, one in eight during the last days, and most of the turns of the last quarter during its last days. The days of
some units (for a year) and some items are kept for plants about them.
"""

from datetime import date

import numpy as np

from qinglian.city.days import NEVER, after_workdays, at_office, day_no, day_of, next_workday
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.duties import words
from qinglian.city.duties.units import units
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

HALVES = tuple(date(year, month, 1) for year in (2024, 2025) for month in (1, 7))
NAMES = ("2024年上半年", "2024年下半年", "2025年上半年", "2025年下半年")
ITEMS, DOWN, QUARTERLY, TALK = 16, 10, 12, 0
"""Items of a list; the first so many go on to the stations; so many are quarterly; one is talking with people."""
GAPS = (0, 1, 0, 3, 2, 4, 1, 0, 2, 3, 1, 0, 4, 2, 0, 1)
"""Working days before the end of the quarter at which each item is due."""
BODIES, KEPT_ITEMS = 20, 14
"""Units of a year kept for plants about the days of evidence, and as many about runs of reports; items kept."""


def tell(world: World, draw: Draw) -> Story:
    """Duties, their turns, and the evidence of each."""
    unit, _ = units(world)
    duty = _duties(world, unit, draw.at("duties"))
    turn = _turns(world, unit, duty, draw.at("turns"))
    turn["kept_item"] = _kept_items(turn, draw.at("kept items"))
    turn["use"] = _uses(turn, unit["upper"], draw.at("uses"))
    evidence = _evidence(world, unit, turn, draw.at("evidence"))
    return {"turn": turn, "duty": duty, "evidence": evidence, "unit": unit}


def _duties(world: World, unit: Rows, draw: Draw) -> Rows:
    """One a unit, item and half-year, level after level."""
    told = [(half, at, item) for half in range(4) for at in range(len(unit)) for item in range(ITEMS)
            if item < DOWN or unit["level"][at] == 1]  # fmt: skip
    half, at, item = (np.array(column, dtype=np.int64) for column in zip(*told, strict=True))
    n = len(told)
    rows = Rows(n, half=half, unit=at, item=item, level=unit["level"][at])
    place = {key: order for order, key in enumerate(told)}
    upper = unit["upper"][at]
    rows["above"] = np.array(
        [place.get((h, u, i), -1) for h, u, i in zip(half.tolist(), upper.tolist(), item.tolist(), strict=True)],
        dtype=np.int64,
    )  # fmt: skip
    rows["giver"] = upper
    has_lower = np.isin(at, upper)
    rows["goes_down"] = as_column((has_lower & (item < DOWN)).tolist())
    issued = after_workdays(np.array([day_no(day) for day in HALVES]), 7)[half]
    sent = after_workdays(issued, draw.at("sent").between(0, 3, n))
    received = after_workdays(sent, draw.at("received").between(0, 4, n))
    on = after_workdays(received, draw.at("on").between(1, 7, n))
    down = rows["above"] >= 0
    sent = np.where(down, on[rows["above"]], sent)
    received = np.where(down, after_workdays(sent, draw.at("station").between(0, 3, n)), received)
    minutes = draw.at("minutes")
    rows["sent"] = sent * 1440 + 9 * 60 + minutes.at("sent").below(60, n)
    rows["received"] = received * 1440 + 11 * 60 + minutes.at("received").below(300, n)
    goes = rows["goes_down"] == True  # noqa: E712
    rows["handed_on"] = np.where(goes, on * 1440 + 8 * 60 + 30, NEVER)
    rows["urgent"] = as_column([False] * n)
    rows["moved"] = np.zeros(n, dtype=np.int64)
    rows["duty_id"] = as_column([f"ZR{world.region_code}{order:06d}" for order in range(n)])
    pairs = zip(half.tolist(), item.tolist(), strict=True)
    rows["item_id"] = as_column([f"SX{world.region_code}{h}{i:02d}" for h, i in pairs])
    return rows


def _turns(world: World, unit: Rows, duty: Rows, draw: Draw) -> Rows:
    """Two a half-year of quarterly items, one of the others."""
    quarterly = duty["item"] < QUARTERLY
    of = np.concatenate([np.arange(len(duty)), np.flatnonzero(quarterly)])
    second = np.concatenate([~quarterly, np.ones(int(quarterly.sum()), dtype=bool)])
    first = np.concatenate(
        [np.ones(len(duty), dtype=bool), np.zeros(int(quarterly.sum()), dtype=bool)]
    )
    order = np.lexsort((second, of))
    of, second, first = of[order], second[order], first[order]
    n = len(of)
    half, item = duty["half"][of], duty["item"][of]
    quarter = half * 2 + second
    starts = np.array([day_no(date(2024 + q // 4, 1 + q % 4 * 3, 1)) for q in range(9)])
    begins = np.where(duty["item"][of] < QUARTERLY, starts[quarter], starts[half * 2])
    due = after_workdays(starts[quarter + 1] - 1, -np.array(GAPS)[item])
    rows = Rows(
        n,
        duty=of,
        half=half,
        item=item,
        quarter=quarter,
        begins=begins,
        ends=starts[quarter + 1] - 1,
        due=due,
    )
    rows["unit"], rows["level"] = duty["unit"][of], duty["level"][of]
    rows["first"] = as_column(first.tolist())
    rows["year"] = 2024 + quarter // 4
    rate = draw.at("rate").between(70, 150, len(unit))[rows["unit"]]
    rate = np.where(quarter % 4 == 3, draw.at("year end").between(600, 700, n), rate)
    last = draw.at("last").below(1000, n) < rate
    back = np.where(last, draw.at("few").between(0, 2, n), draw.at("more").between(3, 18, n))
    done = after_workdays(due, -back)
    performed = after_workdays(done, -draw.at("performed").between(0, 6, n))
    received = day_of(duty["received"][of])
    performed = np.maximum(performed, np.maximum(next_workday(received + 1), next_workday(begins)))
    done = np.maximum(done, performed)
    rows["performed"] = performed
    rows["done"] = at_office(draw.at("hour"), done)
    rows["done_by"] = unit["clerk"][rows["unit"]]
    rows["reviewed"] = at_office(
        draw.at("reviewed"), after_workdays(done, draw.at("review").between(1, 8, n))
    )
    givers = duty["giver"][of]
    people = world.people["person_id"]
    rows["reviewed_by"] = as_column(
        [unit["clerk"][at] if at >= 0 else people[0] for at in givers.tolist()]
    )
    rows["returned"] = draw.at("returned").chance(60, n).astype(np.int64)
    rows["returned_for_rules"] = np.zeros(n, dtype=np.int64)
    rows["due_moved"] = NEVER
    for name in ("existing", "entered_for", "dropped"):
        rows[name] = as_column([False] * n)
    rows["result"] = words.results(draw.at("result"), n)
    number = as_column(draw.at("number").between(1, 40, n).tolist())
    number[draw.at("silent").chance(500, n)] = None
    rows["number"] = number
    rows["turn_id"] = as_column([f"LS{world.region_code}{at:06d}" for at in range(n)])
    return rows


def _kept_items(turn: Rows, draw: Draw) -> Ints:
    """1 for turns of items that plants about items are given; never that of talks, nor those of the last half-year."""
    able = [(half, item) for half in range(3) for item in range(DOWN) if item != TALK]
    kept = {able[at] for at in draw.some(len(able), KEPT_ITEMS).tolist()}
    pairs = zip(turn["half"].tolist(), turn["item"].tolist(), strict=True)
    return np.array([pair in kept for pair in pairs], dtype=np.int64)


def _uses(turn: Rows, upper: Ints, draw: Draw) -> Ints:
    """What the turns of a unit and year serve: 0 anything, 1 the days of evidence, 2 runs of reports.

    Only units with nobody below them are kept for either.
    """
    above = set(upper.tolist())
    able = np.array([at for at in range(len(upper)) if at not in above], dtype=np.int64)
    kept = min(BODIES, len(able) // 2)
    drawn = draw.some(len(able) * 2, 2 * kept)
    spots = able[drawn // 2] * 2 + drawn % 2
    use = np.zeros(len(upper) * 2, dtype=np.int64)
    use[spots[:kept]], use[spots[kept:]] = 1, 2
    return np.asarray(use[turn["unit"] * 2 + (turn["year"] - 2024)], dtype=np.int64)


def _evidence(world: World, unit: Rows, turn: Rows, draw: Draw) -> Rows:
    """A report for each turn, a photograph for some; two records of talks instead where people are talked with."""
    n = len(turn)
    talks = turn["item"] == TALK
    photo = draw.at("photo").chance(450, n) & ~talks
    parts = [
        (np.arange(n), "text"),
        (np.flatnonzero(photo), "photo"),
        (np.flatnonzero(talks), "second"),
    ]
    of = np.concatenate([at for at, _ in parts])
    part = as_column([name for at, name in parts for _ in range(len(at))])
    m = len(of)
    rows = Rows(m, turn=of, part=part)
    talk = talks[of]
    rows["kind"] = np.where(part == "photo", "photo", np.where(talk, "talk", "file")).astype(object)
    quoted = draw.at("quoted").chance(200, m).tolist()
    said = [
        words.OFFICIAL[item] if yes else None
        for item, yes in zip(turn["item"][of].tolist(), quoted, strict=True)
    ]
    reports = words.reports(draw.at("reports"), unit["name"][turn["unit"][of]].tolist(), said)
    text = np.where(talk, words.topics(draw.at("topics"), m), reports).astype(object)
    text[part == "photo"] = None
    rows["text"] = text
    prints = draw.at("prints").below(2**62, m)
    rows["picture"] = np.where(part == "photo", prints, NEVER)
    rows["joint"] = as_column([None] * m)
    rows["carried"] = as_column([False] * m)
    rows["used"], rows["copy_of"] = np.zeros(m, dtype=np.int64), np.full(m, -1, dtype=np.int64)
    done, performed = day_of(turn["done"][of]), turn["performed"][of]
    filed = np.maximum(performed, after_workdays(done, -draw.at("before").between(0, 1, m)))
    hour = at_office(draw.at("hour"), filed)
    rows["filed"] = np.where(filed == done, np.minimum(hour, turn["done"][of]), hour)
    rows["evidence_id"] = as_column([f"CL{world.region_code}{at:06d}" for at in range(m)])
    for name in ("text", "photo", "second"):
        place = np.full(n, -1, dtype=np.int64)
        mine = np.flatnonzero(part == name)
        place[of[mine]] = mine
        turn[f"at_{name}"] = place
    return rows
