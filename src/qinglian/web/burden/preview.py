"""
What a request will cost, before it is sent. 发出之前先看代价。

Set-based: the same handful of statements for three bodies and for two thousand.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from qinglian.web.burden.kinds import ALIKE_DAYS
from qinglian.web.burden.models import Ask, AskedUnit, first_of_month
from qinglian.web.burden.numbers import caps
from qinglian.web.units.models import Unit

ALIKE = 0.6
"""Share of pairs of characters that two titles have in common, from which on they are shown as alike."""
MOST_ALIKE = 5
CHUNK = 10_000
"""Keys in one statement: SQLite takes 32,766."""


@dataclass(frozen=True, slots=True)
class Over:
    """A body above its cap: what it has, what comes, what it may have."""

    unit: Unit
    before: int
    minutes: int
    cap: int

    @property
    def after(self) -> int:
        """What it will have."""
        return self.before + self.minutes


@dataclass(frozen=True, slots=True)
class Alike:
    """已经要过: a request of the last months, how alike the titles are, how many of these bodies it asked."""

    ask: Ask
    share: float
    units: int

    @property
    def percent(self) -> int:
        """The share for a page."""
        return round(self.share * 100)


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What it will cost. `units`: how many bodies; `minutes`: in all; `over`: those above their cap; `alike`: what was
    asked already, as far as the asker may see it, and `alike_hidden`: how many more; `before`, `caps`: by body.
    """

    units: int
    minutes: int
    over: list[Over]
    alike: list[Alike] = field(default_factory=list)
    alike_hidden: int = 0
    before: dict[int, int] = field(default_factory=dict)
    caps: dict[int, int] = field(default_factory=dict)

    @property
    def needs_approver(self) -> bool:
        """Whether somebody else must approve by name."""
        return bool(self.over)

    @property
    def hours(self) -> float:
        """In all, in hours."""
        return round(self.minutes / 60, 1)


def preview(
    minutes: Mapping[int, int], on_day: date, *, kind: str = "", title: str = "", user: Any = None,
    leaving: tuple[str, str] = ("", ""),
) -> Preview:  # fmt: skip
    """
    Minutes by key of the body, on a day. With `kind` and `title` it looks for what was asked already; `user` is who may
    see it, None for everything. `leaving`: label and number of the matter itself, which is not alike itself.
    """
    wanted = {key: said for key, said in minutes.items() if said > 0}
    held = month_minutes(wanted, on_day)
    by_level = caps(on_day)
    units = {one.pk: one for some in chunks(wanted) for one in Unit.objects.filter(pk__in=some)}
    limits = {key: by_level[one.level] for key, one in units.items()}
    over = [
        Over(units[key], held.get(key, 0), said, limits[key])
        for key, said in wanted.items()
        if held.get(key, 0) + said > limits[key]
    ]
    seen, hidden = alike(wanted, kind, title, user, leaving) if kind and title else ([], 0)
    return Preview(len(units), sum(wanted[key] for key in units), over, seen, hidden, held, limits)


def month_minutes(units: Iterable[int], on_day: date) -> dict[int, int]:
    """What each body has been asked for in the month of a day."""
    found: dict[int, int] = {}
    rows = AskedUnit.objects.filter(month=first_of_month(on_day), counts=True).order_by()
    for some in chunks(units):
        said = rows.filter(unit__in=some).values("unit").annotate(total=Sum("minutes"))
        found.update(said.values_list("unit", "total"))
    return found


def alike(
    units: Iterable[int], kind: str, title: str, user: Any, leaving: tuple[str, str] = ("", "")
) -> tuple[list[Alike], int]:
    """Requests of a kind in the last months, to some of these bodies, with a title like this one."""
    if not title.strip():
        return [], 0
    since = timezone.now() - timedelta(days=ALIKE_DAYS)
    rows = AskedUnit.objects.filter(ask__kind=kind, ask__at__gte=since, counts=True).order_by()
    if leaving[1]:
        rows = rows.exclude(ask__on_label=leaving[0], ask__on_number__startswith=leaving[1])
    common: dict[int, int] = {}
    for some in chunks(units):
        for key, n in rows.filter(unit__in=some).values_list("ask").annotate(n=Count("pk")):
            common[key] = common.get(key, 0) + n
    shown = Ask.objects.all() if user is None else Ask.objects.visible_to(user)
    visible = set(shown.filter(pk__in=common).values_list("pk", flat=True))
    pairs = pairs_of(title)
    found = [
        Alike(one, share, common[one.pk])
        for one in Ask.objects.filter(pk__in=common).select_related("giver_unit")
        if (share := shared(pairs, pairs_of(one.on_title))) >= ALIKE
    ]
    found.sort(key=lambda one: (-one.share, -one.units, -one.ask.pk))
    seen = [one for one in found if one.ask.pk in visible]
    return seen[:MOST_ALIKE], len(found) - len(seen)


def pairs_of(title: str) -> frozenset[str]:
    """Pairs of characters of a title, without numbers, dates and marks: the next month's is alike this month's."""
    plain = re.sub(r"[\W\d_年月日季度第期号次〇一二三四五六七八九十关于的]+", "", title)
    return frozenset(plain[place : place + 2] for place in range(max(1, len(plain) - 1)))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of common pairs (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def chunks(keys: Iterable[int]) -> Iterable[list[int]]:
    """Keys in handfuls that one statement takes."""
    every = list(keys)
    return (every[place : place + CHUNK] for place in range(0, len(every), CHUNK))
