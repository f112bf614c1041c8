"""
Pictures that look like one taken elsewhere or in another year. 相似照片。

A pair is a lead, not a finding: a person looks at both and says what it is.
"""

from functools import partial
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.concealed.models.shot import Shot
from qinglian.web.core.ids import new_id
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Print(models.Model):
    """What is compared of a picture; empty where it shows nothing or cannot be read."""

    shot = models.OneToOneField(Shot, models.PROTECT, related_name="print", primary_key=True)
    windows = models.BinaryField(default=bytes)
    small = models.BinaryField(default=bytes)


class Pairs(Scoped):
    """Seen by who may see both pictures: a contractor learns nothing of another one's site."""

    def visible_to(self, user: Any) -> Self:
        """Pairs of which a person may read both."""
        seen = Shot.objects.visible_to(user).values("pk")
        return self.filter(one__in=seen, other__in=seen)


class Alike(models.Model):
    """Two records, the earlier one first, and what a person says of them."""

    class Answer(models.TextChoices):
        """What it is."""

        SAME = "same", _("同一张照片重复使用")
        OTHER = "other", _("另一次拍摄")
        PROPER = "proper", _("合理再用")

    OBJECT = "works"

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "XS"), editable=False
    )
    one = models.ForeignKey(Shot, models.PROTECT, related_name="+")
    other = models.ForeignKey(Shot, models.PROTECT, related_name="alike")
    fits = models.PositiveSmallIntegerField(_("相似度"))
    found_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(_("人工结论"), max_length=8, choices=Answer, blank=True)
    text = models.CharField(_("说明"), max_length=300, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = Pairs.as_manager()

    class Meta:
        ordering = ("-found_at", "pk")
        verbose_name = _("相似照片")
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="alike_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="alike_two"),
        )

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("concealed:alike", args=(self.public_id,))
