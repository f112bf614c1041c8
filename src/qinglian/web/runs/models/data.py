"""Data on their way in: uploads, batches, their papers. 上传与批次。"""

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
    trouble_en = models.TextField(blank=True)
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
