"""A list and its versions. 清单、版本。"""

from datetime import date
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.duties.kinds import Holder, ListKind, VersionStatus
from qinglian.web.duties.models.programme import Action, Programme
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class DutyList(models.Model):
    """
    清单 of a body. `holder`: whose list it is where it is one of the five; `template_for`: the unit type
    (model/unit_types.yaml) it is a template of, if it is one; `template`: the shipped template (示例) it was made from;
    `rolled_from`: the list of last year whose unfinished items it took over (D03).
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "owner_unit"}
    OBJECT = "programme"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "QD"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("清单名称"), max_length=200)
    kind = models.CharField(_("种类"), max_length=10, choices=ListKind)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="lists",
        verbose_name=_("所属方案"),
    )  # fmt: skip
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="lists", verbose_name=_("行动")
    )
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("制定单位")
    )
    holder = models.CharField(_("责任主体"), max_length=12, choices=Holder, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    rolled_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="rolled_into", verbose_name=_("上年清单")
    )
    template = models.CharField(max_length=40, blank=True)
    template_for = models.CharField(_("适用的单元类型（模板）"), max_length=24, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-made_at", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:list", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.owner_unit

    @property
    def draft(self) -> "ListVersion | None":
        """The version that is being written, if one is."""
        return self.versions.filter(status=VersionStatus.DRAFT).first()

    def issued_on(self, day: date | None = None) -> "ListVersion | None":
        """The issued version that holds on a day, today by default."""
        rows = self.versions.filter(in_force(day), status=VersionStatus.ISSUED)
        return rows.order_by("-number").first()

    @property
    def newest(self) -> "ListVersion | None":
        """The last version, issued or not."""
        return self.versions.order_by("-number").first()

    def get_status_display(self) -> str:
        """What whoever comes second is told of it."""
        found = self.newest
        return found.get_status_display() if found else ""


class ListVersion(models.Model):
    """
    One version: a draft until somebody else issues it, then for ever as it is. It holds from `valid_from` until the
    next one; `why` says what changed and on whose word (C03).
    """

    of = models.ForeignKey(DutyList, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    status = models.CharField(max_length=8, choices=VersionStatus, default=VersionStatus.DRAFT)
    valid_from = models.DateField(_("自哪天起施行"), null=True)
    valid_to = models.DateField(null=True)
    doc_no = models.CharField(_("文号"), max_length=80, blank=True)
    why = models.TextField(_("为什么改"), blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("of", "-number")
        constraints = (
            models.UniqueConstraint(fields=("of", "number"), name="list_version_once"),
            models.UniqueConstraint(
                fields=("of",), condition=Q(status="draft"), name="list_one_draft"
            ),
            models.CheckConstraint(
                condition=~Q(status="issued")
                | Q(issued_by__isnull=False, valid_from__isnull=False) & ~Q(issued_by=F("made_by")),
                name="list_issued_by_another",
            ),
        )

    def __str__(self) -> str:
        return gettext("%(title)s（第 %(number)d 版）") % {"title": self.of, "number": self.number}

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.of.owner_unit

    @property
    def before(self) -> "ListVersion | None":
        """The version it was made from."""
        rows = ListVersion.objects.filter(of=self.of_id, number__lt=self.number)
        return rows.order_by("-number").first()


class ListStep(AnyStep):
    """One thing that happened to a list: made, drafted anew, an item put or dropped, issued."""

    of = models.ForeignKey(DutyList, models.CASCADE, related_name="steps")
    version_of = models.ForeignKey(ListVersion, models.CASCADE, null=True, related_name="steps")


class ListPaper(FiledPaper):
    """The signed sheet of an issue, or what a change was made for."""

    SCOPE: ClassVar[dict[str, str]] = {"giver": "step__of__owner_unit"}
    OBJECT = "programme"

    step = models.ForeignKey(ListStep, models.CASCADE, related_name="papers")

    objects = Scoped.as_manager()
