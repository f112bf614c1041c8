"""Notices and look-back. 公示异议与回头看。"""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.rectification.models.problem import Problem

USER = settings.AUTH_USER_MODEL


class Objection(models.Model):
    """异议 to a notice: who raised it stays outside, what was said and what was answered are kept."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="objections")
    on = models.DateField(_("收到日期"))
    text = models.TextField(_("异议内容"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("答复"), blank=True)
    upheld = models.BooleanField(_("异议是否成立"), null=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, upheld=None)
                | Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer=""),
                name="objection_answered",
            ),
        )


class Lookback(models.Model):
    """
    回头看 of a quarter. The seed is on record, with who and when, before anything is drawn; `population` is the
    sha256 of the sorted ids drawn from, so that anybody can draw again.
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "ZH"), editable=False
    )
    quarter = models.CharField(_("期间"), max_length=7, unique=True)
    seed = models.PositiveBigIntegerField(_("种子"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("种子登记时间"), default=timezone.now)
    drawn_at = models.DateTimeField(_("抽取时间"), null=True)
    share = models.FloatField(default=0)
    population = models.CharField(max_length=64, blank=True)
    eligible = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-quarter",)
        constraints = (
            models.CheckConstraint(
                condition=Q(drawn_at=None) | Q(drawn_at__gte=models.F("at")),
                name="problem_seed_before_draw",
            ),
        )

    @property
    def period(self) -> str:
        """The quarter in words."""
        year, _q, number = self.quarter.partition("Q")
        return gettext("%(year)s年第%(n)s季度") % {"year": year, "n": number}

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("rectification:lookback", args=(self.public_id,))


class LookedAt(models.Model):
    """One drawn problem: whether what was mended still stands."""

    lookback = models.ForeignKey(Lookback, models.CASCADE, related_name="items")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="looked_at")
    stands = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("lookback", "problem"), name="problem_looked_at_once"),
        )
