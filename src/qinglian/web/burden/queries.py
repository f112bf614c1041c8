"""Who may approve, and what a body was asked for. 可以批准的人，单位的台账。"""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.burden.models import AskedUnit
from qinglian.web.core.dated import in_force
from qinglian.web.units.models import Line, Reach, Unit

APPROVING = (
    Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD, Role.SUPERVISION_HEAD, Role.PROGRAMME_OFFICE,
)  # fmt: skip
"""Who answers for what a body asks of others."""


def approvers(by: Any, giver: Unit | None) -> QuerySet[User]:
    """Who may be named: heads of the asking body and of those it belongs to, never who asks."""
    bodies = {one for one in (by.unit_id, giver.pk if giver else None) if one}
    uppers = Reach.objects.filter(in_force(), kind=Line.Kind.BELONGS, lower__in=bodies)
    bodies |= set(uppers.values_list("upper", flat=True))
    held = Assignment.objects.filter(in_force(), role__in=APPROVING, approved_by__isnull=False)
    mine = held.filter(Q(unit__in=bodies) | Q(user__unit__in=bodies))
    people = User.objects.filter(pk__in=mine.values("user"), is_active=True)
    return people.exclude(pk=by.pk).order_by("name")


def asked_of(on: Any) -> set[int]:
    """Keys of the bodies that were asked for a thing already."""
    rows = AskedUnit.objects.filter(
        ask__on_label=on._meta.label_lower, ask__on_number=on.public_id, counts=True
    )
    return set(rows.order_by().values_list("unit", flat=True))


def months_before(day: date, number: int = 12) -> list[date]:
    """The first days of the last months, this one last."""
    found = []
    year, month = day.year, day.month
    for _n in range(number):
        found.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found[::-1]


def by_giver(rows: QuerySet[AskedUnit]) -> list[dict[str, Any]]:
    """Who asks how much: requests, times bodies were asked, minutes, times above the cap; most minutes first."""
    said = rows.filter(counts=True).order_by().values("ask__giver_unit", "ask__giver_unit__name")
    found = said.annotate(
        asks=Count("ask", distinct=True),
        times=Count("pk"),
        total=Sum("minutes"),
        over=Count("pk", filter=Q(before__gt=F("cap") - F("minutes"))),
    )
    return list(found.order_by("-total", "ask__giver_unit__name"))
