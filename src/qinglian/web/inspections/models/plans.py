"""Matters that are inspected, and the yearly plan. 督查事项与年度计划。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL
MONTH = (MinValueValidator(1), MaxValueValidator(12))


class Matter(models.Model):
    """
    督查事项: what is looked at, under one name for all who inspect. Two inspections of one matter at one body within
    the set time are a repeat, whoever comes.
    """

    name = models.CharField(_("督查事项"), max_length=100, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name",)
        verbose_name = _("督查事项")

    def __str__(self) -> str:
        return self.name


class Plans(Scoped):
    """A plan is known to all whom inspections concern once it is approved; before, to the body that makes it."""

    def visible_to(self, user: Any) -> Self:
        """The plans a person may read."""
        scope = reach(user, Plan.OBJECT)
        known = Q(approved_by__isnull=False) if scope else Q(pk__in=())
        return self.filter(known | scope.q(Plan.SCOPE))


class Plan(models.Model):
    """
    督查检查考核年度计划. Approved by a second person it stands as it is; what comes in during the year is a further
    document of the same year.
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "unit"}
    OBJECT = "inspection"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ND"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    year = models.PositiveSmallIntegerField(_("年度"))
    document = models.CharField(_("计划文号或名称"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("编制单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    approved_at = models.DateTimeField(_("批准时间"), null=True)

    objects = Plans.as_manager()

    class Meta:
        ordering = ("-year", "document")
        verbose_name = _("督查检查考核年度计划")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "document"), name="inspection_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("by")),
                name="inspection_plan_second_person",
            ),
        )

    def __str__(self) -> str:
        return self.document

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspections:plan", args=(self.public_id,))


class PlanLine(models.Model):
    """One line of a plan: who looks at what, how many visits at most, in which months."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("序号"))
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", verbose_name=_("督查事项"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("督查单位")
    )
    quota = models.PositiveSmallIntegerField(
        _("最多到访几个单位"), validators=[MinValueValidator(1)]
    )
    begins_month = models.PositiveSmallIntegerField(_("起始月份"), validators=MONTH)
    ends_month = models.PositiveSmallIntegerField(_("终止月份"), validators=MONTH)

    class Meta:
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plan_line_number"),
            models.CheckConstraint(
                condition=Q(
                    begins_month__gte=1, ends_month__lte=12, ends_month__gte=F("begins_month")
                ),
                name="plan_line_months",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan.year} {self.plan.document} {self.number} {self.matter}"
