"""Matters with their five columns, and decisions that become tasks. 工作事项与议定事项。"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.tasks.models.meeting import AgendaItem, Meeting
from qinglian.web.tasks.models.task import Task
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Column(models.TextChoices):
    """What one asks of a matter: 有部署、有检查、有通报、有考核、有落实."""

    DEPLOYED = "deployed", _("部署")
    INSPECTED = "inspected", _("检查")
    CIRCULATED = "circulated", _("通报")
    APPRAISED = "appraised", _("考核")
    CARRIED_OUT = "carried_out", _("落实")


class Matters(Scoped):
    """A matter is seen by the body that keeps it and those it concerns."""

    def visible_to(self, user: object) -> Self:
        """The matters a person may read."""
        scope = reach(user, Matter.OBJECT)
        through = Matter.concerned.through.objects.filter(scope.q({"unit": "unit"}))
        return self.filter(scope.q(Matter.SCOPE) | Q(pk__in=through.values("matter_id")))


class Matter(models.Model):
    """工作事项: what is deployed, inspected, circulated, appraised and carried out under one name."""

    class Status(models.TextChoices):
        """Whether it is still followed."""

        OPEN = "open", _("跟踪中")
        CLOSED = "closed", _("已结束")

    SCOPE: ClassVar[dict[str, str]] = {"host": "host"}
    OBJECT = "meeting"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "SX"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("工作事项"), max_length=200)
    text = models.TextField(_("要求"), blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.OPEN)
    host = models.ForeignKey(
        Unit, models.PROTECT, related_name="matters", verbose_name=_("牵头单位")
    )
    concerned = models.ManyToManyField(Unit, related_name="+", verbose_name=_("涉及单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"), default=timezone.now)

    objects = Matters.as_manager()

    class Meta:
        verbose_name = _("工作事项")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("tasks:matter", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body whose records it belongs to."""
        return self.host


class Decision(models.Model):
    """议定事项: what was agreed, who answers for it by when; a task once the host has confirmed it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("顺序"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("议题")
    )
    text = models.CharField(_("议定事项"), max_length=200)
    requirement = models.TextField(_("要达到什么"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    assisting = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("协办单位")
    )
    due_on = models.DateField(_("办结期限"))
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("工作事项"),
    )  # fmt: skip
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="decision")

    class Meta:
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="decision_number_once"),
        )


class MatterStep(AnyStep):
    """One thing that happened to a matter: opened, linked, unlinked, ended."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")


class MatterLink(models.Model):
    """
    What somebody put under a column by hand, with the reason: a thing of the site by its number (`kind`, `object_id`),
    or a paper with its name and day. Taken away it stays on record as a step.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="links")
    column = models.CharField(_("归入"), max_length=12, choices=Column)
    kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    title = models.CharField(_("文件名称"), max_length=200, blank=True)
    on = models.DateField(_("日期"), null=True)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("column", "on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(title="") & ~Q(kind="") & ~Q(object_id="")
                | ~Q(title="") & Q(kind="", object_id=""),
                name="matter_link_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=("matter", "column", "kind", "object_id"), condition=~Q(kind=""),
                name="matter_linked_once",
            ),
        )  # fmt: skip


class MatterPapers(models.QuerySet["MatterPaper"]):
    """Whoever sees the matter sees its papers."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        return self.filter(step__matter__in=Matter.objects.visible_to(user))


class MatterPaper(FiledPaper):
    """A circular, a notice, a result of appraisal: filed with the step that linked it."""

    step = models.ForeignKey(MatterStep, models.CASCADE, related_name="papers")
    link = models.ForeignKey(MatterLink, models.SET_NULL, null=True, related_name="papers")

    objects = MatterPapers.as_manager()

    @property
    def of(self) -> Matter:
        """The matter it belongs to."""
        return self.step.matter
