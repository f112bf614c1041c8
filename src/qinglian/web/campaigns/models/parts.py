"""Bodies that take part, what they answer, and what was found. 参与单位与自查。"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models.campaign import Campaign, Topic
from qinglian.web.campaigns.states import UNSENT, PartStatus
from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL
WHOSE = {"lead": "campaign__lead_unit", "urging": "campaign__urging_unit"}


class Parts(Scoped):
    """A body sees its own; who leads and who urges see all of theirs."""

    def visible_to(self, user: object) -> Self:
        """The parts a person may read."""
        return self._within(user, write=False)

    def writable_by(self, user: object) -> Self:
        """The parts on which a person may act."""
        return self._within(user, write=True)

    def _within(self, user: object, *, write: bool) -> Self:
        scope = reach(user, Campaign.OBJECT, write=write)
        return self.filter(
            scope.q(WHOSE)
            | scope.q(Part.SCOPE) & ~Q(campaign__status__in=[str(one) for one in UNSENT])
        )


class Part(models.Model):
    """参与单位: one body in one campaign, with its self-check. `nothing`: it looked and found nothing."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "campaign"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZZ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("参与单位"))
    status = models.CharField(
        _("状态"), max_length=10, choices=PartStatus, default=PartStatus.NAMED
    )
    due_on = models.DateField(_("期限"), null=True)
    answered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("自查人")
    )
    checked_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    answered_at = models.DateTimeField(_("反馈时间"), null=True)
    nothing = models.BooleanField(_("未发现问题"), null=True)
    late_days = models.PositiveSmallIntegerField(_("逾期天数"), default=0)

    objects = Parts.as_manager()

    class Meta:
        ordering = ("campaign", "unit__code")
        indexes = (models.Index(fields=("unit", "status", "due_on")),)
        constraints = (
            models.UniqueConstraint(fields=("campaign", "unit"), name="part_once"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("answered_by")),
                name="part_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status=PartStatus.ANSWERED)
                | Q(checked_by__isnull=False, answered_by__isnull=False, nothing__isnull=False),
                name="part_answered_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign} {self.unit}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("campaigns:part", args=(self.public_id,))


class Answer(models.Model):
    """What a body said of one topic: whether it found anything, and how it looked."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="answers")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="answers")
    found = models.BooleanField(_("发现问题"))
    how = models.TextField(_("怎么查的"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("topic__number",)
        constraints = (models.UniqueConstraint(fields=("part", "topic"), name="answer_once"),)


class Founds(models.QuerySet["Found"]):
    """Seen with the part they belong to."""

    def visible_to(self, user: object) -> Self:
        """What a person may read."""
        return self.filter(part__in=Part.objects.visible_to(user))


class Found(models.Model):
    """
    A problem that a body found itself, or that a re-check found (`sampled`). It becomes a problem of the rectification
    ledger once a second person agreed; what the system knew already (`known`) is joined, not asked again.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="founds")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="founds", verbose_name=_("专题"))
    sampled = models.ForeignKey("Sampled", models.CASCADE, null=True, related_name="founds")
    title = models.CharField(_("问题"), max_length=200)
    text = models.TextField(_("情况"), blank=True)
    mended = models.TextField(_("已经怎么纠正"), blank=True)
    known = models.BooleanField(_("系统已有"), default=False)
    known_id = models.CharField(max_length=64, blank=True)
    problem_id = models.CharField(_("问题编号"), max_length=16, blank=True)
    at = models.DateTimeField(_("发现时间"), default=timezone.now)

    objects = Founds.as_manager()

    class Meta:
        ordering = ("pk",)

    @property
    def self_found(self) -> bool:
        """自查自纠: found by the body itself, not counted against it."""
        return self.sampled_id is None

    def get_absolute_url(self) -> str:
        """Where it stands: with the answer of its body."""
        return self.part.get_absolute_url()


class Reminder(AnyReminder):
    """催办 of a self-check."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("part", "step", "due_on", "stage"), name="part_reminded_once"
            ),
        )
