"""
政府采购：从预算到归档，都依法进行。 Government purchases as they lawfully run, from the budget to the archive.
"""

import numpy as np

from qinglian.city.days import NEVER, after_workdays, next_workday, through_years
from qinglian.city.draw import Draw, as_column
from qinglian.city.plant import Story
from qinglian.city.procurement import ledgers, rivals
from qinglian.city.procurement.course import apart, course, gaps
from qinglian.city.rows import Rows
from qinglian.city.world import World

WAYS = (
    "open_tender",
    "invited_tender",
    "negotiation",
    "consultation",
    "quotation",
    "single_source",
)
METHODS = ("open", "selective", "limited", "limited", "limited", "direct")
SHARE = (42, 3, 13, 24, 9, 9)
LIMIT = 400_000_000
"""Four million yuan, in fen: where open tender begins, unless the province says otherwise."""

GOODS = (
    "台式计算机",
    "多功能一体机",
    "办公家具",
    "执法记录仪",
    "医疗设备",
    "教学仪器",
    "环卫车辆",
    "空调机组",
)
SERVICES = (
    "物业管理服务",
    "信息系统运维服务",
    "印刷服务",
    "法律咨询服务",
    "保安服务",
    "餐饮服务",
    "测绘服务",
    "培训服务",
)
WORKS = ("屋面修缮工程", "道路小修工程", "围墙改造工程", "管网维修工程")
PAPERS = (
    "采购活动记录",
    "预算批复",
    "采购文件",
    "响应文件",
    "评审标准",
    "评审报告",
    "成交通知书",
    "采购合同",
    "验收书",
)


def tell(world: World, draw: Draw) -> Story:
    """Purchases of all ways, bought by bodies of the county from firms of the trade."""
    n, region = world.size.purchases, world.region_code
    kind = draw.at("way").place(6, n, SHARE)
    category = as_column(["goods", "services", "works"])[
        draw.at("category").place(3, n, [45, 47, 8])
    ]
    category[(kind <= 1) & (category == "works")] = "services"
    what = np.where(
        category == "goods",
        draw.at("goods").pick(GOODS, n),
        np.where(
            category == "services",
            draw.at("services").pick(SERVICES, n),
            draw.at("works").pick(WORKS, n),
        ),
    )
    large, small = draw.at("large"), draw.at("small")
    amount = np.where(
        kind <= 0,
        large.skewed(520_000_000, n, low=160_000_000, high=9_000_000_000),
        small.skewed(95_000_000, n, low=20_000_000, high=395_000_000),
    )
    amount = amount // 1_000_000 * 1_000_000
    above = (kind >= 1) & draw.at("above").chance(50, n)
    amount = np.where(
        above,
        large.skewed(560_000_000, n, low=LIMIT, high=2_000_000_000) // 1_000_000 * 1_000_000,
        amount,
    )
    body = draw.at("body").below(world.bodies.n, n)
    start = through_years(draw.at("start"), n, tail=230)
    ids = [f"CG{region}-{order + 1:05d}" for order in range(n)]
    bonded = (kind <= 4) & draw.at("bonded").chance(600, n)
    p = Rows(
        n,
        {
            "tender_id": as_column(ids),
            "way": as_column(WAYS)[kind],
            "method": as_column(METHODS)[kind],
            "category": category,
            "what": what,
            "amount": amount,
            "approval": as_column(
                [
                    f"示财采批〔{2023 + k % 3}〕{k}号" if a and w != 0 else None
                    for k, (a, w) in enumerate(zip(amount >= LIMIT, kind.tolist(), strict=True))
                ]
            ),
            "body": body,
            "agency": draw.at("agency").below(40, n),
            "start": start,
            "budget_item": as_column([f"YS{region}{order:06d}" for order in range(n)]),
            "coded": draw.at("coded").chance(450, n),
            "bonded": bonded,
            "bond": draw.at("bond").between(40, 200, n),
            "bond_fixed": NEVER,
            "bond_kind": as_column(["guarantee", "money"])[draw.at("form").below(2, n)],
            "complex": draw.at("complex").chance(30, n) & (kind <= 1) & (amount >= 1_000_000_000),
            "reason": draw.at("reason").pick(["sole", "urgent", "addition"], n, [60, 15, 25]),
            "announced": (kind == 5) & (amount >= LIMIT),
            "affects": draw.at("affects").chance(600, n),
            "put_off": np.zeros(n, dtype=np.int64),
            "complaint_end": None,
            "challenge_end": None,
            "stop_doc": None,
            "destroyed": NEVER,
            "papers": as_column([list(PAPERS) for _ in range(n)]),
            "hash": as_column([f"{region}{order:058x}" for order in range(n)]),
            "hash_now": None,
            "asked_by": draw.at("asked").below(world.people.n, n),
            **gaps(n, draw.at("gaps"), kind),
        },
    )
    p["reason"][p["announced"].astype(bool)] = "sole"
    p["hash_now"] = p["hash"].copy()
    for place, name in enumerate(("accepted_by", "paid_by"), 1):
        p[name] = (p["asked_by"] + place * 7 + draw.at(name).below(5, n)) % world.people.n
    _settle(p, kind, draw)
    bid = rivals.bids(world, p, draw.at("bids"))
    story: Story = {
        "purchase": p,
        "bid": bid,
        "panel": rivals.panels(world, p, draw.at("panels")),
        "contract": rivals.contracts(p, draw.at("contracts")),
        "payment": Rows(0),
        "clause": rivals.clauses(p, draw.at("clauses")),
        "relation": rivals.relations(world, draw.at("relations")),
        "event": Rows(0, event_id=as_column([])),
        "old": Rows(0, tender_id=as_column([])),
        **rivals.traces(world, p, bid, draw.at("traces")),
    }
    story["payment"] = rivals.payments(story["contract"], draw.at("payments"))
    return story


def _settle(p: Rows, kind: np.ndarray, draw: Draw) -> None:
    """Close on working days and after the least working days; clarify, prequalify, challenge, complain."""
    n = len(p)
    d = course(p)
    least = np.select([(kind == 2) | (kind == 4)], [3], 0) + draw.at("working").below(5, n)
    quick = (kind == 2) | (kind == 4)
    by_days = next_workday(d["closed"]) - d["docs"]
    by_work = after_workdays(d["docs"], least) - d["docs"]
    p["g_close"] = np.where(quick, by_work, by_days)
    p["g_sale_wd"] = np.minimum(
        p["g_sale_wd"], np.maximum(apart(d["docs"], d["docs"] + p["g_close"]) - 1, 5)
    )
    clarified = draw.at("clarified").chance(220, n) & (kind != 5)
    lead = np.select([kind <= 1, kind == 3], [16, 6], 1)
    p["g_clarified"] = np.where(clarified, np.minimum(lead, p["g_close"]), NEVER)
    p["affects"] = np.where(clarified & (p["g_clarified"] >= lead), p["affects"], False)
    prequal = (kind <= 1) & draw.at("prequal").chance(120, n)
    p["g_prequal_wd"] = np.where(prequal, draw.at("prequal_wd").between(5, 9, n), NEVER)
    challenged = draw.at("challenged").chance(45, n)
    p["g_challenged_wd"] = np.where(challenged, draw.at("challenged_wd").between(1, 6, n), NEVER)
    complained = challenged & draw.at("complained").chance(400, n)
    p["g_complained_wd"] = np.where(complained, draw.at("complained_wd").between(2, 12, n), NEVER)
    single = kind == 5
    p["g_anchor_wd"] = np.where(
        single, np.maximum(p["g_anchor_wd"], p["g_ss_wd"] + 1), p["g_anchor_wd"]
    )


write = ledgers.write
