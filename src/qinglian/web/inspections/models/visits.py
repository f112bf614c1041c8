"""A visit to one body: what was asked, answered, found, said, fed back. 现场督查。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.inspections.models.inspection import Inspection, Item, of_givers, own_bodies
from qinglian.web.inspections.states import GONE, TOLD, Choice, Follow, Severity, Status, Topic
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scope, Scoped, reach

USER = settings.AUTH_USER_MODEL


def inside(scope: Scope) -> Q:
    """Visits of which one knows everything at once: of the bodies that go, or of those that oversee the visited."""
    return of_givers(scope, "inspection__") | scope.q({"office": "unit", "watched": "unit"})


class Visits(Scoped):
    """
    A visit is seen by who goes and who oversees the body; by the visited body, and along its other lines, once it may
    know. Whoever belongs to the body sees nothing of a hidden visit, whatever else they are.
    """

    def visible_to(self, user: Any) -> Self:
        """The visits a person may read."""
        return self._within(user, write=False)

    def writable_by(self, user: Any) -> Self:
        """The visits on which a person may act, for either side."""
        return self._within(user, write=True)

    def _within(self, user: Any, *, write: bool) -> Self:
        scope = reach(user, Visit.OBJECT, write=write)
        seen = inside(scope) | scope.q({"unit": "unit"}) & Q(hidden=False)
        if scope and not write:
            from qinglian.web.inspections.models.steps import Request

            seen |= Q(pk__in=Request.objects.filter(approver=user.pk).values("visit"))
        mine = Visit.objects.filter(hidden=True, unit__in=own_bodies(user))
        return self.filter(seen).exclude(hidden=True, inspection__in=mine.values("inspection"))


class Visit(models.Model):
    """
    One body on one inspection. `giver_unit` repeats that of the inspection. `hidden`: the body is not told of it yet.
    `minutes`: how much of the body's time it took, as estimated by who went. `due_on`: the day of the step that waits.
    """

    SCOPE: ClassVar[dict[str, str]] = {
        "unit": "unit",
        "giver": "giver_unit",
        "office": "unit",
        "watched": "unit",
    }
    OBJECT = "inspection"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "XC"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="visits")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspection_visits", verbose_name=_("被督查单位")
    )
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("督查单位")
    )
    hidden = models.BooleanField(default=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.PLANNED)
    due_on = models.DateField(_("期限"), null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    repeat_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeated")
    repeat_approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    started_at = models.DateTimeField(_("到场时间"), null=True)
    started_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(_("现场结束时间"), null=True)
    finished_on = models.DateField(_("督查日期"), null=True)
    minutes = models.PositiveIntegerField(_("占用单位分钟"), null=True)
    summary = models.TextField(_("看了什么"), blank=True)
    representative = models.CharField(_("单位在场人员职务"), max_length=80, blank=True)
    statement = models.TextField(_("单位意见"), blank=True)
    unsigned = models.CharField(_("没有签字的原因"), max_length=200, blank=True)
    feedback = models.TextField(_("反馈内容"), blank=True)
    sent_at = models.DateTimeField(_("何时反馈"), null=True)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    objects_until = models.DateField(_("提出异议的期限"), null=True)
    answer = models.TextField(_("单位回复"), blank=True)

    objects = Visits.as_manager()

    class Meta:
        ordering = ("inspection", "pk")
        verbose_name = _("现场督查")
        indexes = (
            models.Index(fields=("unit", "status")),
            models.Index(fields=("giver_unit", "status", "due_on")),
            models.Index(fields=("finished_on",)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "unit"),
                condition=~Q(status__in=GONE),
                name="visit_once_each",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None)
                | Q(repeat_of=None)
                | Q(repeat_approved_by__isnull=False),
                name="visit_repeat_approved",
            ),
            models.CheckConstraint(
                condition=Q(repeat_approved_by=None) | ~Q(repeat_approved_by=F("started_by")),
                name="visit_repeat_second_person",
            ),
            models.CheckConstraint(
                condition=Q(hidden=True, sent_at=None) | Q(hidden=False), name="visit_sent_is_told"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=TOLD) | Q(sent_at__isnull=False), name="visit_told_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(minutes__isnull=False), name="visit_minutes_said"
            ),
        )

    def __str__(self) -> str:
        return f"{self.inspection} · {self.unit}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspections:visit", args=(self.public_id,))


class Answer(models.Model):
    """
    One saved answer to one item. Each is kept, the last counts. `token` and `digest`: the same press of the same
    button, sent again by a bad line, is the same answer; other words under the same token are another.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="answers")
    token = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    choice = models.CharField(max_length=4, choices=Choice, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("visit", "item", "token", "digest"), name="answer_once_each_press"
            ),
        )

    @property
    def said(self) -> Any:
        """The answer as it is shown."""
        if self.choice:
            return self.get_choice_display()
        if self.number is not None:
            return f"{self.number.normalize():f} {self.item.measure}".strip()
        return ""

    @property
    def empty(self) -> bool:
        """Whether nothing was answered yet: only a photograph, or a field that was emptied."""
        return not self.choice and self.number is None and not self.text.strip()

    @property
    def finds(self) -> bool:
        """Whether the answer proposes a finding."""
        return bool(self.choice) and self.choice == self.item.finds


class Findings(Scoped):
    """Whoever sees the visit; the visited body once the feedback was sent."""

    def visible_to(self, user: Any) -> Self:
        """The findings a person may read."""
        return self._of(user, Visit.objects.visible_to(user))

    def writable_by(self, user: Any) -> Self:
        """The findings on which a person may act."""
        return self._of(user, Visit.objects.writable_by(user))

    def _of(self, user: Any, visits: Any) -> Self:
        scope = reach(user, Visit.OBJECT)
        goes = Visit.objects.filter(inside(scope))
        return self.filter(
            Q(visit__sent_at__isnull=False) | Q(visit__in=goes.values("pk")),
            visit__in=visits.values("pk"),
        )


class Finding(models.Model):
    """发现问题: what was seen, under which clause it should not be so, how grave, and what became of it."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "inspection"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "WT"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("检查项"),
    )
    token = models.CharField(max_length=40)
    title = models.CharField(_("发现问题"), max_length=120)
    text = models.TextField(_("具体情况"), blank=True)
    topic = models.CharField(_("类别"), max_length=12, choices=Topic)
    severity = models.CharField(_("程度"), max_length=8, choices=Severity)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("记录人"))
    at = models.DateTimeField(default=timezone.now)
    follow = models.CharField(_("处置"), max_length=12, choices=Follow, default=Follow.WAITING)
    follow_text = models.TextField(_("处置说明"), blank=True)
    follow_id = models.CharField(max_length=64, blank=True)
    follow_url = models.CharField(max_length=200, blank=True)
    followed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    followed_at = models.DateTimeField(null=True)

    objects = Findings.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("督查发现问题")
        constraints = (
            models.UniqueConstraint(fields=("visit", "token"), name="finding_once_each_press"),
            models.CheckConstraint(
                condition=~Q(follow__in=(Follow.PROBLEM, Follow.TASK)) | ~Q(follow_id=""),
                name="finding_followed_somewhere",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> Unit:
        """The visited body."""
        return self.visit.unit

    @property
    def status(self) -> str:
        """What became of it, where two people meet on it."""
        return self.follow

    def get_status_display(self) -> str:
        """The same in words."""
        return str(self.get_follow_display())

    @property
    def steps(self) -> Any:
        """What happened to its visit."""
        return self.visit.steps

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspections:finding", args=(self.public_id,))
