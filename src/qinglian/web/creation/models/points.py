"""Model sites and contact points, visits to them, re-checks. 示范点、联系点与走访。"""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.states import PointStatus
from qinglian.web.creation.words import PointKind
from qinglian.web.units.models import Unit

USER = settings.AUTH_USER_MODEL


class Point(Matter, Dated):
    """
    A place (A19, S05): in which body, who answers for it (a post in words, and a person where they sign in here), until
    when. A model site that is not checked again by its day does not stay one.
    """

    ROOM = "points"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "SF"), editable=False
    )
    kind = models.CharField(_("种类"), max_length=8, choices=PointKind)
    title = models.CharField(_("名称"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("所在单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("确定单位")
    )
    shows = models.TextField(_("示范什么、联系什么"))
    post = models.CharField(_("负责人（职务）"), max_length=80)
    leader = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责人")
    )
    status = models.CharField(
        _("状态"), max_length=8, choices=PointStatus, default=PointStatus.ACTIVE
    )
    check_on = models.DateField(_("复查日期"))
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("kind", "unit__code", "pk")
        constraints = (
            ordered("creation_point"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False, check_on__lte=F("valid_to")),
                name="creation_point_expires",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:point", args=(self.public_id,))


class PointVisit(models.Model):
    """走访: who came, when, what was seen, what came of it. It may be shown as evidence (`proofs.py`)."""

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZF"), editable=False
    )
    point = models.ForeignKey(Point, models.CASCADE, related_name="visits")
    on = models.DateField(_("走访日期"))
    visitor = models.CharField(_("谁去的（单位和职务）"), max_length=80)
    visitor_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("走访单位")
    )
    seen = models.TextField(_("看了什么"))
    came = models.TextField(_("解决了什么"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-on", "-pk")


class PointCheck(models.Model):
    """复查: whether it still shows what it should, by somebody else than who made it one."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="checks")
    on = models.DateField(_("复查日期"))
    kept = models.BooleanField(_("保留"))
    text = models.TextField(_("复查情况"))
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(by=F("made_by")), name="creation_point_checked_by_another"
            ),
        )
