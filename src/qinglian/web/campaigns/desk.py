"""What of campaigns waits for whom. 工作台上的专项整治。"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.campaigns.models import Answer, Campaign, Notice, Part, Sampled, Sampling
from qinglian.web.campaigns.reminders import WAITING, with_stage
from qinglian.web.campaigns.services.rules import mine
from qinglian.web.campaigns.states import (
    APPROVING,
    LEADING,
    LOOKING,
    PUBLISHING,
    URGING,
    NoticeStatus,
    PartStatus,
    Status,
)
from qinglian.web.clocks.models import Stage
from qinglian.web.core.desk import MOST, Figure, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.units.scope import reach, roles_of


def waiting_parts(user: Any) -> QuerySet[Part]:
    """Self-checks that this person answers, or checks as somebody who answered nothing of them."""
    own = Answer.objects.filter(part=OuterRef("pk"), by=user)
    turn = Q(status=PartStatus.ASKED) | (
        Q(status=PartStatus.REPORTED) & ~Q(answered_by=user) & ~Exists(own)
    )
    return Part.objects.filter(mine(user), turn, campaign__status=Status.RUNNING)


def waiting_looks(user: Any) -> QuerySet[Sampled]:
    """Drawn self-checks that nobody has looked at yet, and this person may."""
    if not roles_of(user) & LOOKING:
        return Sampled.objects.none()
    rows = Sampled.objects.filter(
        drawn=True,
        result="",
        sampling__campaign__in=_sided(user),
        sampling__campaign__status=Status.RUNNING,
    )
    return rows.exclude(part__unit=user.unit_id)


def waiting_notices(user: Any) -> QuerySet[Notice]:
    """Notices that this person may sign."""
    rows = Notice.objects.filter(campaign__in=_sided(user)).exclude(written_by=user)
    turn = Q(status=NoticeStatus.DRAFT)
    if roles_of(user) & PUBLISHING:
        turn |= Q(status=NoticeStatus.REVIEWED) & ~Q(reviewed_by=user)
    return rows.filter(turn)


def _sided(user: Any) -> QuerySet[Campaign]:
    """Campaigns in which one acts for who leads or who urges."""
    scope, roles = reach(user, Campaign.OBJECT, write=True), roles_of(user)
    found = Q(pk__in=())
    if roles & LEADING:
        found |= scope.q({"lead": "lead_unit"})
    if roles & URGING:
        found |= scope.q({"urging": "urging_unit"})
    return Campaign.objects.filter(found)


def waiting(user: Any) -> list[Waiting]:
    """Self-checks by their day, what was drawn, what is to be signed, what needs leave."""
    room, acts = (
        _("专项整治"),
        {PartStatus.ASKED: _("自查并填报"), PartStatus.REPORTED: _("复核自查")},
    )
    address = reverse("campaigns:parts")
    rows = first_of(with_stage(waiting_parts(user))).select_related("unit", "campaign")
    found = [
        Waiting(
            kind=_("自查"), title=mask_text(one.campaign.title), act=acts[PartStatus(one.status)],
            url=one.get_absolute_url(), unit=str(one.unit), due_on=one.due_on, room=room,
            reminder=Stage(one.reminded).label if one.reminded else "",
            listed=f"{address}?state=mine&status={one.status}", of=one.of,
        )
        for one in rows.order_by("due_on", "pk")
    ]  # fmt: skip
    found += [
        Waiting(
            kind=_("抽查"), title=mask_text(one.sampling.campaign.title), act=_("现场抽查"),
            url=one.sampling.get_absolute_url(), unit=str(one.part.unit), room=room,
            due_on=one.sampling.campaign.ends_on,
        )
        for one in waiting_looks(user).select_related("sampling__campaign", "part__unit")[:MOST]
    ]  # fmt: skip
    found += _draws(user)
    found += [
        Waiting(
            kind=_("公开稿"), title=mask_text(one.title), act=one.get_status_display(),
            url=one.get_absolute_url(), unit=str(one.campaign.lead_unit), room=room,
        )
        for one in waiting_notices(user).select_related("campaign__lead_unit")[:MOST]
    ]  # fmt: skip
    if roles_of(user) & APPROVING:
        asked = Campaign.objects.visible_to(user).filter(status=Status.WAITING)
        asked = asked.exclude(lead_unit=user.unit_id).exclude(made_by=user).exclude(started_by=user)
        found += [
            Waiting(
                kind=_("超出年度数"), title=mask_text(one.title), act=_("同意与否"),
                url=one.get_absolute_url(), unit=str(one.lead_unit), room=room,
            )
            for one in asked.select_related("lead_unit")[:MOST]
        ]  # fmt: skip
    return found


def _draws(user: Any) -> list[Waiting]:
    """What is to be drawn: a seed was said, or all have answered and nothing was drawn of those that found nothing."""
    if not roles_of(user) & LOOKING:
        return []
    rows = _sided(user).filter(status=Status.RUNNING).select_related("lead_unit")
    unanswered = Part.objects.filter(campaign=OuterRef("pk"), status__in=WAITING)
    fresh = Part.objects.filter(campaign=OuterRef("pk"), nothing=True).exclude(sampled__drawn=True)
    drawn = Sampling.objects.filter(campaign=OuterRef("pk"), drawn_at__isnull=False)
    ready = rows.filter(Exists(fresh), ~Exists(unanswered), ~Exists(drawn))
    said = {one.campaign_id: one for one in Sampling.objects.filter(drawn_at=None)}
    return [
        Waiting(
            kind=_("抽查"), title=mask_text(one.title), act=_("抽取零发现自查"), room=_("专项整治"),
            url=said.get(one.pk, one).get_absolute_url(),
            unit=str(one.lead_unit), due_on=one.ends_on,
        )
        for one in (ready | rows.filter(pk__in=list(said)))[:MOST]
    ]  # fmt: skip


def figures(user: Any) -> list[Figure]:
    """Campaigns that run, self-checks that are late."""
    if not reach(user, Campaign.OBJECT):
        return []
    running = Campaign.objects.visible_to(user).filter(status=Status.RUNNING)
    late = Part.objects.visible_to(user).filter(
        status__in=WAITING, campaign__status=Status.RUNNING, due_on__lt=timezone.localdate()
    )
    if not running.exists():
        return []
    return [
        Figure(
            running.count(),
            _("进行中的专项整治"),
            f"{reverse('campaigns:campaigns')}?status=running",
        ),
        Figure(late.count(), _("逾期自查"), f"{reverse('campaigns:parts')}?state=late", grave=True),
    ]
