"""Reports written from records, and checks of oneself before a visit. 报告与迎检自查。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.duties.models.lists import DutyList
from qinglian.web.duties.report_kinds import ReportKind
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Reports(Scoped):
    """A report of a body is seen as its duties are; what a person says of themselves, by that person alone."""

    def visible_to(self, user: Any) -> Self:
        """The reports a person may read."""
        own = Q(person=None) | Q(person=getattr(user, "pk", None))
        return super().visible_to(user).filter(own)


class Report(models.Model):
    """
    报告 of a body (`unit`), of a list it made (`of`), or of one person: what the records said on the day, as `made_by`
    saw them. It is never changed: whoever needs it anew makes another. `sha256` is over the canonical JSON of `facts`.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "BG"), editable=False
    )
    kind = models.CharField(_("种类"), max_length=8, choices=ReportKind)
    title = models.CharField(_("报告名称"), max_length=260)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    of = models.ForeignKey(
        DutyList, models.PROTECT, null=True, related_name="+", verbose_name=_("清单")
    )
    person = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("报告人")
    )
    begins = models.DateField(_("期间起"))
    ends = models.DateField(_("期间止"))
    facts = models.JSONField()
    gaps = models.PositiveIntegerField(_("缺口"))
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("生成人"))
    made_at = models.DateTimeField(_("生成时间"), default=timezone.now)

    objects = Reports.as_manager()

    class Meta:
        verbose_name = _("落实报告")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="unit", of=None, person=None)
                | Q(kind="list", of__isnull=False, person=None)
                | Q(kind="person", of=None, person=F("made_by")),
                name="report_is_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(begins__lte=F("ends")), name="report_period"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:report", args=(self.public_id,))


class SelfCheck(models.Model):
    """迎检自查: the checklist of whoever comes, line by line, answered by what the system has already (E17)."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZC"), editable=False
    )
    title = models.CharField(_("自查名称"), max_length=200)
    visitor = models.CharField(_("谁来检查"), max_length=120)
    visit_on = models.DateField(_("哪天来"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    begins = models.DateField(_("期间起"))
    ends = models.DateField(_("期间止"))
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    made_at = models.DateTimeField(_("起草时间"), default=timezone.now)

    objects = Scoped.as_manager()

    class Meta:
        verbose_name = _("迎检自查")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(begins__lte=F("ends")), name="self_check_period"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:self_check", args=(self.public_id,))


class CheckLine(models.Model):
    """One line of the checklist, as it came."""

    of = models.ForeignKey(SelfCheck, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ("of", "place")
        constraints = (
            models.UniqueConstraint(fields=("of", "place"), name="check_line_place_once"),
        )

    def __str__(self) -> str:
        return self.text


class CheckMatch(models.Model):
    """
    Something of the unit that may answer a line: an item, a piece of evidence, a record. Proposed by the likeness of
    words (`why`: those they share); whether it does, a person says.
    """

    class Kind(models.TextChoices):
        """What it is."""

        ITEM = "item", _("责任事项")
        PIECE = "piece", _("佐证材料")
        RECORD = "record", _("系统记录")

    line = models.ForeignKey(CheckLine, models.CASCADE, related_name="matches")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=260)
    url = models.CharField(max_length=400)
    on = models.DateField(null=True)
    why = models.CharField(max_length=120)
    score = models.PositiveSmallIntegerField()
    fits = models.BooleanField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("line", "-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=("line", "url"), name="check_match_once"),
            models.CheckConstraint(
                condition=Q(fits=None, by=None) | Q(fits__isnull=False, by__isnull=False),
                name="check_match_said_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title
