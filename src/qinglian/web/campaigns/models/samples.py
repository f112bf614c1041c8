"""Self-checks that found nothing, drawn and looked at again. 零发现自查的抽查。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models.campaign import Campaign
from qinglian.web.campaigns.models.parts import Part
from qinglian.web.campaigns.states import Result
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Sampling(models.Model):
    """
    One draw in two acts: what is drawn from is fixed, then the seed, which nobody chose, is said; drawn after that.
    Anybody who sees the list can draw again: the smallest SHA-256 of "seed:number".
    """

    SCOPE: ClassVar[dict[str, str]] = {
        "lead": "campaign__lead_unit",
        "urging": "campaign__urging_unit",
    }
    OBJECT = "campaign"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "CQ"), editable=False
    )
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="samplings")
    seed = models.PositiveBigIntegerField(_("种子"))
    size = models.PositiveSmallIntegerField(_("抽几个"))
    population = models.CharField(max_length=64)
    announced_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(_("公布种子时间"), default=timezone.now)
    drawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(_("抽取时间"), null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-announced_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("campaign",), condition=Q(drawn_at=None), name="sampling_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | Q(drawn_at__gte=F("announced_at")),
                name="sampling_seed_first",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("campaigns:sampling", args=(self.public_id,))

    def get_status_display(self) -> str:
        """In words."""
        return str(_("已抽取") if self.drawn_at else _("已公布种子"))


class Sampled(models.Model):
    """One self-check that could be drawn; if it was, what was seen on the spot."""

    sampling = models.ForeignKey(Sampling, models.CASCADE, related_name="items")
    part = models.ForeignKey(Part, models.CASCADE, related_name="sampled")
    drawn = models.BooleanField(default=False)
    result = models.CharField(_("抽查结果"), max_length=10, choices=Result, blank=True)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    seen = models.TextField(_("看了什么"), blank=True)
    looked_on = models.DateField(_("日期"), null=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("sampling", "part"), name="sampled_once"),
            models.UniqueConstraint(
                fields=("part",), condition=Q(drawn=True), name="part_drawn_once"
            ),
            models.CheckConstraint(
                condition=Q(result="")
                | Q(drawn=True, by__isnull=False, looked_on__isnull=False) & ~Q(place=""),
                name="sampled_on_the_spot",
            ),
        )
