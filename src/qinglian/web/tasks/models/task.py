"""Tasks, their sub-tasks, steps, requests and papers. 督办事项、子任务、办理过程。"""

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
from qinglian.web.core.steps import AnyRequest, AnyStep
from qinglian.web.tasks.states import OPEN, Origin, Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Tasks(Scoped):
    """Tasks are seen by who works, who gave them, and who assists."""

    def visible_to(self, user: object) -> Self:
        """The tasks a person may read."""
        return self._within(user, write=False)

    def writable_by(self, user: object) -> Self:
        """The tasks on which a person may act."""
        return self._within(user, write=True)

    def _within(self, user: object, *, write: bool) -> Self:
        scope = reach(user, Task.OBJECT, write=write)
        helped = Assistant.objects.filter(scope.q({"assisting": "unit"})).values("task_id")
        return self.filter(scope.q(Task.SCOPE) | Q(pk__in=helped))


class Task(models.Model):
    """
    督办事项. `requirement` is what is to be achieved, `promised` what the body said it would do and by when, `done`
    what it did, `achieved` whether the outcome is there. `unit` leads; others assist. A sub-task has a `parent`: the
    chain shows its gaps. `turn_due_on` is the day of the step that waits, `due_on` that of the task.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "task"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "DB"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("事项"), max_length=200)
    requirement = models.TextField(_("要达到什么"))
    origin = models.CharField(_("来源"), max_length=12, choices=Origin)
    origin_id = models.CharField(max_length=64, blank=True)
    origin_label = models.CharField(_("来源文件或事项"), max_length=200, blank=True)
    origin_url = models.CharField(max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.ASSIGNED)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("承办单位"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("交办单位")
    )
    giver = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("交办人"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("上级事项"),
    )
    assigned_at = models.DateTimeField(_("交办时间"), default=timezone.now)
    due_on = models.DateField(_("办结期限"))
    turn_due_on = models.DateField(_("本环节期限"), null=True)
    paused_on = models.DateField(null=True)

    handler = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("承办人")
    )
    checker = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    promised = models.TextField(_("承诺做什么"), blank=True)
    promised_on = models.DateField(_("承诺何时"), null=True, blank=True)
    done = models.TextField(_("做了什么"), blank=True)
    done_on = models.DateField(_("何时做完"), null=True)
    outcome = models.TextField(_("结果怎样"), blank=True)
    achieved = models.BooleanField(_("是否达到要求"), null=True)
    finished_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    finished_at = models.DateTimeField(_("办结时间"), null=True)
    sent_back = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    extended = models.PositiveSmallIntegerField(default=0)

    objects = Tasks.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("giver_unit", "status", "due_on")),
            models.Index(fields=("origin", "origin_id")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(checker=None) | Q(handler=None) | ~Q(checker=F("handler")),
                name="task_second_person",
            ),
            models.CheckConstraint(
                condition=Q(finished_by=None) | Q(handler=None) | ~Q(finished_by=F("handler")),
                name="task_finished_by_another",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="task_not_its_own_part"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("tasks:task", args=(self.public_id,))

    @property
    def late(self) -> bool:
        """Whether it is overdue and its clock runs."""
        return self.status in OPEN and not self.paused_on and self.due_on < timezone.localdate()


class Assistant(models.Model):
    """协办单位: a body that does a part; the lead body sees whether it has."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="assistants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("协办单位"))
    part = models.CharField(_("协办什么"), max_length=200, blank=True)
    done = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("task", "unit"), name="assistant_once"),)


class Step(AnyStep):
    """One thing that happened to a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=Status, blank=True)
    now = models.CharField(max_length=12, choices=Status, blank=True)


class Reminder(AnyReminder):
    """催办 of a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("task", "step", "due_on", "stage"), name="task_reminded_once"
            ),
        )


class Request(AnyRequest):
    """More time or a stopped clock, asked by who works, agreed by who gave."""

    class Kind(models.TextChoices):
        """What is asked."""

        EXTEND = "extend", _("延期")
        PAUSE = "pause", _("中止计时")

    task = models.ForeignKey(Task, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=8, choices=Kind)
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="task_request_second_person",
            ),
            models.UniqueConstraint(
                fields=("task", "kind"), condition=Q(agreed=None), name="task_request_once"
            ),
        )


class Papers(models.QuerySet["Paper"]):
    """Whoever sees the task sees the papers of its steps."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        seen = Task.objects.visible_to(user)
        return self.filter(Q(step__task__in=seen) | Q(asked__task__in=seen))


class Paper(FiledPaper):
    """A file of a step, evidence of the outcome or the signed sheet; of a request until its step is there."""

    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="papers")
    asked = models.ForeignKey(Request, models.CASCADE, null=True, related_name="papers")

    objects = Papers.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__isnull=False, asked=None) | Q(step=None, asked__isnull=False),
                name="task_paper_of_one_thing",
            ),
        )

    @property
    def of(self) -> Task:
        """The task it belongs to."""
        return self.step.task if self.step else self.asked.task
