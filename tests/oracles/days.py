"""Time as a person with a calendar on the wall would count it: day by day, slow and obvious."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar

DAY = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
ELAPSED = {
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
}
NEVER = object()
"""A limit that nobody can know yet."""

Event = dict[str, Any]


@cache
def works(day: date) -> bool | None:
    """Whether people work on this day, make-up Saturdays included; None where no calendar was announced."""
    return bool(chinese_calendar.is_workday(day)) if FIRST <= day <= LAST else None


def next_working(day: date) -> date | None:
    """This day or the first working day after it."""
    while works(day) is False:
        day += DAY
    return day if works(day) else None


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def midnight(day: date, zone: str) -> datetime:
    """The instant a local day begins, in UTC without zone."""
    return (
        datetime.combine(day, time(), ZoneInfo(zone))
        .astimezone(ZoneInfo("UTC"))
        .replace(tzinfo=None)
    )


def local_day(moment: datetime, zone: str) -> date:
    """The local date of an instant."""
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).date()


@dataclass
class Clock:
    """The clock of one window in one case.

    `pauses`: pairs of a start and an end event (None: never ended). `papers`: events that extend. `order` gives each
    event's place in the case.
    """

    window: dict[str, Any]
    as_of: date
    zone: str
    order: dict[str, int]
    pauses: list[tuple[Event, Event | None]] = field(default_factory=list)
    papers: list[Event] = field(default_factory=list)
    more: int = 0

    @property
    def unit(self) -> str:
        return str(self.window["unit"])

    @property
    def elapsed(self) -> bool:
        return self.unit in ELAPSED

    @property
    def rolls(self) -> bool:
        return self.window.get("roll") == "next_working_day" and self.unit in (
            "calendar_days",
            "months",
        )

    def paused_day(self, day: date) -> bool:
        for start, end in self.pauses:
            until = end["on"] if end else self.as_of
            if start["on"] < day <= until:
                return True
        return False

    def days(self, start: date, end: date) -> int | None:
        """Days after `start` up to `end` that count; None where the calendar does not know one of the two."""
        if self.unit == "working_days" and (works(start) is None or works(end) is None):
            return None
        if end < start:
            back = self.days(end, start)
            return None if back is None else -back
        number, day = 0, start
        while day < end:
            day += DAY
            number += self._counts(day)
        return number

    def time(self, start: datetime, end: datetime) -> timedelta:
        """Time from one instant to another that is in no pause."""
        if end < start:
            return -self.time(end, start)
        left = [(start, end)]
        for first, last in self.pauses:
            begun = first["occurred_at"]
            ended = last["occurred_at"] if last else max(begun, midnight(self.as_of, self.zone))
            cut = [(a, min(b, begun)) for a, b in left] + [(max(a, ended), b) for a, b in left]
            left = [(a, b) for a, b in cut if a < b]
        return sum((b - a for a, b in left), timedelta())

    def distance(self, e: Event, f: Event) -> tuple[Any, Any] | None:
        """The least and the most that can lie between two events, e the earlier; None if it cannot be known.

        Where only the day of an event is known it happened at any microsecond of 24 hours.
        """
        if not self.elapsed:
            days = self.days(e["on"], f["on"])
            return None if days is None else (days, days)
        between = self.time(e["occurred_at"], f["occurred_at"])
        vague = DAY - timedelta(microseconds=1)
        least = between - (vague if e["date_only"] else timedelta())
        most = between + (vague if f["date_only"] else timedelta())
        return max(least, timedelta()), max(most, timedelta())

    def amount(self, e: Event, number: int | None) -> Any:
        """A number of the card as a distance from event e."""
        if number is None:
            return None
        if self.unit == "months":
            return (add_months(e["on"], number) - e["on"]).days
        return number * ELAPSED.get(self.unit, 1)

    def limit(self, e: Event) -> Any:
        """How far the last day lies from e, after extension and before rolling."""
        limit = self.amount(e, self.window.get("at_most"))
        if limit is None:
            return None
        for paper in self.papers:
            if self.order[paper["event_id"]] > self.order[e["event_id"]]:
                said = self._nominal(e, paper)
                if said is not None and said <= limit:
                    return self.amount(e, self.window["at_most"] + self.more)
        return limit

    def rolled(self, e: Event) -> Any:
        """The limit with the last day moved to a working day; NEVER where the calendar cannot tell."""
        limit = self.limit(e)
        if limit is None or not self.rolls:
            return limit
        day = next_working(self._last_day(e["on"], limit))
        return NEVER if day is None else self.days(e["on"], day)

    def _counts(self, day: date) -> bool:
        return not self.paused_day(day) and (self.unit != "working_days" or bool(works(day)))

    def _last_day(self, start: date, limit: int) -> date:
        day, number = start, 0
        while (number := number + self._counts(day + DAY)) <= limit:
            day += DAY
        return day

    def _nominal(self, e: Event, f: Event) -> Any:
        if self.elapsed:
            return self.time(e["occurred_at"], f["occurred_at"])
        return self.days(e["on"], f["on"])

    def in_time(self, e: Event, f: Event) -> bool | None:
        """Whether f comes not after the last day that follows from e; None if unknown."""
        if self.window.get("at_most") is None:
            return True
        between = self.distance(e, f)
        if between is None:
            return None
        limit, rolled = self.limit(e), self.rolled(e)
        if rolled is NEVER:
            return True if between[1] <= limit else None
        return _both(between[1] <= rolled, between[0] <= rolled)

    def near(self, e: Event, f: Event, number: int | None) -> bool | None:
        """Whether f comes not later than so many units after e."""
        between = self.distance(e, f)
        if number is None or between is None:
            return True if number is None else None
        limit = self.amount(e, number)
        return _both(between[1] <= limit, between[0] <= limit)

    def inside(self, e: Event, f: Event) -> bool | None:
        """Whether the distance from e to f lies in the window."""
        soon = self.in_time(e, f)
        low = self.amount(e, self.window.get("at_least"))
        if low is None:
            return soon
        between = self.distance(e, f)
        if between is None:
            return None
        late = _both(between[0] >= low, between[1] >= low)
        if soon is False or late is False:
            return False
        return True if soon and late else None

    def open(self, e: Event) -> tuple[str | None, date | None]:
        """State of an unanswered duty that follows from e, and its last day."""
        limit, rolled = self.limit(e), self.rolled(e)
        unknown = rolled is NEVER
        if self._standing(e, limit if unknown else rolled):
            return "pending", None
        now = self._now(e)
        due = None if unknown else self._due(e, rolled)
        if now is None:
            late = None if due is None else due < self.as_of
        elif unknown:
            late = None if now > limit else False
        elif e["date_only"] and self.elapsed:
            vague = DAY - timedelta(microseconds=1)
            late = _both(now > rolled + vague, now > rolled)
        else:
            late = now > rolled
        if late is None or late:
            return (None if late is None else "violated"), due
        default = {"seconds": 86_400, "minutes": 1_440, "hours": 24}.get(self.unit, 3)
        warn = self.window.get("at_risk", default) * ELAPSED.get(self.unit, 1)
        near = now is not None and (limit if unknown else rolled) - now <= warn
        return ("at_risk" if near else "pending"), due

    def _now(self, e: Event) -> Any:
        if self.elapsed:
            return self.time(e["occurred_at"], midnight(self.as_of, self.zone))
        return self.days(e["on"], self.as_of)

    def _standing(self, e: Event, limit: Any) -> bool:
        for start, end in self.pauses:
            if end is None:
                begun = self._nominal(e, start)
                if begun is not None and begun <= limit:
                    return True
        return False

    def _due(self, e: Event, limit: Any) -> date | None:
        if self.elapsed:
            return local_day(self._last_moment(e["occurred_at"], limit), self.zone)
        if self.unit != "working_days":
            return self._last_day(e["on"], limit)
        return self._working_day(e["on"], limit)

    def _working_day(self, start: date, limit: int) -> date | None:
        """The last working day that is not further than the limit; None where the calendar ends before."""
        if works(start) is None:
            return None
        due = day = start
        number = 0
        while day < LAST:
            day += DAY
            number += self._counts(day)
            if number > limit:
                return due
            due = day if works(day) else due
        return due if number == limit and not self.paused_day(LAST + DAY) else None

    def _last_moment(self, start: datetime, limit: timedelta) -> datetime:
        """The last instant that is not further than the limit: from the end of the last pause in time, what is left."""
        ends = [last["occurred_at"] for _, last in self.pauses if last]
        reached = max(
            [start, *(end for end in ends if end > start and self.time(start, end) <= limit)]
        )
        return reached + limit - self.time(start, reached)


def _both(least: bool, most: bool) -> bool | None:
    return least if least == most else None
