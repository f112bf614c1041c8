"""Self-checks that found nothing are sampled and looked at on the spot. 零发现自查的抽查。"""

from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.campaigns.models import Campaign, Found, Part, Sampled, Sampling, Topic
from qinglian.web.campaigns.services.checking import Said
from qinglian.web.campaigns.services.problems import problems_open
from qinglian.web.campaigns.services.rules import needs, not_mine, on_side, step
from qinglian.web.campaigns.states import LOOKING, PartStatus, Result, Status
from qinglian.web.core.draws import draw, new_seed, population
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.units.scope import roles_of

SHARE = 20
"""Per cent of the self-checks that found nothing (示例)."""


def drawable(campaign: Campaign) -> Any:
    """Self-checks that found nothing and were never drawn."""
    rows = campaign.parts.filter(status=PartStatus.ANSWERED, nothing=True)
    return rows.exclude(sampled__drawn=True)


def may_draw(campaign: Campaign, by: Any) -> bool:
    """Whether a person draws and looks: for the lead body or for the team."""
    if campaign.status != Status.RUNNING or not roles_of(by) & LOOKING:
        return False
    return on_side(campaign, by, "lead") or on_side(campaign, by, "urging")


@transaction.atomic
def sampling_announce(*, campaign: Campaign, by: Any, share: int = SHARE) -> Sampling:
    """
    Fix what is drawn from, then say the seed. Nobody chose it, and nobody can change what is drawn from afterwards.
    """
    fresh: Campaign = locked(campaign, None)
    if fresh.status != Status.RUNNING:
        raise Overtaken(fresh.get_status_display())
    if not may_draw(fresh, by):
        raise not_mine()
    if not 1 <= share <= 100:
        raise NotAllowed(_("抽取比例在 1% 到 100% 之间。"))
    if fresh.samplings.filter(drawn_at=None).exists():
        raise NotAllowed(_("已公布的种子还没有抽取，请先抽取。"))
    parts = dict(drawable(fresh).values_list("public_id", "pk"))
    if not parts:
        raise NotAllowed(_("没有未发现问题的自查，无可抽取。"))
    made = Sampling.objects.create(
        campaign=fresh, seed=new_seed(), size=ceil(len(parts) * share / 100),
        population=population(parts), announced_by=by,
    )  # fmt: skip
    Sampled.objects.bulk_create(Sampled(sampling=made, part_id=parts[one]) for one in sorted(parts))
    step(fresh, "announce", by=by, was=fresh.status, now=fresh.status, data={"seed": made.seed})
    record(
        "self_check.seed_said", on=made, by=by, seed=made.seed, eligible=len(parts),
        size=made.size, population=made.population,
    )  # fmt: skip
    return made


@transaction.atomic
def sampling_draw(*, sampling: Sampling, by: Any) -> Sampling:
    """Draw: the outcome follows from what was said before."""
    fresh = Sampling.objects.select_for_update().select_related("campaign").get(pk=sampling.pk)
    if fresh.drawn_at:
        raise Overtaken(fresh.get_status_display(), fresh.drawn_by or "")
    if not may_draw(fresh.campaign, by):
        raise not_mine()
    items = dict(fresh.items.values_list("part__public_id", "pk"))
    drawn = draw(items, fresh.seed, fresh.size)
    fresh.items.filter(pk__in=[items[one] for one in drawn]).update(drawn=True)
    fresh.drawn_by, fresh.drawn_at = by, timezone.now()
    fresh.save()
    now = fresh.campaign.status
    step(fresh.campaign, "draw", by=by, was=now, now=now, data={"drawn": len(drawn)})
    record("self_check.drawn", on=fresh, by=by, seed=fresh.seed, drawn=drawn)
    return fresh


@transaction.atomic
def recheck_say(
    *,
    item: Sampled,
    by: Any,
    result: str,
    place: str,
    seen: str,
    looked_on: date,
    topic: Topic | None = None,
    problems: Iterable[Said] = (),
    **sheet: Any,
) -> Sampled:
    """
    抽查结果: it holds, or something was found, which becomes a problem found by whoever looked. On the spot, by
    somebody of another body.
    """
    needs(seen)
    needs(place)
    fresh = (
        Sampled.objects.select_for_update()
        .select_related("sampling__campaign", "part")
        .get(pk=item.pk)
    )
    campaign, part = fresh.sampling.campaign, fresh.part
    if fresh.result:
        raise Overtaken(fresh.get_result_display(), fresh.by or "")
    if not fresh.drawn or not may_draw(campaign, by):
        raise not_mine()
    if by.unit_id == part.unit_id:
        raise NotAllowed(_("本单位的人不能抽查本单位。"))
    if looked_on > timezone.localdate():
        raise NotAllowed(_("日期不能在今天之后。"))
    said = [one for one in problems if one.title.strip()]
    if (result == Result.FOUND) != bool(said) or (said and topic is None):
        raise NotAllowed(_("“另有发现”要写明专题和问题；“核实无误”不写问题。"))
    fresh.result, fresh.place, fresh.seen, fresh.looked_on = result, place, seen, looked_on
    fresh.by, fresh.by_unit, fresh.at = by, by.unit, timezone.now()
    fresh.save()
    for one in said:
        needs(one.text)
        Found.objects.create(part=part, topic=topic, sampled=fresh, title=one.title, text=one.text)
    step(
        campaign, "recheck", by=by, text=seen, part=part, sampled=fresh, topic=topic,
        was=part.status, now=part.status, data={"result": result}, **sheet,
    )  # fmt: skip
    record("self_check.rechecked", on=part, by=by, result=result, found=len(said))
    problems_open(fresh.founds.filter(problem_id=""), by=by)
    return fresh


def unheld(parts: Any) -> tuple[int, int]:
    """How many that found nothing were looked at, and how many of them did not hold."""
    rows = Sampled.objects.filter(part__in=parts).exclude(result="")
    return rows.count(), rows.filter(result=Result.FOUND).count()


def parts_of(campaign: Campaign, user: Any) -> Any:
    """The parts of a campaign that a person may see."""
    return Part.objects.visible_to(user).filter(campaign=campaign)
