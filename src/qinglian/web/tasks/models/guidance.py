"""Acts of guidance. 督导。"""

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


class Guidance(models.Model):
    """
    督导: what somebody went and saw. Sending a paper is no guidance and reading a summary is no supervision: only an
    act on the spot, or one that found something, counts.
    """

    class Mode(models.TextChoices):
        """How."""

        ON_SITE = "on_site", _("实地督导")
        UNANNOUNCED = "unannounced", _("明察暗访")
        DESK = "desk", _("非现场核对")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "by_unit"}
    OBJECT = "task"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "DD"), editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("被督导单位"))
    by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("督导单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("督导人"))
    on = models.DateField(_("日期"))
    mode = models.CharField(_("方式"), max_length=12, choices=Mode)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    seen = models.TextField(_("看了什么"))
    found = models.TextField(_("发现什么问题"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(mode__in=("on_site", "unannounced")) | ~Q(found=""),
                name="guidance_counts",
            ),
        )

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("tasks:guidance", args=(self.public_id,))
