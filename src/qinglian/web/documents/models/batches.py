"""一批文书: one paper for each row of a list, drafted in the worker. 批次。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.drafts import kinds
from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Batch(models.Model):
    """So many papers of one kind. `asked`: the public ids of the rows; `percent` and `phase` are shown on the page."""

    class Status(models.TextChoices):
        """How far it came."""

        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("生成中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("未完成")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "unit"}
    OBJECT = "document"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "PL"), editable=False
    )
    kind = models.CharField(_("文种"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("拟稿单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("拟稿人"))
    at = models.DateTimeField(_("时间"), default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    site = models.CharField(max_length=200, blank=True)
    asked = models.JSONField(default=list)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    maker = models.CharField(max_length=12, blank=True)
    trouble = models.TextField(blank=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("documents:batch", args=(self.public_id,))

    @property
    def kind_title(self) -> object:
        """What kind of papers they are, in words."""
        known = kinds().get(self.kind)
        return known.title if known else self.kind


class BatchFile(FiledPaper):
    """All papers of a batch in one ZIP, or in one PDF."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")

    @property
    def of(self) -> Batch:
        """The batch it belongs to."""
        return self.batch
