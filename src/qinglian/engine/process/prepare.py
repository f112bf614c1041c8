"""
事件备好一次，众规则共用。Events prepared once for all process rules of a run.

Order inside a case: time, then position in the source. On a day where some event has only its date, position alone
decides, since midnight is not when it happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import ibis
from ibis import Table

EVENTS = "prepared_event"
CASES = "prepared_case"
DAYS = "prepared_day"
FIXED = ("act", "case_no", "eid", "us", "day_no", "wd_no")
RENAMED = {"occurred_day": "day_no", "occurred_wd": "wd_no", "occurred_on": "on"}


@dataclass
class Prepared:
    """Prepared events and what the planner must know about them.

    `events`: one row an event, sorted by (act, case_no, eid); `eid` numbers all events in order, so that the next
    event of a case is `eid + 1`. `cases`: one row a case. `days`: the calendar. `activities` maps (process, activity)
    to the code in `act`. `shifts`: from which instant on local time is how far ahead of UTC, in microseconds.
    """

    events: Table
    cases: Table
    days: Table
    activities: dict[tuple[str | None, str], int]
    recorded: dict[str, set[str]] = field(default_factory=dict)
    filled: dict[str | None, set[str]] = field(default_factory=dict)
    date_only: bool = False
    unknown_days: bool = False
    most_repeated: int = 0
    as_of_day: int = 0
    as_of_wd: int | None = None
    as_of_us: int = 0
    shifts: tuple[tuple[int, int], ...] = ((0, 0),)

    def codes(self, names: Iterable[str], process: str | None) -> list[int]:
        """Codes of these activities; of any process where none is named."""
        wanted = set(names)
        return sorted(
            code
            for (of, name), code in self.activities.items()
            if name in wanted and process in (None, of)
        )

    def of_process(self, process: str | None) -> list[int] | None:
        """Codes of every activity of a process; None stands for all."""
        if process is None:
            return None
        return sorted(code for (of, _), code in self.activities.items() if of == process)

    def unrecorded(self, names: Iterable[str], process: str | None) -> list[str]:
        """Activities that the sources could not carry at all, when they say what they carry."""
        known = self.recorded.get(process or "")
        if known is None:
            return []
        wanted = list(names)
        return [] if known & set(wanted) else sorted(wanted)

    def carries(self, column: str, process: str | None) -> bool:
        """Whether the sources fill this column at all for events of the process."""
        if process is None:
            return any(column in names for names in self.filled.values())
        return column in self.filled.get(process, set())

    def signature(self) -> tuple[Any, ...]:
        """What compiled queries depend on."""
        return (
            tuple(self.events.schema().items()),
            tuple(sorted(self.activities.items(), key=lambda item: item[1])),
            self.date_only,
            self.unknown_days,
            self.most_repeated > 1_000,
            self.as_of_day,
            self.as_of_wd,
            self.as_of_us,
            self.shifts,
            tuple(sorted((name or "", tuple(sorted(seen))) for name, seen in self.filled.items())),
            tuple(sorted((name, tuple(sorted(seen))) for name, seen in self.recorded.items())),
        )


def ordered(event: Table) -> Table:
    """Number cases and events: adds `case_no` and `eid` to the event table as bound for checks."""
    cases = (
        event.group_by("process", "case_id")
        .aggregate(seen=event.occurred_at.min())
        .mutate(case_no=ibis.row_number().over(order_by=["process", "case_id"]).cast("int32"))
        .drop("seen")
    )
    joined = event.join(
        cases,
        [event.case_id == cases.case_id, event.process.fill_null("") == cases.process.fill_null("")],
    ).select(event, cases.case_no)
    same_day = ibis.window(group_by=[joined.case_no, joined.occurred_on])
    vague = joined.date_only.fill_null(False).max().over(same_day)
    joined = joined.mutate(
        moment=vague.ifelse(joined.occurred_at.max().over(same_day), joined.occurred_at)
    )
    order = ibis.window(
        order_by=[joined.case_no, joined.occurred_on, joined.moment, joined.position, joined.event_id]
    )
    return joined.mutate(eid=(ibis.row_number().over(order) + 1).cast("int32")).drop("moment")


def coded(events: Table, activities: Table, attributes: Iterable[str]) -> Table:
    """Keep what rules compare, with activities as small integers."""
    keep = [name for name in dict.fromkeys(attributes) if name in events.columns and name not in FIXED]
    joined = events.join(
        activities,
        [
            events.activity == activities.activity,
            events.process.fill_null("") == activities.process.fill_null(""),
        ],
    )
    return joined.select(
        activities.act,
        events.case_no,
        events.eid,
        us=events.occurred_at.epoch_seconds().floor().cast("int64") * 1_000_000
        + events.occurred_at.microsecond().cast("int64") % 1_000_000,
        day_no=events.occurred_day.cast("int32"),
        wd_no=events.occurred_wd.cast("int32"),
        **{name: events[name] for name in keep},
    )


def days_from(calendar: Table) -> Table:
    """Calendar by day number with the next working day, for `roll` and due dates."""
    later = ibis.window(order_by=calendar.day_no, preceding=0, following=None)
    working_day = calendar.working.ifelse(calendar.day_no, ibis.null("int32"))
    return calendar.select(
        "day_no", "wd_no", "working", next_working=working_day.min().over(later).cast("int32")
    )


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - 719_163


def shifts_of(zone: str, first: date, last: date) -> tuple[tuple[int, int], ...]:
    """Instants at which local time changes against UTC between two days, each with the shift from then on."""
    local = ZoneInfo(zone)
    at = datetime.combine(first, time(), timezone.utc)
    shift = at.astimezone(local).utcoffset()
    found = [(_microseconds(at - _EPOCH), _microseconds(shift))]
    while at.date() <= last:
        after = at + timedelta(days=1)
        if after.astimezone(local).utcoffset() != shift:
            while at.astimezone(local).utcoffset() == shift:
                at += timedelta(minutes=1)
            shift = at.astimezone(local).utcoffset()
            found.append((_microseconds(at - _EPOCH), _microseconds(shift)))
        at = after
    return tuple(found)


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def _microseconds(length: timedelta | None) -> int:
    return 0 if length is None else length // timedelta(microseconds=1)
