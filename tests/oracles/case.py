"""One case under one card: its events in order, which of them the card speaks of, and its clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from tests.oracles.days import Clock, Event

Row = tuple[int, str, str | None, date | None]
"""Half of the template, event, state (None: cannot tell) and last day of an open duty."""


@dataclass
class Verdict:
    """What is said of one case."""

    activations: int = 0
    value: int = 0
    rows: list[Row] = field(default_factory=list)
    others: list[tuple[int, str, str | None]] = field(default_factory=list)

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
            if how == "unless":
                if meets(event, [{"column": condition["column"], **wanted}]):
                    return False
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

    def parts(self) -> Iterator["Case"]:
        """The case, or its parts by the columns of `per`; missing values make a part of their own."""
        columns = names(self.card.get("per"))
        groups: dict[tuple[Any, ...], list[Event]] = {}
        for event in self.events:
            groups.setdefault(tuple(event.get(name) for name in columns), []).append(event)
        for group in groups.values():
            yield replace(self, events=group)

    def waiting(self, e: Event) -> tuple[str | None, date | None]:
        """State of a duty from e that may still be fulfilled, and its last day."""
        if self.clock is None or self.clock.window.get("at_most") is None:
            return "pending", None
        state, due = self.clock.open(e)
        return state, due if state else None

    @cached_property
    def closed(self) -> bool:
        """Whether the case is complete."""
        how = self.card.get("closed_by")
        if not how:
            return True
        if isinstance(how, dict):
            values = [event.get(how["column"]) for event in self.whole]
            return any(v in how["in"] if "in" in how else v is not None for v in values)
        return any(event["activity"] in names(how) for event in self.whole)

    @cached_property
    def clock(self) -> Clock | None:
        window = self.card.get("within")
        if not window:
            return None
        pauses = []
        for pause in self.card.get("suspended", []):
            for number, event in enumerate(self.whole):
                if event["activity"] in names(pause["start"]) and _filled(
                    event, pause.get("needs")
                ):
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
