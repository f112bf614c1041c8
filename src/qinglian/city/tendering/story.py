"""
招标投标一件件：经过、投标、评标、合同与各种登记。Tenders with all that belongs to them, and the ledgers they become.
"""

from typing import Any

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Draw, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.tendering import course, panels, papers, rivals, traces
from qinglian.city.world import World

OF_BIDS = (
    "bid_device",
    "bid_document",
    "bid_member",
    "deposit",
    "bid_item",
    "participant",
    "bid_similarity",
    "panel_score",
)


def tell(world: World, draw: Draw) -> Story:
    """All tenders of a county, lawful from end to end."""
    tender = course.tenders(world, draw.at("course"))
    bid = rivals.bids(world, tender, draw.at("rivals"))
    bid["manager_id"] = traces.managers(world, bid)
    award = rivals.awards(tender, bid, draw.at("awards"))
    panel = panels.panels(world, tender, draw.at("panels"))
    n = len(tender)

    def some(name: str, per_mille: int) -> np.ndarray:
        return draw.at("recorded", name).chance(per_mille, n)

    works = tender["category"] == "works"
    return {
        "tender": tender,
        "first": course.first_rounds(tender),
        "bid": bid,
        "award": award,
        "contract": rivals.contracts(tender, award, bid, draw.at("contracts")),
        "project": rivals.projects(tender, draw.at("projects")),
        "bid_device": traces.devices(world, bid, some("devices", 800), draw.at("devices")),
        "bid_document": traces.documents(world, bid, some("documents", 600), draw.at("documents")),
        "bid_member": traces.members(world, bid, some("members", 800), draw.at("members")),
        "deposit": traces.deposits(world, tender, bid, draw.at("deposits")),
        "bid_item": traces.bills(bid, some("bills", 250) & works, draw.at("bills")),
        "bid_similarity": traces.likeness(bid, some("likeness", 200), draw.at("likeness")),
        "panel_member": panel,
        "panel_score": panels.scores(panel, bid, some("scores", 450), draw.at("scores")),
        "notice": papers.notices(tender, draw.at("notices")),
        "clause": papers.clauses(tender, draw.at("clauses")),
        "participant": papers.participants(world, tender, bid, draw.at("participants")),
        "relation": Rows(0, relation_id=as_column([]), kind=as_column([])),
        "party": Rows(0, party_id=as_column([]), name=as_column([])),
        "event": Rows(0, event_id=as_column([]), case_id=as_column([])),
    }


def write(world: World, story: Story) -> dict[str, Rows]:
    """The ledgers: what is derived is filled in, what only the story knows is left out."""
    tender, bid = (
        story["tender"].take(np.arange(len(story["tender"]))),
        story["bid"].take(np.arange(len(story["bid"]))),
    )
    stayed = np.isin(bid["status"], ("valid", "disqualified")) & (
        bid["accepted"] != False  # noqa: E712
    )
    stayed &= bid["_gone"] == False  # noqa: E712
    shown = (tender["period_end_at"] != NEVER) & (tender["_lots"] == 1)
    bidders = np.bincount(bid["_t"][stayed & (bid["_first"] < 0)], minlength=len(tender))
    tender["number_of_tenderers"] = np.where(shown, bidders, NEVER)
    bidders = np.bincount(
        bid["_first"][stayed & (bid["_first"] >= 0)], minlength=len(story["first"]),
    )  # fmt: skip
    story["first"]["number_of_tenderers"] = bidders.astype(np.int64)
    log = _log(story, tender)
    closing = np.where(
        bid["_first"] >= 0,
        story["first"]["period_end_at"][np.maximum(bid["_first"], 0)] if len(story["first"]) else NEVER,
        tender["period_end_at"][bid["_t"]],
    )  # fmt: skip
    bid["submitted_at"] = closing - bid["_before"]
    award, contract = _awards(story, tender, bid), _contracts(world, story, tender, bid)
    project = story["project"].take(np.arange(len(story["project"])))
    approved = np.append(tender["project_approved_at"], np.full(len(project) - len(tender), NEVER))
    project["feasibility_approved_at"] = np.where(
        project["_approved"] != NEVER, project["_approved"], approved,
    )  # fmt: skip
    tender.add(story["first"])
    made = {
        "tender": tender,
        "bid": bid,
        "award": award,
        "contract": contract,
        "project": project,
        "event": log,
    }
    for name in OF_BIDS:
        made[name] = _of_bid(story[name], bid)
    made["deposit"]["paid_at"] = closing[story["deposit"]["_b"]] - story["deposit"]["_before"]
    made["participant"]["party_id"] = made["participant"]["bidder_id"]
    made["participant"]["party_name"] = made["participant"]["bidder_name"]
    other = story["bid_similarity"]["_other"]
    made["bid_similarity"]["other_bidder_id"] = bid["bidder_id"][other]
    score, panel = made["panel_score"], story["panel_member"]
    score["person_id"] = panel["person_id"][score["_member"]]
    score["person_id_no"] = panel["person_id_no"][score["_member"]]
    score["score"] = as_column([points / 10 for points in score["_points"].tolist()])
    made["panel_member"] = panel.take(np.arange(len(panel)))
    made["panel_member"]["drawn_at"] = np.where(
        panel["kind"] == "expert", story["tender"]["experts_drawn_at"][panel["_t"]], NEVER,
    )  # fmt: skip
    notice, clause = (
        story[name].take(np.arange(len(story[name]))) for name in ("notice", "clause")
    )
    told_at = story["tender"].take(notice["_t"])
    notice["tender_id"], notice["round"] = told_at["tender_id"], told_at["round"]
    call = notice["kind"] == "tender"
    first = np.where(
        told_at["period_end_first_at"] != NEVER, told_at["period_end_first_at"], told_at["period_end_at"],
    )  # fmt: skip
    notice["published_at"] = np.where(
        call, told_at["published_at"], told_at["candidates_published_at"],
    )  # fmt: skip
    notice["closes_at"] = np.where(call, first + notice["_shift"], NEVER)
    clause["tender_id"] = story["tender"]["tender_id"][clause["_t"]]
    made |= {
        "notice": notice,
        "clause": clause,
        "relation": story["relation"],
        "party": story["party"],
    }
    score.drop(np.asarray(panel["_gone"][score["_member"]], dtype=bool))
    for name in ("award", "panel_member"):
        made[name].drop(np.asarray(made[name]["_gone"], dtype=bool))
    lost = np.asarray(bid["_gone"], dtype=bool)
    for name in OF_BIDS:
        made[name].drop(lost[made[name]["_b"]])
    bid.drop(lost)
    drops = {
        "participant": ("bid_id", "lot_id", "bidder_id", "bidder_name"),
        "bid_similarity": ("bid_id", "bidder_name"),
        "panel_score": ("bidder_name",),
    }
    return {
        name: Rows(
            rows.n,
            {
                key: rows[key]
                for key in rows
                if not key.startswith("_") and key not in drops.get(name, ())
            },
        )
        for name, rows in sorted(made.items())
        if len(rows)
    }


def _of_bid(rows: Rows, bid: Rows) -> Rows:
    """Rows of a bid, with whose they are."""
    whole = rows.take(np.arange(len(rows)))
    for name in ("tender_id", "bid_id", "lot_id", "bidder_id", "bidder_name"):
        whole[name] = bid[name][whole["_b"]]
    return whole


def _awards(story: Story, tender: Rows, bid: Rows) -> Rows:
    award = story["award"].take(np.arange(len(story["award"])))
    t, won = award["_t"], award["_bid"]
    award["supplier_id"], award["supplier_name"] = bid["bidder_id"][won], bid["bidder_name"][won]
    award["supplier_ids"] = bid["bidder_ids"][won]
    award["awarded_at"] = tender["winner_decided_at"][t]
    award["published_at"] = tender["result_published_at"][t]
    return award


def _contracts(world: World, story: Story, tender: Rows, bid: Rows) -> Rows:
    contract = story["contract"].take(np.arange(len(story["contract"])))
    t, won = contract["_t"], contract["_bid"]
    tendered = won != NEVER
    mine = np.where(tendered, won, 0)
    contract["tender_id"] = course.only(tendered, tender["tender_id"][t])
    contract["lot_id"] = course.only(tendered, bid["lot_id"][mine])
    contract["round"] = np.where(tendered, tender["round"][t], NEVER)
    other = contract["_firm"] % world.firms.n
    contract["supplier_id"] = np.where(
        tendered, bid["bidder_id"][mine], world.firms["firm_id"][other],
    )  # fmt: skip
    contract["supplier_name"] = np.where(
        tendered, bid["bidder_name"][mine], world.firms["name"][other],
    )  # fmt: skip
    contract["manager_id"] = np.where(
        contract["_manager"] == None,  # noqa: E711
        course.only(tendered, bid["manager_id"][mine]),
        contract["_manager"],
    )
    for name, step in (("awarded_at", "award_notified_at"), ("signed_at", "contract_signed_at")):
        contract[name] = np.where(
            tendered & (contract[name] == NEVER), tender[step][t], contract[name],
        )  # fmt: skip
    own = contract["_after_letter"] != NEVER
    contract["signed_at"] = np.where(
        own, contract["awarded_at"] + contract["_after_letter"], contract["signed_at"],
    )  # fmt: skip
    for name in ("id", "name"):
        contract[f"buyer_{name}"] = tender[f"procuring_entity_{name}"][t]
        contract[f"unit_{name}"] = contract[f"buyer_{name}"]
    contract["region"] = tender["region"][t]
    # A contract that was never signed is none.
    kept = (contract["signed_at"] != NEVER) & (contract["_gone"] == False)  # noqa: E712
    return contract.take(np.flatnonzero(kept))


def _log(story: Story, tender: Rows) -> Rows:
    """What the log alone tells; where it names who drew and who evaluated, the ledger leaves both to it."""
    event = story["event"].take(np.arange(len(story["event"])))
    if len(event):
        event["occurred_at"] = tender["period_end_at"][event["_t"]] + event["_after"]
        event["round"] = tender["round"][event["_t"]]
    parts = [event]
    steps: list[tuple[str, str, str | None, Any]] = [
        (name, activity, None, None) for name, activity in course.LOGGED.items()
    ]
    named = tender["_drawer"] != None  # noqa: E711
    steps += [
        ("experts_drawn_at", "experts_drawn", "_drawer", named),
        ("evaluated_at", "bids_evaluated", "_evaluator", named),
    ]
    for name, activity, who, where in steps:
        at = np.flatnonzero((tender[name] != NEVER) & (True if where is None else where))
        parts.append(
            Rows(
                len(at),
                event_id=as_column([f"{number}-{activity}" for number in tender["tender_id"][at]]),
                process="tender",
                case_id=tender["tender_id"][at],
                activity=activity,
                occurred_at=tender[name][at],
                resource=tender[who][at] if who else None,
                round=tender["round"][at],
                doc_no=tender["_clock_doc"][at] if name == "_clock_stopped" else None,
            )
        )
        if who:
            tender[name][at] = NEVER
    log = parts[0].take(np.arange(len(parts[0])))
    for part in parts[1:]:
        log.add(part)
    return log
