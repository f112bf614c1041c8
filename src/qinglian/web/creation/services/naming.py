"""Notice, objections, naming. 公示、异议、命名。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import months_after
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.creation.limits import notice_ends
from qinglian.web.creation.models import (
    Application,
    Condition,
    Naming,
    Notice,
    Objection,
    TierChange,
    TierRule,
)
from qinglian.web.creation.scoring import answers_of, reaches, score
from qinglian.web.creation.services.applying import must_not_be_barred, step_on
from qinglian.web.creation.services.rules import (
    ensure,
    impersonal,
    moved,
    needs,
    not_mine,
    take,
    works_for,
)
from qinglian.web.creation.states import APPLYING, MOVES, ConditionStatus, NamingStatus, Status
from qinglian.web.creation.words import Objector, Stage, Tier, below, step_of
from qinglian.web.units.scope import roles_of


@transaction.atomic
def application_publish(
    *,
    row: Application,
    by: Any,
    begins_on: date,
    ends_on: date,
    place: str,
    version: int | None = None,
    **sheet: Any,
) -> Application:
    """公示: at least five working days after the day it begins (practice.md M1)."""
    needs(place)
    fresh: Application = take(row, by, "lead", MOVES["publish"].sources, version)
    if begins_on < timezone.localdate():
        raise NotAllowed(_("公示不能从今天之前开始。"))
    least = notice_ends(begins_on)
    if ends_on < least:
        raise NotAllowed(_("公示不少于规定的工作日，最早到 %(day)s。") % {"day": least})
    Notice.objects.create(
        application=fresh, begins_on=begins_on, ends_on=ends_on, place=place, by=by
    )
    data = {"begins_on": begins_on.isoformat(), "ends_on": ends_on.isoformat()}
    done = step_on(fresh, "publish", by=by, text=place, data=data, **sheet)
    done.due_on = ends_on
    done.save()
    return done


def notice_of(application: Application) -> Notice | None:
    """The notice that hangs or hung last."""
    return application.notices.filter(dropped=False).last()


def may_object(application: Application, user: Any) -> bool:
    """The lead body enters what people said; any body that sees the notice objects for itself."""
    return bool(roles_of(user) & (APPLYING | {"programme_office"}))


@transaction.atomic
def objection_enter(
    *,
    row: Application,
    by: Any,
    source: str,
    text: str,
    version: int | None = None,
    **sheet: Any,
) -> Objection:
    """Put an objection on record while the notice hangs. Of somebody of the public only what was said, not who."""
    needs(text)
    fresh: Application = locked(row, version)
    if fresh.status != Status.NOTICE:
        raise Overtaken(fresh.get_status_display())
    if not may_object(fresh, by):
        raise not_mine()
    if source == Objector.PUBLIC:
        ensure(fresh, by, "lead")
    elif works_for(by, fresh.unit_id):
        raise NotAllowed(_("申报单位不对自己的公示提异议；要撤回请办理撤回申报。"))
    hangs = notice_of(fresh)
    assert hangs is not None
    if timezone.localdate() > hangs.ends_on:
        raise NotAllowed(_("公示期已过。"))
    made = Objection.objects.create(
        notice=hangs, source=source, text=impersonal(text), by=by,
        from_unit=by.unit if source == Objector.UNIT else None,
    )  # fmt: skip
    moved(fresh, "object", by=by, text=text, data={"objection": made.pk}, **sheet)
    return made


@transaction.atomic
def objection_answer(
    *,
    objection: Objection,
    by: Any,
    upheld: bool,
    answer: str,
    version: int | None = None,
    **sheet: Any,
) -> Objection:
    """Answer it: somebody else than who entered it. One that is upheld leads back to the assessment."""
    needs(answer)
    fresh: Application = take(
        objection.notice.application, by, "lead", MOVES["answer"].sources, version
    )
    said = Objection.objects.select_for_update().get(pk=objection.pk)
    if said.answered_by_id:
        raise Overtaken(_("已答复"), said.answered_by or "")
    if said.by_id == by.pk:
        raise NotAllowed(_("登记异议的人不能答复，请由另一人答复。"))
    said.upheld, said.answer = upheld, answer
    said.answered_by, said.answered_at = by, timezone.now()
    said.save()
    data = {"objection": said.pk, "upheld": upheld}
    moved(fresh, "answer", by=by, text=answer, data=data, **sheet)
    return said


def lacking(application: Application, tier: str, on: date) -> list[str]:
    """What stands against a naming at a tier on a day: the notice, objections, the score, the tier below."""
    hangs = notice_of(application)
    objections = Objection.objects.filter(notice__application=application, notice__dropped=False)
    answers = answers_of(application)
    rule = application.standard.tiers.filter(tier=tier).first()
    held = Condition.objects.filter(unit=application.unit, status=ConditionStatus.HELD)
    said = [
        (hangs is None or on <= hangs.ends_on, _("公示期未满。")),
        (objections.filter(answered_by=None).exists(), _("还有异议没有答复。")),
        (objections.filter(upheld=True).exists(), _("有异议成立，要退回重新评审。")),
        (
            not reaches(application.standard, score(answers, Stage.ASSESS), tier),
            _("评审结果不够这个梯次。"),
        ),
        (held.exists(), _("有负面情形还没有决定。")),
        (rule is not None and not _long_enough(application, rule, on), _("在下一梯次的时间不够。")),
    ]
    return [words for wrong, words in said if wrong]


def standing(application: Application) -> Naming | None:
    """The naming of the same subject under the same standard that holds or is suspended."""
    return Naming.objects.filter(
        unit=application.unit, standard=application.standard.of, carrier_name=application.carrier_name,
        status__in=(NamingStatus.NAMED, NamingStatus.SUSPENDED),
    ).first()  # fmt: skip


def _long_enough(application: Application, rule: TierRule, on: date) -> bool:
    """Promotion: so many months in the tier below or a higher one, without a break."""
    if not rule.months_below:
        return True
    had = standing(application)
    wanted = below(rule.tier)
    if had is None or not wanted or step_of(had.tier) < step_of(wanted):
        return False
    since = had.valid_from
    for change in had.changes.order_by("on", "pk"):
        was_in = bool(change.was) and step_of(change.was) >= step_of(wanted)
        if change.now and step_of(change.now) >= step_of(wanted):
            since = since if was_in else change.on
    return months_after(since, rule.months_below) <= on


@transaction.atomic
def application_name(
    *,
    row: Application,
    by: Any,
    tier: str,
    decision: str,
    decided_on: date,
    version: int | None = None,
    **sheet: Any,
) -> Naming:
    """
    命名, or promotion of what is named already, by somebody who neither applied, checked nor assessed. The tier is one
    that the assessment carries; it holds and is checked again as the standard says.
    """
    needs(decision)
    fresh: Application = take(row, by, "decide", MOVES["name"].sources, version)
    if by.pk in (fresh.checked_by_id, fresh.assessed_by_id, fresh.applied_by_id):
        raise NotAllowed(_("申报人、初审人和评审人不能命名，请由另一人命名。"))
    today = timezone.localdate()
    if decided_on > today:
        raise NotAllowed(_("日期不能在今天之后。"))
    must_not_be_barred(fresh.unit)
    if said := lacking(fresh, tier, decided_on):
        raise NotAllowed("".join(said))
    rule = fresh.standard.tiers.get(tier=tier)
    had = standing(fresh)
    ends = months_after(decided_on, rule.months_valid)
    review_on = min(months_after(decided_on, rule.months_review), ends)
    given = {
        "under": fresh.standard, "application": fresh, "range": fresh.range, "tier": tier,
        "decision": decision, "named_by": by, "named_on": decided_on, "valid_to": ends,
        "review_on": review_on,
    }  # fmt: skip
    was = had.tier if had else ""
    naming = had or Naming(
        unit=fresh.unit, lead_unit=fresh.lead_unit, standard=fresh.standard.of, valid_from=decided_on,
        carrier_kind=fresh.carrier_kind, carrier_name=fresh.carrier_name,
    )  # fmt: skip
    done: Naming = moved(naming, "name", by=by, text=decision, data={"tier": tier}, **given)
    TierChange.objects.create(
        naming=done, on=decided_on, was=was, now=tier, decision=decision, by=by,
        reason=Tier(tier).label if not was else f"{Tier(was).label} → {Tier(tier).label}",
    )  # fmt: skip
    step_on(
        fresh, "name", by=by, text=decision, data={"tier": tier, "naming": done.public_id},
        named_by=by, named_at=timezone.now(), **sheet,
    )  # fmt: skip
    return done


@transaction.atomic
def application_refuse(
    *, row: Application, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Application:
    """不予命名, with a reason the body reads."""
    needs(reason)
    fresh = take(row, by, "decide", MOVES["refuse"].sources, version)
    return step_on(fresh, "refuse", by=by, text=reason, **sheet)
