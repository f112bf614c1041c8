"""Random small logs around the days that go wrong, and random cards over every word of the vocabulary."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.engine.process.driver import Log
from tests.oracles.days import midnight
from tests.oracles.process import BINARY
from tests.oracles.whole import COUNTED

A, B, C, D = "受理", "决定, 批准 and 送达", "送达 or 退回", "paid"
PAUSE, RESUME, MORE, UNTIL, CLOSE = "中止", "恢复", "批准延长", "重新招标", "办结"
STEPS = [A, A, A, B, B, B, C, C, D, PAUSE, RESUME, MORE, UNTIL, CLOSE]
HOURS = [0, 1, 6, 10, 15, 16, 22, 23]

PLACES = [
    ("Asia/Shanghai", date(2024, 2, 9)),  # Spring Festival, Sundays 4 and 18 February worked
    ("Asia/Shanghai", date(2024, 4, 28)),  # a Sunday and a Saturday worked around May Day
    ("Asia/Shanghai", date(2023, 9, 27)),
    ("Asia/Shanghai", date(2026, 12, 27)),  # the calendar ends
    ("Asia/Shanghai", date(2024, 1, 29)),  # months are clamped
    ("Europe/Rome", date(2024, 3, 29)),  # clocks go forward
    ("Europe/Rome", date(2024, 10, 26)),  # and back
    ("America/New_York", date(2024, 3, 9)),
    ("America/New_York", date(2024, 11, 2)),
    ("Europe/Rome", date(2026, 12, 30)),
]
SESSIONS = ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Rome"]


@dataclass(frozen=True)
class Sample:
    """One random log, and the engine's view of it."""

    rows: list[dict[str, Any]]
    as_of: date
    zone: str
    log: Log


@cache
def sample(seed: int, cases: int = 90) -> Sample:
    """The log of a seed: `cases` cases of up to nine events each."""
    random = Random(seed)
    zone, anchor = PLACES[seed % len(PLACES)]
    as_of = anchor + timedelta(days=random.choice([0, 1, 4, 6, 9, 12, 20, 45]))
    vague = random.choice([0.0, 0.15])
    processes = random.choice([[None], ["permit"], ["permit", "penalty", None]])
    once = random.sample(sorted(set(STEPS)), random.choice([0, 0, 3, 9]))
    rows: list[dict[str, Any]] = []
    for number in range(cases):
        process = random.choice(processes)
        rows += _thinned(_case(random, f"C{number // 2}", process, anchor, zone, vague), once)
    by_case = {(row["process"], row["case_id"]): row for row in rows}
    for number, process in enumerate(dict.fromkeys(key[0] for key in by_case)):
        full = {"resource": "甲", "unit_id": "乙", "doc_no": "9", "amount": 1.0, "officers": 3}
        full |= {"lot_id": "L9", "outcome": "ok", "closed_on": anchor}
        full |= {"due_at": datetime.combine(anchor, time(9)), "date_only": False, "position": 0}
        at = datetime.combine(anchor, time(12))
        full |= {"occurred_at": at, "on": anchor, "activity": "归档"}
        rows.append({"event_id": f"full{number}", "process": process, "case_id": "full", **full})
    for number, row in enumerate(rows):
        row["event_id"] = f"{random.randrange(10_000):04d}-{number}"
    random.shuffle(rows)
    return Sample(rows, as_of, zone, Log(rows, as_of=as_of, zone=zone, session=SESSIONS[seed % 4]))


def _thinned(rows: list[dict[str, Any]], once: list[str]) -> list[dict[str, Any]]:
    """Rows of a case without those that repeat an activity it is to hold only once."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        if row["activity"] not in seen:
            kept.append(row)
        seen |= {row["activity"]} & set(once)
    return kept


def _case(
    random: Random, case: str, process: str | None, anchor: date, zone: str, vague: float
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    spread = random.choice([1, 3, 12, 40])
    closed = anchor if random.random() < 0.1 else None
    for _ in range(random.randint(1, 9)):
        if rows and random.random() < 0.2:
            at = rows[-1]["occurred_at"]
        else:
            on = anchor + timedelta(days=random.randint(-3, spread))
            clock = time(random.choice(HOURS), random.choice([0, 0, 30]))
            at = datetime.combine(on, clock)
            at += timedelta(microseconds=random.choice([0, 0, 1, 600_000]))
        on = (datetime.combine(at.date(), at.time()) + _ahead(at, zone)).date()
        date_only = random.random() < vague
        row = {
            "process": process,
            "case_id": case,
            "position": random.choice([len(rows), len(rows), len(rows), 3, None]),
            "activity": random.choice(STEPS),
            "occurred_at": midnight(on, zone) if date_only else at,
            "on": on,
            "date_only": date_only,
            "resource": random.choice(["甲", "乙", None]),
            "unit_id": random.choice(["甲", "丙", None]),
            "doc_no": random.choice(["文〔2024〕1号", "", None]),
            "amount": random.choice([50.0, 100.0, 150.0, None]),
            "officers": random.choice([1, 2, None, None]),
            "lot_id": random.choice(["L1", "L1", "L2", None]),
            "outcome": random.choice(["10", "9", "x and y", None]),
            "due_at": at + timedelta(hours=random.choice([-9, 0, 9]))
            if random.random() < 0.8
            else None,
            "closed_on": closed,
        }
        rows.append(row)
    return rows


def _ahead(at: datetime, zone: str) -> timedelta:
    from zoneinfo import ZoneInfo

    shift = at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).utcoffset()
    return shift or timedelta()


one_name = st.sampled_from([A, B, C, D, A, B, "从未发生"])
one_or_two = st.one_of(one_name, st.lists(st.sampled_from([A, B, C, D]), min_size=1, max_size=2))
condition = st.sampled_from(
    [
        {"column": "amount", "at_least": 100},
        {"column": "amount", "more_than": 100},
        {"column": "amount", "at_most": 100, "more_than": 50},
        {"column": "amount", "less_than": 100},
        {"column": "amount", "in": [50, 150]},
        {"column": "amount", "not_in": [50]},
        {"column": "resource", "equals": "甲"},
        {"column": "resource", "not_equals": "甲"},
        {"column": "resource", "same_as": "unit_id"},
        {"column": "resource", "not_equals": {"column": "unit_id"}},
        {"column": "outcome", "at_least": 10},
        {"column": "outcome", "equals": "x and y"},
        {"column": "outcome", "contains": " and "},
        {"column": "occurred_at", "more_than": {"column": "due_at"}},
        {"column": "due_at", "at_most": {"column": "occurred_at"}},
        {"column": "doc_no", "is_null": True},
        {"column": "doc_no", "is_not_null": True},
        {"column": "doc_no", "is_null": False},
        {"column": "amount", "unless": {"more_than": 60}},
        {"column": "doc_no", "unless": {"is_not_null": True}},
        {"column": "resource", "unless": {"same_as": "unit_id"}},
    ]
)
SIZES = {
    "seconds": st.sampled_from([0, 1, 3600, 86_399, 86_400, 90_000, 172_800]),
    "minutes": st.sampled_from([0, 1, 30, 60, 720, 1440, 1500, 5760]),
    "hours": st.sampled_from([0, 1, 12, 23, 24, 25, 48, 96, 240]),
    "calendar_days": st.integers(0, 14),
    "working_days": st.integers(0, 9),
    "months": st.integers(0, 2),
}


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    """A window in any unit."""
    unit = draw(st.sampled_from(list(SIZES)))
    both = sorted([draw(SIZES[unit]), draw(SIZES[unit])])
    kind = draw(st.sampled_from(["at_most", "at_most", "at_least", "both"]))
    window: dict[str, Any] = {"unit": unit}
    if kind != "at_most":
        window["at_least"] = both[0]
    if kind != "at_least":
        window["at_most"] = both[1]
    if unit not in ("seconds", "minutes", "hours") and draw(st.booleans()):
        window["roll"] = "next_working_day"
    if draw(st.integers(0, 3)) == 0:
        window["at_risk"] = draw(SIZES[unit])
    return window


def maybe(strategy: st.SearchStrategy[Any], weight: int = 3) -> st.SearchStrategy[Any]:
    """Nothing, more often than not."""
    return st.integers(0, weight).flatmap(lambda n: strategy if n == 0 else st.none())


pause = st.fixed_dictionaries(
    {
        "start": st.sampled_from([PAUSE, PAUSE, [PAUSE, D]]),
        "end": st.sampled_from([RESUME, [RESUME, C], [RESUME, PAUSE]]),
    },
    optional={"needs": st.just("doc_no")},
)
extension = st.fixed_dictionaries(
    {"activity": st.just(MORE), "at_most": st.integers(0, 6)}, optional={"needs": st.just("doc_no")}
)
closing = st.sampled_from(
    [[CLOSE], [CLOSE, D], {"column": "closed_on"}, {"column": "outcome", "in": ["10"]}]
)
columns = st.sampled_from([["resource"], ["lot_id"], ["resource", "lot_id"]])
CHECKS = [*BINARY, *COUNTED, "counted_precedence", "init", "end", "choice", "exclusive_choice"]
CHECKS += ["duties.four_eyes", "duties.same_actor", "duties.two_officers"]


@st.composite
def cards(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A check and the params of a card for it."""
    check = draw(st.sampled_from(CHECKS))
    card: dict[str, Any] = {
        "process": draw(st.sampled_from([None, None, "permit"])),
        "where_activation": draw(maybe(st.lists(condition, min_size=1, max_size=2), 1)),
        "per": draw(maybe(st.sampled_from([["lot_id"], ["lot_id", "unit_id"]]))),
    }
    if check.startswith("duties"):
        card["column"] = draw(st.sampled_from(["resource", "unit_id"]))
        if check == "duties.two_officers":
            card |= {"activation": draw(one_or_two), "minimum": draw(st.integers(1, 3))}
        else:
            entries = st.lists(one_or_two, min_size=2, max_size=3)
            card["activities"] = draw(entries)
        return check, _said(card)
    card["activation"] = draw(one_or_two)
    card["closed_by"] = draw(st.one_of(st.none(), closing))
    if check in COUNTED:
        card["n"] = draw(st.integers(0, 3))
        card["within"] = draw(st.one_of(windows(), windows(), st.none()))
    if check in BINARY or "choice" in check or check == "counted_precedence":
        card["target"] = draw(one_or_two)
        card["where_target"] = draw(maybe(st.lists(condition, min_size=1, max_size=1), 1))
    if check == "counted_precedence":
        card["same"] = draw(maybe(columns))
    if check in BINARY:
        card["within"] = draw(st.one_of(windows(), windows(), windows(), st.none()))
        card |= {"same": draw(maybe(columns)), "different": draw(maybe(columns, 5))}
        card["compatible"] = draw(maybe(columns))
        card["until"] = draw(maybe(st.sampled_from([UNTIL, [UNTIL, D], [UNTIL, B]])))
        if check.endswith(("response", "succession")) and not check.startswith("not_"):
            card["unless_before"] = draw(maybe(one_or_two, 1))
        if card["until"] and card["within"]:
            card["until_at_most"] = draw(maybe(SIZES[card["within"]["unit"]], 1))
    if card.get("within"):
        card["suspended"] = draw(maybe(st.lists(pause, min_size=1, max_size=2), 1))
        card["extension"] = draw(maybe(extension, 2))
    return check, _said(card)


@st.composite
def seeds(draw: st.DrawFn, card: dict[str, Any], rounds: int) -> int:
    """A log; for cards that ask the calendar, often one where the calendar ends."""
    window = card.get("within") or {}
    asks = "roll" in window or window.get("unit") == "working_days"
    ends = [n for n, (_, anchor) in enumerate(PLACES) if anchor.year == 2026]
    place = draw(st.sampled_from(ends if asks and draw(st.booleans()) else range(len(PLACES))))
    return place + len(PLACES) * draw(st.sampled_from(range(rounds)))


def _said(card: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if value not in (None, [])}
