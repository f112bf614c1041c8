"""Lists of problems as they come in Excel. 导入的问题清单。"""

from functools import partial

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.rectification.states import Origin
from qinglian.web.units.models import Unit

USER = settings.AUTH_USER_MODEL


class ProblemList(models.Model):
    """
    问题清单: read aside, looked at, then made in one transaction. `rows` are the cells as they were understood and go
    once it is applied; seen by whoever brought it.
    """

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "QD"), editable=False
    )
    name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(_("来源"), max_length=12, choices=Origin)
    document = models.CharField(_("文件名称和文号"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("发现单位"))
    body = models.CharField(_("发现单位（系统外）"), max_length=120, blank=True)
    found_on = models.DateField(_("发现日期"))
    rows = models.JSONField(default=list)
    heads = models.JSONField(default=list)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    applied_at = models.DateTimeField(_("导入时间"), null=True)
    opened = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-at",)

    def get_absolute_url(self) -> str:
        """Its preview, and what came of it."""
        return reverse("rectification:list_preview", args=(self.public_id,))
