"""
Consultations in rounds, the bodies asked, and each point they make with its answer. 会签、征求意见、逐条意见与采纳。
"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.consultations.states import (
    HEARD,
    INSIDE,
    Adopted,
    Kind,
    Outcome,
    Stance,
    Status,
    Turn,
    silence,
)
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Consultations(Scoped):
    """Seen by who asks, and by each body from its turn on."""

    def visible_to(self, user: object) -> Self:
        """The consultations a person may read."""
        scope = reach(user, Consultation.OBJECT)
        asked = Asked.objects.filter(scope.q(Asked.SCOPE), asked_at__isnull=False)
        return self.filter(
            scope.q(Consultation.SCOPE) | Q(pk__in=asked.values("round__consultation"))
        )


class Consultation(models.Model):
    """会签 or 征求意见. The text stands in its rounds: a changed one is another round."""

    SCOPE: ClassVar[dict[str, str]] = {"asker": "asker"}
    OBJECT = "consultation"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "HQ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    subject = models.CharField(_("标题"), max_length=200)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.ASKING)
    asker = models.ForeignKey(
        Unit, models.PROTECT, related_name="consultations", verbose_name=_("发起单位")
    )
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("发起人"))
    serial = models.BooleanField(_("依次"), default=False)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about_url = models.CharField(_("所涉页面"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    due_on = models.DateField(_("期限"), null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome, blank=True)

    objects = Consultations.as_manager()

    class Meta:
        verbose_name = _("会签与征求意见")
        ordering = ("-opened_at", "-pk")
        indexes = (
            models.Index(fields=("asker", "status", "due_on")),
            models.Index(fields=("about_type", "about_id")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(status="closed") & Q(closed_at=None, outcome=""),
                name="consultation_closed_with_outcome",
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("consultations:consultation", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body whose records it belongs to."""
        return self.asker


class Round(models.Model):
    """One round: the text as it was sent, and how many working days each body has."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("征询内容"))
    changed = models.TextField(_("改了什么"), blank=True)
    days = models.PositiveSmallIntegerField(_("每家几个工作日"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="round_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(changed=""), name="round_says_what_changed"
            ),
        )


class Asked(models.Model):
    """
    A body in a round and what it says: drafted by one person, signed by another, or on paper. `by_clock`: the day
    passed and nothing came.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "consultation"

    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("被征询单位"))
    place = models.PositiveSmallIntegerField(_("顺序"), default=1)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(_("状态"), max_length=12, choices=Turn, default=Turn.WAITING)
    asked_at = models.DateTimeField(_("送达时间"), null=True)
    due_on = models.DateField(_("期限"), null=True)
    stance = models.CharField(_("意见"), max_length=12, choices=Stance, blank=True)
    text = models.TextField(_("说明"), blank=True)
    by_clock = models.BooleanField(default=False)
    offline = models.BooleanField(_("线下已办"), default=False)
    drafted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("反馈时间"), null=True)

    class Meta:
        ordering = ("place", "pk")
        indexes = (models.Index(fields=("unit", "status", "due_on")),)
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="asked_once_a_round"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(offline=True) | ~Q(signed_by=F("drafted_by")),
                name="opinion_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered")
                | Q(signed_by__isnull=False, answered_at__isnull=False, by_clock=False) & ~Q(stance=""),
                name="opinion_signed",
            ),
            models.CheckConstraint(
                condition=Q(by_clock=False, status__in=("waiting", "asked", "drafted", "answered", "ended"))
                | Q(by_clock=True, status="silent", stance="none", signed_by=None),
                name="silence_is_no_opinion",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def late(self) -> bool:
        """Whether its day passed and nothing came, and the clock does not record that as no opinion."""
        kept = self.status in HEARD and self.due_on is not None
        return kept and self.due_on < timezone.localdate()

    @property
    def missing(self) -> bool:
        """A consent that was not given in time and stays missing."""
        return self.late and silence(self.round.consultation.kind) == "missing"


class Points(models.QuerySet["Point"]):
    """Countersigned papers go round with what everybody said; views are told to the asker alone."""

    def visible_to(self, user: object) -> Self:
        """The points a person may read."""
        scope = reach(user, Consultation.OBJECT)
        own = Asked.objects.filter(scope.q(Asked.SCOPE))
        asking = Consultation.objects.filter(scope.q(Consultation.SCOPE))
        round_about = Consultation.objects.visible_to(user).filter(kind=Kind.COUNTERSIGN)
        told = Q(asked__round__consultation__in=asking)
        told |= Q(asked__round__consultation__in=round_about)
        # A draft is the affair of the body until it has signed.
        return self.filter(Q(asked__in=own) | told & Q(asked__answered_at__isnull=False))


class Point(models.Model):
    """
    One line of the register: a clause and what is said of it, with the answer of the asker. An opinion without changes
    is a line too, which needs no answer: the register is whole.
    """

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="points")
    clause = models.CharField(_("条款"), max_length=120, blank=True)
    proposed = models.TextField(_("意见"), blank=True)
    reason = models.TextField(_("意见的理由"), blank=True)
    needs = models.BooleanField(default=True)
    adopted = models.CharField(_("采纳情况"), max_length=8, choices=Adopted, blank=True)
    answer = models.TextField(_("采纳说明"), blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    objects = Points.as_manager()

    class Meta:
        ordering = ("asked", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(adopted__in=("", "yes")) | ~Q(answer=""), name="not_adopted_says_why"
            ),
            models.CheckConstraint(
                condition=Q(adopted="", answered_by=None) | ~Q(adopted="") & Q(answered_by__isnull=False),
                name="point_answered_by_somebody",
            ),
            models.CheckConstraint(condition=Q(needs=False) | ~Q(proposed=""), name="point_says_what"),
        )  # fmt: skip

    def get_absolute_url(self) -> str:
        """Where it is answered: the page of the whole."""
        return self.asked.round.consultation.get_absolute_url()


class Step(AnyStep):
    """One thing that happened; `asked`: by which body, where it is not the asker."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="steps")
    asked = models.ForeignKey(Asked, models.CASCADE, null=True, related_name="steps")


class Reminder(AnyReminder):
    """催办 of a body that is asked."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("asked", "step", "due_on", "stage"), name="asked_reminded_once"
            ),
        )


class Papers(models.QuerySet["Paper"]):
    """The papers of the asker are for all who are asked; those of a body as its points."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        scope = reach(user, Consultation.OBJECT)
        seen = Consultation.objects.visible_to(user)
        own = Asked.objects.filter(scope.q(Asked.SCOPE))
        asking = Consultation.objects.filter(scope.q(Consultation.SCOPE))
        told = Q(step__consultation__in=asking)
        told |= Q(step__consultation__in=seen.filter(kind=Kind.COUNTERSIGN))
        return self.filter(
            Q(step__asked=None, step__consultation__in=seen)
            | Q(step__asked__in=own)
            | told & ~Q(step__verb__in=INSIDE)
        )


class Paper(FiledPaper):
    """A file of a step: the text sent, a signed sheet."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="papers")

    objects = Papers.as_manager()
