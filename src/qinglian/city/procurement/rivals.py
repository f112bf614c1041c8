"""
供应商、评审小组、合同、付款与投标痕迹。 Suppliers, panels, contracts, payments, and what bids leave behind.
"""
# ruff: noqa: E712  (columns of objects are compared value by value)

from typing import Any

import numpy as np

from qinglian.city import names
from qinglian.city.days import NEVER
from qinglian.city.draw import Draw, Ints, as_column, either
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

NOTHING: Any = None
EXPERTS = 260
LIMIT, HUGE = 400_000_000, 1_000_000_000


def bids(world: World, p: Rows, draw: Draw) -> Rows:
    """Three to eight suppliers of a purchase, one where the source is single; prices below the budget."""
    n = len(p)
    many = 3 + draw.at("many").place(6, n, [40, 25, 15, 10, 6, 4])
    many = np.where(p["way"] == "single_source", 1, many)
    of = np.repeat(np.arange(n), many)
    order = np.arange(len(of)) - np.searchsorted(of, of)
    first = draw.at("first").below(world.firms.n, n)
    step = 1 + draw.at("step").below(max(2, world.firms.n // 9), n)
    firm = (first[of] + order * step[of]) % world.firms.n
    ids = as_column(
        [f"{number}-T{k}" for number, k in zip(p["tender_id"][of], order.tolist(), strict=True)]
    )
    price = draw.at("price").between(862_000, 990_000, len(of))
    return Rows(
        len(of),
        bid_id=ids,
        _p=of,
        firm=firm,
        bidder_id=world.firms["firm_id"][firm],
        bidder_name=world.firms["name"][firm],
        ppm=price,
        odd=draw.at("odd").below(99_000, len(of)),
        price=NEVER,
        first=order == 0,
        status="valid",
        withdrawn=False,
        lot_id=None,
        before=draw.at("before").between(20, 1500, len(of)),
        bidder_ids=None,
    )


def experts(world: World) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers, names and identity numbers of the experts of the county's pool."""
    draw = Draw(world.seed, world.number, "procurement experts")
    numbers = as_column([f"PSZJ{world.region_code}{order:04d}" for order in range(EXPERTS)])
    return (
        numbers,
        names.people_names(draw, EXPERTS),
        names.identity_numbers(world.seed, world.region_code, 700_000, EXPERTS),
    )


def panels(world: World, p: Rows, draw: Draw) -> Rows:
    """Experts drawn from the pool, and one or two of the buyer."""
    way, amount = p["way"], p["amount"]
    tender = (way == "open_tender") | (way == "invited_tender")
    big = (amount >= HUGE) | p["complex"].astype(bool)
    size = np.where(tender, np.where(big, 7, 5), np.where(amount >= LIMIT, 5, 3))
    reps = np.where(size == 7, 2, 1)
    of = np.repeat(np.arange(len(p)), size)
    seat = np.arange(len(of)) - np.searchsorted(of, of)
    rep = seat < reps[of]
    start = draw.at("start").below(EXPERTS, len(p))
    place = (start[of] + seat * 17) % EXPERTS
    person = draw.at("rep").below(world.people.n, len(p))
    rep_at = (person[of] + seat * 3) % world.people.n
    number, name, card = experts(world)
    return Rows(
        len(of),
        panel_member_id=as_column(
            [f"{t}-P{s}" for t, s in zip(p["tender_id"][of], seat.tolist(), strict=True)]
        ),
        _p=of,
        kind=np.where(rep, "tenderer", "expert").astype(object),
        person_id=np.where(rep, world.people["person_id"][rep_at], number[place]),
        person_name=np.where(rep, world.people["name"][rep_at], name[place]),
        person_id_no=np.where(rep, world.people["id_no"][rep_at], card[place]),
        draw_method=np.where(rep, "appointed", "random").astype(object),
        specialty=np.where(rep, NOTHING, p["what"][of]),
        status="sat",
        supervisor_flag=False,
    )


def contracts(p: Rows, draw: Draw) -> Rows:
    """One contract for each purchase that comes to one; supplements and others are added by stories of their own."""
    n = len(p)
    share = np.where(
        draw.at("secured").chance(550, n), draw.at("share").between(200, 1000, n), NEVER
    )
    return Rows(
        n,
        contract_id=as_column([f"{number}-HT" for number in p["tender_id"]]),
        _p=np.arange(n),
        main=True,
        suffix=None,
        supplement_of=None,
        per_myriad=NEVER,
        amount_yuan=NEVER,
        secured=share,
        bond_of_budget=False,
        performance_bond_form=draw.at("form").pick(
            ["guarantee", "transfer", "cheque", "insurance"], n, [55, 25, 5, 15]
        ),
        retention=NEVER,
        extra=NEVER,
        status="active",
        unpublished=False,
        unfiled=False,
        letter_left_out=draw.at("letter").chance(40, n),
        signed_on=NEVER,
        title=None,
        project_id=None,
        firm=NEVER,
        supplier_id=None,
        budget_item=None,
        item_class=None,
        method=None,
        contract_type=None,
        approval=None,
        body=NEVER,
        no_letter=False,
    )


def payments(contract: Rows, draw: Draw) -> Rows:
    """An advance, often progress, and the rest after acceptance; shares of the contract in per cent."""
    n = len(contract)
    with_progress = draw.at("progress").chance(350, n)
    kinds, of, share, base, gap = [], [], [], [], []
    every = np.arange(n)
    for kind, who, percent, anchor in (
        ("advance", every, np.full(n, 30), 0),
        ("progress", every[with_progress], np.full(int(with_progress.sum()), 40), 0),
        ("final", every, np.where(with_progress, 30, 70), 1),
    ):
        kinds.append(np.full(len(who), kind, dtype=object))
        of.append(who)
        share.append(percent)
        base.append(np.full(len(who), anchor))
        gap.append(
            draw.at("gap", kind).between(2, 7, len(who))
            if kind == "advance"
            else np.full(len(who), 12)
        )
    c = np.concatenate(of)
    every_kind = np.concatenate(kinds)
    order = np.argsort(c, kind="stable")
    rows = Rows(
        len(c),
        _c=c,
        kind=every_kind,
        percent=np.concatenate(share),
        fixed=NEVER,
        base=np.concatenate(base),
        gap=np.concatenate(gap),
        status="paid",
        logged=True,
    ).take(order)
    rows["payment_id"] = as_column(
        [f"{contract['contract_id'][k]}-ZF{j}" for j, k in enumerate(rows["_c"].tolist())]
    )
    return rows


def clauses(p: Rows, draw: Draw) -> Rows:
    """Three clauses of most documents, read and found in order."""
    seen = np.flatnonzero((p["way"] != "single_source") & draw.at("seen").chance(800, len(p)))
    of = np.repeat(seen, 3)
    place = np.arange(len(of)) % 3
    tag = as_column(["none", "required", "none"])[place]
    text = as_column(
        [
            "按采购需求设定评分，与履约相关。",
            "须具备国家规定的许可。",
            "引用型号的，参照或相当于即可。",
        ]
    )[place]
    part = as_column(["scoring", "qualification", "terms"])[place]
    return Rows(
        len(of),
        clause_id=as_column(
            [f"{t}-K{k}" for t, k in zip(p["tender_id"][of], place.tolist(), strict=True)]
        ),
        _p=of,
        tag=tag,
        part=part,
        clause_text=text,
    )


def relations(world: World, draw: Draw) -> Rows:
    """Ties that concern no purchase: holdings of firms from elsewhere, and jobs of experts outside the trade."""
    n = 30
    firm = draw.below(world.firms.n, n)
    _, _, card = experts(world)
    job = np.arange(n) % 2 == 0
    outside = as_column([f"91{world.region_code}QT{order:07d}T" for order in range(n)])
    return Rows(
        n,
        relation_id=as_column([f"CGX{world.region_code}{order:04d}" for order in range(n)]),
        from_id=np.where(job, NOTHING, outside),
        from_person_id_no=np.where(job, card[np.arange(n) * 7 % EXPERTS], NOTHING),
        to_id=np.where(job, outside, world.firms["firm_id"][firm]),
        kind=np.where(job, "employment", "holding").astype(object),
        share=as_column([None if j else 60.0 for j in job.tolist()]),
        from_on=draw.between(17000, 19000, n),
        to_on=NEVER,
        to_person_id_no=None,
        source="申报",
    )


def traces(world: World, p: Rows, bid: Rows, draw: Draw) -> Story:
    """Machine, file, persons and bond of every bid of a tender; each firm has its own."""
    tender = (p["way"] == "open_tender") | (p["way"] == "invited_tender")
    of = np.flatnonzero(tender[bid["_p"]]).astype(np.int64)
    n, firm, ids, region = len(of), bid["firm"][of], bid["bid_id"][of], world.region_code

    def coded(mark: str, values: Ints, width: int = 7) -> np.ndarray:
        return as_column([f"{mark}{region}{value:0{width}d}" for value in values.tolist()])

    def own(mark: str) -> np.ndarray:
        return as_column([f"{number}-{mark}" for number in ids])

    seat = firm * 3 + draw.at("seat").below(3, n)
    bonded = np.flatnonzero((p["bonded"][bid["_p"]] == True) & tender[bid["_p"]]).astype(np.int64)
    kind = p["bond_kind"][bid["_p"][bonded]]
    agent, agent_id = _people(world, "agent", firm)
    manager, manager_id = _people(world, "manager", firm)
    twice = np.repeat(of, 2)
    leads = np.arange(2 * n) % 2 == 0
    return {
        "bid_device": Rows(
            n,
            bid_device_id=own("J"),
            _b=of,
            stage="made",
            mac=coded("02-", seat),
            disk_serial=coded("CGD", seat),
            board_serial=coded("CGB", seat),
            memory_serial=coded("CGM", seat),
            ca_serial=coded("CGC", firm),
            file_code=coded("CGF", of),
            public_flag=False,
        ),
        "bid_document": Rows(
            n,
            bid_document_id=own("W"),
            _b=of,
            document_name="响应文件.pdf",
            kind="technical",
            author=coded("作者", firm),
            saved_by=coded("作者", firm),
        ),
        "bid_member": Rows(
            2 * n,
            bid_member_id=as_column([f"{i}-R{k % 2}" for k, i in enumerate(np.repeat(ids, 2))]),
            _b=twice,
            role=np.where(leads, "agent", "manager").astype(object),
            person_name=np.where(leads, np.repeat(agent, 2), np.repeat(manager, 2)),
            person_id_no=np.where(leads, np.repeat(agent_id, 2), np.repeat(manager_id, 2)),
            phone=np.where(
                leads,
                as_column(
                    [
                        f"169{int(region[2:]) * 1000 + 90_000_000 - f:08d}"
                        for f in np.repeat(firm, 2).tolist()
                    ]
                ),
                NOTHING,
            ),
        ),
        "deposit": Rows(
            len(bonded),
            deposit_id=as_column([f"{i}-B" for i in bid["bid_id"][bonded]]),
            _b=bonded,
            form=np.where(kind == "guarantee", "guarantee", "transfer").astype(object),
            payer_account=either(kind == "guarantee", None, coded("62", bid["firm"][bonded], 10)),
            clearing_flag=False,
        ),
    }


def _people(world: World, role: str, firm: Ints) -> tuple[np.ndarray, np.ndarray]:
    """The first of a firm's staff in a role, name and number; None where it has none."""
    order = {number: place for place, number in enumerate(world.firms["firm_id"].tolist())}
    found = np.full(world.firms.n, -1, dtype=np.int64)
    mine = np.flatnonzero(world.staff["role"] == role)[::-1]
    at = np.array(
        [order.get(number, -1) for number in world.staff["firm_id"][mine].tolist()], dtype=np.int64
    )
    found[at[at >= 0]] = mine[at >= 0]
    place = found[firm]
    known = place >= 0
    return (
        np.where(known, world.staff["person_name"][place], NOTHING),
        np.where(known, world.staff["id_no"][place], NOTHING),
    )
