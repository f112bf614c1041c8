"""查处: how many, per body and month, and nothing else. 查处件数。"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models.campaign import Campaign
from qinglian.web.units.models import Unit


class HandledCount(models.Model):
    """
    A number received from the competent body. No column here holds a word: cases are not kept in this system
    (practice.md 3.3), and `test_counts` says that none is added.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="handled")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年"))
    month = models.PositiveSmallIntegerField(_("月"))
    count = models.PositiveSmallIntegerField(_("件数"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("unit__code", "year", "month")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "unit", "year", "month"), name="handled_count_once"
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="handled_count_month"
            ),
        )
