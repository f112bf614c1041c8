"""Brands and their leaves, and practices that come from below. 品牌与实践案例。"""

from functools import partial
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.states import BrandStatus, PracticeStatus
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL
LEAVES = 9
"""一花九叶 (S02): how many leaves a parent brand has unless it says otherwise."""


class Told(Scoped):
    """What is shown is there for everybody who reads creation; the rest is its bodies'."""

    def visible_to(self, user: Any) -> Self:
        """The rows a person may read."""
        scope = reach(user, self.model.OBJECT)
        if not scope:
            return self.none()
        return self.filter(scope.q(self.model.SCOPE) | Q(status=self.model.SHOWN))


class Brand(Matter):
    """
    清廉品牌. A parent has `leaves` places; a leaf says which of them it takes (`place`) and has the parent's body
    as `lead_unit`. A place nobody takes is shown as missing.
    """

    ROOM = "brands"
    SHOWN = BrandStatus.SHOWN

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "PP"), editable=False
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", verbose_name=_("母品牌")
    )
    place = models.PositiveSmallIntegerField(_("第几叶"), null=True)
    leaves = models.PositiveSmallIntegerField(_("几叶"), default=LEAVES)
    name = models.CharField(_("品牌名称"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("母品牌单位")
    )
    meaning = models.TextField(_("内涵"))
    carrier = models.TextField(_("载体"))
    spread = models.TextField(_("推广情况"), blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=BrandStatus, default=BrandStatus.DRAFT
    )
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    shown_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    shown_on = models.DateField(_("发布日期"), null=True)

    objects = Told.as_manager()

    class Meta:
        ordering = ("parent_id", "place", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(parent=None, place=None) | Q(parent__isnull=False, place__gte=1),
                name="creation_brand_leaf_has_a_place",
            ),
            models.UniqueConstraint(
                fields=("parent", "place"),
                condition=Q(parent__isnull=False) & ~Q(status="retired"),
                name="creation_brand_place_once",
            ),
            models.CheckConstraint(
                condition=Q(leaves__gte=1, leaves__lte=24), name="creation_brand_leaves"
            ),
            models.CheckConstraint(
                condition=Q(shown_by=None) | ~Q(shown_by=F("made_by")),
                name="creation_brand_shown_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="shown") | Q(shown_by__isnull=False),
                name="creation_brand_shown_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:brand", args=(self.public_id,))


class Practice(Matter):
    """
    A way of working (S04): the problem, what was done, what was measured before and after and from where, where else it
    would work. Proposed from below, tried by others, promoted by somebody else than who proposed it (S08).
    """

    ROOM = "practices"
    SHOWN = PracticeStatus.PROMOTED

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "SJ"), editable=False
    )
    title = models.CharField(_("做法名称"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("提出单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    problem = models.TextField(_("解决什么问题"))
    measure = models.TextField(_("怎么做"))
    figure = models.CharField(_("看哪个数"), max_length=120)
    before = models.DecimalField(_("做之前"), max_digits=14, decimal_places=2)
    after = models.DecimalField(_("做之后"), max_digits=14, decimal_places=2)
    figure_unit = models.CharField(_("计量单位"), max_length=12)
    figure_from = models.CharField(_("数据来源"), max_length=200)
    elsewhere = models.TextField(_("哪里可以照着做，需要什么条件"))
    status = models.CharField(
        _("状态"), max_length=10, choices=PracticeStatus, default=PracticeStatus.PROPOSED
    )
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("决定日期"), null=True)
    why = models.TextField(_("理由"), blank=True)

    objects = Told.as_manager()

    class Meta:
        ordering = ("-proposed_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "trial"], decided_by=None)
                | Q(status__in=["promoted", "declined"], decided_by__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                name="creation_practice_decided_by_another",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:practice", args=(self.public_id,))


class Trial(models.Model):
    """Another body tries a practice: from when to when, and the same figure before and after there."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="trials")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("试行单位"))
    begins_on = models.DateField(_("试行起"))
    ends_on = models.DateField(_("试行止"))
    before = models.DecimalField(_("试行前"), max_digits=14, decimal_places=2, null=True)
    after = models.DecimalField(_("试行后"), max_digits=14, decimal_places=2, null=True)
    text = models.TextField(_("试行情况"), blank=True)
    reported_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reported_on = models.DateField(null=True)

    class Meta:
        ordering = ("begins_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "unit"), name="creation_practice_trial_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="creation_practice_trial_days"
            ),
        )
