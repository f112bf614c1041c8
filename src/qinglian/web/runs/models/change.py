"""
Changes of parameters, and what they were tried to do. 参数调整与试算。

A change holds whole parameters of one rule, laid over its card once two people agreed. It was tried first: each
signal that it would bring, take away, change or leave is a row, so that a signal that is handed over can be taken
out of what was tried as well.
"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Change(models.Model):
    """
    A proposed change of a rule's parameters: tried first, in force only once a second person agreed, and out of
    force again only by two.

    `against`: what was in force when it was tried; `card_sha256`: the card it was tried on. Where one of them is
    another by now, it is tried again before anybody agrees. `simulated`: counts before and after, by which data.
    """

    class Status(models.TextChoices):
        """How far it came."""

        PROPOSED = "proposed", _("试算中")
        SIMULATED = "simulated", _("待批准")
        APPROVED = "approved", _("生效中")
        REFUSED = "refused", _("未同意")
        ENDED = "ended", _("已停用")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "run"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "TC"), editable=False
    )
    rule_id = models.CharField(_("规则"), max_length=40, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("提出单位"))
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.PROPOSED)
    params = models.JSONField(default=dict)
    reason = models.TextField(_("理由"))
    against = models.JSONField(default=dict)
    card_sha256 = models.CharField(max_length=64, blank=True)
    simulated = models.JSONField(default=dict)
    simulated_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(default=timezone.now)
    trouble = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    refused_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    refused_reason = models.TextField(blank=True)
    end_asked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("by")),
                name="change_second_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("end_asked_by")),
                name="change_end_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_by__isnull=False),
                name="change_in_force_approved",
            ),
            models.UniqueConstraint(
                fields=("rule_id",), condition=Q(status="approved"), name="change_one_in_force"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:change", args=(self.public_id,))


class Tried(models.Model):
    """One signal of a trial: what a change would do to it. The lead itself is told in the words of the engine."""

    class What(models.TextChoices):
        """What becomes of it."""

        NEW = "new", _("新增")
        GONE = "gone", _("消失")
        CHANGED = "changed", _("数值改变")
        SAME = "same", _("不变")

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "holder": "holder"}
    OBJECT = "signal"

    change = models.ForeignKey(Change, models.CASCADE, related_name="tried")
    signal_id = models.CharField(max_length=32, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    unit_text = models.CharField(max_length=120, blank=True)
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.CharField(max_length=7, blank=True)
    what = models.CharField(max_length=7, choices=What)
    value_before = models.FloatField(null=True)
    value_after = models.FloatField(null=True)
    text_zh = models.TextField()
    text_en = models.TextField()

    objects = Scoped.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("change", "signal_id"), name="tried_once"),)
