"""One problem and everybody who saw it. 问题与来源。"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.rectification.states import OPEN, Age, Origin, Status
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Problems(Scoped):
    """Problems are seen by who answers, leads and found them, and by every other body that saw the same."""

    def visible_to(self, user: object) -> Self:
        """The problems a person may read."""
        return self._within(user, write=False)

    def writable_by(self, user: object) -> Self:
        """The problems on which a person may act."""
        return self._within(user, write=True)

    def open(self) -> Self:
        """Those on which somebody has to do something."""
        return self.filter(status__in=OPEN)

    def _within(self, user: object, *, write: bool) -> Self:
        scope = reach(user, Problem.OBJECT, write=write)
        seen = Sighting.objects.filter(scope.q({"finder": "unit"})).values("problem_id")
        return self.filter(scope.q(Problem.SCOPE) | Q(pk__in=seen))


def _person(label: object) -> models.ForeignKey:
    return models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=label)


def _body(label: object = "") -> models.ForeignKey:
    return models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=label)


class Problem(models.Model):
    """
    问题. `act_on` is when it was done, where known, `found_on` when it was seen: together they say whether it is old
    (存量) or new (增量). `turn_due_on` is the day of the step that waits, `due_on` that of the rectification. `task`
    is the task that follows it, if there is one: while that is open it reminds, and this does not. `unit` answers;
    nobody of it and no hand checks or strikes off, which the database holds (`trust.py`): it writes the bodies of
    those who did.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "lead": "lead_unit", "finder": "finder_unit"}
    OBJECT = "problem"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "ZG"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("问题"), max_length=200)
    text = models.TextField(_("具体情形"))
    origin = models.CharField(_("来源"), max_length=12, choices=Origin)
    origin_id = models.CharField(max_length=64, blank=True)
    origin_label = models.CharField(_("来源文件或事项"), max_length=200, blank=True)
    origin_url = models.CharField(max_length=200, blank=True)
    anchor_id = models.CharField(_("涉及的办件、项目或合同编号"), max_length=200, blank=True)
    status = models.CharField(_("环节"), max_length=12, choices=Status, default=Status.PLANNING)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="problems", verbose_name=_("责任单位")
    )
    lead_unit = _body(_("牵头部门"))
    finder_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("发现单位")
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="problems")
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")

    found_on = models.DateField(_("发现日期"))
    act_on = models.DateField(_("问题发生日期"), null=True, blank=True)
    amount_fen = models.BigIntegerField(_("涉及金额"), null=True, blank=True)
    opened_at = models.DateTimeField(_("挂号时间"), default=timezone.now)
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("挂号人"))
    due_on = models.DateField(_("整改期限"))
    turn_due_on = models.DateField(_("本环节期限"), null=True)
    paused_on = models.DateField(null=True)

    handler = _person(_("承办人"))
    outcome = models.TextField(_("整改结果"), blank=True)
    applied_at = models.DateTimeField(_("申请销号时间"), null=True)
    first_by, first_unit = _person(_("初验人")), _body()
    first_at = models.DateTimeField(_("初验时间"), null=True)
    second_by, second_unit = _person(_("复核人")), _body()
    second_at = models.DateTimeField(_("复核时间"), null=True)
    notice_place = models.CharField(_("公示在哪里"), max_length=200, blank=True)
    notice_on = models.DateField(_("公示起"), null=True)
    notice_until = models.DateField(_("公示至"), null=True)
    struck_by, struck_unit = _person(_("销号人")), _body()
    struck_at = models.DateTimeField(_("销号时间"), null=True)
    sent_back = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    extended = models.PositiveSmallIntegerField(default=0)

    objects = Problems.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("finder_unit", "status")),
            models.Index(fields=("lead_unit", "status")),
            models.Index(fields=("origin", "origin_id")),
            models.Index(fields=("status", "struck_at")),
        )
        constraints = (
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{who}_by": None})
                    | ~Q(**{f"{who}_by": F("handler")}) & ~Q(**{f"{who}_unit": F("unit")}),
                    name=f"problem_{who}_by_another",
                )
                for who in ("first", "second", "struck")
            ),
            models.CheckConstraint(
                condition=Q(first_by=None) | Q(second_by=None) | ~Q(second_by=F("first_by")),
                name="problem_checked_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.STRUCK)
                | Q(second_by__isnull=False, struck_by__isnull=False, struck_at__isnull=False),
                name="problem_struck_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.NOTICE) | Q(notice_until__gt=F("notice_on")),
                name="problem_notice_has_days",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.JOINED, joined_into__isnull=False)
                | ~Q(status=Status.JOINED) & Q(joined_into=None),
                name="problem_joined_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(joined_into=F("pk")), name="problem_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(act_on=None) | Q(act_on__lte=F("found_on")),
                name="problem_done_before_found",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen=None) | Q(amount_fen__gte=0), name="problem_amount"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("rectification:problem", args=(self.public_id,))

    @property
    def late(self) -> bool:
        """Whether the rectification is overdue and its clock runs."""
        return self.status in OPEN and not self.paused_on and self.due_on < timezone.localdate()

    @property
    def notice_over(self) -> bool:
        """Whether the last day of the notice has passed."""
        return bool(self.notice_until and self.notice_until < timezone.localdate())

    @property
    def age(self) -> Age:
        """存量 or 增量."""
        if self.act_on is None:
            return Age.UNKNOWN
        return Age.STOCK if self.act_on.year < self.found_on.year else Age.FLOW

    @property
    def turn_unit(self) -> Unit:
        """The body whose turn it is."""
        if self.status == Status.APPLIED and self.lead_unit:
            return self.lead_unit
        return self.finder_unit if self.status in (Status.CHECKED, Status.NOTICE) else self.unit


def age_q(value: str) -> Q:
    """The condition of an age, as `Problem.age` says it."""
    if value == Age.UNKNOWN:
        return Q(act_on=None)
    older = Q(act_on__year__lt=F("found_on__year"))
    return older if value == Age.STOCK else Q(act_on__isnull=False) & ~older


class Sighting(models.Model):
    """
    One supervisor saw the problem: in its own document, under its own number, on its own day. `body` is the name of one
    that is not on record here, as an audit office of the province.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="sightings")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发现单位")
    )
    body = models.CharField(_("发现单位（系统外）"), max_length=120, blank=True)
    origin = models.CharField(_("来源"), max_length=12, choices=Origin)
    origin_id = models.CharField(max_length=64, blank=True)
    origin_url = models.CharField(max_length=200, blank=True)
    document = models.CharField(_("文件"), max_length=200, blank=True)
    number = models.CharField(_("清单序号"), max_length=40, blank=True)
    text = models.TextField(_("原文"), blank=True)
    seen_on = models.DateField(_("发现日期"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=200, blank=True)
    """Why it was taken for the same problem; empty for the first."""

    class Meta:
        ordering = ("seen_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(body=""), name="sighting_of_somebody"
            ),
        )

    @property
    def who(self) -> str:
        """Who saw it."""
        return (
            str(self.unit) if self.unit_id else gettext("%(body)s（系统外）") % {"body": self.body}
        )


class Hand(models.Model):
    """Somebody who worked on the rectification, and for which body: none of them may check or strike it off, ever."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="hands")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("problem", "user"), name="problem_hand_once"),
        )
