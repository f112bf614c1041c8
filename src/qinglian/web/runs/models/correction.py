"""
Corrections: data that turned out wrong go back to whoever provided them. 数据更正。

A conclusion that says 数据错误 opens one; a batch that replaces the wrong one closes it. The rule is not to blame: its
precision shows data errors in a column of their own.
"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.runs.models.data import Batch
from qinglian.web.runs.models.run import Signal
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Correction(models.Model):
    """数据更正单: what is wrong in whose data. `batch` is None where several live batches hold the tables concerned."""

    class Status(models.TextChoices):
        """How far it came."""

        OPEN = "open", _("待更正")
        CORRECTED = "corrected", _("已更正")
        REFUSED = "refused", _("不予更正")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "batch"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "GZ"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("数据归口单位"))
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, related_name="corrections", verbose_name=_("数据批次")
    )
    provider = models.CharField(_("提供单位"), max_length=120, blank=True)
    wrong = models.TextField(_("错在哪里"))
    origin = models.CharField(max_length=12)
    origin_id = models.CharField(max_length=16)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.OPEN)
    corrected_by = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="corrects")
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(status="corrected") | Q(corrected_by__isnull=False),
                name="correction_by_a_batch",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(answer=""), name="correction_refused_why"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:correction", args=(self.public_id,))


class WrongRow(models.Model):
    """A row said to be wrong, as a signal cited it; it goes with the signal when that is handed over."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="rows")
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="+")
    table = models.CharField(max_length=40, blank=True)
    row_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("table", "row_id")
