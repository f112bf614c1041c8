"""Model sites and contact points: set, visited, checked again, given up. 示范点与联系点。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.creation.models import Point, PointCheck, PointVisit
from qinglian.web.creation.services.rules import (
    ensure,
    impersonal,
    leads,
    moved,
    needs,
    not_mine,
    on_side,
    take,
    works_for,
)
from qinglian.web.creation.states import PointStatus
from qinglian.web.units.models import Unit


@transaction.atomic
def point_make(
    *,
    kind: str,
    title: str,
    unit: Unit,
    lead_unit: Unit,
    shows: str,
    post: str,
    valid_from: date,
    valid_to: date,
    check_on: date,
    by: Any,
    leader: User | None = None,
    **sheet: Any,
) -> Point:
    """A place with its end and the day of its re-check: nothing is a model for ever."""
    if not leads(by, lead_unit):
        raise not_mine()
    needs(title, shows, post)
    if not valid_from < check_on <= valid_to:
        raise NotAllowed(_("复查日期要在有效期之内。"))
    made = Point(
        kind=kind, title=title, unit=unit, lead_unit=lead_unit, shows=shows, post=impersonal(post),
        valid_from=valid_from, valid_to=valid_to, check_on=check_on, leader=leader, made_by=by,
    )  # fmt: skip
    done: Point = moved(made, "make", by=by, **sheet)
    return done


def may_visit(point: Point, user: Any) -> bool:
    """Who writes down a visit: who answers for the place, the lead body, the body itself."""
    if point.status != PointStatus.ACTIVE:
        return False
    sides = on_side(point, user, "lead") or on_side(point, user, "unit")
    return sides or point.leader_id == user.pk


@transaction.atomic
def point_visit(
    *,
    row: Point,
    by: Any,
    on: date,
    visitor: str,
    seen: str,
    came: str,
    visitor_unit: Unit | None = None,
    version: int | None = None,
    **sheet: Any,
) -> PointVisit:
    """走访: who went, when, what came of it. A visit of which nothing came says so in words."""
    needs(visitor, seen, came)
    fresh: Point = locked(row, version)
    if fresh.status != PointStatus.ACTIVE:
        raise Overtaken(fresh.get_status_display())
    if not may_visit(fresh, by):
        raise not_mine()
    if on > timezone.localdate():
        raise NotAllowed(_("日期不能在今天之后。"))
    made = PointVisit.objects.create(
        point=fresh, on=on, visitor=impersonal(visitor), seen=seen, came=came, by=by,
        visitor_unit=visitor_unit or by.unit,
    )  # fmt: skip
    moved(fresh, "visit", by=by, text=came, data={"visit": made.public_id}, **sheet)
    return made


@transaction.atomic
def point_check(
    *,
    row: Point,
    by: Any,
    kept: bool,
    text: str,
    check_on: date | None = None,
    version: int | None = None,
    **sheet: Any,
) -> PointCheck:
    """复查 by somebody else than who set it: kept until a next day, or given up."""
    needs(text)
    fresh: Point = take(row, by, "lead", (PointStatus.ACTIVE,), version)
    if fresh.made_by_id == by.pk:
        raise NotAllowed(_("确定人不能复查，请由另一人复查。"))
    today = timezone.localdate()
    assert fresh.valid_to is not None
    later = check_on or fresh.valid_to
    if kept and not today < later <= fresh.valid_to:
        raise NotAllowed(_("下次复查日期要在今天之后、有效期之内。"))
    made = PointCheck.objects.create(
        point=fresh, on=today, kept=kept, text=text, by=by, made_by=fresh.made_by
    )
    said = {"check_on": later} if kept else {"status": PointStatus.ENDED}
    moved(fresh, "check", by=by, text=text, data={"kept": kept}, **said, **sheet)
    return made


@transaction.atomic
def point_end(
    *, row: Point, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Point:
    """撤销 with a reason."""
    needs(reason)
    fresh = take(row, by, "lead", (PointStatus.ACTIVE,), version)
    ensure(fresh, by, "decide")
    done: Point = moved(fresh, "end", by=by, text=reason, status=PointStatus.ENDED, **sheet)
    return done


def can_check(point: Point, by: Any) -> bool:
    """Whether the re-check is this person's."""
    own = works_for(by, point.unit_id)
    return on_side(point, by, "lead") and point.made_by_id != by.pk and not own


def points_expire() -> int:
    """Once a day: what ran out is no model any more."""
    rows = Point.objects.filter(status=PointStatus.ACTIVE, valid_to__lte=timezone.localdate())
    for one in rows:
        with transaction.atomic():
            moved(locked(one, None), "expire", by=None, status=PointStatus.EXPIRED)
    return len(rows)
