"""An application, what was said to each clause, who assessed, the notice with its objections. 申报。"""

from functools import partial
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.creation.models.base import Matter
from qinglian.web.creation.models.standards import Clause, StandardVersion
from qinglian.web.creation.states import OPEN, Status
from qinglian.web.creation.words import Carrier, Objector, Outsider, Range, Stage, Tier
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


class Applications(Scoped):
    """Seen by the body that applies, who leads, who oversees, and the assessors."""

    def visible_to(self, user: Any) -> Self:
        """The applications a person may read."""
        scope = reach(user, Application.OBJECT)
        seen = scope.q(Application.SCOPE)
        if scope:
            named = Assessor.objects.filter(user=user.pk)
            seen |= Q(pk__in=named.values("application"))
        return self.filter(seen)


class Application(Matter):
    """
    申报. `standard` is the version it was made under and stays so. A carrier inside the body (处室、岗位、窗口、项目)
    has an application and a checklist of its own, `within` that of the body where there is one. `due_on`: of the step
    that waits.
    """

    ROOM = "applications"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "CJ"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("申报单位"))
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("牵头单位")
    )
    standard = models.ForeignKey(StandardVersion, models.PROTECT, related_name="applications")
    range = models.CharField(_("创建方式"), max_length=8, choices=Range, default=Range.UNIT)
    carrier_kind = models.CharField(_("载体"), max_length=8, choices=Carrier, blank=True)
    carrier_name = models.CharField(_("载体名称"), max_length=80, blank=True)
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="carriers")
    tier = models.CharField(_("申报梯次"), max_length=10, choices=Tier)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.SELF)
    due_on = models.DateField(_("本环节期限"), null=True)
    applied_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("申报人"))
    applied_at = models.DateTimeField(_("申报时间"), default=timezone.now)
    submitted_at = models.DateTimeField(_("送审时间"), null=True)
    checked_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("初审人")
    )
    checked_on = models.DateField(null=True)
    assessed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("评审意见执笔人")
    )
    assessed_on = models.DateField(null=True)
    opinion = models.TextField(_("评审意见"), blank=True)
    named_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("命名人")
    )
    named_at = models.DateTimeField(_("命名时间"), null=True)

    objects = Applications.as_manager()

    class Meta:
        ordering = ("-applied_at", "pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("lead_unit", "status", "due_on")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status=Status.NAMED, named_by__isnull=False)
                | ~Q(status=Status.NAMED) & Q(named_by=None),
                name="creation_application_named_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(named_by=None)
                | Q(checked_by__isnull=False, assessed_by__isnull=False)
                & ~Q(named_by=F("checked_by"))
                & ~Q(named_by=F("assessed_by"))
                & ~Q(named_by=F("applied_by")),
                name="creation_application_named_by_another",
            ),
            models.CheckConstraint(
                condition=Q(assessed_by=None) | ~Q(assessed_by=F("checked_by")),
                name="creation_application_assessed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("lead_unit")), name="creation_application_to_another_body"
            ),
            models.CheckConstraint(
                condition=Q(carrier_kind="", carrier_name="")
                | ~Q(carrier_kind="") & ~Q(carrier_name=""),
                name="creation_application_carrier_has_a_name",
            ),
            models.UniqueConstraint(
                fields=("unit", "standard", "carrier_name"),
                condition=Q(status__in=[str(one) for one in OPEN]),
                name="creation_application_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} · {self.standard.of.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("creation:application", args=(self.public_id,))

    @property
    def subject(self) -> str:
        """What is to be named: the body, or the carrier inside it."""
        return f"{self.unit}{self.carrier_name}" if self.carrier_name else str(self.unit)


class Answers(models.QuerySet["Answer"]):
    """With their applications; shown for by the body itself."""

    def visible_to(self, user: Any) -> Self:
        """The answers a person may read."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def writable_by(self, user: Any) -> Self:
        """Those for which a person shows evidence: of applications they act on."""
        return self.filter(application__in=Application.objects.writable_by(user))


class Answer(models.Model):
    """
    What was said to one clause, step by step: by the body itself, at the first check, on the spot. Its evidence hangs
    on this row. `accepted`: the lead body found that the material shows what the clause asks.
    """

    OBJECT = "creation"

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "TK"), editable=False
    )
    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    self_points = models.PositiveSmallIntegerField(_("自评得分"), null=True)
    self_met = models.BooleanField(_("自评达到"), null=True)
    self_text = models.TextField(_("怎样做的"), blank=True)
    accepted = models.BooleanField(_("材料认可"), null=True)
    first_text = models.TextField(_("初审意见"), blank=True)
    points = models.PositiveSmallIntegerField(_("评审得分"), null=True)
    met = models.BooleanField(_("评审认定达到"), null=True)
    text = models.TextField(_("现场情况"), blank=True)

    objects = Answers.as_manager()

    class Meta:
        ordering = ("clause__place",)
        constraints = (
            models.UniqueConstraint(fields=("application", "clause"), name="creation_answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.application.subject} · {self.clause.number}"

    def get_absolute_url(self) -> str:
        """Its page, with its evidence."""
        return reverse("creation:answer", args=(self.application.public_id, self.clause.place))

    @property
    def unit(self) -> Unit:
        """Whose answer it is."""
        return self.application.unit

    @property
    def giver_unit(self) -> Unit:
        """Who asked for it."""
        return self.application.lead_unit


class Mark(models.Model):
    """What was said to a clause at a time; nothing is written over. A token makes sure a press counts once."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="marks")
    stage = models.CharField(max_length=8, choices=Stage)
    points = models.PositiveSmallIntegerField(null=True)
    met = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    token = models.CharField(max_length=40)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("answer", "token"), name="creation_answer_mark_once"),
        )


class Participant(models.Model):
    """Who creates with the body: a firm, an association, a village group. A contact of the organisation only."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="participants")
    kind = models.CharField(_("性质"), max_length=12, choices=Outsider)
    name = models.CharField(_("名称"), max_length=120)
    role = models.CharField(_("承担什么"), max_length=200)
    contact = models.CharField(_("单位联系方式"), max_length=80, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "name"), name="creation_participant_once"
            ),
        )


class Draw(models.Model):
    """Assessors are drawn: seed and list are written down before, so that nobody draws until they like the outcome."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="draw")
    seed = models.BigIntegerField(_("种子"))
    pool = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveSmallIntegerField(_("抽几人"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    drawn_at = models.DateTimeField(null=True)


class Assessor(models.Model):
    """Somebody who assesses, never of the body that applies: `trust.py` has the trigger."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessors")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    drawn = models.BooleanField(_("抽取产生"), default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("application", "user"), name="creation_assessor_once"),
        )


class Notice(models.Model):
    """公示: from a day to a day, both included, where it hung."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notices")
    begins_on = models.DateField(_("公示起"))
    ends_on = models.DateField(_("公示止"))
    place = models.CharField(_("公示在哪里"), max_length=200)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="creation_notice_days"
            ),
        )


class Objection(models.Model):
    """异议 during a notice: what it says, the answer by somebody else. Who of the public it came from is not kept."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="objections")
    source = models.CharField(_("来自"), max_length=8, choices=Objector)
    from_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("提出单位")
    )
    text = models.TextField(_("异议"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    upheld = models.BooleanField(_("异议成立"), null=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_by=None, upheld=None)
                | Q(answered_by__isnull=False, upheld__isnull=False)
                & ~Q(answered_by=F("by"))
                & ~Q(answer=""),
                name="creation_objection_answered_by_another",
            ),
        )
