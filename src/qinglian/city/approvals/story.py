"""
行政许可办件：从收件到公开，都在法定期限内。Permit cases as they lawfully run, from receipt to publication.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.approvals.matters import INSPECTED, LEGAL, LIMITED, MATTERS, bodies_of, hands
from qinglian.city.approvals.steps import STEPS, at_step
from qinglian.city.days import NEVER, after_workdays, through_years
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

WAYS = (
    "plain",
    "spot",
    "supplement",
    "rejected",
    "withdrawn",
    "refused",
    "joint",
    "hearing",
    "stopped",
    "extended",
)
_RATES = (530, 70, 120, 30, 25, 35, 50, 70, 50, 20)
TAIL = 180
"""Cases begin so many days before the end of the records at the latest, so that even slow ones end."""


def tell(world: World, draw: Draw) -> Story:
    """Applications in the order in which they came, each on the way that fell to it."""
    n = world.size.permits
    received = np.sort(through_years(draw.at("received"), n, tail=TAIL))
    matter = draw.place(len(MATTERS), n, [one.weight for one in MATTERS])
    way = as_column(WAYS)[draw.at("way").place(len(WAYS), n, _RATES)]
    way[LIMITED[matter]] = "plain"
    days = _days(draw.at("days"), received, matter, way)
    rounds = _in_turn(draw.at("turn"), days, matter)
    body = bodies_of(world)[matter]
    found = hands(world, draw.at("hands"), body)
    hours = draw.at("hours")
    permit = Rows(
        n,
        permit_id=as_column([f"XK{world.region_code}{order:07d}" for order in range(n)]),
        matter=matter,
        round=rounds,
        way=way,
        body=body,
        firm=draw.at("firm").below(world.firms.n, n),
        **{step: at_step(hours.at(step), step, days[step]) for step in STEPS},
        clerk=found["clerk"],
        handler=found["reviewer"],
        reviewer=found["reviewer"],
        decider=found["decider"],
        chair=found["chair"],
    )
    _circumstances(draw.at("more"), permit)
    return {"permit": permit}


def _days(draw: Draw, received: Ints, matter: Ints, way: np.ndarray) -> dict[str, Ints]:
    """Days of every step, by the way of the case; NEVER where it does not happen."""
    n = len(received)
    days = {step: np.full(n, NEVER, dtype=np.int64) for step in STEPS}

    def later(name: str, day: Ints, low: int | Ints, high: int | Ints) -> Ints:
        return after_workdays(day, draw.at(name).between(low, high, n))

    is_ = {name: way == name for name in WAYS}
    days["received"] = received
    window = draw.at("by window").chance(600, n)
    days["window"][window] = after_workdays(received, -draw.at("window").place(2, n, [9, 1]))[
        window
    ]
    lower = (matter == 1) & draw.at("by lower").chance(400, n)
    days["lower_reviewed"][lower] = later("sent up", received, -6, -1)[lower]
    days["lower_accepted"][lower] = (
        later("lower", days["lower_reviewed"], -19, -3)[lower] if lower.any() else NEVER
    )
    noticed = later("noticed", received, 0, 5)
    supplemented = later("supplemented", noticed, 1, 25)
    days["supplement_noticed"][is_["supplement"]] = noticed[is_["supplement"]]
    days["supplemented"][is_["supplement"]] = supplemented[is_["supplement"]]
    accepted = later("accepted", np.where(is_["supplement"], supplemented, received), 0, 4)
    accepted = np.where(is_["spot"], received, accepted)
    days["rejected"][is_["rejected"]] = later("rejected", received, 0, 5)[is_["rejected"]]
    stopped = later("stopped", accepted, 1, 3)
    resumed = later(
        "resumed", stopped, np.where(is_["hearing"], 12, 8), np.where(is_["hearing"], 19, 20)
    )
    halted = is_["hearing"] | is_["stopped"]
    days["suspended"][halted], days["resumed"][halted] = stopped[halted], resumed[halted]
    days["hearing_requested"][is_["hearing"]] = stopped[is_["hearing"]]
    days["heard"][is_["hearing"]] = resumed[is_["hearing"]]
    days["hearing_noticed"][is_["hearing"]] = later("hearing noticed", resumed, -10, -7)[
        is_["hearing"]
    ]
    inspected = later("inspected", np.where(halted, resumed, accepted), 1, 2)
    on_site = INSPECTED[matter] & ~is_["spot"]
    days["inspected"][on_site] = inspected[on_site]
    reviewed = after_workdays(inspected, np.maximum(draw.at("reviewed").between(-3, 6, n), 0))
    long = is_["joint"] | is_["extended"]
    decided = later(
        "decided", reviewed, np.where(is_["joint"], 5, -3), np.where(is_["joint"], 30, 6)
    )
    decided = np.maximum(decided, after_workdays(reviewed, 1))
    decided = np.where(is_["extended"], later("extended to", accepted, 21, 29), decided)
    days["extended"][is_["extended"]] = later("extended", accepted, 12, 19)[is_["extended"]]
    reviewed = np.where(long, after_workdays(decided, -1), reviewed)
    reviewed, decided = (np.where(is_["spot"], received, each) for each in (reviewed, decided))
    runs = ~is_["rejected"]
    days["accepted"][runs] = accepted[runs]
    days["withdrawn"][is_["withdrawn"]] = later("withdrawn", inspected, 0, 2)[is_["withdrawn"]]
    ended = runs & ~is_["withdrawn"]
    days["reviewed"][ended], days["decided"][ended] = reviewed[ended], decided[ended]
    delivered = np.where(is_["spot"], decided, later("delivered", decided, 0, 9))
    published = later("published", decided, 1, 6)
    days["delivered"][ended] = delivered[ended]
    days["closed"][ended] = np.maximum(delivered, published)[ended]
    shown = ended & ~is_["refused"]
    days["published"][shown] = published[shown]
    return days


def _in_turn(draw: Draw, days: dict[str, Ints], matter: Ints) -> Ints:
    """Limited permits: applications of a week are decided in turn. The number of the round, NEVER without limit.

    The next round may be called while the last one is still being decided: each has places of its own.
    """
    of = np.full(len(matter), NEVER, dtype=np.int64)
    for which in np.flatnonzero(LIMITED).tolist():
        mine = np.flatnonzero(matter == which)
        rounds = max(1, min(24, len(mine) // 12))
        before: Ints | None = None
        for number, group in enumerate(np.array_split(mine, rounds)):
            of[group] = number + 1
            called = days["received"][group[:1]]
            first = called if before is None else np.maximum(called, after_workdays(before, 7))
            before = first
            come = np.sort(draw.place(6, len(group), [1, 1, 1, 1, 1, 3]))
            received = after_workdays(np.repeat(first, len(group)), come)
            shifts = {
                "received": 0, "accepted": 1, "reviewed": 10, "decided": 12, "delivered": 16, "published": 15,
                "closed": 17,
            }  # fmt: skip
            window = days["window"][group] != NEVER
            days["window"][group] = np.where(window, received, NEVER)
            for step, shift in shifts.items():
                days[step][group] = after_workdays(received, shift)
    return of


def _circumstances(draw: Draw, permit: Rows) -> None:
    """What else the ledger says of a case: flags, papers, numbers, fees."""
    n, way, matter = len(permit), permit["way"], permit["matter"]
    ids = [number[2:] for number in permit["permit_id"].tolist()]
    joint = way == "joint"
    permit["legal_days"] = np.where(joint, 45, LEGAL[matter])
    permit["promised_days"] = draw.at("promised").between(5, 15, n)
    permit["outcome"] = as_column(
        [
            {"rejected": "rejected", "withdrawn": "withdrawn", "refused": "refused"}.get(
                one, "granted"
            )
            for one in way
        ]
    )
    permit["on_spot"] = as_column((way == "spot").tolist())
    permit["joint"] = as_column(joint.tolist())
    permit["special"] = as_column([False] * n)
    permit["undisclosed"] = as_column([False] * n)
    permit["receipt_no"] = as_column(
        [
            None if one == "spot" else f"示受〔{number}〕"
            for one, number in zip(way, ids, strict=True)
        ]
    )
    permit["supplement_count"] = (way == "supplement").astype(np.int64)
    there = permit["inspected"] != NEVER
    permit["officers"] = np.where(there, draw.at("officers").between(2, 3, n), NEVER)
    permit["substantive"] = as_column([True if one else None for one in there.tolist()])
    permit["second"] = np.where(there, permit["clerk"], NEVER)
    for column, ways, word in (
        ("suspension_doc_no", ("hearing", "stopped"), "示特告"),
        ("extension_doc_no", ("extended",), "示延告"),
        ("withdrawal_doc_no", ("withdrawn",), "示撤申"),
    ):
        permit[column] = as_column(
            [
                f"{word}〔{number}〕" if one in ways else None
                for one, number in zip(way, ids, strict=True)
            ]
        )
    permit["suspension_kind"] = as_column(
        [{"hearing": "hearing", "stopped": "expert_review"}.get(one) for one in way.tolist()]
    )
    paid = draw.at("fee").chance(30, n)
    permit["fee"] = np.where(paid, draw.at("fee", "much").between(2, 40, n) * 1000, 0)
    permit["fee_basis"] = as_column(
        ["收费目录清单所列法律、行政法规" if one else None for one in paid.tolist()]
    )
    permit["fee_listed"] = as_column([True if one else None for one in paid.tolist()])
    permit["asked_beyond"] = as_column([None] * n)
    permit["asked_beyond_flag"] = as_column([False] * n)
    agents = names.people_names(draw.at("agents"), 16)
    by_agent = draw.at("by agent").chance(120, n).tolist()
    who = draw.at("agent").pick(agents, n).tolist()
    permit["agent"] = as_column(
        [one if by else None for one, by in zip(who, by_agent, strict=True)]
    )
    permit["remark"] = as_column([None] * n)
