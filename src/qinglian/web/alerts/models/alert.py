"""One alert, its signals, steps and hands. 预警本身。"""

from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.states import OPEN, UNTOLD, Cause, Fact, Handling, Level, Status
from qinglian.web.clocks.models import Reminder as AnyReminder
from qinglian.web.core.dated import Dated, ordered
from qinglian.web.core.ids import new_id
from qinglian.web.core.steps import AnyStep
from qinglian.web.runs.citing import subject_name
from qinglian.web.runs.models import Signal
from qinglian.web.runs.words import english, rule_name
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Alerts(Scoped):
    """A confidential check is open to who checks and who supervises, never along the lines of the body concerned."""

    CONCERNED = "unit"
    """The anchor of the body the matter is about, and of its leaders."""

    def visible_to(self, user: object) -> Self:
        """The alerts a person may read."""
        return self._within(user, write=False)

    def writable_by(self, user: object) -> Self:
        """The alerts on which a person may act."""
        return self._within(user, write=True)

    def open(self) -> Self:
        """Those on which somebody has to do something."""
        return self.filter(status__in=OPEN)

    def _within(self, user: object, *, write: bool) -> Self:
        scope = reach(user, Alert.OBJECT, write=write)
        others = {
            anchor: column for anchor, column in Alert.SCOPE.items() if anchor != self.CONCERNED
        }
        concerned = {self.CONCERNED: Alert.SCOPE[self.CONCERNED]}
        supervising = {anchor: column for anchor, column in others.items() if anchor != "authority"}
        told = ~Q(status__in=UNTOLD)
        # The authority that is itself the body concerned learns nothing as authority either.
        return self.filter(
            scope.q(supervising)
            | scope.q({"authority": others["authority"]})
            & told
            & (Q(secret=False) | ~Q(authority_unit=F("unit")))
            | scope.q(concerned) & told & Q(secret=False)
        )


class Competence(Dated):
    """
    主管部门: which body regulates the field of a pack or of some rules, for a body and those below it, from a day until
    before another. The narrowest field counts, then the nearest body.
    """

    OBJECT = "competence"

    field = models.CharField(_("规则包或规则编号"), max_length=40)
    within = models.ForeignKey(
        Unit, models.CASCADE, related_name="+", verbose_name=_("范围（隶属于）")
    )
    authority = models.ForeignKey(
        Unit, models.CASCADE, related_name="+", verbose_name=_("主管部门")
    )

    class Meta:
        ordering = ("field", "within", "valid_from")
        verbose_name = _("主管部门")
        constraints = (
            ordered("competence"),
            models.UniqueConstraint(
                fields=("field", "within"), condition=Q(valid_to=None), name="competence_once"
            ),
        )

    def get_absolute_url(self) -> str:
        """Where it is changed or ended."""
        return reverse("alerts:competence", args=(self.pk,))


class Alert(models.Model):
    """
    预警. `due_on` is the day of the step that is waiting; `paused_on` stops it. `version` grows with every move: a form
    made from an older one is told what happened meanwhile.
    """

    SCOPE: ClassVar[dict[str, str]] = {
        "unit": "unit", "authority": "authority_unit", "watched": "unit", "office": "unit",
    }  # fmt: skip
    OBJECT = "alert"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "YJ"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    # The title in Chinese, as records are, and what it was made of: the gravest rule, and how many there were.
    title = models.CharField(_("事项"), max_length=200)
    rule_id = models.CharField(max_length=40, blank=True)
    rules = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.TRIAGE)
    level = models.CharField(_("级别"), max_length=8, choices=Level)
    level_computed = models.CharField(_("系统计算的级别"), max_length=8, choices=Level)
    pack = models.CharField(_("规则包"), max_length=40)
    anchor_kind = models.CharField(max_length=40)
    anchor_id = models.CharField(_("对象"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="alerts", verbose_name=_("责任单位")
    )
    authority_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("主管部门")
    )
    signals = models.ManyToManyField(Signal, through="AlertSignal", related_name="alerts")
    linked_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="linked", verbose_name=_("关联预警")
    )
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    batch = models.ForeignKey("BatchCheck", models.SET_NULL, null=True, related_name="alerts")

    secret = models.BooleanField(_("保密核查"), default=False)
    held = models.BooleanField(_("排队"), default=False)
    escalated = models.BooleanField(_("已提级"), default=False)
    self_found = models.BooleanField(_("自查自纠"), default=False)
    parked_on = models.DateField(_("挂账日"), null=True)
    park_review_on = models.DateField(_("挂账复核日"), null=True)

    opened_at = models.DateTimeField(_("产生时间"), default=timezone.now)
    step_since = models.DateTimeField(_("本环节开始"), default=timezone.now)
    due_on = models.DateField(_("期限"), null=True)
    paused_on = models.DateField(_("中止计时自"), null=True)
    returned = models.PositiveSmallIntegerField(default=0)
    sent_back = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)

    handler = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("承办人")
    )
    handler_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("承办单位")
    )
    checker = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    closed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("销号人")
    )
    closed_by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("销号时间"), null=True)

    fact = models.CharField(_("事实认定"), max_length=12, choices=Fact, blank=True)
    cause = models.CharField(_("原因"), max_length=12, choices=Cause, blank=True)
    exception = models.CharField(_("适用的合规情形"), max_length=200, blank=True)
    handling = models.JSONField(_("处置"), default=list)
    amount_fen = models.BigIntegerField(_("追缴退还金额"), null=True)

    objects = Alerts.as_manager()

    class Meta:
        ordering = ("-opened_at",)
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("authority_unit", "status", "due_on")),
            models.Index(fields=("status", "level", "opened_at")),
            models.Index(fields=("anchor_kind", "anchor_id", "unit")),
            # The list begins with the newest.
            models.Index(fields=("-opened_at", "id"), name="alert_newest"),
            # The desk asks for what waits now; tens of thousands may be held outside the queue.
            models.Index(
                fields=("unit", "status", "due_on"),
                condition=Q(held=False, status__in=OPEN),
                name="alert_waiting",
            ),
            # What the cockpit and the number of rows of a list need, so that a county is counted without its rows.
            models.Index(
                fields=("unit",),
                include=(
                    "status",
                    "level",
                    "secret",
                    "due_on",
                    "paused_on",
                    "opened_at",
                    "closed_at",
                    "reopened",
                    "self_found",
                    "pack",
                    "id",
                ),
                name="alert_counted",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_by=None)
                | ~Q(closed_by=F("handler")) & ~Q(closed_by=F("checker")),
                name="alert_struck_off_by_another",
            ),
            models.CheckConstraint(
                condition=Q(closed_by_unit=None)
                | Q(handler_unit=None)
                | ~Q(closed_by_unit=F("handler_unit")),
                name="alert_struck_off_by_another_body",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="alert_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(checker=None) | Q(handler=None) | ~Q(checker=F("handler")),
                name="alert_second_person",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("alerts:alert", args=(self.public_id,))

    @property
    def heading(self) -> str:
        """The title in the reader's language; in Chinese as it was recorded, whatever the rule is called by now."""
        return heading(self.rule_id, self.rules) if self.rule_id and english() else self.title

    @property
    def anchor(self) -> str:
        """The event as pages show it: of a person only a short name."""
        return subject_name(self.anchor_kind, self.anchor_id)

    @property
    def late(self) -> bool:
        """Whether the step that waits is overdue and its clock runs."""
        return bool(self.due_on and not self.paused_on and self.due_on < timezone.localdate())

    @property
    def working_unit(self) -> Unit:
        """The body whose turn it is: the authority of the field first, the body itself where none is known."""
        return self.authority_unit or self.unit

    @property
    def handling_names(self) -> list[str]:
        """Handlings in words."""
        return [str(Handling(one).label) for one in self.handling]


class AlertSignal(models.Model):
    """A signal belongs to one alert. `at` says when it joined."""

    alert = models.ForeignKey(Alert, models.CASCADE)
    signal = models.OneToOneField(Signal, models.CASCADE, related_name="of_alert")
    at = models.DateTimeField(default=timezone.now)


class Step(AnyStep):
    """One thing that happened: a move or a word beside the way, by whom, why, in how many minutes."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=Status, blank=True)
    now = models.CharField(max_length=12, choices=Status, blank=True)
    due_on = models.DateField(null=True)


class Hand(models.Model):
    """Somebody who handled or checked an alert, and for which body: none of them may strike it off, ever."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="hands")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("alert", "user"), name="hand_once"),)


class Reminder(AnyReminder):
    """催办 of an alert, gone with it."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="reminders")

    class Meta(AnyReminder.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("alert", "step", "due_on", "stage"), name="alert_reminded_once"
            ),
        )


def heading(rule_id: str, rules: int) -> str:
    """What an alert is called after the gravest of its rules."""
    name = rule_name(rule_id)
    return name if rules == 1 else gettext("%(rule)s 等%(n)d项") % {"rule": name, "n": rules}
