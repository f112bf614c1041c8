"""整改: the problems a campaign found, and what became of them. 专项整治的整改。"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from qinglian.web.campaigns.models import Campaign
from qinglian.web.rectification.models import Problem, SystemFix
from qinglian.web.rectification.states import OPEN, Origin, Status


@dataclass(frozen=True, slots=True)
class Mending:
    """Problems opened, struck off, late; system fixes; where the list is."""

    opened: int
    struck: int
    late: int
    fixes: int
    url: str


def problems_of(campaign: Campaign, user: Any) -> Any:
    """The problems of a campaign, from self-checks and re-checks, that a person may see."""
    return Problem.objects.visible_to(user).filter(
        origin__in=(Origin.SELF_CHECK, Origin.CAMPAIGN), origin_id=campaign.public_id
    )


def mending_of(campaign: Campaign, user: Any) -> Mending:
    """The numbers of the fourth stream, of the problems one sees."""
    rows = problems_of(campaign, user)
    late = Q(status__in=OPEN, due_on__lt=timezone.localdate(), paused_on=None)
    said = rows.order_by().aggregate(
        opened=Count("pk"),
        struck=Count("pk", filter=Q(status=Status.STRUCK)),
        late=Count("pk", filter=late),
    )
    fixes = SystemFix.objects.filter(problem__in=rows).count()
    query = urlencode({"q": campaign.public_id})
    return Mending(**said, fixes=fixes, url=f"{reverse('rectification:problems')}?{query}")
