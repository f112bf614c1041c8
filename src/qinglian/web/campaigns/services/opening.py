"""A campaign is written, gets topics, fields and bodies, and begins. 起草与启动。"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.campaigns.fields import fields
from qinglian.web.campaigns.models import Campaign, CampaignField, Part, Topic
from qinglian.web.campaigns.services.rules import moved, needs, not_mine, on_side, step, take
from qinglian.web.campaigns.states import COUNTED, LEADING, PartStatus, Status
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.units.models import Reach, Unit
from qinglian.web.units.scope import reach, roles_of

TOPICS = 5
"""Other topics the form offers besides the main one: a default (示例) without meaning; more are added one by one."""


def leads_for(user: Any) -> Any:
    """The bodies in whose name a person may begin a campaign."""
    if not roles_of(user) & LEADING:
        return Unit.objects.none()
    return Unit.objects.filter(
        reach(user, Campaign.OBJECT, write=True).q({"lead": "pk"}), valid_to=None
    )


def used(lead: Unit, year: int) -> int:
    """How many campaigns of a year a lead body has begun or asked for."""
    return Campaign.objects.filter(lead_unit=lead, year=year, status__in=COUNTED).count()


@transaction.atomic
def campaign_open(
    *,
    title: str,
    text: str,
    lead_unit: Unit,
    urging_unit: Unit,
    begins_on: date,
    ends_on: date,
    by: Any,
    topics: Iterable[tuple[str, str, str]],
    field_keys: Iterable[str] = (),
    main: bool = True,
) -> Campaign:
    """Write a campaign: (name, criteria, basis) of each topic, the first one the main one unless said otherwise."""
    if not leads_for(by).filter(pk=lead_unit.pk).exists():
        raise not_mine()
    if lead_unit == urging_unit:
        raise NotAllowed(_("牵头单位和督促的派驻组应是两个单位。"))
    if ends_on < begins_on:
        raise NotAllowed(_("结束日期不能早于开始日期。"))
    said = list(topics)
    if not said:
        raise NotAllowed(_("至少写一个专题。"))
    made = Campaign.objects.create(
        title=title, text=text, lead_unit=lead_unit, urging_unit=urging_unit, year=begins_on.year,
        begins_on=begins_on, ends_on=ends_on, made_by=by,
    )  # fmt: skip
    for number, (name, criteria, basis) in enumerate(said, 1):
        topic_put(
            campaign=made, by=by, name=name, criteria=criteria, basis=basis,
            main=main and number == 1,
        )  # fmt: skip
    _reaches(made, field_keys)
    step(made, "open", by=by, text=text, now=made.status)
    record("campaign.open", on=made, by=by, year=made.year)
    return made


@transaction.atomic
def campaign_edit(
    *,
    campaign: Campaign,
    by: Any,
    title: str,
    text: str,
    begins_on: date,
    ends_on: date,
    field_keys: Iterable[str],
    version: int | None = None,
    **sheet: Any,
) -> Campaign:
    """Write a draft anew; who leads and who urges stays."""
    fresh = take(campaign, "edit", by, version)
    needs(title)
    needs(text)
    if ends_on < begins_on:
        raise NotAllowed(_("结束日期不能早于开始日期。"))
    fresh.title, fresh.text, fresh.year = title, text, begins_on.year
    fresh.begins_on, fresh.ends_on = begins_on, ends_on
    fresh.fields.all().delete()
    _reaches(fresh, field_keys)
    return moved(fresh, "edit", fresh.status, by=by, **sheet)


def _reaches(campaign: Campaign, field_keys: Iterable[str]) -> None:
    """The fields of a campaign; keys that are none are left out."""
    known = {key for key, _name in fields()}
    CampaignField.objects.bulk_create(
        CampaignField(campaign=campaign, field=key)
        for key in dict.fromkeys(field_keys)
        if key in known
    )


@transaction.atomic
def topic_put(
    *,
    campaign: Campaign,
    by: Any,
    name: str,
    criteria: str,
    basis: str,
    main: bool = False,
) -> Topic:
    """One more topic, before the campaign begins. What counts as the problem, and by which law, is part of it."""
    fresh = _draft(campaign, by)
    for said in (name, criteria, basis):
        if not said.strip():
            raise NotAllowed(_("专题的名称、什么算问题、依据都要写。"))
    if main and fresh.topics.filter(main=True).exists():
        raise NotAllowed(_("主专题只有一个。"))
    last = fresh.topics.order_by("-number").values_list("number", flat=True).first() or 0
    return Topic.objects.create(
        campaign=fresh, number=last + 1, name=name, criteria=criteria, basis=basis, main=main
    )


@transaction.atomic
def topic_drop(*, topic: Topic, by: Any) -> None:
    """Take a topic away, before the campaign begins; one is left."""
    fresh = _draft(topic.campaign, by)
    if fresh.topics.count() <= 1:
        raise NotAllowed(_("至少写一个专题。"))
    Topic.objects.filter(pk=topic.pk).delete()


@transaction.atomic
def parts_add(*, campaign: Campaign, units: Iterable[Unit], by: Any) -> int:
    """
    Bodies take part that some line joins to who leads or urges; those that do already are left as they are. Returns how
    many are new.
    """
    fresh: Campaign = locked(campaign, None)
    if fresh.status not in (Status.DRAFT, Status.RUNNING):
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, "lead"):
        raise not_mine()
    had = set(fresh.parts.values_list("unit_id", flat=True))
    new = [one for one in dict.fromkeys(units) if one.pk not in had and one.valid_to is None]
    ends = (fresh.lead_unit_id, fresh.urging_unit_id)
    near = Reach.objects.filter(in_force(), upper__in=ends, lower__in=[one.pk for one in new])
    if {one.pk for one in new} - set(near.values_list("lower", flat=True)):
        raise NotAllowed(_("只能纳入与牵头单位或派驻组有线相连的单位。"))
    Part.objects.bulk_create(Part(campaign=fresh, unit=one) for one in new)
    if new:
        fresh.version += 1
        fresh.save()
        said = _("纳入 %(n)d 个单位") % {"n": len(new)}
        step(fresh, "add", by=by, text=said, was=fresh.status, now=fresh.status)
        record("campaign.add", on=fresh, by=by, units=len(new))
    return len(new)


@transaction.atomic
def part_drop(*, part: Part, by: Any) -> None:
    """Take a body out again, while it was asked nothing."""
    fresh = Part.objects.select_for_update().select_related("campaign").get(pk=part.pk)
    if not on_side(fresh.campaign, by, "lead"):
        raise not_mine()
    if fresh.status != PartStatus.NAMED:
        raise Overtaken(fresh.get_status_display())
    record("campaign.part_dropped", on=fresh.campaign, by=by, unit=fresh.unit.code)
    fresh.delete()


@transaction.atomic
def campaign_start(
    *, campaign: Campaign, by: Any, reason: str = "", version: int | None = None, **sheet: Any
) -> Campaign:
    """启动: at once within the number of the year; beyond it, it waits for the leave of another body."""
    fresh = take(campaign, "start", by, version)
    # One row of the lead body is locked, so that two campaigns begun at once count each other.
    Unit.objects.select_for_update().get(pk=fresh.lead_unit_id)
    if not fresh.parts.exists():
        raise NotAllowed(_("还没有参与单位。"))
    if used(fresh.lead_unit, fresh.year) < settings.CAMPAIGNS_A_YEAR:
        fresh.beyond, fresh.approved_by, fresh.approved_at = "", None, None
        fresh.started_by, fresh.started_at = by, timezone.now()
        return moved(fresh, "start", Status.RUNNING, by=by, text=reason, **sheet)
    if not reason.strip():
        said = _("本年度已有 %(n)d 项，再启动一项请写明理由，报批准后启动。")
        raise NotAllowed(said % {"n": used(fresh.lead_unit, fresh.year)})
    fresh.beyond, fresh.started_by = reason, by
    return moved(fresh, "ask_leave", Status.WAITING, by=by, text=reason, **sheet)


@transaction.atomic
def campaign_agree(
    *, campaign: Campaign, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Campaign:
    """Give leave for one more than the year has room for: somebody of another body."""
    fresh = take(campaign, "agree", by, version)
    if by.pk in (fresh.made_by_id, fresh.started_by_id):
        raise NotAllowed(_("起草、提出启动的人不能自己批准。"))
    fresh.approved_by, fresh.approved_at, fresh.started_at = by, timezone.now(), timezone.now()
    return moved(fresh, "agree", Status.RUNNING, by=by, text=text, **sheet)


@transaction.atomic
def campaign_refuse(
    *, campaign: Campaign, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Campaign:
    """Give no leave: back to the draft."""
    needs(reason)
    fresh = take(campaign, "refuse", by, version)
    fresh.beyond, fresh.started_by = "", None
    return moved(fresh, "refuse", Status.DRAFT, by=by, text=reason, **sheet)


@transaction.atomic
def campaign_withdraw(
    *, campaign: Campaign, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Campaign:
    """撤销: before it began."""
    needs(reason)
    fresh = take(campaign, "withdraw", by, version)
    return moved(fresh, "withdraw", Status.WITHDRAWN, by=by, text=reason, **sheet)


@transaction.atomic
def campaign_close(
    *, campaign: Campaign, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Campaign:
    """
    结束: not while a self-check is unanswered or a drawn one not looked at; and where some found nothing, not before a
    part of them was drawn (mission J02).
    """
    needs(reason)
    fresh = take(campaign, "close", by, version)
    asked = fresh.parts.filter(status__in=(PartStatus.ASKED, PartStatus.REPORTED)).count()
    drawn = fresh.samplings.filter(items__drawn=True, items__result="").count()
    if asked or drawn:
        said = _("还有 %(asked)d 个单位没有反馈自查，%(drawn)d 个抽中的没有去看。")
        raise NotAllowed(said % {"asked": asked, "drawn": drawn})
    looked = fresh.samplings.filter(drawn_at__isnull=False).exists()
    if fresh.parts.filter(nothing=True).exists() and not looked:
        raise NotAllowed(_("有未发现问题的自查，先抽查一部分再结束。"))
    fresh.closed_at = timezone.now()
    return moved(fresh, "close", Status.CLOSED, by=by, text=reason, **sheet)


@transaction.atomic
def campaign_urge(
    *, campaign: Campaign, by: Any, text: str, version: int | None = None, **sheet: Any
) -> Campaign:
    """督促: the team says to the lead body what is behind."""
    needs(text)
    fresh = take(campaign, "urge", by, version)
    return moved(fresh, "urge", fresh.status, by=by, text=text, **sheet)


def _draft(campaign: Campaign, by: Any) -> Campaign:
    """The draft for oneself."""
    fresh: Campaign = locked(campaign, None)
    if fresh.status != Status.DRAFT:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, "lead"):
        raise not_mine()
    return fresh
