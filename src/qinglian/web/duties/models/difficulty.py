"""A difficulty, its steps, papers and outcomes. 困难问题。"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.duties.states import OPEN, Kind, Outcome, Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Difficulty(models.Model):
    """
    困难问题. `unit` asks, `lead_unit` answers; no other body sees it. The same question of several bodies is joined to
    one (`joined_to`): answered once, agreed to by each. `due_on` is the day of the step that waits, `reply_due_on` that
    of the answer. Only somebody of the body that asked closes it: `trust.py` has the trigger.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "lead": "lead_unit"}
    OBJECT = "difficulty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "KN"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    title = models.CharField(_("困难问题"), max_length=200)
    text = models.TextField(_("具体情况"))
    wanted = models.TextField(_("希望怎么解决"))
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.RAISED)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("提出单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("答复单位")
    )
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="joined", verbose_name=_("并入")
    )
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    raised_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    due_on = models.DateField(_("本环节期限"), null=True)
    reply_due_on = models.DateField(_("答复期限"))
    received_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("签收人")
    )
    reply = models.TextField(_("答复"), blank=True)
    replied_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("答复人")
    )
    replied_at = models.DateTimeField(_("答复时间"), null=True)
    in_time = models.BooleanField(_("按期答复"), null=True)
    agreed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    agreed_at = models.DateTimeField(_("确认时间"), null=True)
    dissatisfied = models.PositiveSmallIntegerField(_("不满意次数"), default=0)
    forwarded = models.PositiveSmallIntegerField(_("转办次数"), default=0)
    raised_up = models.PositiveSmallIntegerField(_("提级次数"), default=0)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-raised_at", "pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("lead_unit", "status", "due_on")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status=Status.AGREED, agreed_by__isnull=False, agreed_at__isnull=False)
                | ~Q(status=Status.AGREED) & Q(agreed_by=None),
                name="difficulty_closed_by_agreement",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("replied_by")) & ~Q(reply=""),
                name="difficulty_agreed_to_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REPLIED)
                | Q(replied_by__isnull=False, replied_at__isnull=False) & ~Q(reply=""),
                name="difficulty_replied_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("lead_unit")), name="difficulty_answered_by_another"
            ),
            models.CheckConstraint(
                condition=Q(joined_to=None) | ~Q(joined_to=F("pk")), name="difficulty_not_its_own"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:difficulty", args=(self.public_id,))

    @property
    def silent(self) -> bool:
        """Whether the asker has let the day of the confirmation pass: it stays open all the same."""
        return (
            self.status == Status.REPLIED
            and self.due_on is not None
            and self.due_on < timezone.localdate()
        )

    @property
    def late(self) -> bool:
        """Whether the answer is overdue."""
        waiting = self.status in (Status.RAISED, Status.RECEIVED)
        return waiting and self.reply_due_on < timezone.localdate()

    @property
    def open(self) -> bool:
        """Whether somebody has to do something."""
        return self.status in OPEN


class DifficultyStep(AnyStep):
    """One thing that happened."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=10, choices=Status, blank=True)
    now = models.CharField(max_length=10, choices=Status, blank=True)


class DifficultyReminder(AnyReminder):
    """催办 of a difficulty: the body that answers, then the body that asked."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("difficulty", "step", "due_on", "stage"), name="difficulty_reminded_once"
            ),
        )


class DifficultyOutcome(models.Model):
    """A reply became a task, or a proposal to change a rule (`rule_id`)."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=8, choices=Outcome)
    task_id = models.CharField(max_length=16, blank=True)
    rule_id = models.CharField(_("规则"), max_length=40, blank=True)
    text = models.TextField(_("理由"), blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=Outcome.TASK) & ~Q(task_id="")
                | Q(kind=Outcome.RULE) & ~Q(rule_id=""),
                name="difficulty_outcome_is_something",
            ),
        )


class Papers(models.QuerySet["DifficultyPaper"]):
    """With the difficulty; the papers of an answer also with those that were joined to it."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        seen = Difficulty.objects.visible_to(user)
        told = Difficulty.objects.filter(joined__in=seen)
        return self.filter(
            Q(step__difficulty__in=seen) | Q(step__verb="reply", step__difficulty__in=told)
        )


class DifficultyPaper(FiledPaper):
    """A file of a step."""

    step = models.ForeignKey(DifficultyStep, models.CASCADE, related_name="papers")

    objects = Papers.as_manager()
