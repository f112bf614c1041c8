"""What of campaigns waits for whom. 工作台上的专项整治。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
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
from qinglian.web.core.desk import Counter, Waiting, first_of
from qinglian.web.core.desk import Part as Asked
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


def waiting_draws(user: Any) -> QuerySet[Campaign]:
    """What is to be drawn: a seed was said, or all have answered and nothing was drawn of those that found nothing."""
    rows = _sided(user).filter(status=Status.RUNNING)
    unanswered = Part.objects.filter(campaign=OuterRef("pk"), status__in=WAITING)
    fresh = Part.objects.filter(campaign=OuterRef("pk"), nothing=True).exclude(sampled__drawn=True)
    of_it = Sampling.objects.filter(campaign=OuterRef("pk"))
    ready = Q(Exists(fresh), ~Exists(unanswered), ~Exists(of_it.filter(drawn_at__isnull=False)))
    return rows.filter(ready | Q(Exists(of_it.filter(drawn_at=None))))


def with_said(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """The number of the sampling whose seed was said, if any."""
    said = Sampling.objects.filter(campaign=OuterRef("pk"), drawn_at=None).order_by("announced_at")
    return rows.annotate(said=Subquery(said.values("public_id")[:1]))


def waiting_leave(user: Any) -> QuerySet[Campaign]:
    """Campaigns beyond the number of a year, for somebody else than who leads and made them."""
    asked = Campaign.objects.visible_to(user).filter(status=Status.WAITING)
    return asked.exclude(lead_unit=user.unit_id).exclude(made_by=user).exclude(started_by=user)


def parts(user: Any) -> Iterator[Asked]:
    """Self-checks by their day, what was drawn, what is to be signed, what needs leave."""
    if not reach(user, Campaign.OBJECT) and not reach(user, Part.OBJECT):
        return
    roles = roles_of(user)
    yield Asked(
        waiting_parts(user), _part, related=("unit", "campaign"), order=("due_on", "pk"),
        adds=lambda rows: first_of(with_stage(rows)),
    )  # fmt: skip
    if roles & LOOKING:
        yield Asked(waiting_looks(user), _look, related=("sampling__campaign", "part__unit"))
        yield Asked(waiting_draws(user), _draw, related=("lead_unit",), adds=with_said)
    if roles & (LEADING | URGING):
        yield Asked(waiting_notices(user), _notice, related=("campaign__lead_unit",))
    if roles & APPROVING:
        yield Asked(waiting_leave(user), _leave, related=("lead_unit",))


def counters(user: Any) -> Iterator[Counter]:
    """Campaigns that run, self-checks that are late."""
    if not reach(user, Campaign.OBJECT):
        return
    running = Campaign.objects.visible_to(user).filter(status=Status.RUNNING)
    late = Part.objects.visible_to(user).filter(
        status__in=WAITING, campaign__status=Status.RUNNING, due_on__lt=timezone.localdate()
    )
    address = reverse("campaigns:campaigns")
    yield Counter(running, _("进行中的专项整治"), f"{address}?status=running")
    yield Counter(late, _("逾期自查"), f"{reverse('campaigns:parts')}?state=late", grave=True)


def _part(one: Any) -> Waiting:
    asked = one.status == PartStatus.ASKED
    return Waiting(
        kind=_("自查"), title=mask_text(one.campaign.title),
        act=_("自查并填报") if asked else _("复核自查"),
        url=one.get_absolute_url(), unit=str(one.unit), due_on=one.due_on, room=_("专项整治"),
        reminder=Stage(one.reminded).label if one.reminded else "",
        listed=f"{reverse('campaigns:parts')}?state=mine&status={one.status}", of=one.of,
    )  # fmt: skip


def _look(one: Sampled) -> Waiting:
    campaign = one.sampling.campaign
    return Waiting(
        kind=_("抽查"), title=mask_text(campaign.title), act=_("现场抽查"),
        url=one.sampling.get_absolute_url(), unit=str(one.part.unit), room=_("专项整治"),
        due_on=campaign.ends_on,
    )  # fmt: skip


def _draw(one: Any) -> Waiting:
    url = reverse("campaigns:sampling", args=(one.said,)) if one.said else one.get_absolute_url()
    return Waiting(
        kind=_("抽查"), title=mask_text(one.title), act=_("抽取零发现自查"), room=_("专项整治"),
        url=url, unit=str(one.lead_unit), due_on=one.ends_on,
    )  # fmt: skip


def _notice(one: Notice) -> Waiting:
    return Waiting(
        kind=_("公开稿"), title=mask_text(one.title), act=one.get_status_display(),
        url=one.get_absolute_url(), unit=str(one.campaign.lead_unit), room=_("专项整治"),
    )  # fmt: skip


def _leave(one: Campaign) -> Waiting:
    return Waiting(
        kind=_("超出年度数"), title=mask_text(one.title), act=_("同意与否"),
        url=one.get_absolute_url(), unit=str(one.lead_unit), room=_("专项整治"),
    )  # fmt: skip
