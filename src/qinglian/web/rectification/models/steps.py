"""What happened to a problem, what was asked, the papers. 办理过程、申请、附件。"""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyRequest, AnyStep
from qinglian.web.rectification.models.problem import Problem
from qinglian.web.rectification.states import Status


class Step(AnyStep):
    """One thing that happened to a problem."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=Status, blank=True)
    now = models.CharField(max_length=12, choices=Status, blank=True)


class Reminder(AnyReminder):
    """催办 of a problem."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("problem", "step", "due_on", "stage"), name="problem_reminded_once"
            ),
        )


class Request(AnyRequest):
    """More time or a stopped clock, asked by who mends, agreed by who supervises."""

    class Kind(models.TextChoices):
        """What is asked."""

        EXTEND = "extend", _("延期")
        PAUSE = "pause", _("中止计时")

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=8, choices=Kind)
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="problem_request_second_person",
            ),
            models.UniqueConstraint(
                fields=("problem", "kind"), condition=Q(agreed=None), name="problem_request_once"
            ),
        )


class Papers(models.QuerySet["Paper"]):
    """Whoever sees the problem sees the papers of its steps."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        seen = Problem.objects.visible_to(user)
        return self.filter(Q(step__problem__in=seen) | Q(asked__problem__in=seen))


class Paper(FiledPaper):
    """A file of a step: evidence, the paper of a system fix, the signed sheet; of a request until its step is there."""

    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="papers")
    asked = models.ForeignKey(Request, models.CASCADE, null=True, related_name="papers")

    objects = Papers.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__isnull=False, asked=None) | Q(step=None, asked__isnull=False),
                name="problem_paper_of_one_thing",
            ),
        )

    @property
    def of(self) -> Problem:
        """The problem it belongs to."""
        return self.step.problem if self.step else self.asked.problem
