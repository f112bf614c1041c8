"""
评标委员会：抽取、组成、打分。Evaluation panels: experts drawn at random, representatives, and the points they give.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Draw, as_column
from qinglian.city.rows import Rows
from qinglian.city.tendering.course import numbered, only
from qinglian.city.world import World

POOL = 240
"""Experts in the pool of the county."""


def panels(world: World, tender: Rows, draw: Draw) -> Rows:
    """Four experts and one representative, or five and two; now and then one stands aside and another comes."""
    held = np.flatnonzero(tender["evaluated_at"] != NEVER)
    size = np.where(draw.at("size").chance(250, len(held)), 7, 5)
    of = np.repeat(held, size)
    seat = np.arange(len(of)) - np.searchsorted(of, of)
    of_panel = np.repeat(np.arange(len(held)), size)
    start = draw.at("start").below(POOL, len(held))[of_panel]
    step = (
        draw.at("step").pick([1, 7, 11, 13, 17, 19, 23, 29], len(held)).astype(np.int64)[of_panel]
    )
    expert = (start + seat * step) % POOL
    rep = seat >= np.where(size == 7, 5, 4)[of_panel]
    who = names.people_names(draw.at("names"), POOL)
    number = names.identity_numbers(world.seed, world.region_code, 500_000, POOL)
    clerk = (tender["_unit"][of] * 3 + seat) % world.people.n
    body = world.bodies["unit_id"][expert % world.bodies.n]
    region = world.region_code
    codes = as_column([f"ZJ{region}{k:05d}" for k in expert.tolist()])
    rows = Rows(
        len(of),
        panel_member_id=as_column([f"{t}-P{k}" for t, k in zip(tender["tender_id"][of], seat.tolist(), strict=True)]),
        tender_id=tender["tender_id"][of],
        lot_id=None,
        person_id=np.where(rep, world.people["person_id"][clerk], codes),
        person_name=np.where(rep, world.people["name"][clerk], who[expert]),
        person_id_no=np.where(rep, world.people["id_no"][clerk], number[expert]),
        kind=np.where(rep, "tenderer", "expert").astype(object),
        specialty=only(~rep, as_column(["工程造价", "土建", "机电", "市政"])[expert % 4]),
        draw_method=np.where(rep, "appointed", "random").astype(object),
        direct_basis=None,
        status="sat",
        replaced_reason=None,
        employer_id=np.where(rep, tender["procuring_entity_id"][of], body),
        supervisor_flag=False,
        avoid_ids=None,
        _t=of,
        _gone=False,
        _seat=seat,
        _expert=np.where(rep, NEVER, expert),
    )  # fmt: skip
    aside = np.flatnonzero((seat == 0) & draw.at("aside").chance(12, len(of)))
    gone = rows.take(aside)
    gone["panel_member_id"] = as_column([f"{t}-P9" for t in gone["tender_id"]])
    gone["_seat"] = 9
    gone["_expert"] = (gone["_expert"] + 3) % POOL
    gone["person_id"] = as_column([f"ZJ{region}{k:05d}" for k in gone["_expert"].tolist()])
    gone["person_name"], gone["person_id_no"] = who[gone["_expert"]], number[gone["_expert"]]
    gone["status"], gone["replaced_reason"] = "replaced", "recusal"
    rows.add(gone)
    return rows


def scores(panel: Rows, bid: Rows, some: Bools, draw: Draw) -> Rows:
    """Technical points of each expert for each valid bid: what the bid is worth, and an honest difference."""
    judged = np.flatnonzero(some[bid["_t"]] & (bid["rank"] != NEVER))
    worth = draw.at("worth").between(220, 360, len(judged))
    own, of, who = [], [], []
    by_tender = np.argsort(panel["_t"], kind="stable")
    first = np.searchsorted(panel["_t"][by_tender], bid["_t"][judged], side="left")
    last = np.searchsorted(panel["_t"][by_tender], bid["_t"][judged], side="right")
    for spot in range(8):
        there = first + spot < last
        member = by_tender[np.where(there, first + spot, 0)]
        there &= panel["status"][member] == "sat"
        own.append(worth[there])
        of.append(judged[there])
        who.append(member[there])
    bids, members = np.concatenate(of), np.concatenate(who)
    n = len(bids)
    noise = draw.at("noise").between(-12, 12, n) + draw.at("more").between(-12, 12, n)
    points = np.concatenate(own) + noise
    return Rows(
        n,
        panel_score_id=numbered(bid["bid_id"][bids], "F", panel["_seat"][members]),
        factor="technical",
        item="施工组织设计",
        _points=points,
        _b=bids,
        _member=members,
    )  # fmt: skip
