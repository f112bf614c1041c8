"""Brands and leaves; practices from below. 品牌与做法。"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.creation.models import Brand, Practice, Trial
from qinglian.web.creation.services.applying import may_apply
from qinglian.web.creation.services.rules import (
    ensure,
    leads,
    locked,
    moved,
    needs,
    not_mine,
    on_side,
    take,
    works_for,
)
from qinglian.web.creation.states import BrandStatus, PracticeStatus
from qinglian.web.units.models import Unit


def may_brand(user: Any) -> bool:
    """Whether a person writes down a brand of their body."""
    return may_apply(user) or leads(user, user.unit)


@transaction.atomic
def brand_make(
    *,
    name: str,
    meaning: str,
    carrier: str,
    by: Any,
    parent: Brand | None = None,
    place: int | None = None,
    leaves: int = 9,
    spread: str = "",
    **sheet: Any,
) -> Brand:
    """A parent brand of one's body, or a leaf of one that is shown, at a place that is free."""
    if not may_brand(by):
        raise not_mine()
    needs(name, meaning, carrier)
    if parent is not None and (
        parent.parent_id or place is None or not 1 <= place <= parent.leaves
    ):
        raise NotAllowed(_("叶片的位置要在母品牌的叶数之内。"))
    made = Brand(
        name=name, meaning=meaning, carrier=carrier, spread=spread, parent=parent, made_by=by,
        place=place if parent else None, leaves=leaves, unit=by.unit,
        lead_unit=parent.unit if parent else by.unit,
    )  # fmt: skip
    try:
        with transaction.atomic():
            done: Brand = moved(made, "make", by=by, **sheet)
    except IntegrityError as error:
        raise NotAllowed(_("这一叶已有品牌。")) from error
    return done


@transaction.atomic
def brand_edit(
    *,
    row: Brand,
    by: Any,
    name: str,
    meaning: str,
    carrier: str,
    spread: str = "",
    version: int | None = None,
    **sheet: Any,
) -> Brand:
    """Write it anew; what was shown must be shown again by somebody else."""
    needs(name, meaning, carrier)
    fresh: Brand = locked(row, version)
    if not works_for(by, fresh.unit_id) or not may_brand(by):
        raise not_mine()
    if fresh.status == BrandStatus.RETIRED:
        raise NotAllowed(_("不再使用的品牌不能改。"))
    done: Brand = moved(
        fresh, "edit", by=by, name=name, meaning=meaning, carrier=carrier, spread=spread, made_by=by,
        status=BrandStatus.DRAFT, shown_by=None, shown_on=None, **sheet,
    )  # fmt: skip
    return done


def may_show(brand: Brand, by: Any) -> bool:
    """Whether a person publishes it: for the body of the parent, and not who wrote it."""
    return leads(by, brand.lead_unit, deciding=True) and by.pk != brand.made_by_id


@transaction.atomic
def brand_show(*, row: Brand, by: Any, version: int | None = None, **sheet: Any) -> Brand:
    """Publish it inside the site: by another person than who wrote it."""
    fresh: Brand = locked(row, version)
    if not leads(by, fresh.lead_unit, deciding=True):
        raise not_mine()
    if fresh.status != BrandStatus.DRAFT:
        raise NotAllowed(_("现在是“%(now)s”。") % {"now": fresh.get_status_display()})
    if fresh.made_by_id == by.pk:
        raise NotAllowed(_("起草人不能发布，请由另一人发布。"))
    sheet.pop("text", None)
    done: Brand = moved(
        fresh,
        "show",
        by=by,
        status=BrandStatus.SHOWN,
        shown_by=by,
        shown_on=timezone.localdate(),
        **sheet,
    )
    return done


@transaction.atomic
def brand_retire(
    *, row: Brand, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Brand:
    """Give it up; its place is missing from then on."""
    needs(reason)
    fresh: Brand = locked(row, version)
    if not leads(by, fresh.lead_unit, deciding=True):
        raise not_mine()
    done: Brand = moved(fresh, "retire", by=by, text=reason, status=BrandStatus.RETIRED, **sheet)
    return done


@transaction.atomic
def practice_propose(
    *,
    title: str,
    lead_unit: Unit,
    problem: str,
    measure: str,
    figure: str,
    before: Decimal,
    after: Decimal,
    figure_unit: str,
    figure_from: str,
    elsewhere: str,
    by: Any,
    **sheet: Any,
) -> Practice:
    """A practice from below: its effect is a number before and after, with where it is from."""
    if not may_brand(by):
        raise not_mine()
    needs(title, problem, measure, figure, figure_unit, figure_from, elsewhere)
    made = Practice(
        title=title, unit=by.unit, lead_unit=lead_unit, problem=problem, measure=measure, figure=figure,
        before=before, after=after, figure_unit=figure_unit, figure_from=figure_from,
        elsewhere=elsewhere, proposed_by=by,
    )  # fmt: skip
    done: Practice = moved(made, "propose", by=by, **sheet)
    return done


@transaction.atomic
def practice_try(
    *,
    row: Practice,
    by: Any,
    units: list[Unit],
    begins_on: date,
    ends_on: date,
    version: int | None = None,
    **sheet: Any,
) -> Practice:
    """Other bodies try it for a time."""
    fresh: Practice = take(
        row, by, "lead", (PracticeStatus.PROPOSED, PracticeStatus.TRIAL), version
    )
    if ends_on <= begins_on:
        raise NotAllowed(_("结束日期要在开始日期之后。"))
    chosen = [one for one in units if one.pk != fresh.unit_id]
    if not chosen:
        raise NotAllowed(_("试行单位要是提出单位以外的单位。"))
    for one in chosen:
        Trial.objects.get_or_create(
            practice=fresh, unit=one, defaults={"begins_on": begins_on, "ends_on": ends_on}
        )
    done: Practice = moved(
        fresh, "try", by=by, status=PracticeStatus.TRIAL, data={"units": len(chosen)}, **sheet
    )
    return done


@transaction.atomic
def trial_report(
    *,
    row: Practice,
    by: Any,
    trial: Trial,
    before: Decimal,
    after: Decimal,
    text: str,
    version: int | None = None,
    **sheet: Any,
) -> Trial:
    """What came of a trial: the same figure, entered for the body that tried it or by the lead body."""
    needs(text)
    fresh: Practice = locked(row, version)
    if fresh.status != PracticeStatus.TRIAL:
        raise NotAllowed(_("现在是“%(now)s”。") % {"now": fresh.get_status_display()})
    if not works_for(by, trial.unit_id) and not on_side(fresh, by, "lead"):
        raise not_mine()
    if trial.practice_id != fresh.pk:
        raise NotAllowed(_("没有这个试行单位。"))
    trial.before, trial.after, trial.text = before, after, text
    trial.reported_by, trial.reported_on = by, timezone.localdate()
    trial.save()
    moved(fresh, "trial_report", by=by, text=text, data={"unit": trial.unit.code}, **sheet)
    return trial


@transaction.atomic
def practice_promote(
    *, row: Practice, by: Any, why: str, version: int | None = None, **sheet: Any
) -> Practice:
    """Into the shared library: after at least one trial elsewhere came to an end with its figure."""
    needs(why)
    fresh: Practice = take(row, by, "decide", (PracticeStatus.TRIAL,), version)
    if not fresh.trials.filter(reported_by__isnull=False).exists():
        raise NotAllowed(_("还没有试行单位报来试行结果。"))
    return _decided(fresh, "promote", PracticeStatus.PROMOTED, by, why, **sheet)


@transaction.atomic
def practice_decline(
    *, row: Practice, by: Any, why: str, version: int | None = None, **sheet: Any
) -> Practice:
    """Not now, with a reason for who proposed it."""
    needs(why)
    fresh = take(row, by, "decide", (PracticeStatus.PROPOSED, PracticeStatus.TRIAL), version)
    return _decided(fresh, "decline", PracticeStatus.DECLINED, by, why, **sheet)


def _decided(fresh: Practice, verb: str, now: str, by: Any, why: str, **sheet: Any) -> Practice:
    ensure(fresh, by, "decide")
    if fresh.proposed_by_id == by.pk:
        raise NotAllowed(_("提出人不能决定，请由另一人决定。"))
    today = timezone.localdate()
    done: Practice = moved(
        fresh, verb, by=by, text=why, status=now, decided_by=by, decided_on=today, why=why, **sheet
    )
    return done
