"""
To which bodies an item applies, and why not to the others. 适用性。

By unit type, level, and the powers and posts a body holds: one of those an item names is enough. A body that has no
powers (or posts) on record at all is told apart: nothing is known about it, so it is asked nothing until somebody
registers what it holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import in_force
from qinglian.web.duties.models import Item
from qinglian.web.units.models import Holding, Unit

Holdings = frozenset[tuple[str, str]]
"""Kind and code of what a body holds."""
NONE: Holdings = frozenset()


class Why(TextChoices):
    """Why an item does not apply."""

    ENDED = "ended", _("单位已终止")
    TYPE = "type", _("单元类型不符")
    LEVEL = "level", _("层级不符")
    POWER = "power", _("没有这项权力")
    POST = "post", _("没有这个岗位")
    NO_POWERS = "no_powers", _("还没有登记权力，无法判断")
    NO_POSTS = "no_posts", _("还没有登记岗位，无法判断")


UNKNOWN = (Why.NO_POWERS, Why.NO_POSTS)
"""Answers that are none: what the body holds is not on record."""


@dataclass(frozen=True, slots=True)
class Applied:
    """Whether an item applies to a body, and why not."""

    applies: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.applies


YES = Applied(True)


def holdings_of(units: Iterable[Any], on: date | None = None) -> Mapping[int, Holdings]:
    """What each of the bodies holds on a day: one statement for all. `units`: keys, or a query that gives them."""
    rows = Holding.objects.filter(in_force(on), unit__in=units)
    found: dict[int, set[tuple[str, str]]] = {}
    for unit, kind, code in rows.values_list("unit_id", "kind", "code"):
        found.setdefault(unit, set()).add((kind, code))
    return {unit: frozenset(held) for unit, held in found.items()}


def applies(item: Item, unit: Unit, holdings: Holdings = NONE, on: date | None = None) -> Applied:
    """Whether an item applies to a body that holds these."""
    if on is not None and not unit.holds_on(on):
        return Applied(False, Why.ENDED)
    if item.applies_types and unit.unit_type not in item.applies_types:
        return Applied(False, Why.TYPE)
    if item.applies_levels and unit.level not in item.applies_levels:
        return Applied(False, Why.LEVEL)
    for kind, wanted, missing, unknown in (
        (Holding.Kind.POWER, item.applies_powers, Why.POWER, Why.NO_POWERS),
        (Holding.Kind.POST, item.applies_posts, Why.POST, Why.NO_POSTS),
    ):
        if wanted and not any((kind.value, code) in holdings for code in wanted):
            known = any(held == kind for held, _code in holdings)
            return Applied(False, missing if known else unknown)
    return YES
