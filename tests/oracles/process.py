"""
The answer key of process rules: one case after the other, in plain Python, slow and obvious.

It shares no code with the engine. `judge` takes events as dicts (`event_id, process, case_id, position, activity,
occurred_at` naive UTC, `on` local date, `date_only`, further attributes), the name of a check, a card's params as written
in YAML, and says of every case asked what is wrong with which event.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracles.days import Clock, Event, midnight

Row = tuple[int, str, str | None, date | None]
"""Half of the template, event, state (None: cannot tell) and last day of an open duty."""


@dataclass
class Verdict:
    """What is said of one case."""

    activations: int = 0
    value: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def state(self) -> str | None:
        """The gravest state of its rows."""
        states = {row[2] for row in self.rows}
        for state in ("violated", None, "at_risk", "pending"):
            if state in states:
                return state
        return "satisfied"

    @property
    def due(self) -> date | None:
        """The next last day of a duty that is still open."""
        days = [row[3] for row in self.rows if row[2] in ("pending", "at_risk") and row[3]]
        return min(days, default=None)


def in_order(events: list[Event]) -> list[Event]:
    """The events of a case: by day, time, position; by position alone on a day where some time is unknown."""
    vague = {event["on"] for event in events if event["date_only"]}

    def key(event: Event) -> tuple[Any, ...]:
        moment = None if event["on"] in vague else event["occurred_at"]
        position = event["position"]
        return (event["on"], moment or 0, position is None, position or 0, event["event_id"])

    return sorted(events, key=key)


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "equals": lambda a, b: a == b,
    "same_as": lambda a, b: a == b,
    "not_equals": lambda a, b: a != b,
    "at_least": lambda a, b: a >= b,
    "at_most": lambda a, b: a <= b,
    "more_than": lambda a, b: a > b,
    "less_than": lambda a, b: a < b,
    "in": lambda a, b: a in b,
    "not_in": lambda a, b: a not in b,
    "contains": lambda a, b: b in a,
}


def meets(event: Event, conditions: list[dict[str, Any]]) -> bool:
    """Whether an event meets all conditions; what is missing meets none but `is_null`."""
    for condition in conditions:
        have = event.get(condition["column"])
        for how, wanted in condition.items():
            if how == "column":
                continue
            if how in ("is_null", "is_not_null"):
                if (have is None) != (wanted == (how == "is_null")):
                    return False
                continue
            if how == "same_as":
                wanted = event.get(wanted)
            elif isinstance(wanted, dict):
                wanted = event.get(wanted["column"])
            if have is None or wanted is None:
                return False
            if isinstance(have, str) and isinstance(wanted, int | float):
                try:
                    have = float(have)
                except ValueError:
                    return False
            if not COMPARE[how](have, wanted):
                return False
    return True


def names(given: Any) -> list[str]:
    """A word of the card that may be one name or several."""
    return [given] if isinstance(given, str) else list(given or ())


@dataclass
class Case:
    """One case, or one part of it, under one card."""

    events: list[Event]
    whole: list[Event]
    card: dict[str, Any]
    as_of: date
    zone: str
    since: date | None = None
    until: date | None = None

    def of(self, which: str) -> list[Event]:
        """The events that the card calls activation or target."""
        wanted = names(self.card.get(which))
        found = [event for event in self.events if event["activity"] in wanted]
        return [event for event in found if meets(event, self.card.get(f"where_{which}", []))]

    def dated(self, events: list[Event]) -> list[Event]:
        """Those of the days for which these params are in force."""
        return [
            event
            for event in events
            if (self.since is None or event["on"] >= self.since)
            and (self.until is None or event["on"] < self.until)
        ]

    def place(self, event: Event) -> int:
        return self.whole.index(event)

    def after(self, event: Event) -> list[Event]:
        return [other for other in self.events if self.place(other) > self.place(event)]

    def before(self, event: Event) -> list[Event]:
        return [other for other in self.events if self.place(other) < self.place(event)]

    @property
    def closed(self) -> bool:
        """Whether the case is complete."""
        how = self.card.get("closed_by")
        if not how:
            return True
        if isinstance(how, dict):
            values = [event.get(how["column"]) for event in self.whole]
            return any(v in how["in"] if "in" in how else v is not None for v in values)
        return any(event["activity"] in names(how) for event in self.whole)

    @property
    def clock(self) -> Clock | None:
        window = self.card.get("within")
        if not window:
            return None
        pauses = []
        for pause in self.card.get("suspended", []):
            for number, event in enumerate(self.whole):
                if event["activity"] in names(pause["start"]) and _filled(event, pause.get("needs")):
                    rest = self.whole[number + 1 :]
                    ends = [later for later in rest if later["activity"] in names(pause["end"])]
                    pauses.append((event, ends[0] if ends else None))
        more = self.card.get("extension") or {"activity": [], "at_most": 0}
        papers = [
            event
            for event in self.whole
            if event["activity"] in names(more["activity"]) and _filled(event, more.get("needs"))
        ]
        order = {event["event_id"]: number for number, event in enumerate(self.whole)}
        return Clock(window, self.as_of, self.zone, order, pauses, papers, more["at_most"])


def _filled(event: Event, column: str | None) -> bool:
    return column is None or event.get(column) not in (None, "")


def all_of(answers: list[bool | None]) -> bool | None:
    """True if all are; false if one is not; else unknown."""
    return False if False in answers else None if None in answers else True


def any_of(answers: list[bool | None]) -> bool | None:
    """True if one is; unknown if one may be; else false."""
    return True if True in answers else None if None in answers else False


def match(case: Case, e: Event, f: Event) -> bool | None:
    """Whether f answers e, wherever it stands: correlation and window."""
    for name in names(case.card.get("same")):
        if e.get(name) is None or f.get(name) is None or e[name] != f[name]:
            return False
    for name in names(case.card.get("different")):
        if e.get(name) is None or f.get(name) is None or e[name] == f[name]:
            return False
    if case.clock is None:
        return True
    first, second = (e, f) if case.place(e) < case.place(f) else (f, e)
    return case.clock.inside(first, second)


def ended(case: Case, e: Event) -> bool | None:
    """Whether the duty that follows from e ended in time because one of `until` happened."""
    ends = [other for other in case.after(e) if other["activity"] in names(case.card.get("until"))]
    return any_of([case.clock.in_time(e, end) if case.clock else True for end in ends])


def lifted(case: Case, e: Event, f: Event) -> bool:
    """Whether one of `until` happened between two events."""
    first, second = (e, f) if case.place(e) < case.place(f) else (f, e)
    between = [x for x in case.after(first) if x in case.before(second)]
    return any(x["activity"] in names(case.card.get("until")) for x in between)


# Where the other event may lie: (case, judged event, all events judged) → events.
Where = Callable[[Case, Event, list[Event]], list[Event]]


def later(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.after(e)


def earlier(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.before(e)


def anywhere(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.before(e) + case.after(e)


def next_one(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.after(e)[:1]


def last_one(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    return case.before(e)[-1:]


def before_next(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    following = [other for other in case.after(e) if other in judged]
    return [x for x in case.after(e) if not following or case.place(x) <= case.place(following[0])]


def since_last(case: Case, e: Event, judged: list[Event]) -> list[Event]:
    previous = [other for other in case.before(e) if other in judged]
    return [x for x in case.before(e) if not previous or case.place(x) >= case.place(previous[-1])]


A, B = ("activation", "target"), ("target", "activation")
BINARY: dict[str, list[tuple[tuple[str, str], Where, bool]]] = {
    "responded_existence": [(A, anywhere, True)],
    "response": [(A, later, True)],
    "alternate_response": [(A, before_next, True)],
    "chain_response": [(A, next_one, True)],
    "precedence": [(A, earlier, True)],
    "alternate_precedence": [(A, since_last, True)],
    "chain_precedence": [(A, last_one, True)],
    "coexistence": [(A, anywhere, True), (B, anywhere, True)],
    "succession": [(A, later, True), (B, earlier, True)],
    "alternate_succession": [(A, before_next, True), (B, since_last, True)],
    "chain_succession": [(A, next_one, True), (B, last_one, True)],
    "not_responded_existence": [(A, anywhere, False)],
    "not_response": [(A, later, False)],
    "not_chain_response": [(A, next_one, False)],
    "not_precedence": [(A, earlier, False)],
    "not_chain_precedence": [(A, last_one, False)],
    "not_coexistence": [(A, anywhere, False), (B, anywhere, False)],
    "not_succession": [(A, later, False), (B, earlier, False)],
    "not_chain_succession": [(A, next_one, False), (B, last_one, False)],
}
