"""
Uploads, batches, runs and what they found. 上传、批次、运行、疑点。

The rows themselves lie in the lake, a folder (`engine.lake`); here is who brought them, by whose leave, what
was asked of them and what came out. A run keeps each rule card as it stood: what a page says of a signal never
changes with the card.
"""

from datetime import date
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


class Upload(models.Model):
    """
    Files somebody brought, on their way to a batch: read aside first, shown, and only then loaded.

    `preview`: what was understood of each file, as JSON, and the papers it is loaded under. `mapping`: name and text
    of the mapping file somebody chose. `step` and `percent`: which file is being read; `moved_at`: when that last
    changed or a worker was last asked for.
    """

    class Status(models.TextChoices):
        """How far it came."""

        READING = "reading", _("正在识别")
        UNDERSTOOD = "understood", _("待确认")
        LOADING = "loading", _("正在装载")
        LOADED = "loaded", _("已装载")
        REFUSED = "refused", _("整份退回")
        WITHDRAWN = "withdrawn", _("已撤回")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "batch"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "SC"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("数据归口单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.READING)
    files = models.JSONField(default=list)
    source = models.CharField(_("来源"), max_length=24, blank=True)
    preview = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)
    supersedes = models.ForeignKey("Batch", models.PROTECT, null=True, blank=True, related_name="+")
    mapping = models.JSONField(default=dict)
    step = models.CharField(max_length=200, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:upload", args=(self.public_id,))


class Batch(models.Model):
    """One load, whole or not at all. `read = kept + refused`. Its rows lie in the lake under `lake_id`."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "batch"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "PC"), editable=False
    )
    lake_id = models.CharField(max_length=40, unique=True)
    upload = models.OneToOneField(Upload, models.PROTECT, null=True, related_name="batch")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("数据归口单位"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("装载时间"), default=timezone.now)
    title = models.CharField(_("数据"), max_length=200)
    read = models.PositiveBigIntegerField(_("读入行"))
    kept = models.PositiveBigIntegerField(_("收下行"))
    refused = models.PositiveBigIntegerField(_("未收行"))
    tables = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    period_from = models.DateField(_("数据起"), null=True)
    period_to = models.DateField(_("数据止"), null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    destroyed_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(read=models.F("kept") + models.F("refused")), name="batch_adds_up"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:batch", args=(self.public_id,))


class UseRegister(models.Model):
    """数据使用登记: by whose leave the data are here, what for, until when. A batch past that day refuses to run."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="register")
    provider = models.CharField(_("提供单位"), max_length=120)
    authority = models.CharField(_("依据文件"), max_length=200)
    purpose = models.CharField(_("用途"), max_length=200)
    fields = models.TextField(_("字段范围"), blank=True)
    term = models.CharField(_("使用期限"), max_length=80, blank=True)
    contact = models.CharField(_("联系人"), max_length=80, blank=True)
    destroy_by = models.DateField(_("销毁期限"))

    def expired(self, on: date | None = None) -> bool:
        """Whether the day to destroy has passed."""
        return self.destroy_by < (on or timezone.localdate())


class Handover(models.Model):
    """数据交接清单: the provider's own totals beside what was loaded, signed by both. Money in yuan, as said."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="handovers")
    table = models.CharField(_("数据表"), max_length=40)
    column = models.CharField(_("栏"), max_length=60, blank=True)
    expected = models.DecimalField(_("提供方合计"), max_digits=24, decimal_places=2)
    found = models.DecimalField(_("装载合计"), max_digits=24, decimal_places=2, null=True)
    cut_off = models.DateTimeField(_("截止时点"), null=True, blank=True)
    given_by = models.CharField(_("移交人"), max_length=40, blank=True)
    taken_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    @property
    def ties(self) -> bool:
        """Whether the two agree."""
        return self.found is not None and self.found == self.expected


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
    active = models.BooleanField(_("启用"), default=True)

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


# Models of matters of their own; they stand in their own files and belong to this app all the same.
from qinglian.web.runs.changes import Change, Tried  # noqa: E402, F401
from qinglian.web.runs.corrections import Correction, WrongRow  # noqa: E402, F401
