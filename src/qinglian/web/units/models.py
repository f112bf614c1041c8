"""
Bodies, the names they bore, the dated lines between them, and what follows from these. 单位、名称、线。

One tree is wrong: a bureau belongs to its government, is guided by the bureau above it, is supervised by an
embedded team, is a member of what a lead body leads, and has a party committee. Each kind of line opens other
things (accounts.grants).
"""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qinglian.model.unit_types import unit_types
from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id


class Unit(Dated):
    """A body with its own officers and seal. It keeps its row when it is renamed; a merged body ends."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "pk"}
    OBJECT = "unit"

    class Level(models.TextChoices):
        """Where in the hierarchy."""

        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        COUNTY = "county", _("县级")
        TOWN = "town", _("乡镇级")
        STATION = "station", _("站所级")

    code = models.CharField(
        _("单位编号"), max_length=64, unique=True, validators=[RegexValidator(r"^[\w.-]+$")]
    )
    name = models.CharField(_("单位名称"), max_length=120, db_index=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    level = models.CharField(_("层级"), max_length=12, choices=Level, default=Level.COUNTY)
    unit_type = models.CharField(_("清廉单元类型"), max_length=24, blank=True)
    region_code = models.CharField(_("行政区划代码"), max_length=12, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("单位")
        constraints = (ordered("unit"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("units:unit", args=[self.code])

    @property
    def named_since(self) -> date:
        """Since when it has borne its name."""
        last = self.names.order_by("-valid_to").first()
        return last.valid_to if last else self.valid_from

    @property
    def type_name(self) -> str:
        """The name of the integrity unit type in the reader's language."""
        found = unit_types().get(self.unit_type)
        if found is None:
            return ""
        return found.text.en if (get_language() or "").startswith("en") else found.text.zh


class UnitName(Dated):
    """A name a body bore for a time, so that old papers are found under the name they carry."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("曾用名"), max_length=120, db_index=True)

    class Meta:
        ordering = ("unit", "valid_from")
        constraints = (ordered("unit_name"),)


class Line(Dated):
    """One kind of line between two bodies for a time. Several bodies under one team is a shared team 综合派驻."""

    class Kind(models.TextChoices):
        """Five kinds (practice.md 3.1)."""

        BELONGS = "belongs", _("隶属")
        GUIDES = "guides", _("业务指导")
        SUPERVISES = "supervises", _("派驻监督")
        LEADS = "leads", _("单元牵头")
        PARTY = "party", _("党组织")

    kind = models.CharField(_("线的种类"), max_length=12, choices=Kind)
    upper = models.ForeignKey(
        Unit, models.PROTECT, related_name="lines_down", verbose_name=_("上端单位")
    )
    lower = models.ForeignKey(
        Unit, models.PROTECT, related_name="lines_up", verbose_name=_("下端单位")
    )

    class Meta:
        ordering = ("kind", "upper", "lower", "valid_from")
        constraints = (
            ordered("line"),
            models.CheckConstraint(condition=~Q(upper=F("lower")), name="line_two_ends"),
            models.UniqueConstraint(
                fields=("kind", "upper", "lower", "valid_from"), name="line_once"
            ),
        )


class Holding(Dated):
    """
    A power or a post that a body holds for a time. An item of a list that asks for one goes to no body without it
    (`duties.applying`), so that nobody is asked about a power they do not have.
    """

    class Kind(models.TextChoices):
        """What is held."""

        POWER = "power", _("权力")
        POST = "post", _("岗位")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="holdings", verbose_name=_("单位"))
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    code = models.CharField(_("编号"), max_length=40)
    name = models.CharField(_("名称"), max_length=120)

    class Meta:
        ordering = ("unit", "kind", "code", "valid_from")
        indexes = (models.Index(fields=("kind", "code")),)
        constraints = (
            ordered("holding"),
            models.UniqueConstraint(
                fields=("unit", "kind", "code", "valid_from"), name="holding_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A body that ended, and one that goes on with its matters: merged into it, or split off from it."""

    class Kind(models.TextChoices):
        """How."""

        MERGE = "merge", _("并入")
        SPLIT = "split", _("分设")

    kind = models.CharField(max_length=8, choices=Kind)
    before = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_two_bodies"),
            models.UniqueConstraint(fields=("before", "after"), name="succession_once"),
        )


class Reach(Dated):
    """
    What follows from lines and mergers: from `upper` one gets to `lower` along lines of one kind, in `depth`
    steps, during an interval. `self` is a body itself (depth 0) and the bodies whose matters it took over.
    Written by `units.reach` whenever lines change; intervals make it right on every later day without being
    written again.
    """

    SELF = "self"

    kind = models.CharField(max_length=12)
    upper = models.ForeignKey(Unit, models.CASCADE, related_name="reaches")
    lower = models.ForeignKey(Unit, models.CASCADE, related_name="reached_from")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("upper", "kind", "lower")),)


def import_id() -> str:
    """`DR-…`."""
    return new_id("DR")


class Import(models.Model):
    """A workbook of bodies, lines, people and roles, from upload to its application. Its rows go when they are done."""

    public_id = models.CharField(max_length=20, unique=True, default=import_id)
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its preview."""
        return reverse("units:import", args=[self.public_id])
