"""
谁来投标、报价多少、谁中标、怎样签约。Who bids, at what price, who wins, and the contracts made.

Firms of one trade meet again and again for no other reason than that they are of one trade; busy ones more often.
"""

import numpy as np

from qinglian.city.days import MINUTES, NEVER, clock, day_of
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.rows import Rows
from qinglian.city.tendering.course import KINDS, TRADES, first_rounds, numbered, only
from qinglian.city.world import World

LINES = {
    "works": ("works",),
    "goods": ("goods",),
    "services": ("design", "supervision", "services"),
}
QUALITY = ("合格", "优良")


def bids(world: World, tender: Rows, draw: Draw) -> Rows:
    """Three to eleven bids for every lot, one or two where a round failed."""
    first = first_rounds(tender)
    lots = np.repeat(np.arange(len(tender)), tender["_lots"])
    lot = np.arange(len(lots)) - np.searchsorted(lots, lots)
    of = np.concatenate([lots, first["_row"]])
    lot = np.concatenate([lot, np.zeros(len(first), dtype=np.int64)])
    again = np.concatenate([np.full(len(lots), -1), np.arange(len(first))])
    many = 3 + draw.at("many").place(9, len(of), [20, 16, 17, 14, 11, 9, 6, 4, 3])
    chosen = tender["method"][of] == "selective"
    many = np.where(chosen, np.minimum(many, tender["invited"][of]), many)
    failed = (tender["status"][of] == "unsuccessful") | (again >= 0)
    many = np.where(failed, draw.at("few").between(1, 2, len(of)), many)
    firm, held = _picked(world, tender, of, many, draw.at("firms"))
    entry = np.repeat(np.arange(len(of)), held)
    n = len(firm)
    t, k = of[entry], lot[entry]
    ids, round_ = tender["tender_id"][t], tender["round"][t]
    order = np.arange(n) - np.searchsorted(entry, entry)
    turn = np.where(again[entry] < 0, round_, 1)
    split = (tender["_lots"] > 1)[t]
    cut = draw.at("discount").between(5_000, 140_000, n)
    ceiling = tender["ceiling_yuan"][t] // tender["_lots"][t]
    price = ceiling - ceiling // 1_000_000 * cut + draw.at("odd").below(1_000_000, n)
    rows = Rows(
        n,
        bid_id=numbered(numbered(numbered(ids, "", turn), "", k), "", order),
        tender_id=ids,
        lot_id=only(split, numbered(ids, "", k + 1)),
        round=turn,
        bidder_id=world.firms["firm_id"][firm],
        bidder_ids=None,
        bidder_name=world.firms["name"][firm],
        status="valid",
        amount_yuan=price,
        withdrawn=False,
        accepted=True,
        sealed=True,
        term_days=draw.at("term").between(6, 24, n) * 15,
        quality=as_column(QUALITY)[draw.at("quality").place(2, n, [80, 20])],
        manager_id=None,
        score=NEVER,
        rank=NEVER,
        _t=t,
        _entry=entry,
        _lot=k,
        _firm=firm,
        _before=draw.at("before").skewed(600, n, low=12, high=4 * MINUTES),
        _first=again[entry],
        _gone=False,
        _used=False,
    )  # fmt: skip
    rows["amount_yuan"] = np.maximum(rows["amount_yuan"], 100_000)
    _withdraw(rows, held, entry, failed, draw)
    _rank(rows, draw)
    return rows


def _picked(world: World, tender: Rows, of: Ints, many: Ints, draw: Draw) -> tuple[Ints, Ints]:
    """Firms for each entry, none twice: of the trade for the most part; and how many there are."""
    firms = np.zeros((len(of), 48), dtype=np.int64)
    for kind, name in enumerate(KINDS):
        pool = np.flatnonzero(np.isin(world.firms["line"], LINES[name]))
        busy = draw.at(name, "busy").skewed(100, len(pool), low=10, high=1_500)
        own = draw.at(name, "own").below(len(TRADES[kind]), len(pool))
        for trade in range(len(TRADES[kind])):
            mine = np.flatnonzero((tender["_kind"][of] == kind) & (tender["_trade"][of] == trade))
            weights = np.where(own == trade, busy * 4, busy)
            drawn = draw.at(name, trade).place(len(pool), len(mine) * 48, weights)
            firms[mine] = pool[drawn].reshape(len(mine), 48)
    order = np.argsort(firms, axis=1, kind="stable")
    ranked = np.take_along_axis(firms, order, axis=1)
    again = np.zeros_like(firms, dtype=bool)
    again[:, 1:] = ranked[:, 1:] == ranked[:, :-1]
    fresh = np.empty_like(again)
    np.put_along_axis(fresh, order, ~again, axis=1)
    kept = fresh & (np.cumsum(fresh, axis=1) <= many[:, None])
    return firms[kept], kept.sum(axis=1).astype(np.int64)


def _withdraw(rows: Rows, held: Ints, entry: Ints, failed: np.ndarray, draw: Draw) -> None:
    """A bid here and there is withdrawn, refused for being late, or rejected, where five or more came."""
    enough = (held >= 6)[entry] & ~failed[entry]
    last = np.append(entry[1:] != entry[:-1], True) & enough
    fate = draw.at("fate").place(10, len(rows))
    gone, refused, out = last & (fate == 0), last & (fate == 1), last & ((fate == 2) | (fate == 3))
    rows["status"][gone] = "withdrawn"
    rows["withdrawn"][gone] = True
    rows["status"][refused] = "disqualified"
    rows["accepted"][refused] = False
    rows["_before"][refused] = -draw.at("late").between(1, 40, int(refused.sum()))
    rows["status"][out] = "disqualified"


def _rank(rows: Rows, draw: Draw) -> None:
    """Points by price and by judgement, and the order they make."""
    judged = draw.at("judged").between(0, 400, len(rows))
    worst = rows["_before"] * 0
    price = rows["amount_yuan"]
    least = np.full(int(rows["_entry"].max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, rows["_entry"], price)
    worst = (price - least[rows["_entry"]]) * 1000 // np.maximum(price, 1)
    points = 9000 - worst * 3 - judged
    valid = (rows["status"] == "valid") & (rows["_first"] < 0)
    order = np.lexsort((np.arange(len(rows)), -points, ~valid, rows["_entry"]))
    place = np.empty(len(rows), dtype=np.int64)
    start = np.searchsorted(rows["_entry"], rows["_entry"])
    place[order] = np.arange(len(rows)) - start[order] + 1
    failed = np.zeros(len(rows), dtype=bool)
    rows["rank"] = np.where(valid & ~failed, place, NEVER)
    rows["score"] = np.where(valid & ~failed, points // 100, NEVER)


def awards(tender: Rows, bid: Rows, draw: Draw) -> Rows:
    """The bid of the first rank wins each lot; the letter goes to it."""
    won = np.flatnonzero((bid["rank"] == 1) & (tender["status"][bid["_t"]] == "complete"))
    rows = Rows(
        len(won),
        award_id=as_column([f"{number}-Z" for number in bid["bid_id"][won]]),
        tender_id=bid["tender_id"][won],
        lot_id=bid["lot_id"][won],
        round=bid["round"][won],
        status="active",
        rank=1,
        reason=None,
        amount_yuan=bid["amount_yuan"][won],
        currency="CNY",
        _t=bid["_t"][won],
        _bid=won,
        _gone=False,
    )
    return rows


def contracts(tender: Rows, award: Rows, bid: Rows, draw: Draw) -> Rows:
    """A contract for each award, as the bid says; and small ones of the same projects, made without a tender."""
    t, won, n = award["_t"], award["_bid"], len(award)
    rows = Rows(
        n,
        contract_id=as_column([f"{number}-H" for number in award["award_id"]]),
        award_id=award["award_id"],
        contract_type=tender["category"][t],
        method=tender["method"][t],
        project_id=tender["project_id"][t],
        title=as_column([f"{title}合同" for title in tender["title"][t]]),
        item_class=None,
        supplement_of=None,
        term_days=bid["term_days"][won],
        quality=bid["quality"][won],
        amount_yuan=award["amount_yuan"],
        performance_bond_yuan=award["amount_yuan"]
        // 1000
        * draw.at("security").between(
            20,
            100,
            n,
        ),
        performance_bond_form="guarantee",
        exemption_doc_no=None,
        regime="tendering",
        status="active",
        signed_at=NEVER,
        awarded_at=NEVER,
        _t=t,
        _award=np.arange(n),
        _bid=won,
        _manager=None,
        _after_letter=NEVER,
        _gone=False,
    )
    few = draw.at("small").chance(250, len(tender)) & (tender["category"] == "works")
    rows.add(small(tender, np.flatnonzero(few), draw.at("small")))
    return rows


def small(tender: Rows, at: Ints, draw: Draw) -> Rows:
    """A survey, design or supervision of a works project below the limit, contracted directly."""
    n = len(at)
    what = draw.pick(["勘察", "设计", "监理"], n)
    signed = day_of(tender["project_approved_at"][at]) + draw.between(1, 15, n)
    return Rows(
        n,
        contract_id=as_column([f"{number}-X" for number in tender["tender_id"][at]]),
        contract_type="services",
        method="direct",
        project_id=tender["project_id"][at],
        title=as_column([f"{title}{word}合同" for title, word in zip(tender["title"][at], what, strict=True)]),
        item_class=what,
        amount_yuan=draw.between(5, 80, n) * 1_000_000,
        performance_bond_yuan=NEVER,
        regime="tendering",
        status="active",
        signed_at=clock(signed, 15),
        awarded_at=NEVER,
        _t=at,
        _award=np.full(n, NEVER),
        _bid=np.full(n, NEVER),
        _manager=None,
        _after_letter=NEVER,
        _gone=False,
        _firm=draw.below(1 << 40, n),
    )  # fmt: skip


def projects(tender: Rows, draw: Draw) -> Rows:
    """The list of projects: money and approval of each."""
    whole = tender["amount_yuan"] // 10 * draw.between(11, 16, len(tender))
    public = tender["mandatory"] == True  # noqa: E712
    return Rows(
        len(tender),
        project_id=tender["project_id"],
        title=tender["title"],
        unit_id=tender["procuring_entity_id"],
        unit_name=tender["procuring_entity_name"],
        region_code=tender["region"],
        mandatory=tender["mandatory"],
        state_controlled=tender["state_controlled"],
        fiscal_yuan=np.where(public, whole // 10 * 8, 0),
        budget_yuan=whole,
        estimate_yuan=whole // 10 * 11,
        foreign_loan=False,
        public_works=False,
        status="ongoing",
        _approved=NEVER,
    )
