"""
What a change of bodies and lines opens and closes, said before it is made. 改动之后谁看见什么。

Both sides are worked out from `Picture`, as the change itself will be: what is said is what happens.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.accounts.models import Assignment
from qinglian.web.accounts.roles import ALL, GRANTS, Role
from qinglian.web.core.dated import in_force
from qinglian.web.core.wording import listed
from qinglian.web.units.models import Unit
from qinglian.web.units.reach import Picture

OBJECTS = {
    "unit": _("单位信息"),
    "alert": pgettext_lazy("list", "预警"),
    "task": _("督办"),
    "problem": _("整改"),
    "inspection": _("督查"),
    "campaign": _("专项整治"),
    "difficulty": _("困难问题"),
    "meeting": _("会议"),
    "consultation": _("会签与征求意见"),
    "document": _("文书"),
    "programme": _("方案与清单"),
    "duty": _("责任事项"),
    "evidence": _("材料"),
    "talk": _("谈话记录"),
    "creation": _("单元创建"),
    "ask": _("减负台账"),
    "works": _("工程项目"),
    "batch": _("数据"),
    "run": pgettext_lazy("list", "运行"),
    "signal": _("疑点"),
    "person": pgettext_lazy("list", "人员"),
    "transfer": _("移送登记"),
    "record": _("审计记录"),
    "integration": _("对接系统"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """The holders of a role for a body begin, or cease, to see things of another body."""

    gained: bool
    role: str
    unit: Unit
    people: int
    of: Unit
    objects: tuple[str, ...]

    @property
    def role_name(self) -> str:
        """The role as it is said."""
        return str(Role(self.role).label)

    @property
    def object_names(self) -> str:
        """The kinds of things, said one after another."""
        return listed(OBJECTS[one] for one in self.objects)


def effects(
    before: Picture, after: Picture, on: date, *, leaving: int | None = None
) -> list[Effect]:
    """
    What differs on a day for people who then hold an approved role; gains first. Roles for a body that is
    `leaving` end with it and are told apart.
    """
    holders = {
        (role, unit): people
        for role, unit, people in Assignment.objects.filter(
            in_force(on), approved_by__isnull=False, user__is_active=True
        )
        .values_list("role", "unit")
        .annotate(people=Count("user", distinct=True))
        .order_by()
        if unit != leaving
    }
    old, new = _seen(before, on, set(holders)), _seen(after, on, set(holders))
    found: dict[tuple[bool, str, int, int], list[str]] = defaultdict(list)
    for gained, more, less in ((True, new, old), (False, old, new)):
        for role, unit, kind, lower in more - less:
            found[gained, role, unit, lower].append(kind)
    units = Unit.objects.in_bulk({pk for _g, _r, *both in found for pk in both})
    said = [
        Effect(
            gained,
            role,
            units[unit],
            holders[role, unit],
            units[lower],
            tuple(kind for kind in OBJECTS if kind in kinds),
        )
        for (gained, role, unit, lower), kinds in found.items()
    ]
    return sorted(said, key=lambda one: (not one.gained, one.unit.code, one.role, one.of.code))


def _seen(
    picture: Picture, on: date, holders: set[tuple[str, int]]
) -> set[tuple[str, int, str, int]]:
    """(role, body of the role, kind of object, body of the object) for all that a day opens."""
    below: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for kind, upper, lower, depth, begins, ends in picture.reaches():
        if begins <= on < ends:
            below[kind, upper].append((lower, depth))
    return {
        (role, unit, grant.object, lower)
        for role, unit in holders
        for grant in GRANTS[role]
        if ALL not in grant.via
        for kind in grant.via
        for lower, depth in below.get((kind, unit), ())
        if grant.depth is None or depth <= grant.depth
    }
