"""Namings are checked again: by date, and a seeded sample besides. 复核。"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import months_after
from qinglian.web.core.draws import draw, new_seed, population
from qinglian.web.core.moves import NotAllowed, locked
from qinglian.web.core.workdays import add_working_days, late_days
from qinglian.web.creation.models import Naming, Review, ReviewRound
from qinglian.web.creation.services.conditions import naming_lower, naming_withdraw
from qinglian.web.creation.services.rules import ensure, leads, moved, needs, not_mine, take
from qinglian.web.creation.states import NAMING_MOVES, NamingStatus, Outcome, ReviewStatus
from qinglian.web.units.models import Unit

AHEAD = 30
"""Days before the day of a re-check on which it opens by itself."""
OPEN = (ReviewStatus.OPEN, ReviewStatus.REPORTED)
RESULTS = {
    Outcome.RESTORE: ReviewStatus.KEPT, Outcome.LOWER: ReviewStatus.LOWERED,
    Outcome.WITHDRAW: ReviewStatus.WITHDRAWN,
}  # fmt: skip


def _open(naming: Naming, by: Any, due_on: date, of: ReviewRound | None = None) -> Review | None:
    """One re-check at a time."""
    if naming.reviews.filter(status__in=OPEN).exists():
        return None
    made = Review(
        naming=naming, unit=naming.unit, lead_unit=naming.lead_unit, due_on=due_on, round=of
    )
    done: Review = moved(made, "open", by=by)
    return done


@transaction.atomic
def review_open(
    *, row: Naming, by: Any, due_on: date, version: int | None = None, **sheet: Any
) -> Review:
    """安排复核 of one naming."""
    fresh: Naming = take(row, by, "lead", NAMING_MOVES["review"].sources, version)
    if due_on < timezone.localdate():
        raise NotAllowed(_("日期不能在今天之前。"))
    made = _open(fresh, by, due_on)
    if made is None:
        raise NotAllowed(_("已有一次复核在办。"))
    moved(fresh, "review", by=by, data={"review": made.public_id}, **sheet)
    return made


def reviews_due() -> int:
    """Once a day: those whose day comes near are opened by themselves."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Naming.objects.filter(status=NamingStatus.NAMED, review_on__lte=near)
    rows = rows.exclude(Q(reviews__status__in=OPEN)).distinct()
    opened = 0
    for one in rows:
        with transaction.atomic():
            opened += _open(locked(one, None), None, one.review_on) is not None
    return opened


def namings_expire() -> int:
    """Once a day: what ran out no longer holds."""
    today = timezone.localdate()
    rows = Naming.objects.filter(
        status__in=(NamingStatus.NAMED, NamingStatus.SUSPENDED), valid_to__lte=today
    )
    for one in rows:
        with transaction.atomic():
            fresh: Naming = locked(one, None)
            moved(fresh, "expire", by=None, status=NamingStatus.EXPIRED, ended_on=fresh.valid_to)
    return len(rows)


def pool_of(unit: Unit) -> list[str]:
    """Namings of a lead body that hold and are not being checked, by number."""
    rows = Naming.objects.filter(lead_unit=unit, status=NamingStatus.NAMED)
    rows = rows.exclude(pk__in=Review.objects.filter(status__in=OPEN).values("naming"))
    return sorted(rows.values_list("public_id", flat=True))


@transaction.atomic
def round_seed(*, lead_unit: Unit, size: int, due_on: date, by: Any) -> ReviewRound:
    """Fix what is drawn from, then say the seed."""
    if not leads(by, lead_unit):
        raise not_mine()
    pool = pool_of(lead_unit)
    if not 1 <= size <= len(pool):
        raise NotAllowed(
            _("可抽的命名有 %(n)d 个，抽取个数要在 1 到这个数之间。") % {"n": len(pool)}
        )
    if due_on < timezone.localdate():
        raise NotAllowed(_("日期不能在今天之前。"))
    made = ReviewRound(
        lead_unit=lead_unit, seed=new_seed(), pool=pool, sha256=population(pool), size=size,
        due_on=due_on, by=by,
    )  # fmt: skip
    done: ReviewRound = moved(made, "seed", by=by, data={"seed": made.seed, "size": size})
    return done


@transaction.atomic
def round_draw(
    *, row: ReviewRound, by: Any, version: int | None = None, **sheet: Any
) -> ReviewRound:
    """Draw once, and open the re-checks; what no longer holds meanwhile is left out and seen to be."""
    fresh: ReviewRound = locked(row, version)
    ensure(fresh, by, "lead")
    if fresh.drawn_at:
        raise NotAllowed(_("已抽取，只抽一次。"))
    for number in draw(fresh.pool, fresh.seed, fresh.size):
        naming: Naming = locked(Naming.objects.get(public_id=number), None)
        if naming.status == NamingStatus.NAMED:
            _open(naming, by, fresh.due_on, fresh)
    done: ReviewRound = moved(fresh, "draw", by=by, drawn_at=timezone.now(), **sheet)
    return done


@transaction.atomic
def review_report(
    *,
    row: Review,
    by: Any,
    proposal: str,
    found: str,
    version: int | None = None,
    **sheet: Any,
) -> Review:
    """复核情况 and what is proposed; it is decided by another person."""
    needs(found)
    fresh = take(row, by, "lead", (ReviewStatus.OPEN,), version)
    done: Review = moved(
        fresh, "report", by=by, text=found, status=ReviewStatus.REPORTED, proposal=proposal, found=found,
        reported_by=by, reported_on=timezone.localdate(), late_days=late_days(fresh.due_on, None), **sheet,
    )  # fmt: skip
    return done


@transaction.atomic
def review_decide(
    *,
    row: Review,
    by: Any,
    outcome: str,
    why: str,
    decision: str = "",
    version: int | None = None,
    **sheet: Any,
) -> Review:
    """保留、降级或摘牌. Kept, the next day is set as the tier of the standard says."""
    needs(why)
    fresh: Review = take(row, by, "decide", (ReviewStatus.REPORTED,), version)
    if fresh.reported_by_id == by.pk:
        raise NotAllowed(_("复核人不能决定，请由另一人决定。"))
    if outcome != Outcome.RESTORE:
        needs(decision)
    today = timezone.localdate()
    done: Review = moved(
        fresh, "decide", by=by, text=why, status=RESULTS[Outcome(outcome)], decided_by=by,
        decided_on=today, data={"outcome": outcome}, **sheet,
    )  # fmt: skip
    naming: Naming = locked(done.naming, None)
    if outcome == Outcome.WITHDRAW:
        naming_withdraw(naming, by=by, on=today, reason=why, decision=decision)
        return done
    if outcome == Outcome.LOWER:
        naming_lower(naming, by=by, on=today, reason=why, decision=decision)
    if naming.status == NamingStatus.NAMED:
        rule = naming.under.tiers.filter(tier=naming.tier).first()
        later = months_after(today, rule.months_review if rule else 12)
        if naming.valid_to is not None:
            later = min(later, naming.valid_to)
        moved(naming, "reviewed", by=by, review_on=later)
    return done


def usual_due() -> date:
    """A month of working days, as a first proposal."""
    return add_working_days(timezone.localdate(), 20)
