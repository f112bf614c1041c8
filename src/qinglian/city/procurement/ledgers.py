"""
写成台账：采购项目、响应、评审、合同、付款、日志。
The ledgers: what is derived is filled in, what only the story knows is left out.
"""
# ruff: noqa: E711, E712  (columns of objects are compared value by value)

from typing import Any

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER
from qinglian.city.draw import Ints, as_column, either
from qinglian.city.plant import Story
from qinglian.city.procurement.course import course, happened, instants
from qinglian.city.procurement.payments import payments
from qinglian.city.rows import Rows
from qinglian.city.world import World

NOTHING: Any = None
STEPS = {
    "budget": "budget_approved_at",
    "intent": "intent_published_at",
    "prequal": "prequal_published_at",
    "prequal_closed": "prequal_closed_at",
    "notice": "published_at",
    "docs": "docs_issued_at",
    "sale_ended": "docs_sale_ended_at",
    "clarified": "clarified_at",
    "ss": "ss_published_at",
    "ss_closed": "ss_closed_at",
    "closed": "period_end_at",
    "opened": "opened_at",
    "evaluated": "evaluated_at",
    "report": "report_received_at",
    "decided": "winner_decided_at",
    "result": "result_published_at",
    "notified": "award_notified_at",
    "losers": "losers_refunded_at",
    "challenged": "challenged_at",
    "replied": "replied_at",
    "complained": "complained_at",
    "examined": "complaint_examined_at",
    "copied": "complaint_copied_at",
    "complaint_decided": "complaint_decided_at",
    "suspended": "suspended_at",
    "resumed": "resumed_at",
    "terminated": "tender_terminated_at",
    "signed": "contract_signed_at",
    "contract_published": "contract_published_at",
    "filed": "contract_filed_at",
    "bond": "bond_refunded_at",
    "ended": "ended_at",
}
LOGGED = {
    "stopped": "complaint_clock_stopped",
    "started": "complaint_clock_resumed",
    "rejected": "complaint_rejected",
    "complaint_withdrawn": "complaint_withdrawn",
    "challenge_withdrawn": "challenge_withdrawn",
}
BASES = ("signed", "accepted")


def write(world: World, story: Story) -> dict[str, Rows]:
    """All ledgers of a county's purchases."""
    p = story["purchase"]
    days = happened(p, course(p))
    bid = story["bid"].take(np.arange(len(story["bid"])))
    bid["price"] = np.where(
        bid["price"] == NEVER,
        p["amount"][bid["_p"]] // 1_000_000 * bid["ppm"] - bid["odd"],
        bid["price"],
    )
    won = np.full(len(p), NEVER)
    won[bid["_p"][np.asarray(bid["first"] == True)]] = np.flatnonzero(bid["first"] == True)
    contract = _contracts(world, story, days, bid, won)
    made = {
        "tender": _tenders(world, story, days, bid),
        "bid": _bids(p, days, bid),
        "panel_member": _named(story["panel"], p, keep=("drawn_at",)),
        "contract": contract,
        "payment": payments(world, story, days, contract),
        "clause": _named(story["clause"], p),
        "relation": story["relation"],
        "event": _log(world, story, days),
    }
    for name in ("bid_device", "bid_document", "bid_member", "deposit"):
        rows = story[name].take(np.arange(len(story[name])))
        for column in ("bid_id", "bidder_id", "bidder_name", "lot_id"):
            rows[column] = bid[column][rows["_b"]]
        rows["tender_id"] = p["tender_id"][bid["_p"][rows["_b"]]]
        made[name] = rows
    return {name: _told(rows) for name, rows in made.items() if len(rows)}


def _told(rows: Rows) -> Rows:
    return Rows(rows.n, {name: rows[name] for name in rows if not name.startswith("_")})


def _named(rows: Rows, p: Rows, keep: tuple[str, ...] = ()) -> Rows:
    whole = rows.take(np.arange(len(rows)))
    whole["tender_id"] = p["tender_id"][whole["_p"]]
    return whole


def _tenders(world: World, story: Story, days: dict[str, Ints], bid: Rows) -> Rows:
    p = story["purchase"]
    unit, name = world.bodies["unit_id"][p["body"]], world.bodies["name"][p["body"]]
    asked = np.where(p["bond_fixed"] != NEVER, p["bond_fixed"], p["amount"] // 10_000 * p["bond"])
    bonded = np.asarray(p["bonded"] == True)
    ended = days["ended"] != NEVER
    over = days["terminated"] != NEVER
    single = p["way"] == "single_source"
    stayed = np.asarray((bid["withdrawn"] == False) & (bid["status"] != "withdrawn"))
    rows = Rows(
        len(p),
        tender_id=p["tender_id"],
        title=as_column([f"{b}{w}采购项目" for b, w in zip(name, p["what"], strict=True)]),
        category=p["category"],
        way=p["way"],
        method=p["method"],
        regime="procurement",
        status=np.where(over, "cancelled", np.where(days["result"] != NEVER, "complete", "active")),
        buyer_id=unit,
        buyer_name=name,
        unit_id=unit,
        agency=as_column(
            [f"{world.name}示例采购代理{k:02d}号有限公司" for k in p["agency"].tolist()]
        ),
        region=world.region_code,
        project_id=either(p["coded"] == True, as_column([f"XM-{t}" for t in p["tender_id"]]), None),
        budget_item=p["budget_item"],
        item_class=p["what"],
        amount_yuan=p["amount"],
        method_approval_doc_no=p["approval"],
        single_source_reason=np.where(single, p["reason"], NOTHING),
        complex_flag=p["complex"],
        affects_bid=np.where(days["clarified"] != NEVER, p["affects"], NOTHING),
        bid_bond_yuan=np.where(bonded, asked, 0),
        bond_kind=np.where(bonded, p["bond_kind"], "none"),
        number_of_tenderers=np.bincount(bid["_p"][stayed], minlength=len(p)),
        period_end_first_at=np.where(
            (p["put_off"] > 0) & (days["closed"] != NEVER),
            instants("closed", days["closed"] - p["put_off"]),
            NEVER,
        ),
        archive_items=as_column(
            [papers if e else None for papers, e in zip(p["papers"], ended.tolist(), strict=True)]
        ),
        archive_hash=np.where(ended, p["hash"], NOTHING),
        archive_hash_now=np.where(ended, p["hash_now"], NOTHING),
        archive_destroyed_at=np.where(
            p["destroyed"] == NEVER, NEVER, p["destroyed"] * MINUTES + 900
        ),
        bids_recorded=True,
    )
    for step, column in STEPS.items():
        rows[column] = instants(step, days[step])
    old = story["old"]
    if len(old):
        rows.add(old)
    return rows


def _bids(p: Rows, days: dict[str, Ints], bid: Rows) -> Rows:
    closed = instants("closed", days["closed"])[bid["_p"]]
    return Rows(
        len(bid),
        bid_id=bid["bid_id"],
        tender_id=p["tender_id"][bid["_p"]],
        lot_id=bid["lot_id"],
        bidder_id=bid["bidder_id"],
        bidder_ids=bid["bidder_ids"],
        bidder_name=bid["bidder_name"],
        amount_yuan=bid["price"],
        status=bid["status"],
        withdrawn=bid["withdrawn"],
        submitted_at=np.where(closed == NEVER, NEVER, closed - bid["before"]),
    )


def _contracts(world: World, story: Story, days: dict[str, Ints], bid: Rows, won: Ints) -> Rows:
    p, c = story["purchase"], story["contract"]
    of, main = c["_p"], np.asarray(c["main"] == True)
    price = bid["price"][won][of]
    amount = np.where(main & (c["amount_yuan"] == NEVER), price, c["amount_yuan"])
    amount = np.where(c["per_myriad"] != NEVER, price * c["per_myriad"] // 10_000, amount)
    bonded = np.where(
        np.asarray(c["bond_of_budget"] == True),
        p["amount"][of] // 10,
        amount * c["secured"] // 10_000,
    )
    firm = np.where(c["firm"] == NEVER, bid["firm"][won][of], c["firm"])
    body = np.where(c["body"] == NEVER, p["body"][of], c["body"])
    signed = np.where(c["signed_on"] == NEVER, days["signed"][of], c["signed_on"])
    letter = main & ~np.asarray(c["letter_left_out"] == True)
    halted = letter & (p["s_from"][of] == 1)
    published = np.where(main, days["contract_published"][of], signed + 1)
    filed = np.where(main, days["filed"][of], signed + 1)
    rows = Rows(
        len(c),
        contract_id=c["contract_id"],
        tender_id=np.where(main | (c["supplement_of"] != None), p["tender_id"][of], NOTHING),
        project_id=np.where(
            c["project_id"] != None,
            c["project_id"],
            np.where(
                main & (p["coded"][of] == True),
                as_column([f"XM-{t}" for t in p["tender_id"]])[of],
                NOTHING,
            ),
        ),
        title=np.where(
            c["title"] != None, c["title"], as_column([f"{w}合同" for w in p["what"]])[of]
        ),
        contract_type=_or(c["contract_type"], p["category"][of]),
        item_class=_or(c["item_class"], p["what"][of]),
        budget_item=_or(c["budget_item"], p["budget_item"][of]),
        method=_or(c["method"], p["method"][of]),
        method_approval_doc_no=np.where(main, p["approval"][of], c["approval"]),
        regime="procurement",
        region=world.region_code,
        status=c["status"],
        buyer_id=world.bodies["unit_id"][body],
        buyer_name=world.bodies["name"][body],
        unit_id=world.bodies["unit_id"][body],
        unit_name=world.bodies["name"][body],
        supplier_id=_or(c["supplier_id"], world.firms["firm_id"][firm]),
        supplier_name=world.firms["name"][firm],
        amount_yuan=amount,
        estimate_yuan=np.where(main, p["amount"][of], NEVER),
        performance_bond_yuan=np.where(
            (c["secured"] == NEVER) & (c["bond_of_budget"] != True), 0, bonded
        ),
        performance_bond_form=either(
            (c["secured"] == NEVER) & (c["bond_of_budget"] != True),
            None,
            c["performance_bond_form"],
        ),
        retention_yuan=np.where(c["retention"] == NEVER, NEVER, amount * c["retention"] // 10_000),
        extra_yuan=np.where(c["extra"] == NEVER, NEVER, amount * c["extra"] // 10_000),
        supplement_of=c["supplement_of"],
        awarded_at=np.where(letter, instants("notified", days["notified"][of]), NEVER),
        suspended_at=np.where(halted, instants("suspended", days["suspended"][of]), NEVER),
        resumed_at=np.where(halted, instants("resumed", days["resumed"][of]), NEVER),
        signed_at=instants("signed", signed),
        published_at=np.where(
            c["unpublished"] == True, NEVER, instants("contract_published", published)
        ),
        filed_at=np.where(c["unfiled"] == True, NEVER, instants("filed", filed)),
        accepted_at=np.where(main, instants("accepted", days["accepted"][of]), NEVER),
        _kept=(signed != NEVER) & (signed <= END),
    )
    return rows


def _log(world: World, story: Story, days: dict[str, Ints]) -> Rows:
    """Who asked, accepted and paid, and what the file of a complaint tells."""
    p, extra = story["purchase"], story["event"]
    person = world.people["person_id"]
    parts: list[tuple[str, str, Ints, np.ndarray]] = []
    begun = np.where(days["intent"] == NEVER, days["budget"], days["intent"])
    asked = np.where(begun == NEVER, NEVER, begun - 3)
    for activity, day, step, who in (
        ("requested", asked, "intent", "asked_by"),
        ("accepted", days["accepted"], "accepted", "accepted_by"),
        ("final_paid", days["final"], "final", "paid_by"),
    ):
        parts.append((activity, activity, instants(step, day), person[p[who]]))
    for step, activity in LOGGED.items():
        parts.append((activity, step, instants(step, days[step]), as_column([None] * len(p))))
    log = Rows(0, event_id=as_column([]))
    for activity, step, at, whom in parts:
        kept = np.flatnonzero(at != NEVER)
        log.add(
            Rows(
                len(kept),
                event_id=as_column([f"{number}-{activity}" for number in p["tender_id"][kept]]),
                process="procurement",
                case_id=p["tender_id"][kept],
                activity=activity,
                occurred_at=at[kept],
                resource=whom[kept],
                doc_no=p["stop_doc"][kept] if step == "stopped" else None,
            )
        )
    if len(extra):
        log.add(
            Rows(
                len(extra),
                event_id=extra["event_id"],
                process="procurement",
                case_id=extra["case_id"],
                activity=extra["activity"],
                occurred_at=extra["at"],
                resource=extra["resource"],
            )
        )
    return log


def _or(told: np.ndarray, usual: np.ndarray) -> np.ndarray:
    return np.where(told != None, told, usual)
