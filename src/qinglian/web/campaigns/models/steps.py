"""What happened to a campaign, a part or a notice, and the papers of it. 办理过程与附件。"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models.campaign import Campaign, Topic
from qinglian.web.campaigns.models.notices import Notice
from qinglian.web.campaigns.models.parts import Part
from qinglian.web.campaigns.models.samples import Sampled
from qinglian.web.campaigns.states import Stream
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep


class Step(AnyStep):
    """
    One thing that happened: to the campaign, and where it was about one body or one notice, to that. Acts of 集中纠治
    are steps of their stream, with the topic they were about.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps")
    part = models.ForeignKey(Part, models.CASCADE, null=True, related_name="steps")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="steps")
    sampled = models.ForeignKey(Sampled, models.CASCADE, null=True, related_name="steps")
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, related_name="+", verbose_name=_("专题")
    )
    stream = models.CharField(max_length=8, choices=Stream, blank=True)
    was = models.CharField(max_length=10, blank=True)
    now = models.CharField(max_length=10, blank=True)


class Papers(models.QuerySet["Paper"]):
    """With the matter they belong to: those of a body are seen with it, those of a notice with the notice."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        return self.filter(
            Q(step__part__in=Part.objects.visible_to(user))
            | Q(step__notice__in=Notice.objects.visible_to(user))
            | Q(step__part=None, step__notice=None)
            & Q(step__campaign__in=Campaign.objects.visible_to(user))
        )


class Paper(FiledPaper):
    """A file of a step."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="papers")

    objects = Papers.as_manager()
