"""A standard of creation, its versions, clauses, negative conditions and tiers. 创建标准。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.ids import new_id
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.words import Carrier, Counting, Range, Source, Tier, VersionStatus
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Standards(Scoped):
    """A standard that was issued is a norm that everybody reads; a draft is its body's."""

    def visible_to(self, user: Any) -> Self:
        """The standards a person may read."""
        scope = reach(user, Standard.OBJECT)
        if not scope:
            return self.none()
        issued = StandardVersion.objects.filter(status=VersionStatus.ISSUED)
        return self.filter(scope.q({"lead": "lead_unit"}) | Q(pk__in=issued.values("of")))


class Standard(Matter):
    """
    创建标准 of a lead body, for one integrity unit type (model/unit_types.yaml) or one kind of carrier inside a body.

    """

    SCOPE: ClassVar[dict[str, str]] = {"lead": "lead_unit"}
    ROOM = "standards"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "CB"), editable=False
    )
    title = models.CharField(_("标准名称"), max_length=120)
    unit_type = models.CharField(_("清廉单元类型"), max_length=24)
    carrier_kind = models.CharField(
        _("对象（单位内部的载体）"), max_length=8, choices=Carrier, blank=True
    )
    range = models.CharField(_("创建方式"), max_length=8, choices=Range, default=Range.UNIT)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = Standards.as_manager()

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:standard", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.lead_unit

    @property
    def current(self) -> "StandardVersion | None":
        """The version in force today."""
        return self.versions.filter(in_force(), status=VersionStatus.ISSUED).first()

    def get_status_display(self) -> str:
        """Whether a version is in force, for whoever comes too late."""
        found = self.versions.order_by("-number").first()
        return str(found.get_status_display()) if found else str(_("没有版本"))


class StandardVersion(models.Model):
    """
    One version: a draft until somebody else issues it, then for ever as it is. It holds from `valid_from` to the next
    one. `example` names the labelled example (示例) it was taken from.
    """

    of = models.ForeignKey(Standard, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    status = models.CharField(max_length=8, choices=VersionStatus, default=VersionStatus.DRAFT)
    valid_from = models.DateField(_("自哪天起施行"), null=True)
    valid_to = models.DateField(null=True)
    document = models.CharField(_("文号或依据"), max_length=120, blank=True)
    example = models.CharField(_("示例来源"), max_length=60, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("of", "-number")
        constraints = (
            models.UniqueConstraint(fields=("of", "number"), name="creation_standard_version_once"),
            models.UniqueConstraint(
                fields=("of",), condition=Q(status="draft"), name="creation_standard_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", issued_by=None)
                | Q(status="issued", issued_by__isnull=False, valid_from__isnull=False)
                & ~Q(issued_by=F("made_by")),
                name="creation_standard_issued_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.of} v{self.number}"

    @property
    def full(self) -> int:
        """All points there are."""
        said = self.clauses.filter(counting=Counting.POINTS).aggregate(n=models.Sum("points"))
        return said["n"] or 0


class Clause(models.Model):
    """
    One clause. `evidence` holds codes of `core.proofs` and `file`: what is looked for before anybody is asked. `points`
    is how many it brings at most; one that must be met brings none and bars a tier where it is not.
    """

    of = models.ForeignKey(StandardVersion, models.CASCADE, related_name="clauses")
    place = models.PositiveSmallIntegerField()
    number = models.CharField(_("条号"), max_length=12)
    dimension = models.CharField(_("维度"), max_length=40, blank=True)
    text = models.CharField(_("要求"), max_length=500)
    evidence = models.JSONField(_("要什么材料"), default=list)
    counting = models.CharField(
        _("怎样计"), max_length=8, choices=Counting, default=Counting.POINTS
    )
    points = models.PositiveSmallIntegerField(_("满分"), default=0)

    class Meta:
        ordering = ("of", "place")
        constraints = (
            models.UniqueConstraint(fields=("of", "number"), name="creation_standard_clause_once"),
            models.CheckConstraint(
                condition=Q(counting="points", points__gte=1) | Q(counting="met", points=0),
                name="creation_standard_clause_counts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Negative(models.Model):
    """负面情形: while it holds there is no naming; upheld, none until the end of the year."""

    of = models.ForeignKey(StandardVersion, models.CASCADE, related_name="negatives")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("负面情形"), max_length=300)
    source = models.CharField(_("怎样知道"), max_length=10, choices=Source, default=Source.ENTERED)

    class Meta:
        ordering = ("of", "place")

    def __str__(self) -> str:
        return self.text


class TierRule(models.Model):
    """
    What a tier asks: `share` of the points in per cent, all clauses that must be met, so many months in the tier below;
    for how long it holds and after how many months it is checked again.
    """

    of = models.ForeignKey(StandardVersion, models.CASCADE, related_name="tiers")
    tier = models.CharField(_("梯次"), max_length=10, choices=Tier)
    share = models.PositiveSmallIntegerField(_("得分率不低于（%）"))
    months_below = models.PositiveSmallIntegerField(_("须在下一梯次满（月）"), default=0)
    months_valid = models.PositiveSmallIntegerField(_("有效期（月）"), default=36)
    months_review = models.PositiveSmallIntegerField(_("多久复核（月）"), default=12)
    text = models.CharField(_("其他条件"), max_length=300, blank=True)

    class Meta:
        ordering = ("of", "share")
        constraints = (
            models.UniqueConstraint(fields=("of", "tier"), name="creation_standard_tier_once"),
            models.CheckConstraint(
                condition=Q(share__lte=100), name="creation_standard_tier_share"
            ),
            models.CheckConstraint(
                condition=Q(months_valid__gte=1, months_review__gte=1),
                name="creation_standard_tier_ends",
            ),
        )
