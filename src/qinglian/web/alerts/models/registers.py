"""Registers beside the way: self-found, look-back, transfers. 自查自纠、回头看、移送登记。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.models.alert import Alert
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class SelfFound(models.Model):
    """自查自纠: what a body found and mended itself, before any alert of it was pushed. Never deducted."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "watched": "unit", "office": "unit"}
    OBJECT = "alert"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZC"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    anchor_id = models.CharField(_("涉及的办件、项目或合同编号"), max_length=200, blank=True)
    found = models.TextField(_("发现什么"))
    mended = models.TextField(_("怎么纠正的"))

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at",)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("alerts:self_found_one", args=(self.public_id,))


class Lookback(models.Model):
    """
    回头看: a sample of what was struck off, drawn by a seed said beforehand. `population` is the sha256 of the sorted
    ids drawn from, so that anybody can draw it again.
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "HT"), editable=False
    )
    quarter = models.CharField(_("期间"), max_length=7)
    seed = models.PositiveBigIntegerField()
    share = models.FloatField()
    population = models.CharField(max_length=64)
    eligible = models.PositiveIntegerField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=("quarter",), name="lookback_once"),)

    @property
    def period(self) -> str:
        """The quarter in words."""
        year, _q, number = self.quarter.partition("Q")
        return gettext("%(year)s年第%(n)s季度") % {"year": year, "n": number}

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("alerts:lookback", args=(self.public_id,))


class LookedAt(models.Model):
    """One drawn alert: whether what was mended still stands."""

    lookback = models.ForeignKey(Lookback, models.CASCADE, related_name="items")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="looked_at")
    stands = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("lookback", "alert"), name="looked_at_once"),
        )


class TeamKey(models.Model):
    """The public key of a supervision team: packages are sealed for it. The private key never comes here."""

    team = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Transfer(models.Model):
    """
    移送登记: that something was handed over, and nothing of what. `marks` are keyed hashes of signal ids, so that no
    run brings them back; the package is sealed for the team and is exported once. It returns, if at all, as a bare
    word and a date.
    """

    class Outcome(models.TextChoices):
        """The bare word."""

        DONE = "done", _("办结")
        RETURNED = "returned", _("退回")

    SCOPE: ClassVar[dict[str, str]] = {"team": "team"}
    OBJECT = "transfer"

    public_id = models.CharField(
        _("移送编号"), max_length=16, unique=True, default=partial(new_id, "YS"), editable=False
    )
    on = models.DateField(_("移送日期"), default=timezone.localdate)
    team = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("接收单位"))
    handed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("移交人"))
    approved_by = models.ForeignKey(
        USER, models.PROTECT, related_name="+", verbose_name=_("批准人")
    )
    package_sha256 = models.CharField(max_length=64)
    package = models.BinaryField(null=True)
    exported_at = models.DateTimeField(null=True)
    marks = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-on",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(approved_by=F("handed_by")), name="transfer_second_person"
            ),
        )
