"""Records of what was done, and the seals that chain them. 审计记录与封存。"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Seal(models.Model):
    """One batch of records, chained to the batch before it. Position says where in the chain; numbers have no gap."""

    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField(default=timezone.now)
    records = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=8, default="sha256")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)


class Record(models.Model):
    """
    One act: who, in which role, did what to which object, and why.

    Written in the transaction of the act, unsealed; sealing fills `seal` and `position` once, nothing else ever
    changes. `object_id` and `unit_code` are public ids, not keys: a record outlives the row it speaks of.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=32, blank=True)
    action = models.CharField(max_length=64, db_index=True)
    object_type = models.CharField(max_length=32, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    unit_code = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="sealed")
    position = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("object_type", "object_id", "at")),
            models.Index(fields=("id",), condition=models.Q(seal=None), name="audit_unsealed"),
        )
