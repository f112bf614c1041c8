"""
Where works lie: alignments with breaks, structures by part, layers. 位置：路线、断链、部位、层位。

The stake is a label; what is stored is the distance along the alignment in metres (works.md 4; buildingSMART: station
is a labelling on distance-along). `qinglian.roadworks` has the arithmetic; these tables hold its data.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import Dated, ordered
from qinglian.web.works.models.projects import Project, Section
from qinglian.web.works.states import Lane


def metres(label: object, **more: object) -> models.DecimalField:
    """A distance in metres, to the millimetre."""
    return models.DecimalField(label, max_digits=12, decimal_places=3, **more)


class Alignment(models.Model):
    """One alignment of a project: K 整体式, ZK/YK 分离式, A–H ramps, L links. `first`, `last`: labels in metres."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="alignments")
    prefix = models.CharField(_("线形代号"), max_length=8)
    name = models.CharField(_("名称"), max_length=60, blank=True)
    first = metres(_("起点桩号"))
    last = metres(_("终点桩号"))

    class Meta:
        ordering = ("project", "pk")
        verbose_name = _("路线")
        constraints = (
            models.UniqueConstraint(fields=("project", "prefix"), name="alignment_prefix_once"),
        )

    def __str__(self) -> str:
        return self.name or self.prefix


class Break(models.Model):
    """断链: at one point the label `back` before it equals the label `ahead` after it; ahead < back is 长链."""

    alignment = models.ForeignKey(Alignment, models.CASCADE, related_name="breaks")
    place = models.PositiveSmallIntegerField()
    back = metres(_("断前桩号"))
    ahead = metres(_("断后桩号"))

    class Meta:
        ordering = ("alignment", "place")
        verbose_name = _("断链")
        constraints = (
            models.UniqueConstraint(fields=("alignment", "place"), name="break_place"),
            models.CheckConstraint(condition=~Q(back=F("ahead")), name="break_breaks"),
        )


class Part(models.Model):
    """
    单位/分部/分项工程 and 构件 (JTG F80/1-2017 appendix as importable default). `path`: numbers joined by dots,
    sortable; `kind`: the key of the template of concealed work, empty where nothing is covered.
    """

    class Rank(models.TextChoices):
        """Depth of the division."""

        UNIT = "unit", _("单位工程")
        DIVISION = "division", _("分部工程")
        ITEM = "item", _("分项工程")
        MEMBER = "member", _("构件")

    section = models.ForeignKey(Section, models.CASCADE, related_name="parts")
    upper = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="lower")
    rank = models.CharField(_("层级"), max_length=8, choices=Rank)
    path = models.CharField(_("编号"), max_length=80)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("隐蔽工程类别"), max_length=24, blank=True)

    class Meta:
        ordering = ("section", "path")
        verbose_name = _("工程部位")
        constraints = (models.UniqueConstraint(fields=("section", "path"), name="part_path_once"),)

    def __str__(self) -> str:
        return self.name


class Layer(models.Model):
    """A layer of the road, in the order in which it is built."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="layers")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("层位"), max_length=40)

    class Meta:
        ordering = ("project", "place")
        constraints = (models.UniqueConstraint(fields=("project", "name"), name="layer_once"),)

    def __str__(self) -> str:
        return self.name


class Located(models.Model):
    """
    Columns of whatever lies somewhere: linear (half-open [start, end) in metres along an alignment), structural (a
    part), or both. `said`: the label as it was written, e.g. K12+340～K12+520 左幅.
    """

    alignment = models.ForeignKey(
        Alignment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    start = metres(_("起点距离"), null=True, blank=True)
    end = metres(_("终点距离"), null=True, blank=True)
    lane = models.CharField(_("幅别"), max_length=8, choices=Lane, blank=True)
    layer = models.CharField(_("层位"), max_length=40, blank=True)
    part = models.ForeignKey(Part, models.PROTECT, null=True, blank=True, related_name="+")
    said = models.CharField(_("位置"), max_length=160, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def whole(cls, name: str) -> models.CheckConstraint:
        """Start and end come with an alignment and in order, or not at all."""
        return models.CheckConstraint(
            condition=Q(start=None, end=None)
            | Q(alignment__isnull=False, start__isnull=False, end__gte=F("start")),
            name=f"{name}_place",
        )


class OperatingPiece(Dated):
    """
    A piece of construction distance and what it is called in operation: route code, from and to in metres of the
    operating stakes. Renumbering ends one row and begins another.
    """

    alignment = models.ForeignKey(Alignment, models.CASCADE, related_name="operating")
    start = metres(_("起点距离"))
    end = metres(_("终点距离"))
    route = models.CharField(_("路线编码"), max_length=24)
    from_stake = metres(_("运营起点桩号"))
    to_stake = metres(_("运营终点桩号"))

    SORT: ClassVar[tuple[str, ...]] = ("alignment", "start")

    class Meta:
        ordering = ("alignment", "start", "valid_from")
        verbose_name = _("运营桩号对照")
        constraints = (
            ordered("operating_piece"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="operating_piece_length"),
        )
