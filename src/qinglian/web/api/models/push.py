"""Data that a system brings in parts, until they are an upload like any other. 系统送来的数据。"""

from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.api.models.integration import Integration
from qinglian.web.core.ids import new_id
from qinglian.web.runs.models import Batch, Upload


class Push(models.Model):
    """
    A batch on its way in. `papers`: register, control totals and what else was said at the beginning; `key` and
    `asked` make that the same request twice is one push. Once complete it has an `upload`, which goes through the door
    of all uploads; `held`: a person confirms it there, as for files that people bring. `taken_at`: when it was said to
    be complete.
    """

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "TS"), editable=False
    )
    integration = models.ForeignKey(Integration, models.PROTECT, related_name="pushes")
    key = models.CharField(max_length=128)
    asked = models.CharField(max_length=64)
    papers = models.JSONField(default=dict)
    supersedes = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    held = models.BooleanField(default=False)
    begun_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    upload = models.OneToOneField(Upload, models.PROTECT, null=True, related_name="push")

    class Meta:
        ordering = ("-begun_at",)
        constraints = (models.UniqueConstraint(fields=("integration", "key"), name="push_once"),)

    @property
    def unit(self) -> Any:
        """The body the data are brought for."""
        return self.integration.unit

    @property
    def folder(self) -> Path:
        """Where its parts lie until it is complete."""
        return Path(settings.CONFIG.data) / "pushes" / self.public_id
