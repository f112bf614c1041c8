"""
What was asked twice: of the same bodies, of the same kind, under titles alike, within a quarter. 重复要的。

Titles are compared by their pairs of characters without numbers and dates (`preview.shared`): this month's return of
the same figures is alike last month's. Whether it is the same is for a person to say.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.burden.kinds import ALIKE_DAYS
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.burden.preview import ALIKE, pairs_of, shared

MOST = 2_000
"""Requests that are compared, the latest; every pair of a kind is looked at."""


@dataclass(frozen=True, slots=True)
class Twice:
    """Two requests alike: the earlier, the later, how alike, and the bodies both ask."""

    first: Ask
    again: Ask
    share: float
    units: frozenset[int]

    @property
    def percent(self) -> int:
        """The share for a page."""
        return round(self.share * 100)

    @property
    def advice(self) -> Any:
        """What to do about it."""
        if self.first.giver_unit_id == self.again.giver_unit_id:
            return _("同一单位提出：合并成一项，撤回后一项。")
        if self.first.on_url:
            return _("向先提出的单位取已有的材料，撤回后一项。")
        return _("两家商量由一家来要，撤回另一项。")


def twice(user: Any, begins: date, ends: date, unit: int | None = None) -> list[Twice]:
    """
    Pairs of which the later was asked between two days, the latest first, as far as the person may see both and the
    bodies; of one body where it is given.
    """
    rows = Ask.objects.visible_to(user).filter(
        withdrawn_at=None, on_day__gte=begins - timedelta(days=ALIKE_DAYS), on_day__lte=ends
    )
    asks = {one.pk: one for one in rows.select_related("giver_unit").order_by("-at", "-pk")[:MOST]}
    inside = Q(unit=unit) if unit is not None else Q()
    of: dict[int, set[int]] = defaultdict(set)
    seen = AskedUnit.objects.visible_to(user).filter(inside, ask__in=rows, counts=True).order_by()
    for key, body in seen.values_list("ask", "unit").iterator(chunk_size=5_000):
        of[key].add(body)
    return _pairs(asks, of, begins)


def _pairs(asks: dict[int, Ask], of: dict[int, set[int]], begins: date) -> list[Twice]:
    told = {key: pairs_of(one.on_title) for key, one in asks.items()}
    by_kind: dict[str, list[Ask]] = defaultdict(list)
    for one in asks.values():
        if of[one.pk]:
            by_kind[one.kind].append(one)
    found = []
    for some in by_kind.values():
        for again, first in combinations(some, 2):
            near = abs((again.on_day - first.on_day).days) <= ALIKE_DAYS
            # Another round of one matter is that matter, asked once more on purpose.
            same = again.matter and again.matter == first.matter
            if not near or same or again.on_day < begins:
                continue
            share = shared(told[again.pk], told[first.pk])
            both = of[again.pk] & of[first.pk]
            if share >= ALIKE and both:
                found.append(Twice(first, again, share, frozenset(both)))
    return sorted(found, key=lambda one: (one.again.on_day, one.again.pk), reverse=True)
