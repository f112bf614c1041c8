"""A naming, how its tier changed, negative conditions, re-checks. 命名、梯次、负面情形、复核。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.creation.models.application import Application
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.models.standards import Negative, Standard, StandardVersion
from qinglian.web.creation.states import ConditionStatus, NamingStatus, Outcome, ReviewStatus
from qinglian.web.creation.words import Carrier, Range, Source, Tier
from qinglian.web.units.models import Unit

USER = settings.AUTH_USER_MODEL


class Naming(Matter, Dated):
    """
    命名 of a body, or of a carrier inside it, under a standard: one row as long as it holds, its tier goes up and down.
    `ended_on`: the day from which it no longer held; after a negative condition that is the day it was suspended.
    """

    ROOM = "namings"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "MM"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="namings")
    under = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="namings")
    range = models.CharField(_("创建方式"), max_length=8, choices=Range)
    carrier_kind = models.CharField(_("载体"), max_length=8, choices=Carrier, blank=True)
    carrier_name = models.CharField(_("载体名称"), max_length=80, blank=True)
    tier = models.CharField(_("梯次"), max_length=10, choices=Tier)
    status = models.CharField(
        _("状态"), max_length=10, choices=NamingStatus, default=NamingStatus.NAMED
    )
    decision = models.CharField(_("命名文号"), max_length=80)
    named_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("命名人"))
    named_on = models.DateField(_("命名日期"))
    review_on = models.DateField(_("复核日期"))
    suspended_on = models.DateField(_("暂停日期"), null=True)
    ended_on = models.DateField(_("失效日期"), null=True)

    class Meta:
        ordering = ("unit__code", "pk")
        constraints = (
            ordered("creation_naming"),
            models.UniqueConstraint(
                fields=("unit", "standard", "carrier_name"),
                condition=Q(status__in=["named", "suspended"]),
                name="creation_naming_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="suspended") | Q(suspended_on__isnull=False),
                name="creation_naming_suspended_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["named", "suspended"], ended_on=None)
                | Q(status__in=["withdrawn", "expired"], ended_on__isnull=False),
                name="creation_naming_ended_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} · {self.standard.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:naming", args=(self.public_id,))

    @property
    def subject(self) -> str:
        """What is named."""
        return f"{self.unit}{self.carrier_name}" if self.carrier_name else str(self.unit)


class TierChange(models.Model):
    """Where on the ladder it stood from when: naming, promotion, demotion, withdrawal."""

    naming = models.ForeignKey(Naming, models.CASCADE, related_name="changes")
    on = models.DateField(_("日期"))
    was = models.CharField(max_length=10, choices=Tier, blank=True)
    now = models.CharField(max_length=10, choices=Tier, blank=True)
    decision = models.CharField(_("文号"), max_length=80, blank=True)
    reason = models.CharField(_("理由"), max_length=500)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("on", "pk")


class Condition(Matter):
    """
    A negative condition that was found to hold. The naming is suspended on the day it is known, whatever comes after; a
    person named beforehand decides once the body has been heard, and is not who entered it. `entered_by` is empty where
    the fact stands in the system itself (`number`).
    """

    ROOM = "conditions"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "FM"), editable=False
    )
    naming = models.ForeignKey(Naming, models.CASCADE, related_name="conditions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    negative = models.ForeignKey(
        Negative, models.PROTECT, related_name="+", verbose_name=_("负面情形")
    )
    source = models.CharField(_("来源"), max_length=10, choices=Source)
    number = models.CharField(_("系统记录"), max_length=20, blank=True)
    basis = models.TextField(_("依据"))
    known_on = models.DateField(_("知道之日"))
    suspended_on = models.DateField(_("暂停之日"))
    entered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    decider = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("由谁决定"))
    due_on = models.DateField(_("决定期限"))
    statement = models.TextField(_("情况说明"), blank=True)
    stated_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(null=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=ConditionStatus, default=ConditionStatus.HELD
    )
    outcome = models.CharField(_("决定"), max_length=10, choices=Outcome, blank=True)
    decision = models.CharField(_("文号"), max_length=80, blank=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("决定人")
    )
    decided_on = models.DateField(_("决定日期"), null=True)
    why = models.TextField(_("理由"), blank=True)
    bars_until = models.DateField(_("到哪天前不得再命名"), null=True)

    class Meta:
        ordering = ("-known_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(suspended_on=F("known_on")), name="creation_condition_suspends_the_same_day"
            ),
            models.CheckConstraint(
                condition=Q(status="held", decided_by=None, outcome="")
                | ~Q(status="held") & Q(decided_by__isnull=False) & ~Q(outcome=""),
                name="creation_condition_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(entered_by=None) | ~Q(decided_by=F("entered_by")),
                name="creation_condition_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(decided_by=F("decider")),
                name="creation_condition_decided_by_the_named",
            ),
            models.CheckConstraint(
                condition=Q(source="entered", entered_by__isnull=False)
                | ~Q(source="entered") & ~Q(number=""),
                name="creation_condition_has_a_source",
            ),
            models.UniqueConstraint(
                fields=("naming", "source", "number"), condition=~Q(number=""),
                name="creation_condition_found_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.naming.subject} · {self.negative.text}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:condition", args=(self.public_id,))


class ReviewRound(Matter):
    """A seeded sample of namings that are checked again besides those whose day has come."""

    SCOPE: ClassVar[dict[str, str]] = {"lead": "lead_unit"}
    ROOM = "rounds"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "FC"), editable=False
    )
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    seed = models.BigIntegerField(_("种子"))
    pool = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveSmallIntegerField(_("抽几个"))
    due_on = models.DateField(_("复核期限"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:round", args=(self.public_id,))

    def get_status_display(self) -> str:
        """Whether it was drawn."""
        return str(_("已抽取") if self.drawn_at else _("待抽取"))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.lead_unit


class Review(Matter):
    """复核 of one naming, by date or drawn: one person reports, another decides where it is not simply kept."""

    ROOM = "reviews"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "FH"), editable=False
    )
    naming = models.ForeignKey(Naming, models.CASCADE, related_name="reviews")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    round = models.ForeignKey(ReviewRound, models.PROTECT, null=True, related_name="reviews")
    due_on = models.DateField(_("复核期限"))
    opened_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(
        _("状态"), max_length=10, choices=ReviewStatus, default=ReviewStatus.OPEN
    )
    proposal = models.CharField(_("复核建议"), max_length=10, choices=Outcome, blank=True)
    found = models.TextField(_("复核情况"), blank=True)
    reported_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    reported_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("决定人")
    )
    decided_on = models.DateField(_("决定日期"), null=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("naming",), condition=Q(status__in=["open", "reported"]),
                name="creation_review_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("reported_by")),
                name="creation_review_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "reported"], decided_by=None)
                | Q(status__in=["kept", "lowered", "withdrawn"], decided_by__isnull=False),
                name="creation_review_decided_by_somebody",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.naming)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:review", args=(self.public_id,))
