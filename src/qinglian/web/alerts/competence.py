"""
Which body regulates what: who is first addressed, and where nobody is. 主管部门：先给谁，哪里还没有。
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qinglian.web.accounts.roles import ADMINISTRATORS, Role
from qinglian.web.alerts.models import Competence
from qinglian.web.alerts.states import SUPERVISING
from qinglian.web.core.dated import in_force
from qinglian.web.runs.models import Asked
from qinglian.web.runs.words import rules_of
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import roles_of

READING = frozenset({*ADMINISTRATORS, Role.AUDITOR, Role.PROGRAMME_OFFICE}) | SUPERVISING
"""Who reads it: those who set it up or check it, and those who push alerts by it."""
Competent = Callable[[str, str, int], int | None]
"""Rule, pack and body → the authority that is first addressed."""


def sees_competences(user: Any) -> bool:
    """Whether the person reads who regulates what."""
    return bool(roles_of(user) & READING)


def competences(on: date) -> Competent:
    """Who regulates a rule's field for a body on a day: the narrowest field, then the nearest body above."""
    said = list(
        Competence.objects.filter(in_force(on)).values_list("field", "within_id", "authority_id")
    )
    above: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Reach.objects.filter(
        in_force(on), kind__in=(Reach.SELF, "belongs"), upper__in={one[1] for one in said}
    )
    for upper, lower, depth in rows.values_list("upper_id", "lower_id", "depth"):
        above[lower][upper] = min(depth, above[lower].get(upper, depth))
    kept: dict[tuple[str, str, int], int | None] = {}

    def competent(rule: str, pack: str, unit: int) -> int | None:
        key = (rule, pack, unit)
        if key not in kept:
            fits = [
                (-len(field) if rule.startswith(field) else 0, above[unit][within], authority)
                for field, within, authority in said
                if within in above[unit] and (field == pack or rule.startswith(field))
            ]
            kept[key] = min(fits)[2] if fits else None
        return kept[key]

    return competent


@dataclass(frozen=True, slots=True)
class Gap:
    """A pack without authority for some bodies: the topmost of them, with how many there are in all."""

    pack: str
    tops: tuple[Unit, ...]
    bodies: int


def gaps(on: date) -> list[Gap]:
    """
    Packs that were asked here, with the bodies for which nobody regulates them. A pack is covered for a body where it
    is named itself, or where every rule of it is.
    """
    lines = Line.objects.filter(in_force(on), kind=Line.Kind.BELONGS)
    pairs = list(lines.values_list("upper_id", "lower_id"))
    standing = {one for pair in pairs for one in pair}
    uppers: dict[int, set[int]] = defaultdict(set)
    for upper, lower in pairs:
        uppers[lower].add(upper)
    covered = _covered(on)
    found, names = [], Unit.objects.filter(in_force(on)).in_bulk(list(standing))
    for pack in sorted(set(Asked.objects.order_by().values_list("pack", flat=True).distinct())):
        whole = covered.get(pack, set())
        by_rule = [
            {unit for field, units in covered.items() if rule.startswith(field) for unit in units}
            for rule in rules_of(pack)
        ]
        inside = whole | (set.intersection(*by_rule) if by_rule else set())
        without = {unit for unit in standing - inside if unit in names}
        tops = [unit for unit in without if not uppers[unit] & without]
        if without:
            shown = sorted((names[unit] for unit in tops), key=lambda unit: unit.code)
            found.append(Gap(pack, tuple(shown), len(without)))
    return found


def _covered(on: date) -> dict[str, set[int]]:
    """Field → bodies for which it has an authority."""
    said = list(Competence.objects.filter(in_force(on)).values_list("field", "within_id"))
    below: dict[int, set[int]] = defaultdict(set)
    rows = Reach.objects.filter(
        in_force(on), kind__in=(Reach.SELF, "belongs"), upper__in={one[1] for one in said}
    )
    for upper, lower in rows.values_list("upper_id", "lower_id"):
        below[upper].add(lower)
    found: dict[str, set[int]] = defaultdict(set)
    for field, within in said:
        found[field] |= below[within]
    return found
