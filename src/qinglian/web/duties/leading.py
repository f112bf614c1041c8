"""
What each leader of a body has: the duty card, and the matrix of business and integrity (mission.md B03–B06).
责任人卡片、一岗双责矩阵。

Business is what task lists ask, integrity what duty lists ask; an item that names a dual duty (一岗双责) stands in
both.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.core.dated import in_force
from qinglian.web.duties.kinds import REPORTED, WAITING, Holder, ListKind, TurnStatus
from qinglian.web.duties.models import Duty, Turn
from qinglian.web.units.models import Unit

LEADERS = (Role.UNIT_HEAD, Role.AUTHORITY_HEAD, Role.SUPERVISION_HEAD, Role.LEADER)
HEADS = LEADERS[:3]


def leaders_of(unit: Unit) -> QuerySet[User]:
    """The head and the leadership members of a body, and whoever is named for one of its duties."""
    held = Assignment.objects.filter(
        in_force(), role__in=LEADERS, unit=unit, approved_by__isnull=False
    )
    named = Duty.objects.filter(unit=unit, person__isnull=False, ended_on=None)
    return User.objects.filter(
        Q(pk__in=held.values("user")) | Q(pk__in=named.values("person")), is_active=True
    ).order_by("name", "pk")


def is_head(user: User, unit: Unit) -> bool:
    """Whether a person leads a body."""
    held = Assignment.objects.filter(in_force(), role__in=HEADS, approved_by__isnull=False)
    return held.filter(user=user, unit=unit).exists()


def duties_of(user: User, unit: Unit) -> Q:
    """
    The duties of a leader: those they are named for; for the head also those of the first person, as long as nobody
    else is named.
    """
    own = Q(person=user)
    if is_head(user, unit):
        own |= Q(person=None, item__holder=Holder.SECRETARY)
    return own & Q(unit=unit, ended_on=None)


@dataclass(slots=True)
class Row:
    """One leader: how much of business and of integrity, what of it is late, and how much was done in person."""

    user: User
    head: bool
    business: int = 0
    integrity: int = 0
    both: int = 0
    late: int = 0
    done: int = 0
    in_person: int = 0
    duties: list[Duty] = field(default_factory=list)

    @property
    def gap(self) -> str:
        """What is missing of the two: whoever has one side only does not carry both."""
        if self.business + self.both and not self.integrity + self.both:
            return "integrity"
        if self.integrity + self.both and not self.business + self.both:
            return "business"
        return "" if self.business + self.integrity + self.both else "none"


def matrix(unit: Unit, viewer: Any) -> list[Row]:
    """All leaders of a body, as far as the viewer sees its duties."""
    seen = Duty.objects.visible_to(viewer)
    return [card(user, unit, seen) for user in leaders_of(unit)]


def card(user: User, unit: Unit, seen: QuerySet[Duty]) -> Row:
    """One leader."""
    row = Row(user, is_head(user, unit))
    today = timezone.localdate()
    rows = seen.filter(duties_of(user, unit)).select_related("item__of__of", "unit")
    row.duties = list(
        rows.annotate(
            late=Count("turns", filter=Q(turns__status__in=WAITING, turns__due_on__lt=today)),
            due=Count("turns", filter=~Q(turns__status=TurnStatus.DROPPED)),
            done=Count("turns", filter=Q(turns__status__in=REPORTED)),
        ).order_by("-late", "item__place", "pk")
    )
    for duty in row.duties:
        kind = duty.item.of.of.kind
        if duty.item.dual_duty and kind in (ListKind.DUTY, ListKind.TASK):
            row.both += 1
        elif kind == ListKind.TASK:
            row.business += 1
        else:
            row.integrity += 1
        row.late += duty.late
        row.done += duty.done
    row.in_person = Turn.objects.filter(
        duty__in=[one.pk for one in row.duties], status__in=REPORTED, deployed_on__isnull=False,
        urged_on__isnull=False, inspected_on__isnull=False,
    ).count()  # fmt: skip
    return row
