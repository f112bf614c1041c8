"""
建设程序的故事：先批后建，先验后通，满两年再竣工验收。Projects as they lawfully run.

Each has its approvals before it begins, is accepted before it is opened, opened fifteen days after the report was
filed, and finally accepted two to three years later, when everything that must come before has come.
"""

import numpy as np

from qinglian.city.days import END, START
from qinglian.city.draw import Draw
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered
from qinglian.city.world import World

BEGUN = ("feasibility", "design", "drawing", "signed", "permit", "quality")
"""Steps before the begin of works."""
BEFORE_LAST = (
    "cleared",
    "account",
    "audited",
    "documents",
    "archives",
    "environment",
    "summaries",
    "appraised",
)
"""Steps before the final acceptance."""


def tell(world: World, draw: Draw) -> Story:
    """Projects, and of each a payment, a variation, a full closure, a half closure and a crossing."""
    n = max(120, world.size.tenders * 15 // 100)
    return {
        "project": _projects(world, draw.at("projects"), n),
        "payment": _payments(world, draw.at("payments"), n),
        "variation": _variations(world, draw.at("variations"), n),
        "full": _zones(world, draw.at("full"), n, "ZF"),
        "half": _zones(world, draw.at("half"), n, "ZH"),
        "crossing": _zones(world, draw.at("crossing"), n, "ZX"),
    }


def _projects(world: World, draw: Draw, n: int) -> Rows:
    final = draw.at("final").between(START, END - 40, n)
    trial = final - draw.at("trial").between(745, 1000, n)
    filed = trial - draw.at("filed").between(17, 40, n)
    accepted = filed - draw.at("accepted").between(3, 25, n)
    ended = accepted - draw.at("ended").between(20, 90, n)
    started = ended - draw.at("started").between(200, 700, n)
    owners = np.flatnonzero(
        np.isin(world.bodies["field"].astype(str), ["transport", "water", "city"])
    )
    owner = owners[draw.at("owner").below(len(owners), n)]
    row = Rows(
        n,
        project_id=numbered("JS", world, n),
        unit_id=world.bodies["unit_id"][owner],
        unit_name=world.bodies["name"][owner],
        started=started,
        ended=ended,
        accepted=accepted,
        filed=filed,
        trial=trial,
        opened=trial,
        handed=trial + draw.at("handed").between(0, 30, n),
        final=final,
        emergency_doc_no=None,
        opening_doc_no=None,
        early_trial_no=None,
        early_doc_no=None,
        merged=False,
        houses=np.arange(n) % 3 == 0,
        completion=accepted + draw.at("completion").between(2, 13, n),
    )
    day = started
    for name in reversed(BEGUN):
        day = day - draw.at(name).between(4, 60, n)
        row[name] = day
    for name in BEFORE_LAST:
        row[name] = final - draw.at(name).between(5, 200, n)
    row["audited"] = np.maximum(row["audited"], row["account"])
    return row


def _payments(world: World, draw: Draw, n: int) -> Rows:
    applied = draw.at("applied").between(START, END - 80, n)
    certified = applied + draw.at("certified").between(3, 7, n)
    approved = certified + draw.at("approved").between(1, 3, n)
    return Rows(
        n,
        certificate_id=numbered("JZ", world, n),
        applied=applied,
        certified=certified,
        approved=approved,
        paid=approved + draw.at("paid").between(2, 14, n),
    )


def _variations(world: World, draw: Draw, n: int) -> Rows:
    applied = draw.at("applied").between(START, END - 160, n)
    scheme = applied + draw.at("scheme").between(6, 20, n)
    cost = scheme + draw.at("cost").between(3, 20, n)
    approved = cost + draw.at("approved").between(1, 6, n)
    ordered = approved + draw.at("ordered").between(1, 5, n)
    people = draw.at("people").below(world.people.n - 1, n)
    return Rows(
        n,
        variation_id=numbered("BG", world, n),
        applied=applied,
        scheme=scheme,
        cost=cost,
        approved=approved,
        ordered=ordered,
        executed=ordered + draw.at("executed").between(2, 15, n),
        urgent=False,
        filed_after=draw.at("filed").between(10, 60, n),
        urgent_doc_no=None,
        applied_by=world.people["person_id"][people],
        approved_by=world.people["person_id"][people + 1],
    )


def _zones(world: World, draw: Draw, n: int, word: str) -> Rows:
    started = draw.at("started").between(START, END - 80, n)
    return Rows(
        n,
        work_zone_id=numbered(word, world, n),
        started=started,
        noticed=started - draw.at("noticed").between(6, 15, n),
        permit=started - draw.at("permit").between(2, 30, n),
        length=draw.at("length").between(2100, 6000, n),
        days=draw.at("days").between(35, 90, n),
        emergency=False,
    )
