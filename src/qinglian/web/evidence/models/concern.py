"""待核实材料, and what is kept to find it. 待核实材料与比对用的特征。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.evidence.concern_states import Finding, Sort, State
from qinglian.web.evidence.models.piece import Piece
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, held_by

USER = settings.AUTH_USER_MODEL


class Signature(models.Model):
    """What is compared of a piece: of a text its MinHash, of a picture its hashes and 64 × 64 greys."""

    piece = models.OneToOneField(Piece, models.CASCADE, related_name="signature")
    kind = models.CharField(max_length=8)
    text = models.TextField(blank=True)
    minhash = models.BinaryField(default=bytes)
    windows = models.BinaryField(default=bytes)
    small = models.BinaryField(default=bytes)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=("kind",)),)


class Sentence(models.Model):
    """Which unit wrote which sentence (its hash): what many units write is quoted, not copied."""

    key = models.BigIntegerField()
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "unit"), name="sentence_once"),)


class Bounds(models.Model):
    """From where on something is shown as 待核实材料: set with a reason; the latest holds."""

    OBJECT = "evidence_bounds"

    share = models.PositiveSmallIntegerField(_("文字相同到百分之几"), default=80)
    quoted = models.PositiveSmallIntegerField(_("多少个单位都写的句子不算"), default=10)
    last_days = models.PositiveSmallIntegerField(_("期末最后几个工作日"), default=5)
    last_share = models.PositiveSmallIntegerField(_("集中在期末的材料到百分之几"), default=80)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(share__gte=50, share__lte=100, last_share__gte=50, last_share__lte=100)
                & Q(quoted__gte=3, last_days__gte=1),
                name="bounds_are_sensible",
            ),
        )


def own_bodies(user: Any) -> set[int]:
    """The body a person works in and those whose roles they hold."""
    if not getattr(user, "is_authenticated", False):
        return set()
    bodies = {unit for _role, unit, _since in held_by(user, timezone.localdate())}
    return bodies | ({user.unit_id} - {None})


class Concerns(Scoped):
    """Seen by who asked for the evidence and who supervises the unit; by the unit itself once it was asked."""

    def visible_to(self, user: Any) -> Self:
        """The ones a person may read."""
        unasked = Q(status=State.OPEN, unit__in=own_bodies(user))
        return super().visible_to(user).exclude(unasked)


class Concern(models.Model):
    """
    待核实材料 about a unit: a lead, never a finding. Of a pair `piece` is the later one, `other` the one it resembles,
    of whichever unit. Nobody concludes against a unit that was not asked; who concludes is not who explained.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "evidence"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "HS"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("情形"), max_length=8, choices=Sort)
    status = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    title = models.CharField(_("材料或事项"), max_length=200)
    url = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("交办单位")
    )
    piece = models.ForeignKey(Piece, models.CASCADE, null=True, related_name="concerns")
    other = models.ForeignKey(Piece, models.CASCADE, null=True, related_name="resembled")
    data = models.JSONField(default=dict)
    found_at = models.DateTimeField(_("发现时间"), default=timezone.now)
    asked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    due_on = models.DateField(_("说明期限"), null=True)
    explanation = models.TextField(_("情况说明"), blank=True)
    explained_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("核实结果"), max_length=12, choices=Finding, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    concluded_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("核实人")
    )
    concluded_at = models.DateTimeField(null=True)

    objects = Concerns.as_manager()

    class Meta:
        ordering = ("-found_at", "-pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("giver_unit", "status")),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(status="settled")
                | Q(concluded_by__isnull=False) & ~Q(outcome="") & ~Q(reason=""),
                name="concern_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("", "reasonable")) | Q(asked_at__isnull=False),
                name="concern_unit_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(concluded_by=None) | ~Q(concluded_by=F("explained_by")),
                name="concern_concluded_by_another",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("evidence:concern", args=(self.public_id,))


class ConcernStep(AnyStep):
    """One thing that happened to it."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="steps")


class ConcernPapers(models.QuerySet["ConcernPaper"]):
    """With what they are about."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        return self.filter(step__concern__in=Concern.objects.visible_to(user))


class ConcernPaper(FiledPaper):
    """What came with a step."""

    step = models.ForeignKey(ConcernStep, models.CASCADE, related_name="papers")

    objects = ConcernPapers.as_manager()
