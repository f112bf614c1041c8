"""Runs and what they found. 运行与疑点。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """Which packs are asked of the lake, and when. `due_at` is when the worker asks next; None: only by hand."""

    class Every(models.TextChoices):
        """How often."""

        NEVER = "never", _("只手动")
        DAY = "day", _("每天")
        WEEK = "week", _("每周")
        MONTH = "month", _("每月")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "run"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "JH"), editable=False
    )
    title = models.CharField(_("名称"), max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("数据归口单位"))
    packs = models.JSONField(_("规则包"), default=list)
    every = models.CharField(_("多久一次"), max_length=8, choices=Every, default=Every.NEVER)
    hour = models.PositiveSmallIntegerField(_("几点"), default=2)
    first_on = models.DateField(_("首次运行日"), default=timezone.localdate)
    due_at = models.DateTimeField(_("下次运行"), null=True, blank=True)
    active = models.BooleanField(_("在用"), default=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:plan", args=(self.public_id,))


class Run(models.Model):
    """Rules asked of the lake at a date. `inputs`: id and files of each live batch; `params`: laid over the cards.

    `completeness`: rows of a table without a counterpart where there should be one (`engine.completeness`).
    """

    class Status(models.TextChoices):
        """How far it came."""

        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("运行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("未完成")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "run"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "YX"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("数据归口单位"))
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="runs")
    by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人")
    )
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.QUEUED)
    packs = models.JSONField(_("规则包"), default=list)
    params = models.JSONField(default=dict)
    as_of = models.DateField(_("截至日"))
    queued_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=60, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    engine = models.CharField(max_length=16, blank=True)
    version = models.CharField(max_length=24, blank=True)
    inputs = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    completeness = models.JSONField(default=list)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-queued_at",)

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:run", args=(self.public_id,))


class Asked(models.Model):
    """One rule of one run, with its card as it stood: how far it could be asked. `asked = decided + undecided`."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="asked_rules")
    rule_id = models.CharField(_("规则"), max_length=40, db_index=True)
    pack = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    severity = models.CharField(max_length=8)
    card = models.TextField()
    card_sha256 = models.CharField(max_length=64)
    params = models.JSONField(default=dict)
    asked = models.PositiveIntegerField(_("问到"))
    decided = models.PositiveIntegerField(_("能判断"))
    undecided = models.PositiveIntegerField(_("无法判断"))
    flagged = models.PositiveIntegerField(_("疑点"))
    pending = models.PositiveIntegerField(default=0)
    review = models.BooleanField(_("规则待复核"), default=False)
    missing = models.JSONField(default=list)
    trouble = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)

    class Meta:
        ordering = ("rule_id",)
        constraints = (
            models.UniqueConstraint(fields=("run", "rule_id"), name="asked_once"),
            models.CheckConstraint(
                condition=Q(asked=models.F("decided") + models.F("undecided")), name="asked_adds_up"
            ),
        )


class Signal(models.Model):
    """
    疑点: a row that deserves a look, never a finding. One row per `signal_id`, as the last run that saw it said it.

    `unit` is the body the data name, where it is known here; `holder` the body in whose data it was seen.
    `told` is a hash of value, evidence and texts: it says whether a signal seen again changed. One that a later
    run over the same rule no longer saw has `gone_at` and `gone_why`; nothing closes by itself. A rule under
    review keeps its signals `held`: one note, no alerts.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "holder": "holder"}
    OBJECT = "signal"

    signal_id = models.CharField(max_length=32, unique=True)
    rule_id = models.CharField(_("规则"), max_length=40, db_index=True)
    pack = models.CharField(_("规则包"), max_length=40)
    severity = models.CharField(_("级别"), max_length=8)
    subject = models.CharField(max_length=40)
    subject_id = models.CharField(_("对象"), max_length=200)
    period = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("单位")
    )
    unit_text = models.CharField(max_length=120, blank=True)
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    threshold = models.FloatField(null=True)
    state = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(null=True)
    as_of = models.DateField()
    parties = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)
    text_zh = models.TextField()
    text_en = models.TextField()
    told = models.CharField(max_length=32)
    held = models.BooleanField(default=False)
    first_run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    last_run = models.ForeignKey(Run, models.PROTECT, related_name="signals")
    first_seen_at = models.DateTimeField(_("首次发现"))
    seen_at = models.DateTimeField(_("最近发现"))
    changed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    gone_why = models.TextField(blank=True)
    gone_why_en = models.TextField(blank=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-seen_at", "signal_id")
        indexes = (
            models.Index(fields=("unit", "severity")),
            models.Index(fields=("last_run", "rule_id")),
        )

    def __str__(self) -> str:
        return self.signal_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:signal", args=(self.signal_id,))
