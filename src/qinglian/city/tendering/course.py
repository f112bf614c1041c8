"""
招标的经过：从项目批复、公告、开标到签约。The course of each tender, within every term of the law.

Columns are those of the ledger; what no ledger carries begins with an underscore. Steps are instants in minutes.
"""

import numpy as np

from qinglian.city.days import (
    MINUTES,
    NEVER,
    after_workdays,
    clock,
    day_of,
    next_workday,
    through_years,
)
from qinglian.city.days import at_office as office
from qinglian.city.draw import Bools, Draw, Ints, Objects, as_column
from qinglian.city.rows import Rows
from qinglian.city.world import World

KINDS = ("works", "goods", "services")
LEAST = {"works": 400_000_000, "goods": 200_000_000, "services": 100_000_000}
"""What must be tendered, in fen: 《必须招标的工程项目规定》第五条."""
TRADES = (
    ("乡村道路养护工程", "中小河流治理工程", "校舍维修改造工程", "园林绿化提升工程", "污水管网改造工程"),
    ("医疗设备采购", "环卫车辆采购", "路灯材料采购"),
    ("道路勘察设计", "工程监理", "规划设计", "水利勘察设计"),
)  # fmt: skip
STEPS = (
    "project_approved_at", "tender_plan_approved_at", "agent_appointed_at", "prequal_published_at",
    "prequal_issued_at", "prequal_clarified_at", "prequal_sale_ended_at", "prequal_closed_at", "published_at",
    "invited_at", "docs_issued_at", "docs_sale_ended_at", "clarified_at", "period_end_first_at",
    "experts_drawn_at", "period_end_at", "opened_at", "price_negotiated_at", "evaluated_at", "report_received_at",
    "_repeated", "candidates_published_at", "candidates_unpublished_at", "complaint_known_at", "complained_at",
    "_complaint_rejected", "complaint_examined_at", "_clock_stopped", "_clock_resumed", "complaint_decided_at",
    "_complaint_withdrawn", "winner_decided_at", "report_filed_at", "award_notified_at", "result_published_at",
    "_award_cancelled", "contract_signed_at", "bond_refunded_at", "tender_terminated_at", "retender_at",
    "objection_raised_at", "objection_replied_at", "objection_withdrawn_at",
)  # fmt: skip
"""Every step of a tender; those with an underscore are known from the log only."""
LOGGED = {
    "_complaint_rejected": "complaint_rejected",
    "_complaint_withdrawn": "complaint_withdrawn",
    "_clock_stopped": "complaint_clock_stopped",
    "_clock_resumed": "complaint_clock_resumed",
    "_repeated": "evaluation_repeated",
    "_award_cancelled": "award_cancelled",
}
"""Steps that the trading system logs and no ledger lists."""
AFTER_OPENING = STEPS[STEPS.index("price_negotiated_at") : STEPS.index("objection_raised_at")]


def tenders(world: World, draw: Draw) -> Rows:
    """All tenders of three years; a few fail, some are held twice, some have lots."""
    n, region = world.size.tenders, world.region_code
    kind = draw.at("kind").place(3, n, [60, 15, 25])
    trade = draw.at("trade").below(
        as_column([len(found) for found in TRADES])[kind].astype(np.int64), n
    )
    category = as_column(KINDS)[kind]
    unit = draw.at("unit").skewed(world.bodies.n // 4, n, high=world.bodies.n - 1)
    agencies = np.flatnonzero(world.firms["line"] == "agency")
    agency = agencies[
        draw.at("agency").skewed(max(len(agencies) // 3, 1), n, high=len(agencies) - 1)
    ]
    way = draw.at("way").place(3, n, [84, 7, 9])
    estimate = draw.at("estimate").skewed(1, n) * 0
    for at, name in enumerate(KINDS):
        mine = draw.at("estimate", name).skewed(LEAST[name] * 2, n, low=LEAST[name] * 11 // 10)
        estimate = np.where(kind == at, mine // 1_000_000 * 1_000_000, estimate)
    asked = draw.at("bond").place(3, n, [60, 35, 5])
    bond = np.where(asked == 2, NEVER, estimate // 1000 * draw.at("share").between(5, 20, n))
    ceiling = estimate // 1000 * draw.at("ceiling").between(960, 1000, n)
    names = [
        f"{town[:2]}{TRADES[k][t]}第{order}号"
        for order, (k, t, town) in enumerate(zip(kind.tolist(), trade.tolist(), _towns(world, draw, n), strict=True))
    ]  # fmt: skip
    rows = Rows(
        n,
        tender_id=as_column([f"ZB{region}{order:06d}" for order in range(n)]),
        round=1,
        project_id=as_column([f"ZBXM-{region}-{order:06d}" for order in range(n)]),
        title=as_column([f"{world.name}{name}" for name in names]),
        category=category,
        method=np.where(way == 1, as_column(["selective"]), as_column(["open"])),
        regime="tendering",
        status="complete",
        procuring_entity_id=world.bodies["unit_id"][unit],
        procuring_entity_name=world.bodies["name"][unit],
        agency_id=world.firms["firm_id"][agency],
        agency=world.firms["name"][agency],
        region=region,
        mandatory=True,
        state_controlled=True,
        fund_confirmed=True,
        fund_source="预算资金",
        fund_doc_no=as_column([f"示财预〔2023〕{order}号" for order in range(n)]),
        plan_required=True,
        prequalified=_flags(way == 2),
        selective_doc_no=only(way == 1, as_column([f"示发改认〔2023〕{order}号" for order in range(n)])),
        invited=np.where(way == 1, draw.at("invited").between(3, 6, n), NEVER),
        qualified_number=np.where(way == 2, draw.at("qualified").between(3, 8, n), NEVER),
        affects_bid=None,
        objection_stage=None,
        site_visit=_flags(draw.at("visit").chance(150, n)),
        bid_bond_yuan=bond,
        bond_kind=as_column(["money", "guarantee", "none"])[asked],
        award_criteria=draw.at("criteria").pick(["ratedCriteria", "priceOnly"], n, [75, 25]),
        amount_yuan=estimate,
        ceiling_yuan=ceiling,
        floor_yuan=NEVER,
        number_of_tenderers=NEVER,
        remark=None,
        _unit=unit,
        _agency=agency,
        _kind=kind,
        _trade=trade,
        _lots=np.where(way == 0, 1 + draw.at("lots").place(3, n, [90, 8, 2]), 1),
        _again=0,
        _ladder=0,
        _clock_doc=None,
        _drawer=None,
        _evaluator=None,
    )  # fmt: skip
    some = draw.at("loose").place(20, n)
    rows["mandatory"][some == 0] = False
    rows["state_controlled"][some <= 1] = False
    for step in STEPS:
        rows[step] = NEVER
    _until_opening(rows, draw, way)
    _until_contract(rows, draw)
    _objections(rows, draw)
    _complaints(rows, draw)
    _failures(rows, draw)
    return rows


def only(where: Bools, values: Objects) -> Objects:
    """The values where something holds, else nothing."""
    return np.where(where, values, as_column([None]))


def numbered(ids: Objects, mark: str, order: Ints) -> Objects:
    """Ids of rows below others: the id above, a mark, a number."""
    return as_column(
        [f"{number}-{mark}{k}" for number, k in zip(ids.tolist(), order.tolist(), strict=True)]
    )


def plain(rows: Rows) -> Bools:
    """Open tenders of one lot held once, of the kind every rule is asked about, that came to a contract."""
    held = (
        (rows["method"] == "open")
        & (rows["status"] == "complete")
        & (rows["_lots"] == 1)
        & (rows["_again"] == 0)
    )
    public = (rows["mandatory"] == True) & (rows["state_controlled"] == True)  # noqa: E712
    return np.asarray(held & public & (rows["prequal_published_at"] == NEVER), dtype=bool)


def _flags(true: Bools) -> np.ndarray:
    return as_column(true.tolist())


def _towns(world: World, draw: Draw, n: int) -> list[str]:
    from qinglian.city.names import TOWNS

    return [str(town) for town in draw.at("towns").pick(TOWNS, n)]


def _until_opening(rows: Rows, draw: Draw, way: Ints) -> None:
    """Approvals, notice or invitations, documents, clarification, closing and opening."""
    n = len(rows)
    out = through_years(draw.at("published"), n, year_end=2, tail=190)
    hours = draw.at("hours")
    approved = next_workday(out - draw.between(20, 200, n))
    rows["project_approved_at"] = office(hours, approved)
    rows["tender_plan_approved_at"] = office(hours, next_workday(approved + draw.between(0, 9, n)))
    rows["agent_appointed_at"] = office(hours, next_workday(out - draw.between(1, 8, n)))
    ready = out * MINUTES + 8 * 60
    for step in ("tender_plan_approved_at", "agent_appointed_at"):
        rows[step] = np.minimum(rows[step], ready)
    opened, called, invited = way == 0, way == 2, way == 1
    rows["published_at"] = np.where(opened, office(hours, out), NEVER)
    rows["prequal_published_at"] = np.where(called, office(hours, out), NEVER)
    issued = next_workday(out)
    ended = next_workday(issued + draw.between(5, 7, n))
    closed = next_workday(ended + draw.between(5, 8, n))
    for step, day, hour in (
        ("issued", issued, 18),
        ("sale_ended", ended, 17),
        ("closed", closed, 10),
    ):
        rows[f"prequal_{step}_at"] = np.where(called, clock(day, hour), NEVER)
    chosen = next_workday(closed + draw.between(2, 5, n))
    rows["invited_at"] = np.where(invited, clock(out, 9), np.where(called, clock(chosen, 9), NEVER))
    start = np.where(called, chosen, next_workday(out + draw.place(3, n, [70, 20, 10])))
    rows["docs_issued_at"] = clock(start, 18)
    rows["docs_sale_ended_at"] = clock(next_workday(start + draw.between(5, 8, n)), 18)
    closing = next_workday(start + draw.between(20, 30, n))
    slot = draw.pick([9 * 60, 9 * 60 + 30, 10 * 60, 14 * 60 + 30], n).astype(np.int64)
    rows["period_end_at"] = closing * MINUTES + slot
    put_off = draw.chance(40, n)
    rows["period_end_first_at"] = np.where(put_off, rows["period_end_at"] - 5 * MINUTES, NEVER)
    asked = draw.at("clarified").chance(180, n)
    affects = draw.at("affects").chance(700, n)
    before = np.where(affects, draw.between(15, 17, n), draw.between(3, 14, n))
    rows["clarified_at"] = np.where(asked, clock(closing - before, 16), NEVER)
    rows["affects_bid"] = as_column(
        [bool(a) if c else None for a, c in zip(affects.tolist(), asked.tolist(), strict=True)]
    )
    rows["experts_drawn_at"] = rows["period_end_at"] - draw.between(60, 15 * 60, n)
    rows["opened_at"] = rows["period_end_at"] + draw.between(0, 10, n)


def _until_contract(rows: Rows, draw: Draw) -> None:
    """Evaluation, publication of candidates, decision, letter, contract, report and refund."""
    n = len(rows)
    evaluated = next_workday(day_of(rows["opened_at"]) + draw.place(3, n, [80, 15, 5]))
    rows["evaluated_at"] = clock(evaluated, 17)
    reported = next_workday(evaluated + draw.between(0, 2, n))
    rows["report_received_at"] = clock(reported, 17, 30)
    shown = _by(reported, draw.between(0, 3, n), 3)
    rows["candidates_published_at"] = clock(shown, 18)
    hidden = shown + draw.between(3, 5, n)
    rows["candidates_unpublished_at"] = clock(hidden, 18)
    decided = next_workday(hidden + draw.between(1, 4, n))
    rows["winner_decided_at"] = clock(decided, 10)
    notified = next_workday(decided + draw.between(0, 5, n))
    rows["award_notified_at"] = clock(notified, 11)
    rows["result_published_at"] = clock(next_workday(notified + draw.between(0, 2, n)), 15)
    signed = _by(notified, draw.between(3, 30, n), 30)
    rows["contract_signed_at"] = clock(signed, 16)
    rows["report_filed_at"] = clock(_by(decided, draw.between(5, 15, n), 15), 17)
    money = (rows["bond_kind"] == "money") & (rows["bid_bond_yuan"] != NEVER)
    rows["bond_refunded_at"] = np.where(
        money, clock(_by(signed, draw.between(0, 5, n), 5), 17), NEVER,
    )  # fmt: skip


def _by(day: Ints, wait: Ints, most: int) -> Ints:
    """A worked day about so many days later, at the latest the last worked within the term, or the last of the term."""
    due = next_workday(day + wait)
    late = due > day + most
    last = after_workdays(day + most, 0)
    return np.where(late, np.where(last > day, last, day + most), due)


def _objections(rows: Rows, draw: Draw) -> None:
    """One in ten tenders meets an objection: to the documents, at the opening, or to the candidates."""
    n = len(rows)
    stage = draw.at("objection").place(4, n, [88, 5, 2, 5])
    told = day_of(rows["docs_issued_at"]) + draw.between(3, 5, n)
    rows["objection_raised_at"] = np.select(
        [stage == 1, stage == 2, stage == 3],
        [clock(told, 10), rows["opened_at"] + 5, rows["candidates_published_at"] + MINUTES], NEVER,
    )  # fmt: skip
    answer = np.where(stage == 2, 15, draw.between(1, 3, n) * MINUTES)
    raised = rows["objection_raised_at"]
    replied = np.where(stage > 0, raised + answer, NEVER)
    late = np.flatnonzero((stage == 3) & (replied >= rows["winner_decided_at"]))
    push(rows, late, "winner_decided_at", np.full(len(late), 4 * MINUTES))
    rows["objection_replied_at"] = replied
    rows["objection_stage"] = as_column([None, "documents", "opening", "result"])[stage]


def _complaints(rows: Rows, draw: Draw) -> None:
    """A few losers complain about the candidates within ten days; the authority accepts and decides in time."""
    n = len(rows)
    some = draw.at("complaint").chance(60, n) & (rows["objection_stage"] == None)  # noqa: E711
    known = day_of(rows["candidates_published_at"])
    complained = next_workday(known + draw.between(1, 8, n))
    complained = np.where(complained > known + 10, known + 10, complained)
    examined = after_workdays(complained, draw.between(1, 3, n))
    decided = after_workdays(examined, draw.between(8, 28, n))
    days = {
        "complaint_known": known,
        "complained": complained,
        "complaint_examined": examined,
        "complaint_decided": decided,
    }
    for step, day in days.items():
        rows[f"{step}_at"] = np.where(
            some, clock(day, 18 if step == "complaint_known" else 19), NEVER
        )


def _failures(rows: Rows, draw: Draw) -> None:
    """Three in a hundred fail for want of bidders and end there; five in a hundred are in their second round."""
    n = len(rows)
    fate = draw.at("fate").place(3, n, [92, 3, 5])
    failed = np.flatnonzero((fate == 1) & (rows["_lots"] == 1) & (rows["method"] == "open"))
    for step in (*AFTER_OPENING, "opened_at", "experts_drawn_at"):
        rows[step][failed] = NEVER
    opening = rows["objection_stage"][failed] == "opening"
    result = rows["objection_stage"][failed] == "result"
    for step in ("objection_raised_at", "objection_replied_at"):
        rows[step][failed[opening | result]] = NEVER
    rows["objection_stage"][failed[opening | result]] = None
    rows["tender_terminated_at"][failed] = rows["period_end_at"][failed] + 30
    rows["status"][failed] = "unsuccessful"
    again = np.flatnonzero((fate == 2) & plain(rows))
    rows["_again"][again] = 1
    rows["round"][again] = 2
    for step in ("project_approved_at", "tender_plan_approved_at"):
        rows[step][again] -= 60 * MINUTES


def first_rounds(rows: Rows) -> Rows:
    """Rows of the first rounds: forty-five days before, and ended for want of bidders."""
    at = np.flatnonzero(rows["_again"] == 1)
    first = rows.take(at)
    first["_row"] = at
    first["round"] = 1
    first["status"] = "unsuccessful"
    late = ("opened_at", "experts_drawn_at", "clarified_at", "period_end_first_at", *AFTER_OPENING)
    for step in (*late, "objection_raised_at", "objection_replied_at"):
        first[step] = NEVER
    first["objection_stage"] = None
    first["affects_bid"] = None
    for step in STEPS[2:]:
        first[step] = np.where(first[step] == NEVER, NEVER, first[step] - 45 * MINUTES)
    first["tender_terminated_at"] = first["period_end_at"] + 20
    first["retender_at"] = first["period_end_at"] + 10 * MINUTES
    return first


def push(rows: Rows, at: Ints, step: str, by: Ints) -> None:
    """Move a step by so many minutes, and with it all that hangs on it and came at or after it."""
    since = rows[step][at].copy()
    for name in STEPS[STEPS.index(step) :]:
        held = rows[name][at]
        rows[name][at] = np.where((held != NEVER) & (held >= since), held + by, held)
