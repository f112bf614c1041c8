"""What a piece serves. 一份材料用在哪里。"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.evidence.models.piece import Piece
from qinglian.web.evidence.states import STANDING, Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Use(models.Model):
    """
    A piece shown for a row of any app (`on_label`: `duties.turn`; `on_number`: its public id). One piece serves many.
    `for_number`, `for_title`: the programme that the row belongs to, where it says so (`proves_for`); `due_on` its day.
    The unit confirms, somebody else looks at it; what was returned stays, with the reason in its steps.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "evidence"

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "YZ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    piece = models.ForeignKey(Piece, models.PROTECT, related_name="uses")
    status = models.CharField(_("状态"), max_length=10, choices=Status)
    on_label = models.CharField(max_length=60)
    on_number = models.CharField(max_length=40)
    on_title = models.CharField(_("用在"), max_length=200)
    on_url = models.CharField(max_length=200)
    for_number = models.CharField(max_length=40, blank=True)
    for_title = models.CharField(_("所属方案"), max_length=200, blank=True)
    due_on = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("交办单位")
    )
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    reviewed_at = models.DateTimeField(null=True)
    reason = models.TextField(_("理由"), blank=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        indexes = (
            models.Index(fields=("on_label", "on_number")),
            models.Index(fields=("unit", "status")),
            models.Index(fields=("giver_unit", "status")),
            models.Index(fields=("for_number",)),
        )
        constraints = (
            models.UniqueConstraint(fields=("piece", "on_label", "on_number"), name="use_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None)
                | ~Q(reviewed_by=F("made_by")) & ~Q(reviewed_by=F("confirmed_by")),
                name="use_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=STANDING) | Q(confirmed_by__isnull=False),
                name="use_confirmed_by_the_unit",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(reviewed_by__isnull=False),
                name="use_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | Q(reviewed_by__isnull=False) & ~Q(reason=""),
                name="use_returned_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.piece} → {self.on_title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("evidence:use", args=(self.public_id,))


class UseStep(AnyStep):
    """One thing that happened to a use."""

    use = models.ForeignKey(Use, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=10, choices=Status, blank=True)
    now = models.CharField(max_length=10, choices=Status, blank=True)


class UsePapers(models.QuerySet["UsePaper"]):
    """With their uses."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        return self.filter(step__use__in=Use.objects.visible_to(user))


class UsePaper(FiledPaper):
    """The signed sheet of a step."""

    step = models.ForeignKey(UseStep, models.CASCADE, related_name="papers")

    objects = UsePapers.as_manager()
