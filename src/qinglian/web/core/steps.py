"""
What happens to a matter, step by step, and what is asked of another person on the way. 办理环节与申请。

Each app has its own tables, so that what is deleted with a matter is deleted whole; the columns are the same.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class AnyStep(models.Model):
    """One thing that happened: a verb, by whom (None: by itself), when, why, how many working days late."""

    verb = models.CharField(max_length=24)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    late_days = models.PositiveSmallIntegerField(default=0)
    offline = models.BooleanField(_("线下已办"), default=False)

    class Meta:
        abstract = True
        ordering = ("at", "pk")


class AnyRequest(models.Model):
    """Asked by one person, answered by another; `agreed` is None until then."""

    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        abstract = True
