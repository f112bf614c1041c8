"""
分包、付款流水、材料、信用、履约。Subcontracts and what the contractor pays, materials, ratings, checks of performance.
"""

from datetime import date

import numpy as np

from qinglian.city.days import END, NEVER, day_no
from qinglian.city.draw import Draw, as_column, either
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered, repeated
from qinglian.city.world import World

SUBS = ("labour", "works", "machinery")
MATERIALS = (
    ("C-GJ-HRB400", "带肋钢筋 HRB400", "kg", 60_000, "403-1-b"),
    ("C-SN-425", "P.O42.5 水泥", "t", 800, "312-1"),
    ("C-LQ-SBS", "改性沥青", "t", 120, "310-2"),
    ("C-SS", "碎石", "m³", 4_000, "304-3"),
)


def deals(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """What was given on and to whom the money went."""
    n = len(section)
    of, which = repeated(np.full(n, len(SUBS), dtype=np.int64))
    count = len(of)
    works = world.firms["firm_id"][np.isin(world.firms["line"].astype(str), ["works", "services"])]
    names = world.firms["name"][np.isin(world.firms["line"].astype(str), ["works", "services"])]
    who = draw.at("who").below(len(works), count)
    own = works[who] == section["party_id"][of]
    who = np.where(own, (who + 1) % len(works), who)
    share = np.array([150, 120, 40])[which] + draw.at("share").between(-20, 40, count)
    approved = section["start"][of] - draw.at("approved").between(3, 12, count)
    sub = Rows(
        count,
        subcontract_id=numbered("FB", world, count),
        _section=of,
        subcontractor_id=works[who],
        subcontractor_name=names[who],
        kind=as_column(SUBS)[which],
        scope=as_column(["劳务作业", "交通安全设施", "机械租赁"])[which],
        main_structure=False,
        parent_id=None,
        share=share,
        approved=approved,
        signed=approved + draw.at("signed").between(1, 3, count),
        approval_doc_no=as_column([f"示公建函〔{order}〕" for order in range(count)]),
        logged=True,
    )
    return {
        "sub": sub,
        "spent": _spent(world, draw.at("spent"), section, sub),
        "received": _received(world, draw.at("received"), section),
    }


def _received(world: World, draw: Draw, section: Rows) -> Rows:
    """Three payments of the owner, six tenths of the price together."""
    of, part = repeated(np.full(len(section), 3, dtype=np.int64))
    return Rows(
        len(of),
        payment_id=numbered("GLZF", world, len(of)),
        _section=of,
        share=200,
        paid=section["start"][of] + 50 + 60 * part + draw.at("day").below(20, len(of)),
    )


def _spent(world: World, draw: Draw, section: Rows, sub: Rows) -> Rows:
    """Two payments to each subcontractor, and what went for material and tax."""
    of, part = repeated(np.full(len(sub), 2, dtype=np.int64))
    n = len(of)
    paid = section["start"][sub["_section"][of]] + 60 + 90 * part + draw.at("day").below(30, n)
    to_subs = Rows(
        n,
        _section=sub["_section"][of],
        _sub=of,
        payee_id=sub["subcontractor_id"][of],
        payee_name=sub["subcontractor_name"][of],
        kind=sub["kind"][of],
        share=sub["share"][of] * 4 // 10,
        paid=paid,
    )
    goods = np.flatnonzero(np.isin(world.firms["line"].astype(str), ["goods"]))
    at, part = repeated(np.full(len(section), 3, dtype=np.int64))
    who = goods[draw.at("goods").below(len(goods), len(at))]
    to_subs.add(
        Rows(
            len(at),
            _section=at,
            _sub=NEVER,
            payee_id=world.firms["firm_id"][who],
            payee_name=world.firms["name"][who],
            kind=either(part == 2, "tax", "material"),
            share=np.where(part == 2, 30, draw.at("share").between(80, 140, len(at))),
            paid=section["start"][at] + 40 + 80 * part + draw.at("more").below(30, len(at)),
        )
    )
    to_subs["contractor_payment_id"] = numbered("LS", world, len(to_subs))
    return to_subs


def materials(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """Three deliveries of each material, tested before they are used."""
    of, part = repeated(np.full(len(section), 3 * len(MATERIALS), dtype=np.int64))
    n, kind = len(of), part % len(MATERIALS)
    arrived = (
        section["start"][of] + 10 + 60 * (part // len(MATERIALS)) + draw.at("day").below(30, n)
    )
    tested = arrived + draw.at("tested").between(1, 5, n)
    amount = np.array([one[3] for one in MATERIALS])[kind] * draw.at("much").between(7, 14, n) // 10
    delivery = Rows(
        n,
        material_in_id=numbered("CL", world, n),
        _section=of,
        kind=kind,
        amount=amount,
        rejected=0,
        logged=True,
        arrived=arrived,
        tested=tested,
        used=tested + draw.at("used").between(1, 20, n),
        passed=True,
        source="bought",
        source_doc_no=None,
    )
    return {"delivery": delivery, "norm": _norms(world, draw.at("norms"), section, delivery)}


def _norms(world: World, draw: Draw, section: Rows, delivery: Rows) -> Rows:
    """What the measured works take of each material: somewhat less than came."""
    of, kind = repeated(np.full(len(section), len(MATERIALS), dtype=np.int64))
    came = np.zeros(len(of), dtype=np.int64)
    np.add.at(came, delivery["_section"] * len(MATERIALS) + delivery["kind"], delivery["amount"])
    return Rows(
        len(of),
        material_norm_id=numbered("DE", world, len(of)),
        _section=of,
        kind=kind,
        measured=came * draw.between(820, 960, len(of)) // 1000,
        came=came,
    )


def checks(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """Quarterly checks; what they take off is taken off before the quarter is paid. Penalties lie within their band."""
    of, part = repeated(section["months"] // 3)
    n = len(of)
    checked = section["start"][of] + 75 + 90 * part + draw.at("day").below(10, n)
    problems = draw.at("problems").below(7, n)
    due = np.where(problems == 0, NEVER, checked + 15)
    deducted = np.where(problems >= 4, problems * 500_000, 0)
    settled = checked + draw.at("settled").between(20, 34, n)
    check = Rows(
        n,
        performance_check_id=numbered("LY", world, n),
        _section=of,
        checked=checked,
        score=100 - 2 * problems - draw.at("score").below(4, n),
        problems=problems,
        due=due,
        rectified=np.where(problems == 0, NEVER, checked + draw.at("rectified").between(4, 14, n)),
        deduction=deducted,
        taken=deducted,
        taken_on=np.where(deducted > 0, settled - draw.at("taken").between(1, 9, n), NEVER),
        settled=np.where(settled > END, NEVER, settled),
        waiver_doc_no=None,
        checker=world.people["person_id"][draw.at("by").below(world.people.n, n)],
    )
    late = check["checked"] > END - 60
    check.drop(late)
    at = np.flatnonzero(check["problems"] >= 5)
    level = draw.at("level").below(3, len(at))
    low, high = (
        np.array([500_000, 2_000_000, 5_000_000])[level],
        np.array([2_000_000, 5_000_000, 10_000_000])[level],
    )
    middle = (low + high) // 2
    penalty = Rows(
        len(at),
        contract_penalty_id=numbered("CF", world, len(at)),
        _check=at,
        _section=check["_section"][at],
        ground=draw.at("ground").below(4, len(at)),
        level=as_column(["轻微", "一般", "严重"])[level],
        low=low,
        high=high,
        amount=middle // 100_000 * 100_000,
        decided=check["checked"][at] + draw.at("decided").between(1, 7, len(at)),
        reason=None,
        decider=world.people["person_id"][draw.at("who").below(world.people.n, len(at))],
    )
    penalty["taken"] = penalty["amount"].copy()
    penalty["taken_on"] = penalty["decided"] + draw.at("paid").between(5, 25, len(at))
    return {"check": check, "penalty": penalty}


def ratings(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """The grades of contractors and supervisors of the three years before, as published each May."""
    firms = as_column(sorted({*section["party_id"].tolist(), *section["supervisor_id"].tolist()}))
    watch = set(section["supervisor_id"].tolist())
    of, part = repeated(np.full(len(firms), 4, dtype=np.int64))
    n = len(of)
    year = 2021 + part
    from_on = np.array([day_no_of_may(int(one) + 1) for one in year.tolist()], dtype=np.int64)
    return {
        "rating": Rows(
            n,
            credit_rating_id=numbered("XY", world, n),
            party_id=firms[of],
            role=as_column(
                ["supervision" if one in watch else "works" for one in firms[of].tolist()]
            ),
            year=year,
            grade=draw.pick(["AA", "A", "B", "C"], n, [15, 55, 25, 5]),
            from_on=from_on,
            to_on=np.array(
                [day_no_of_may(int(one) + 2) - 1 for one in year.tolist()], dtype=np.int64
            ),
            restricted_from=NEVER,
            restricted_to=NEVER,
        )
    }


def day_no_of_may(year: int) -> int:
    """The first of May."""
    return day_no(date(year, 5, 1))
