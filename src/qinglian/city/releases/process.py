"""
一个个采购过程：征集、投标、定标、签约，依规矩办完。Contracting processes from call to contract.

A process has one lot or two; each lot is a contest of its own with an award and a contract. What is later than its
start is kept as a distance, so that what a plant moves takes along what follows.
"""

from typing import Any

import numpy as np

from qinglian.city.days import MINUTES, NEVER, at_office, through_years
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.plant import Story
from qinglian.city.releases import market
from qinglian.city.releases.texts import only
from qinglian.city.rows import Rows
from qinglian.city.world import World

MOST = 6
TAIL = 250
VALID, WITHDRAWN, DISQUALIFIED = "valid", "withdrawn", "disqualified"
DETAILS = {"open": "公开征集", "selective": "邀请比选", "direct": "直接委托"}
WHY = ("仅有一家持有专利", "紧急修复，原承揽人在场", "原设备的配套与续保")


def processes(world: World, story: Story, draw: Draw, n: int, **fixed: Any) -> Story:
    """`n` processes for the bodies and firms of a story; `fixed` sets columns of the process.

    `who` (a row of firms each, -1 for nobody) and `won` (the place among them) fix who bids and who wins.
    """
    who, won = fixed.pop("who", None), fixed.pop("won", None)
    process = _processes(world, story, draw, n, fixed, grouped=bool(fixed) or who is not None)
    lot = _lots(process, draw.at("lots"), whole=who is not None)
    bid = _bids(story, process, lot, draw.at("bids"), who)
    award = _awards(story, process, lot, bid, draw.at("awards"), won)
    contract = _contracts(process, award, draw.at("contracts"))
    return {"process": process, "lot": lot, "bid": bid, "award": award, "contract": contract}


def _processes(
    world: World, story: Story, draw: Draw, n: int, fixed: dict[str, Any], *, grouped: bool
) -> Rows:
    usual = int((story["body"]["special"] == False).sum())  # noqa: E712
    first = len(story["process"]) if "process" in story else 0
    direct = draw.at("method").below(1000, n)
    method = as_column(
        ["direct" if spot < 180 else "selective" if spot < 300 else "open" for spot in direct]
    )
    category = draw.at("category").place(3, n, [40, 25, 35])
    buyer = draw.at("buyer").below(usual, n)
    central = draw.at("central").chance(120, n)
    amount = draw.at("amount").skewed(30_000_000, n, low=2_000_000)
    state = draw.at("state").below(1000, n)
    ids = [f"ocds-{world.region_code}-{number:06d}" for number in range(first + 1, first + n + 1)]
    process = Rows(
        n,
        tender_id=as_column(ids),
        category=category,
        division=draw.at("division").below(4, n),
        kind=draw.at("kind").below(market.PER_DIVISION, n),
        method=method,
        criteria=draw.at("criteria").pick(["priceOnly", "ratedCriteria", "lowestCost"], n, [50, 35, 15]),
        why=draw.at("why").pick(WHY, n),
        status=as_column(
            ["cancelled" if s < 25 else "unsuccessful" if s < 65 else "complete" for s in state]
        ),
        buyer=buyer,
        entity=np.where(central, draw.at("entity").below(market.CENTRAL, n), buyer),
        amount=amount,
        currency=draw.at("currency").pick(["XTS", "CNY"], n, [88, 12]),
        start=at_office(draw.at("start"), through_years(draw.at("day"), n, tail=TAIL)),
        open=draw.at("open").between(17, 40, n) * MINUTES + draw.at("hour").below(300, n),
        opening=draw.at("opening").between(30, 180, n),
        evaluation=draw.at("evaluation").between(1, 3, n),
        decision=draw.at("decision").between(7, 14, n),
        day_only=draw.at("day_only").chance(60, n),
        two=draw.at("two").chance(80, n),
        joint=draw.at("joint").chance(40, n),
        grouped=grouped,
        rationale=None,
        tenderers=NEVER,
    )  # fmt: skip
    for name, values in fixed.items():
        process[name] = values
    if grouped:
        process["two"], process["joint"], process["status"] = False, False, "complete"
    single = process["method"] == "direct"
    process["two"] = as_column((np.asarray(process["two"], dtype=bool) & ~single).tolist())
    process["rationale"] = only(single, process["why"])
    return process


def competitive(process: Rows) -> Any:
    """Whether bids were asked for."""
    return np.asarray(process["method"] != "direct", dtype=bool)


def _lots(process: Rows, draw: Draw, *, whole: bool) -> Rows:
    """One contest a process, two where it has lots."""
    two = np.zeros(len(process), dtype=bool) if whole else np.asarray(process["two"], dtype=bool)
    of = np.repeat(np.arange(len(process)), np.where(two, 2, 1))
    second = np.concatenate([[False], of[1:] == of[:-1]]) if len(of) else np.zeros(0, dtype=bool)
    first = two[of] & ~second
    part = draw.between(380, 620, len(process))[of]
    whole_amount = process["amount"][of]
    amount = np.where(first, whole_amount * part // 1000, whole_amount)
    amount = np.where(second, whole_amount - whole_amount * part // 1000, amount)
    return Rows(len(of), _t=of, no=np.where(two[of], np.where(second, 2, 1), 0), amount=amount)


def _bids(story: Story, process: Rows, lot: Rows, draw: Draw, who: Ints | None) -> Rows:
    """Bids of every contest, dearest rejected now and then, some withdrawn, never so many that nobody is left."""
    t, n = lot["_t"], len(lot)
    if who is None:
        count = 2 + draw.at("count").place(5, n, [10, 25, 28, 22, 15])
        firms = market.rivals(
            story["firm"], process["category"][t], process["division"][t], draw.at("who"), MOST + 1
        )
        # The last of them bids for nothing here: it is whom a bidder joins with.
        there = np.arange(MOST + 1)[None, :] < count[:, None]
    else:
        firms, there = who, who >= 0
    there = there & competitive(process)[t][:, None]
    wide = firms.shape[1]
    price = 84_000_000 + draw.at("price").below(13_000_000, n * wide).reshape(n, wide)
    amount = lot["amount"][:, None] // 1000 * price // 100_000
    left = there.sum(axis=1)
    gone = draw.at("gone").chance(80, n) & (left > 2) if who is None else np.zeros(n, dtype=bool)
    leaver = draw.at("leaver").below(wide, n)
    out = (np.arange(wide)[None, :] == leaver[:, None]) & gone[:, None] & there
    dearest = np.where(there & ~out, amount, -1).argmax(axis=1)
    rejected = draw.at("rejected").chance(200, n) & (left - out.sum(axis=1) > 2)
    rejected &= who is None
    bad = (np.arange(wide)[None, :] == dearest[:, None]) & rejected[:, None] & there
    row, place = np.nonzero(there)
    of = t[row]
    status = np.where(out[row, place], WITHDRAWN, np.where(bad[row, place], DISQUALIFIED, VALID))
    m = len(row)
    joint = np.asarray(process["joint"], dtype=bool)[of]
    number = np.zeros(m, dtype=np.int64)
    if m:
        begins = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
        number = np.arange(m) - np.repeat(begins, np.diff(np.append(begins, m)))
    return Rows(
        m,
        bid_id=_below(process["tender_id"][of], "b", number),
        firm=firms[row, place],
        ally=np.where(joint & (place == 0), firms[row, -1], NEVER) if who is None else NEVER,
        amount=amount[row, place],
        currency=process["currency"][of],
        status=as_column(status.tolist()),
        before=draw.at("before").between(20, 6000, m),
        day_only=False,
        gone=False,
        zulu=draw.at("zulu").chance(50, m),
        _t=of,
        _lot=row.astype(np.int64),
        _place=place.astype(np.int64),
    )


def _below(whole: Any, mark: str, number: Ints) -> Any:
    pairs = zip(whole.tolist(), number.tolist(), strict=True)
    return as_column([f"{one}/{mark}{place + 1}" for one, place in pairs])


def _awards(
    story: Story, process: Rows, lot: Rows, bid: Rows, draw: Draw, won: Ints | None
) -> Rows:
    """One award a contest: the lowest price, or where other things count, now and then another."""
    winner = np.full(len(lot), -1, dtype=np.int64)
    valid = np.flatnonzero(bid["status"] == VALID)
    if won is not None:
        chosen = bid["_place"] == np.asarray(won, dtype=np.int64)[bid["_lot"]]
        winner[bid["_lot"][chosen]] = np.flatnonzero(chosen)
    else:
        rated = process["criteria"] == "ratedCriteria"
        tilt = draw.at("tilt").between(1000, 1120, len(bid))
        shown = np.where(rated[bid["_t"]], bid["amount"] // 1000 * tilt, bid["amount"])
        order = valid[np.lexsort((-shown[valid], bid["_lot"][valid]))]
        winner[bid["_lot"][order]] = order
    t = lot["_t"]
    known = (winner >= 0) | ~competitive(process)[t]
    kept = np.flatnonzero(known & np.asarray(process["status"] == "complete")[t])
    pick = market.rivals(
        story["firm"], process["category"][t], process["division"][t], draw.at("direct"), 4
    )
    straight = pick[np.arange(len(t)), draw.at("which").below(4, len(t))]
    given = draw.at("given").between(900, 985, len(t))
    if "supplier" in process:
        straight = np.where(process["supplier"][t] != NEVER, process["supplier"][t], straight)
    b = winner[kept]
    firm = np.where(b >= 0, bid["firm"][b], straight[kept]) if len(bid) else straight[kept]
    least = draw.at("least").between(10, 45, len(t))[kept]
    sub = draw.at("sub").chance(130, len(t))[kept]
    return Rows(
        len(kept),
        award_id=_below(process["tender_id"][t[kept]], "a", np.maximum(lot["no"][kept], 1) - 1),
        amount=np.where(b >= 0, bid["amount"][b] if len(bid) else 0, lot["amount"][kept] // 1000 * given[kept]),
        currency=process["currency"][t[kept]],
        status="active",
        firm=firm,
        ally=np.where(b >= 0, bid["ally"][b] if len(bid) else NEVER, NEVER),
        decision=process["decision"][t[kept]],
        sub=as_column(sub.tolist()),
        sub_least=np.where(sub, least, NEVER),
        sub_most=np.where(sub, least + 3, NEVER),
        sub_amount=NEVER,
        _b=b,
        _t=t[kept],
        _lot=kept.astype(np.int64),
    )  # fmt: skip


def _contracts(process: Rows, award: Rows, draw: Draw) -> Rows:
    n = len(award)
    return Rows(
        n,
        contract_id=as_column([f"{number}c" for number in award["award_id"]]),
        amount=award["amount"],
        currency=award["currency"],
        status="active",
        signing=draw.at("signing").between(3, 22, n),
        term=draw.at("term").between(30, 150, n),
        quantity=NEVER,
        _a=np.arange(n),
        _t=award["_t"],
    )
