"""Records of what was done, the seals that chain them, and the published heads. 审计记录、封存、链头。"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.audit.hidden import hidden_from
from qinglian.web.core.access import reach


class Seal(models.Model):
    """
    One batch of records, chained to the batch before it; numbers have no gap.

    `digest` is the hash of this seal's own facts, the digest before it and every record in canonical form
    (`hashing`). `marks` holds the first 16 hex digits of each record's own hash, so that the altered record can
    be named and not only its batch.
    """

    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField(default=timezone.now)
    records = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=8, default="sha256")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    marks = models.TextField()

    class Meta:
        ordering = ("number",)


class Records(models.QuerySet["Record"]):
    """Records, and who may read them."""

    def visible_to(self, user: Any) -> Self:
        """What the roles of a person open, less what is hidden from them (`hidden`)."""
        return self.filter(reach(user, Record.OBJECT).q(Record.SCOPE)).filter(~hidden_from(user))


class Record(models.Model):
    """
    One act: who, in which role, did what to which object, and why.

    Written in the transaction of the act, unsealed; sealing fills `seal` and `position` once, nothing else ever
    changes (`triggers`). `position` counts through the whole chain without a gap. `object_id` and `unit_code`
    are public ids, not keys: a record outlives the row it speaks of.
    """

    SCOPE: ClassVar[dict[str, str]] = {}
    OBJECT = "record"

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("谁"),
    )
    role = models.CharField(_("角色"), max_length=32, blank=True)
    action = models.CharField(_("做了什么"), max_length=64, db_index=True)
    object_type = models.CharField(_("对象"), max_length=32, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    unit_code = models.CharField(_("单位编号"), max_length=64, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    data = models.JSONField(_("内容"), default=dict)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="sealed")
    position = models.PositiveBigIntegerField(null=True, unique=True)

    objects = Records.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("object_type", "object_id", "at")),
            models.Index(fields=("id",), condition=models.Q(seal=None), name="audit_unsealed"),
        )


class Head(models.Model):
    """Where the chain stood on a day, as published: whoever keeps a copy elsewhere can tell a rewritten chain."""

    day = models.DateField(_("日期"), unique=True)
    number = models.PositiveBigIntegerField(_("封存号"))
    digest = models.CharField(_("摘要"), max_length=64)
    algorithm = models.CharField(_("算法"), max_length=8)
    published_at = models.DateTimeField(_("公布时间"), default=timezone.now)

    class Meta:
        ordering = ("-day",)
