"""Meetings: who, when, what about, with which figures. 会议。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.core.steps import AnyStep
from qinglian.web.tasks.meeting_states import KINDS, Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class MeetingKind(models.Model):
    """What a place calls its meetings, over the names that come with the system; `used` hides those it never holds."""

    OBJECT = "meeting_kind"

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(_("会议类别"), max_length=40)
    used = models.BooleanField(_("使用中"), default=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("code",)


def kind_names() -> dict[str, tuple[Any, bool]]:
    """Every kind by code: its name and whether it is used."""
    found: dict[str, tuple[Any, bool]] = {code: (name, True) for code, name in KINDS.items()}
    found |= {one.code: (one.name, one.used) for one in MeetingKind.objects.all()}
    return found


def kind_choices(current: str = "") -> list[tuple[str, Any]]:
    """The kinds in use, and the one a meeting has already."""
    return [(code, name) for code, (name, used) in kind_names().items() if used or code == current]


class Meetings(Scoped):
    """A meeting is seen by its host; by those who attend, once they were invited."""

    def visible_to(self, user: object) -> Self:
        """The meetings a person may read."""
        return self._within(user, write=False)

    def hosted_by(self, user: object) -> Self:
        """The meetings a person keeps for the host."""
        return self.filter(reach(user, Meeting.OBJECT, write=True).q(Meeting.SCOPE))

    writable_by = hosted_by

    def _within(self, user: object, *, write: bool) -> Self:
        scope = reach(user, Meeting.OBJECT, write=write)
        invited = Attending.objects.filter(
            scope.q(Attending.SCOPE), meeting__invited_at__isnull=False
        )
        return self.filter(scope.q(Meeting.SCOPE) | Q(pk__in=invited.values("meeting_id")))


class Meeting(models.Model):
    """会议. `at` is when it is, and once it was held when it was; `invited_at` opens it to those who attend."""

    SCOPE: ClassVar[dict[str, str]] = {"host": "host"}
    OBJECT = "meeting"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "HY"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(_("会议名称"), max_length=200)
    kind = models.CharField(_("会议类别"), max_length=20)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.PREPARING)
    host = models.ForeignKey(
        Unit, models.PROTECT, related_name="meetings", verbose_name=_("主办单位")
    )
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    place = models.CharField(_("地点"), max_length=200)
    chair = models.CharField(_("主持人"), max_length=60)
    attending = models.ManyToManyField(Unit, through="Attending", related_name="+")
    invited_at = models.DateTimeField(_("通知时间"), null=True)
    minutes = models.TextField(_("纪要要点"), blank=True)
    minutes_at = models.DateTimeField(_("纪要时间"), null=True)

    objects = Meetings.as_manager()

    class Meta:
        verbose_name = _("会议")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("host", "kind", "at")),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(status__in=("settled", "held", "done")) | Q(invited_at__isnull=False),
                name="meeting_settled_is_told",
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(minutes_at__isnull=False),
                name="meeting_done_has_minutes",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("tasks:meeting", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body whose records it belongs to."""
        return self.host

    @property
    def kind_name(self) -> Any:
        """The kind in words."""
        return kind_names().get(self.kind, (self.kind, True))[0]


class Attending(models.Model):
    """参会单位; `came` is noted when the meeting was held."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("参会单位"))
    came = models.BooleanField(null=True)

    class Meta:
        ordering = ("unit__code",)
        constraints = (models.UniqueConstraint(fields=("meeting", "unit"), name="attending_once"),)


class AgendaItem(models.Model):
    """议题, in order: what, who reports."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField(_("顺序"))
    title = models.CharField(_("议题"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("汇报单位")
    )
    reporter = models.CharField(_("汇报人"), max_length=60, blank=True)

    class Meta:
        ordering = ("number", "pk")


class Frozen(models.Model):
    """
    会议数据: the figures of a period as `by` saw them then, and how what was agreed before stood. A new version has a
    reason; the old ones stay. `sha256` is over the canonical JSON of what stands in it.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="frozen")
    number = models.PositiveSmallIntegerField()
    begins = models.DateField(_("期间起"))
    ends = models.DateField(_("期间止"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("理由"), blank=True)
    figures = models.JSONField(default=list)
    carried = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="frozen_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="frozen_again_why"),
            models.CheckConstraint(condition=Q(begins__lte=F("ends")), name="frozen_period"),
        )


class MeetingStep(AnyStep):
    """One thing that happened to a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=Status, blank=True)
    now = models.CharField(max_length=12, choices=Status, blank=True)


class MeetingPapers(models.QuerySet["MeetingPaper"]):
    """Whoever sees the meeting sees its papers."""

    def visible_to(self, user: object) -> Self:
        """The papers a person may fetch."""
        seen = Meeting.objects.visible_to(user)
        return self.filter(Q(step__meeting__in=seen) | Q(item__meeting__in=seen))


class MeetingPaper(FiledPaper):
    """A file of a step (minutes, attendance sheet) or of an item of the agenda."""

    step = models.ForeignKey(MeetingStep, models.CASCADE, null=True, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, related_name="papers")

    objects = MeetingPapers.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__isnull=False, item=None) | Q(step=None, item__isnull=False),
                name="meeting_paper_of_one_thing",
            ),
        )

    @property
    def of(self) -> Meeting:
        """The meeting it belongs to."""
        return self.step.meeting if self.step else self.item.meeting
