"""Self-checks that found nothing while most others, or the sample drawn there, found something. 零问题自查。"""

from collections.abc import Iterator

from django.db.models import Count, Q

from qinglian.web.campaigns.models import Campaign, Part
from qinglian.web.campaigns.states import PartStatus, Result, Status
from qinglian.web.evidence.unfound import Unfound

FEWEST = 4
"""Answers of a campaign below which nobody can say what is usual."""
MOST_FOUND = 0.5
"""Share of the others that found something from which on nothing found is worth a look."""


def unfound() -> Iterator[Unfound]:
    """Answers of campaigns that were begun."""
    answered = Q(parts__status=PartStatus.ANSWERED)
    begun = Campaign.objects.filter(status__in=(Status.RUNNING, Status.CLOSED)).annotate(
        answers=Count("parts", filter=answered),
        found=Count("parts", filter=answered & Q(parts__nothing=False)),
    )
    for campaign in begun.select_related("lead_unit"):
        parts = Part.objects.filter(campaign=campaign, status=PartStatus.ANSWERED, nothing=True)
        drawn = set(parts.filter(sampled__result=Result.FOUND).values_list("pk", flat=True))
        usual = campaign.answers >= FEWEST and campaign.found >= MOST_FOUND * (campaign.answers - 1)
        for part in parts.select_related("unit"):
            if usual or part.pk in drawn:
                yield Unfound(
                    f"campaigns:{part.public_id}", f"{campaign}自查", part.get_absolute_url(), part.unit,
                    campaign.lead_unit,
                    {
                        "others": campaign.answers - 1, "found": campaign.found,
                        "sampled": part.pk in drawn,
                    },
                )  # fmt: skip
