"""
How far a list reached, how late, how thin: level by level (mission.md G17). 责任传导图。

A level is a hand-down: 1 are the bodies the list was sent to. The next level should hold every body that belongs to one
of this level and to which some item applies, whether or not anybody handed anything on: who it has not reached stands
there by name. What one cannot see is not counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from qinglian.web.core.dated import in_force
from qinglian.web.core.workdays import working_days_between
from qinglian.web.duties.applying import NONE, applies, holdings_of
from qinglian.web.duties.kinds import REPORTED, WAITING, TurnStatus
from qinglian.web.duties.models import Duty, Item, Sending, Turn
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.scope import visible_units

MOST_LEVELS = 5


@dataclass(slots=True)
class Body:
    """One body at one level. `above`: from whom it should have come; `due`: turns whose day has come."""

    unit: Unit
    above: str = ""
    items: int = 0
    received: int = 0
    delay: int | None = None
    due: int = 0
    done: int = 0
    late: int = 0

    @property
    def reached(self) -> bool:
        """Whether anything of the list was sent to it."""
        return self.items > 0

    @property
    def signed(self) -> bool:
        """Whether it signed for all of it."""
        return self.reached and self.received == self.items

    @property
    def state(self) -> str:
        """In one word: missing, unsigned, undone, late, done, waiting (nothing due yet)."""
        if not self.reached:
            return "missing"
        if not self.received:
            return "unsigned"
        if self.done < self.due:
            return "undone"
        if self.late:
            return "late"
        return "done" if self.due else "waiting"


@dataclass(slots=True)
class Level:
    """One level of the chain."""

    number: int
    bodies: list[Body] = field(default_factory=list)
    copied: int = 0
    written: int = 0

    def of(self, *states: str) -> list[Body]:
        """The bodies in some states."""
        return [one for one in self.bodies if one.state in states]

    @property
    def should(self) -> int:
        """How many bodies ought to have it."""
        return len(self.bodies)

    @property
    def reached(self) -> int:
        """To how many something was sent."""
        return sum(one.reached for one in self.bodies)

    @property
    def signed(self) -> int:
        """How many signed for it."""
        return sum(one.signed for one in self.bodies)

    @property
    def done(self) -> int:
        """How many have done all that was due, late or not."""
        return len(self.of("done", "late"))

    @property
    def late(self) -> int:
        """Of these, how many did some of it late."""
        return len(self.of("late"))

    @property
    def judged(self) -> int:
        """Bodies that can be counted in a share: those missing, and those of which something was due."""
        return sum(not one.reached or one.due > 0 or not one.received for one in self.bodies)

    @property
    def share(self) -> float | None:
        """The share that did it; None while nothing was due."""
        return self.done / self.judged if self.judged else None

    @property
    def delay(self) -> float | None:
        """Working days from the first sending to the signature, of the body in the middle."""
        days = [one.delay for one in self.bodies if one.delay is not None]
        return median(days) if days else None

    @property
    def items(self) -> float | None:
        """Items a body was left with, on average."""
        return sum(one.items for one in self.bodies) / self.reached if self.reached else None

    @property
    def own(self) -> float | None:
        """The share of reports whose words no other body has word for word."""
        return (self.written - self.copied) / self.written if self.written else None


def levels_of(sending: Sending, user: Any) -> list[Level]:
    """All levels of a list that was sent, as far as this person sees."""
    top = sending.first
    seen = Duty.objects.visible_to(user).filter(Q(sending=top) | Q(sending__top=top))
    items = list(top.items.all())
    found: list[Level] = []
    known: set[int] = set()
    should: dict[int, str] = dict.fromkeys(_apply(items, top.units.all(), top), str(top.giver_unit))
    for number in range(1, MOST_LEVELS + 1):
        got = _got(seen.filter(level=number), top)
        keys = (should.keys() | got.keys()) - (known - got.keys())
        if not keys:
            break
        units = {one.pk: one for one in Unit.objects.filter(pk__in=keys).order_by("code")}
        level = Level(number)
        for pk, unit in units.items():
            body = got.get(pk) or Body(unit)
            body.unit, body.above = unit, should.get(pk, "")
            level.bodies.append(body)
        level.written, level.copied = _texts(seen.filter(level=number))
        found.append(level)
        known |= keys
        should = _below(keys, items, top, user)
    return found


def _apply(items: Iterable[Item], units: Any, top: Sending) -> list[int]:
    """The bodies to which some item applies."""
    rows = list(units)
    held = holdings_of([one.pk for one in rows], top.begins_on)
    seen: dict[Any, bool] = {}
    found = []
    for unit in rows:
        key = (unit.unit_type, unit.level, held.get(unit.pk, NONE))
        if key not in seen:
            seen[key] = any(applies(item, unit, key[2]) for item in items)
        if seen[key]:
            found.append(unit.pk)
    return found


def _below(keys: set[int], items: list[Item], top: Sending, user: Any) -> dict[int, str]:
    """The bodies one line below, to which some item applies, and below whom."""
    lines = Line.objects.filter(in_force(), kind=Line.Kind.BELONGS, upper__in=keys)
    upper = dict(lines.order_by("pk").values_list("lower_id", "upper__name"))
    rows = visible_units(user).filter(in_force(), pk__in=upper)
    return {pk: upper[pk] for pk in _apply(items, rows.distinct(), top)}


def _got(duties: Any, top: Sending) -> dict[int, Body]:
    """What bodies of a level got, signed for and did: two statements."""
    today = timezone.localdate()
    sent_on = timezone.localdate(top.sent_at) if top.sent_at else today
    found: dict[int, Body] = {}
    said = duties.order_by().values("unit_id").annotate(
        items=Count("item", distinct=True), first=Min("received_at"), last=Max("received_at"),
        received=Count("item", distinct=True, filter=Q(received_at__isnull=False)),
    )  # fmt: skip
    for row in said:
        body = Body(Unit(), items=row["items"], received=row["received"])
        if row["first"]:
            body.delay = max(0, working_days_between(sent_on, timezone.localdate(row["first"])))
        found[row["unit_id"]] = body
    turns = Turn.objects.filter(duty__in=duties).exclude(status=TurnStatus.DROPPED)
    counted = turns.order_by().values("unit_id").annotate(
        due=Count("pk", filter=Q(due_on__lt=today) | Q(status__in=REPORTED)),
        done=Count("pk", filter=Q(status__in=REPORTED)),
        late=Count("pk", filter=Q(late_days__gt=0) | Q(status__in=WAITING, due_on__lt=today)),
    )  # fmt: skip
    for row in counted:
        body = found[row["unit_id"]]
        body.due, body.done, body.late = row["due"], row["done"], row["late"]
    return found


def _texts(duties: Any) -> tuple[int, int]:
    """Reports in words of a body's own, and how many of them stand word for word with another body too."""
    rows = Turn.objects.filter(duty__in=duties, status__in=REPORTED).exclude(text="")
    said = (
        rows.order_by().values("text").annotate(n=Count("pk"), units=Count("unit", distinct=True))
    )
    written = copied = 0
    for row in said.iterator(2000):
        written += row["n"]
        copied += row["n"] if row["units"] > 1 else 0
    return written, copied


def decay(levels: list[Level]) -> list[tuple[Level, float | None]]:
    """How much less than the first level each level did, in shares: 0.25 are 25 per cent points lost on the way."""
    first = levels[0].share if levels else None
    return [
        (one, None if first is None or one.share is None else first - one.share) for one in levels
    ]
