"""A piece of evidence: a file, a record of this system, or a number with its query. 一份材料。"""

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
from qinglian.web.evidence.states import Kind
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Pieces(Scoped):
    """A piece is seen by its body, and by whoever sees something that it serves."""

    def visible_to(self, user: object) -> Self:
        """The pieces a person may read."""
        from qinglian.web.evidence.models.use import Use

        own = reach(user, Piece.OBJECT).q({"unit": "unit"})
        return self.filter(own | Q(pk__in=Use.objects.visible_to(user).values("piece")))


class Piece(models.Model):
    """
    佐证材料. `sha256` is of what it is: the bytes of a file; kind, number and words of a record as it stood; key, days,
    number and address of a figure. The same piece of a body is one row, whatever it serves.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "evidence"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "PZ"), editable=False
    )
    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    title = models.CharField(_("材料"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    on = models.DateField(_("日期"))
    sha256 = models.CharField(_("校验值"), max_length=64)
    told = models.TextField(_("当时的内容"), blank=True)
    url = models.CharField(max_length=400, blank=True)
    proof_kind = models.CharField(max_length=40, blank=True)
    proof_number = models.CharField(max_length=40, blank=True)
    figure_key = models.CharField(max_length=80, blank=True)
    begins = models.DateField(_("期间起"), null=True)
    ends = models.DateField(_("期间止"), null=True)
    number = models.DecimalField(_("数字"), max_digits=20, decimal_places=2, null=True)
    measure = models.CharField(max_length=20, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("录入人"))
    made_at = models.DateTimeField(_("录入时间"), default=timezone.now)

    objects = Pieces.as_manager()

    class Meta:
        ordering = ("-made_at", "pk")
        indexes = (
            models.Index(fields=("sha256",)),
            models.Index(fields=("proof_kind", "proof_number")),
        )
        constraints = (
            models.UniqueConstraint(fields=("unit", "kind", "sha256"), name="piece_once"),
            models.CheckConstraint(
                condition=Q(kind="file", proof_kind="", figure_key="")
                | Q(kind="record", figure_key="") & ~Q(proof_kind="") & ~Q(proof_number="")
                | Q(kind="figure", proof_kind="", begins__isnull=False, ends__isnull=False)
                & Q(number__isnull=False)
                & ~Q(figure_key=""),
                name="piece_is_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("evidence:piece", args=(self.public_id,))


class PieceFiles(models.QuerySet["PieceFile"]):
    """With their pieces."""

    def visible_to(self, user: object) -> Self:
        """The files a person may fetch."""
        return self.filter(piece__in=Piece.objects.visible_to(user))


class PieceFile(FiledPaper):
    """The file of a piece."""

    piece = models.OneToOneField(Piece, models.CASCADE, related_name="file")

    objects = PieceFiles.as_manager()
