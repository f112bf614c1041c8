"""What waits for whom, and conditions of lists. 创建的查询。"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from qinglian.web.creation.models import (
    Application,
    Assessor,
    Condition,
    Naming,
    Point,
    Review,
)
from qinglian.web.creation.states import (
    APPLYING,
    DECIDING,
    LEADING,
    OPEN,
    ConditionStatus,
    NamingStatus,
    PointStatus,
    ReviewStatus,
    Status,
)
from qinglian.web.creation.words import LADDER
from qinglian.web.units.scope import reach, roles_of

OBJECT = Application.OBJECT


def reads(user: Any) -> bool:
    """Whether a person reads creation at all."""
    return bool(reach(user, OBJECT))


def _sides(user: Any) -> tuple[Q, Q]:
    """Rows of one's own body, and rows of bodies one leads that are not one's own."""
    scope = reach(user, OBJECT, write=True)
    own = scope.q({"unit": "unit"}) & Q(unit=user.unit_id)
    lead = scope.q({"lead": "lead_unit"}) & ~Q(unit=user.unit_id)
    return own, lead


def waiting_applications(user: Any) -> QuerySet[Application]:
    """Those whose next verb is this person's."""
    own, lead = _sides(user)
    roles, turn = roles_of(user), Q(pk__in=())
    today = timezone.localdate()
    if roles & APPLYING:
        turn |= own & Q(status=Status.SELF)
    if roles & LEADING:
        turn |= lead & Q(status__in=(Status.FIRST, Status.ASSESSED))
        turn |= lead & Q(status=Status.ASSESS, assessors__isnull=True)
    if roles & DECIDING:
        done = lead & Q(status=Status.NOTICE, due_on__lt=today)
        mine = Q(applied_by=user.pk) | Q(checked_by=user.pk) | Q(assessed_by=user.pk)
        turn |= done & ~mine
    assessed = Assessor.objects.filter(user=user.pk).values("application")
    turn |= Q(status=Status.ASSESS, pk__in=assessed)
    return Application.objects.filter(pk__in=Application.objects.filter(turn).values("pk"))


def waiting_conditions(user: Any) -> QuerySet[Condition]:
    """To be stated by one's own body, or decided by oneself."""
    own, _lead = _sides(user)
    turn = Q(decider=user.pk)
    if roles_of(user) & APPLYING:
        turn |= own & Q(statement="")
    rows = Condition.objects.visible_to(user)
    return rows.filter(turn, status=ConditionStatus.HELD)


def waiting_reviews(user: Any) -> QuerySet[Review]:
    """To be reported, or decided by another."""
    _own, lead = _sides(user)
    roles, turn = roles_of(user), Q(pk__in=())
    if roles & LEADING:
        turn |= lead & Q(status=ReviewStatus.OPEN)
    if roles & DECIDING:
        turn |= lead & Q(status=ReviewStatus.REPORTED) & ~Q(reported_by=user.pk)
    return Review.objects.filter(turn)


def waiting_points(user: Any) -> QuerySet[Point]:
    """Whose re-check is due, for the lead body."""
    _own, lead = _sides(user)
    if not roles_of(user) & LEADING:
        return Point.objects.none()
    rows = Point.objects.filter(lead, status=PointStatus.ACTIVE, check_on__lte=timezone.localdate())
    return rows.exclude(made_by=user.pk)


def application_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "mine":
        return Q(pk__in=waiting_applications(user).values("pk"))
    late = Q(status__in=OPEN, due_on__lt=timezone.localdate())
    return {"open": Q(status__in=OPEN), "late": late}[value]


def naming_q(value: str) -> Q:
    """Namings that hold, and those whose re-check is due."""
    holds = Q(status=NamingStatus.NAMED)
    return {
        "holds": holds,
        "due": holds & Q(review_on__lte=timezone.localdate()),
        "condition": Q(
            pk__in=Condition.objects.filter(status=ConditionStatus.HELD).values("naming")
        ),
    }[value]


def ladder(user: Any) -> list[dict[str, Any]]:
    """Namings that hold by standard and tier, of those one sees; each number is a list."""
    rows = Naming.objects.visible_to(user).filter(status=NamingStatus.NAMED)
    said = rows.order_by("standard__title", "pk").values_list(
        "standard__public_id", "standard__title", "tier"
    )
    found: dict[str, dict[str, Any]] = {}
    for number, title, tier in said:
        line = found.setdefault(number, {"number": number, "title": title, "tiers": {}})
        line["tiers"][tier] = line["tiers"].get(tier, 0) + 1
    for line in found.values():
        line["tiers"] = [(one, line["tiers"].get(one.value, 0)) for one in LADDER]
    return list(found.values())
