"""
What a sending would do, worked out before it is done: to whom each item goes and why not to others, what bodies have
already, what it costs, who gets too much. 下发预览。

The same plan is what is sent: preview and deed cannot differ.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from qinglian.web.clocks.terms import days_for
from qinglian.web.core.workdays import add_working_days
from qinglian.web.duties.alikeness import alike
from qinglian.web.duties.applying import NONE, UNKNOWN, Why, applies, holdings_of
from qinglian.web.duties.cycles import Period, periods_between
from qinglian.web.duties.kinds import SendingStatus
from qinglian.web.duties.limits import LEAST_NOTICE, MOST_ITEMS
from qinglian.web.duties.models import Duty, Item, ItemCap, Sending, SentItem
from qinglian.web.units.models import Unit


@dataclass(slots=True)
class Goes:
    """One item of the sending: its turns, to how many bodies it goes, to how many not and why."""

    sent: SentItem
    periods: tuple[Period, ...]
    units: int = 0
    not_: Counter[str] = field(default_factory=Counter)
    doubled: int = 0
    replaced: int = 0
    left_out: int = 0
    cut: int = 0

    @property
    def item(self) -> Item:
        """The item itself."""
        return self.sent.item

    @property
    def whys(self) -> list[tuple[Any, int, bool]]:
        """Why not, to how many, and whether it is only unknown."""
        return [(Why(why).label, n, why in UNKNOWN) for why, n in self.not_.most_common()]


@dataclass(slots=True)
class Alike:
    """An item that bodies have already under another key: title and evidence are alike."""

    item: Item
    other: Item
    anyway: bool
    units: int = 0

    @property
    def key(self) -> str:
        """As it is kept in `Sending.anyway`."""
        return f"{self.item.key}:{self.other.key}"


@dataclass(slots=True)
class Load:
    """A body: what it has, what it gets, minutes by month, and what its level allows."""

    unit: Unit
    has: int
    most: int | None
    items: list[SentItem] = field(default_factory=list)
    cut: list[SentItem] = field(default_factory=list)
    months: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def minutes(self) -> int:
        """All turns together."""
        return sum(self.months.values())

    @property
    def over(self) -> bool:
        """Whether it would have more than its level allows."""
        return self.most is not None and self.has + len(self.items) + len(self.cut) > self.most


@dataclass
class Preview:
    """The whole plan."""

    sending: Sending
    goes: list[Goes]
    loads: list[Load]
    alike: list[Alike]
    replaces: list[int]
    """Keys of duties of older versions that end with this sending."""

    @cached_property
    def reached(self) -> list[Load]:
        """Bodies that get something."""
        return [one for one in self.loads if one.items]

    @cached_property
    def over(self) -> list[Load]:
        """Bodies above the ceiling of their level."""
        return [one for one in self.loads if one.over]

    @property
    def pairs(self) -> int:
        """How many duties it makes."""
        return sum(one.units for one in self.goes)

    @property
    def minutes(self) -> int:
        """Minutes × units, all turns."""
        return sum(one.minutes for one in self.loads)

    @property
    def months(self) -> list[tuple[date, int, int]]:
        """By month: minutes in all, and of the body that has the most."""
        total: Counter[tuple[int, int]] = Counter()
        most: dict[tuple[int, int], int] = defaultdict(int)
        for load in self.loads:
            for month, minutes in load.months.items():
                total[month] += minutes
                most[month] = max(most[month], minutes)
        return [(date(*month, 1), total[month], most[month]) for month in sorted(total)]

    @property
    def unknown(self) -> int:
        """Pairs of which nobody can tell."""
        return sum(one.not_[why] for one in self.goes for why in UNKNOWN)

    @property
    def no_turn(self) -> list[Goes]:
        """Items that would never fall due between the two days."""
        return [one for one in self.goes if not one.periods]

    @property
    def digest(self) -> str:
        """Differs when the sending would do anything else."""
        said = [(one.unit.pk, [sent.item_id for sent in one.items]) for one in self.loads]
        told = (said, sorted(self.replaces), self.sending.version)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def caps_of(giver_unit: Unit) -> dict[str, int | None]:
    """How many items a body of each level may have, as this body set it or by default."""
    found: dict[str, int | None] = dict(MOST_ITEMS)
    rows = ItemCap.objects.filter(giver_unit=giver_unit).order_by("at", "pk")
    found.update(rows.values_list("level", "most"))
    return found


def first_due(sending: Sending) -> date:
    """Nothing falls due sooner: bodies get the least notice."""
    days = days_for("turn.notice", "", sending.begins_on)
    sent_on = timezone.localdate(sending.sent_at) if sending.sent_at else timezone.localdate()
    notice = LEAST_NOTICE if days is None else days
    return add_working_days(max(sending.begins_on, sent_on), notice)


def periods_of(sending: Sending, item: Item, later_days: int, first: date) -> tuple[Period, ...]:
    """The turns of an item in a sending; one that would fall due before `first` is left out."""
    found = periods_between(
        item.cycle, item.due_on, item.due_day, later_days, sending.begins_on, sending.ends_on
    )
    return tuple(one for one in found if one.due_on >= first)


def preview_of(sending: Sending) -> Preview:
    """Work it out: a handful of statements, however many bodies and items."""
    sents = list(sending.sent.select_related("item__of"))
    units = list(sending.units.order_by("code"))
    first = first_due(sending)
    goes = {
        one.item_id: Goes(one, periods_of(sending, one.item, one.later_days, first))
        for one in sents
    }
    held = holdings_of(sending.units.values("pk"), sending.begins_on)
    had = _had(sending)
    others = {other.pk: other for rows in had.values() for _duty, other in rows}
    pairs = _alike(sending, [one.item for one in sents], others.values())
    caps = caps_of(sending.giver_unit)
    loads, replaces = [], []
    for unit in units:
        rows = had.get(unit.pk, [])
        load = Load(unit, len(rows), caps.get(unit.level))
        by_key = {other.key: (duty, other) for duty, other in rows}
        for sent in sents:
            line = goes[sent.item_id]
            answer = applies(sent.item, unit, held.get(unit.pk, NONE), sending.begins_on)
            if not answer:
                line.not_[answer.why] += 1
                continue
            if sent.item.key in by_key:
                duty, other = by_key[sent.item.key]
                if not _older(other, sent.item, duty, sending):
                    line.doubled += 1
                    continue
                line.replaced += 1
                load.has -= 1
                replaces.append(duty.pk)
            elif _same(pairs, sent.item, rows):
                line.left_out += 1
                continue
            if line.periods:
                load.items.append(sent)
        _cut(load, sending, goes)
        _count(load, goes)
        loads.append(load)
    shown = [one for row in pairs.values() for one in row if one.units]
    return Preview(sending, list(goes.values()), loads, shown, replaces)


def _had(sending: Sending) -> dict[int, list[tuple[Duty, Item]]]:
    """The duties that the chosen bodies have, each with its item; items are read once."""
    rows = Duty.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=sending.begins_on), unit__in=sending.units.values("pk"),
        sending__status=SendingStatus.SENT, sending__ends_on__gte=sending.begins_on,
    ).only("pk", "unit_id", "item_id", "giver_unit_id", "sending_id")  # fmt: skip
    duties = list(rows.order_by("pk"))
    wanted = {duty.item_id for duty in duties}
    items = {one.pk: one for one in Item.objects.filter(pk__in=wanted).select_related("of")}
    found: dict[int, list[tuple[Duty, Item]]] = defaultdict(list)
    for duty in duties:
        found[duty.unit_id].append((duty, items[duty.item_id]))
    return found


def _older(other: Item, item: Item, duty: Duty, sending: Sending) -> bool:
    """Whether what a body has is an earlier version of the same, from the same giver: the new one takes its place."""
    return (
        duty.giver_unit_id == sending.giver_unit_id
        and other.of.of_id == item.of.of_id
        and other.of.number < item.of.number
    )


def _alike(
    sending: Sending, items: Iterable[Item], others: Iterable[Item]
) -> dict[tuple[int, int], list[Alike]]:
    found: dict[tuple[int, int], list[Alike]] = {}
    kept, known = set(sending.anyway), list(others)
    for item in items:
        for other in known:
            if item.key != other.key and alike(item, other):
                one = Alike(item, other, f"{item.key}:{other.key}" in kept)
                found[item.pk, other.pk] = [one]
    return found


def _same(
    pairs: dict[tuple[int, int], list[Alike]], item: Item, rows: list[tuple[Duty, Item]]
) -> bool:
    """Whether a body has something alike in place of which this is not wanted; it is counted all the same."""
    stops = False
    for _duty, other in rows:
        for one in pairs.get((item.pk, other.pk), ()):
            one.units += 1
            stops = stops or not one.anyway
    return stops


def _cut(load: Load, sending: Sending, goes: dict[int, Goes]) -> None:
    """What is over the ceiling of the level: the lightest items stay behind, unless somebody said why not."""
    if load.most is None or sending.over_reason.strip():
        return
    room = max(0, load.most - load.has)
    by_weight = sorted(load.items, key=lambda one: (-one.item.weight, one.item.place))
    kept = {one.pk for one in by_weight[:room]}
    load.cut = [one for one in load.items if one.pk not in kept]
    load.items = [one for one in load.items if one.pk in kept]
    for one in load.cut:
        goes[one.item_id].cut += 1


def _count(load: Load, goes: dict[int, Goes]) -> None:
    for one in load.items:
        line = goes[one.item_id]
        line.units += 1
        for period in line.periods:
            load.months[period.due_on.year, period.due_on.month] += one.minutes
