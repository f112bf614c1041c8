"""
事件备好一次，众规则共用。Events prepared once for all process rules of a run.

Order inside a case: time, then position in the source. On a day where some event has only its date, position alone
decides, since midnight is not when it happened.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ibis
from ibis import Table

from qinglian.engine.backends import Backend
from qinglian.model.process import Constraint

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
    `undated`: some event lies on a day to which the calendar gives no number. `repeated`: codes of activities that some
    case holds more than once; `most_repeated`: how often at most.
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
    repeated: frozenset[int] = frozenset()
    as_of_day: int = 0
    as_of_wd: int | None = None
    as_of_us: int = 0
    shifts: tuple[tuple[int, int], ...] = ((0, 0),)
    zone: str = "Asia/Shanghai"
    undated: bool = False
    first_day: int | None = None
    last_day: int | None = None

    def at(self, as_of: date, as_of_wd: int | None) -> "Prepared":
        """The same events as judged on this day, whose number among working days is given where it is known."""
        midnight = datetime.combine(as_of, time(), ZoneInfo(self.zone))
        days = [
            day_number(as_of),
            *(day for day in (self.first_day, self.last_day) if day is not None),
        ]
        first, last = (date(1970, 1, 1) + timedelta(days=day) for day in (min(days), max(days)))
        return replace(
            self,
            as_of_day=day_number(as_of),
            as_of_wd=as_of_wd,
            as_of_us=int(midnight.timestamp()) * 1_000_000,
            unknown_days=self.undated or as_of_wd is None,
            shifts=shifts_of(self.zone, first, last + timedelta(days=366)),
        )

    def for_card(self, constraint: Constraint) -> "Prepared":
        """The same events with the columns of one card alone, lest its joins and steps drag all others along."""
        wanted = {*FIXED, *columns_of([constraint])}
        fields = {name: kind for name, kind in self.events.schema().items() if name in wanted}
        return replace(self, events=ibis.table(fields, name=EVENTS))

    def codes(self, names: Iterable[str], process: str | None) -> list[int]:
        """Codes of these activities; of any process where none is named."""
        wanted = set(names)
        return sorted(
            code
            for (of, name), code in self.activities.items()
            if name in wanted and process in (None, of)
        )

    def once(self, names: Iterable[str], process: str | None) -> bool:
        """Whether no case holds more than one event of these activities."""
        codes = self.codes(names, process)
        return len(codes) <= 1 and self.repeated.isdisjoint(codes)

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

    def signature(self, constraint: Constraint) -> tuple[Any, ...]:
        """What the compiled queries of a card depend on, besides the card itself."""
        c = constraint
        named = c.activities_named()
        clock = (
            (self.as_of_day, self.as_of_wd, self.as_of_us, self.shifts)
            if c.closed_by or c.suspended
            else ()
        )
        return (
            tuple((name, str(kind)) for name, kind in self.events.schema().items()),
            tuple(
                (key, code, code in self.repeated)
                for key, code in sorted(self.activities.items(), key=str)
                if key[1] in named
            ),
            tuple(self.of_process(c.process) or ()) if c.per else (),
            tuple(sorted(name for name in c.columns() if self.carries(name, c.process))),
            tuple(sorted(self.recorded.get(c.process or "", ()))),
            self.date_only,
            self.unknown_days,
            self.most_repeated > 1_000,
            clock,
        )


def columns_of(constraints: Iterable[Constraint]) -> list[str]:
    """Columns of prepared events that these cards read, besides the fixed ones."""
    columns = set()
    for constraint in constraints:
        columns |= constraint.columns()
        if constraint.within and constraint.within.unit == "months":
            columns.add("occurred_on")
        if constraint.within and constraint.within.unit in ("hours", "minutes", "seconds"):
            columns.add("date_only")
    return sorted(columns)


def ordered(
    event: Table, *, date_only: bool = True, after_case: int = 0, after_event: int = 0
) -> Table:
    """Number cases and events: adds `case_no` and `eid` to the event table as bound for checks.

    `date_only`: whether of some event only the day is known. Numbers go on after so many cases and events.
    """
    cases = (
        event.group_by("process", "case_id")
        .aggregate(seen=event.occurred_at.min())
        .mutate(
            case_no=(ibis.row_number().over(order_by=["process", "case_id"]) + after_case).cast(
                "int32"
            )
        )
        .drop("seen")
    )
    joined = event.join(
        cases,
        [
            event.case_id == cases.case_id,
            event.process.fill_null("") == cases.process.fill_null(""),
        ],
    ).select(event, cases.case_no)
    moment = joined.occurred_at
    if date_only:
        same_day = ibis.window(group_by=[joined.case_no, joined.occurred_on])
        vague = joined.date_only.fill_null(False).max().over(same_day)
        moment = vague.ifelse(joined.occurred_at.max().over(same_day), joined.occurred_at)
    joined = joined.mutate(moment=moment)
    order = ibis.window(
        order_by=[
            joined.case_no,
            joined.occurred_on,
            joined.moment,
            joined.position,
            joined.event_id,
            joined.activity,
        ]
    )
    return joined.mutate(eid=(ibis.row_number().over(order) + 1 + after_event).cast("int32")).drop(
        "moment"
    )


def coded(
    events: Table,
    activities: Table,
    attributes: Iterable[str],
    microseconds: Callable[[Any], Any],
) -> Table:
    """Keep what rules compare, with activities as small integers and instants in `microseconds`."""
    keep = [
        name for name in dict.fromkeys(attributes) if name in events.columns and name not in FIXED
    ]
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
        us=microseconds(events.occurred_at),
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


def unbound(backend: Backend, name: str) -> Table:
    """A table of the backend known by its name alone: expressions over it compile without looking at the backend."""
    schema: ibis.Schema = backend.table(name).schema()
    return ibis.table(schema, name=name)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - 719_163


def shifts_of(zone: str, first: date, last: date) -> tuple[tuple[int, int], ...]:
    """Instants at which local time changes against UTC between two days, each with the shift from then on."""
    local = ZoneInfo(zone)
    at = datetime.combine(first, time(), UTC)
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


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _microseconds(length: timedelta | None) -> int:
    return 0 if length is None else length // timedelta(microseconds=1)
