"""
采购的日程：故事里存的是各步之间隔几日，这里算出日子。
The course of a purchase: the story holds gaps, here they become days.

A step moved by a plant moves what follows it. A gap in working days ends in `_wd`; others are calendar days. What a
purchase did not come to has no day (`no_<step>`), and what would lie after the records has not happened yet.
"""
# ruff: noqa: E712  (columns of objects are compared value by value)

import numpy as np

from qinglian.city.days import (
    END,
    MINUTES,
    NEVER,
    after_workdays,
    next_workday,
    workdays_until,
)
from qinglian.city.draw import Bools, Draw, Ints, as_column
from qinglian.city.rows import Rows

ORDER = (
    "budget",
    "intent",
    "prequal",
    "prequal_closed",
    "notice",
    "docs",
    "clarified",
    "sale_ended",
    "ss",
    "ss_closed",
    "closed",
    "opened",
    "evaluated",
    "report",
    "decided",
    "result",
    "notified",
    "losers",
    "challenged",
    "replied",
    "complained",
    "examined",
    "copied",
    "stopped",
    "started",
    "complaint_decided",
    "rejected",
    "complaint_withdrawn",
    "challenge_withdrawn",
    "suspended",
    "resumed",
    "terminated",
    "signed",
    "contract_published",
    "filed",
    "bond",
    "accepted",
    "final",
    "ended",
)
AFTER_TERMINATION = (
    "report",
    "decided",
    "result",
    "notified",
    "losers",
    "challenged",
    "replied",
    "complained",
    "examined",
    "copied",
    "complaint_decided",
    "suspended",
    "resumed",
    "signed",
    "contract_published",
    "filed",
    "bond",
    "accepted",
    "final",
    "ended",
)


def gaps(n: int, draw: Draw, kind: np.ndarray) -> dict[str, Ints]:
    """How far lawful steps lie apart, for purchases of each way."""
    least = np.select([kind <= 1, kind == 3], [20, 10], 0)
    more = draw.at("close").skewed(4, n, low=0, high=24)
    return {
        "g_budget": draw.at("budget").between(5, 80, n),
        "g_intent": draw.at("intent").skewed(36, n, low=31, high=120),
        "g_docs_wd": np.zeros(n, dtype=np.int64),
        "g_close": least + more,
        "g_sale_wd": draw.at("sale").between(5, 6, n),
        "g_ss_wd": draw.at("ss").between(5, 8, n),
        "g_anchor_wd": draw.at("anchor").between(9, 12, n),
        "g_evaluated_wd": draw.at("evaluated").place(2, n, [80, 20]),
        "g_report_wd": draw.at("report").place(3, n, [30, 50, 20]),
        "g_decided_wd": draw.at("decided").place(6, n, [10, 30, 25, 15, 10, 10]),
        "g_result_wd": draw.at("result").place(3, n, [30, 50, 20]),
        "g_notified_wd": draw.at("notified").place(3, n, [40, 45, 15]),
        "g_signed": draw.at("signed").between(2, 24, n),
        "g_published_wd": draw.at("published").between(1, 2, n),
        "g_filed_wd": draw.at("filed").between(1, 7, n),
        "g_losers_wd": draw.at("losers").between(1, 5, n),
        "g_bond_wd": draw.at("bond").between(1, 5, n),
        "g_accepted": draw.at("accepted").skewed(40, n, low=15, high=240),
        "g_final": draw.at("final").between(2, 25, n),
        "g_ended": draw.at("ended").between(1, 20, n),
        "g_prequal_wd": np.full(n, NEVER),
        "g_clarified": np.full(n, NEVER),
        "g_challenged_wd": np.full(n, NEVER),
        "g_replied_wd": draw.at("replied").between(2, 7, n),
        "g_complained_wd": np.full(n, NEVER),
        "g_examined_wd": draw.at("examined").between(1, 5, n),
        "g_copied_wd": draw.at("copied").between(5, 8, n),
        "g_heard_wd": draw.at("heard").between(12, 30, n),
        "g_stopped_wd": np.full(n, NEVER),
        "g_stop_wd": np.full(n, NEVER),
        "s_from": np.full(n, NEVER),
        "s_off": np.zeros(n, dtype=np.int64),
        "s_len": np.zeros(n, dtype=np.int64),
        "ended_by": np.full(n, NEVER),
    }


def course(p: Rows) -> dict[str, Ints]:
    """The day of every step of every purchase, before what did not happen is taken out (see `happened`)."""
    single = p["way"] == "single_source"
    d: dict[str, Ints] = {"notice": p["start"]}
    d["intent"] = p["start"] - p["g_intent"]
    d["budget"] = np.where(
        p["g_budget"] < 0, p["start"] - p["g_budget"], d["intent"] - p["g_budget"]
    )
    d["budget"] = np.where(p["g_budget"] == 0, p["start"], d["budget"])
    lead = next_workday(p["start"] - 30)
    d["prequal"] = _if(p["g_prequal_wd"], lead)
    d["prequal_closed"] = _wd(lead, p["g_prequal_wd"])
    d["docs"] = _wd(p["start"], p["g_docs_wd"])
    d["sale_ended"] = _wd(d["docs"], p["g_sale_wd"])
    d["closed"] = d["opened"] = d["docs"] + p["g_close"]
    d["clarified"] = np.where(p["g_clarified"] == NEVER, NEVER, d["closed"] - p["g_clarified"])
    d["ss_start"] = p["start"]
    d["ss"], d["ss_closed"] = p["start"], _wd(p["start"], p["g_ss_wd"])
    anchor = np.where(single, _wd(p["start"], p["g_anchor_wd"]), next_workday(d["closed"]))
    d["evaluated"] = _wd(anchor, p["g_evaluated_wd"])
    d["report"] = _wd(d["evaluated"], p["g_report_wd"])
    early, after = p["s_from"] == 0, p["s_from"] == 1
    stop = d["report"] + p["s_off"]
    base = np.where(early, next_workday(stop + p["s_len"]), d["report"])
    d["decided"] = _wd(base, p["g_decided_wd"])
    d["result"] = _wd(d["decided"], p["g_result_wd"])
    d["notified"] = _wd(d["decided"], p["g_notified_wd"])
    d["suspended"] = np.select([early, after], [stop, d["notified"] + p["s_off"]], NEVER)
    d["resumed"] = np.where(d["suspended"] == NEVER, NEVER, d["suspended"] + p["s_len"])
    d["losers"] = _wd(d["notified"], p["g_losers_wd"])
    d["signed"] = d["notified"] + p["g_signed"] + np.where(after, p["s_len"], 0)
    d["contract_published"] = _wd(d["signed"], p["g_published_wd"])
    d["filed"] = _wd(d["signed"], p["g_filed_wd"])
    d["bond"] = _wd(d["signed"], p["g_bond_wd"])
    d["accepted"] = next_workday(np.minimum(d["signed"] + p["g_accepted"], END + 300))
    d["final"] = d["accepted"] + p["g_final"]
    d["ended"] = np.maximum(d["accepted"], d["final"]) + p["g_ended"]
    _complain(p, d)
    _stop(p, d)
    return d


def _complain(p: Rows, d: dict[str, Ints]) -> None:
    """Challenge, answer, complaint and what follows."""
    d["challenged"] = _wd(d["result"], p["g_challenged_wd"])
    d["replied"] = _wd(d["challenged"], p["g_replied_wd"])
    replied = np.where(d["challenged"] == NEVER, d["result"], d["replied"])
    d["complained"] = _wd(replied, p["g_complained_wd"])
    d["examined"] = _wd(d["complained"], p["g_examined_wd"])
    d["copied"] = _wd(d["complained"], p["g_copied_wd"])
    d["complaint_decided"] = _wd(d["complained"], p["g_heard_wd"])
    d["stopped"] = _wd(d["complained"], p["g_stopped_wd"])
    d["started"] = _wd(d["stopped"], p["g_stop_wd"])
    d["rejected"] = np.where(p["complaint_end"] == "rejected", _wd(d["complained"], 3), NEVER)
    d["complaint_withdrawn"] = np.where(
        p["complaint_end"] == "withdrawn", _wd(d["complained"], 4), NEVER
    )
    d["challenge_withdrawn"] = np.where(
        p["challenge_end"] == "withdrawn", _wd(d["challenged"], 3), NEVER
    )
    over = p["complaint_end"] != None  # noqa: E711
    for step in ("copied", "complaint_decided"):
        d[step] = np.where(over, NEVER, d[step])
    d["examined"] = np.where(p["complaint_end"] == "rejected", NEVER, d["examined"])
    d["replied"] = np.where(d["challenge_withdrawn"] != NEVER, NEVER, d["replied"])


def _stop(p: Rows, d: dict[str, Ints]) -> None:
    """A purchase terminated after a step (`ended_by`, a place in AFTER_TERMINATION) goes no further."""
    d["terminated"] = np.full(len(p), NEVER)
    for place, step in enumerate(AFTER_TERMINATION):
        here = p["ended_by"] == place
        if here.any():
            before = {"report": "evaluated", "notified": "decided"}.get(
                step, AFTER_TERMINATION[place - 1]
            )
            before = "notified" if step == "signed" else before
            d["terminated"] = np.where(here, _wd(d[before], 1), d["terminated"])
            for later in AFTER_TERMINATION[place:]:
                d[later] = np.where(here, NEVER, d[later])


def happened(p: Rows, d: dict[str, Ints]) -> dict[str, Ints]:
    """Days of what came about: by way of purchase, by what was left undone, and within the records."""
    single = p["way"] == "single_source"
    for step in ("docs", "sale_ended", "closed", "opened", "clarified", "notice"):
        d[step] = np.where(single, NEVER, d[step])
    announced = single & (p["announced"] == True)
    for step in ("ss", "ss_closed"):
        d[step] = np.where(announced, d[step], NEVER)
    tendered = (p["way"] == "open_tender") | (p["way"] == "invited_tender")
    d["sale_ended"] = np.where(tendered | (p["way"] == "consultation"), d["sale_ended"], NEVER)
    for step in ("losers", "bond"):
        d[step] = np.where(p["bonded"] == True, d[step], NEVER)
    for step in list(d):
        gone = p.get(f"no_{step}")
        if gone is not None:
            d[step] = np.where(gone == True, NEVER, d[step])
    for step in d:
        d[step] = np.where(d[step] > END, NEVER, d[step])
    for step in ("contract_published", "filed", "bond", "accepted", "final", "ended"):
        d[step] = np.where(d["signed"] == NEVER, NEVER, d[step])
    return d


def forget(p: Rows, step: str, at: Ints) -> None:
    """A step is never taken."""
    name = f"no_{step}"
    if name not in p:
        p[name] = as_column([False] * len(p))
    p[name][at] = True


def apart(first: Ints, last: Ints) -> Ints:
    """Working days between two days, the first not counted."""
    return workdays_until(last) - workdays_until(first)


def through(p: Rows, step: str) -> Bools:
    """Purchases whose course reaches a step within the records."""
    return np.asarray(happened(p, course(p))[step] != NEVER)


def _wd(day: Ints, gap: Ints | int) -> Ints:
    gap = np.broadcast_to(np.asarray(gap), day.shape)
    none = (gap == NEVER) | (day == NEVER)
    whole = after_workdays(
        np.minimum(np.maximum(day, END - 1300), END + 150),
        np.where(none, 0, np.minimum(gap, 80)),
    )
    return np.where(none, NEVER, whole)


def _if(gap: Ints, day: Ints) -> Ints:
    return np.where(gap == NEVER, NEVER, day)


def instants(step: str, day: Ints) -> Ints:
    """Steps of one day follow each other in the order of the procedure."""
    minute = 8 * 60 + 30 + ORDER.index(step) * 13
    return np.where(day == NEVER, NEVER, day * MINUTES + minute)
