"""
What may and may not be: lists of norms asked at the moment of doing (C07, C11). 正负面清单对照。

`against(user, activity, amount)` finds the norms in force of the lists one sees whose activity is meant, and says of
each ceiling whether the amount is above it. It forbids nothing; it tells beforehand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from qinglian.web.core.dated import in_force
from qinglian.web.duties.kinds import NORMS, ListKind, VersionStatus
from qinglian.web.duties.models import DutyList, Item, ListVersion


@dataclass(frozen=True, slots=True)
class Hit:
    """A norm that is about it: `state` is `forbidden`, `above`, `within` or `allowed`."""

    item: Item
    of: DutyList
    state: str


def norms_of(user: Any, day: date | None = None) -> Iterable[Item]:
    """Items of lists of norms in force, of the lists this person sees."""
    seen = DutyList.objects.visible_to(user).filter(kind__in=NORMS)
    versions = ListVersion.objects.filter(in_force(day), of__in=seen, status=VersionStatus.ISSUED)
    return Item.objects.filter(of__in=versions).select_related("of__of__owner_unit")


def against(
    user: Any, activity: str, amount: Decimal | None = None, day: date | None = None
) -> list[Hit]:
    """The norms about an activity, those one would break first."""
    said = activity.strip()
    found: list[Hit] = []
    for item in norms_of(user, day):
        if not item.activity or not (item.activity in said or said in item.activity):
            continue
        of = item.of.of
        state = "forbidden" if of.kind == ListKind.NEGATIVE else "allowed"
        if of.kind == ListKind.POSITIVE and item.ceiling is not None and amount is not None:
            state = "above" if amount > item.ceiling else "within"
        found.append(Hit(item, of, state))
    order = ("above", "forbidden", "within", "allowed")
    return sorted(found, key=lambda one: (order.index(one.state), one.item.pk))
