"""A list sent down: which items, to which bodies, on whose word. 下发。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.duties.kinds import SendingStatus
from qinglian.web.duties.models.items import Item
from qinglian.web.duties.models.lists import ListVersion
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Sending(models.Model):
    """
    下发. The first is of the body that made the list; a body that received it may hand it on (`parent`), and only items
    that it received itself: each level can only shrink a list. `top` is the first of the chain, nothing for the first
    itself. Somebody named (`approver`) approves it, who did not prepare it. `units` were chosen; to which of them an
    item goes, `duties.preview` works out. `anyway`: pairs `item:other` of items alike that are sent all the same.
    `over_reason`: why bodies get more items than the ceiling of their level; without it the lightest are left out.
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "XF"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    of = models.ForeignKey(
        ListVersion, models.PROTECT, related_name="sendings", verbose_name=_("清单版本")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="further", verbose_name=_("上一级下发")
    )
    top = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("第几级"), default=1)
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("下发单位")
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=SendingStatus, default=SendingStatus.DRAFT
    )
    items = models.ManyToManyField(Item, through="SentItem", related_name="+")
    units = models.ManyToManyField(Unit, related_name="+")
    begins_on = models.DateField(_("自哪天起"))
    ends_on = models.DateField(_("至哪天止"))
    plan_number = models.CharField(_("年度督查检查考核计划编号"), max_length=60, blank=True)
    note = models.TextField(_("说明"), blank=True)
    anyway = models.JSONField(default=list)
    over_reason = models.TextField(_("超过上限的理由"), blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("拟稿人"))
    made_at = models.DateTimeField(_("拟稿时间"), default=timezone.now)
    approver = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("请谁批准")
    )
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    sent_at = models.DateTimeField(_("下发时间"), null=True)
    recalled_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-made_at", "pk")
        indexes = (models.Index(fields=("giver_unit", "status")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="sending_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("made_by")),
                name="sending_approver_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(approved_by__isnull=False, sent_at__isnull=False),
                name="sending_approved",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="sending_interval"
            ),
            models.CheckConstraint(
                condition=Q(parent=None, top=None, level=1)
                | Q(parent__isnull=False, top__isnull=False, level__gt=1),
                name="sending_level",
            ),
        )

    def __str__(self) -> str:
        return f"{self.of.of} {self.public_id}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:sending", args=(self.public_id,))

    @property
    def unit(self) -> Unit:
        """The body that records of it belong to."""
        return self.giver_unit

    @property
    def first(self) -> "Sending":
        """The first sending of the chain."""
        return self.top or self


class SentItem(models.Model):
    """
    An item of a sending, with what a level may only shrink: its minutes, and how many working days later than the level
    above it is due.
    """

    sending = models.ForeignKey(Sending, models.CASCADE, related_name="sent")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("每次约需分钟"))
    later_days = models.PositiveSmallIntegerField(_("期限放宽几个工作日"), default=0)

    class Meta:
        ordering = ("item__place", "pk")
        constraints = (models.UniqueConstraint(fields=("sending", "item"), name="sent_item_once"),)


class ItemCap(models.Model):
    """
    How many items a body of a level may have at a time, as a body that sends has set it; the last row of a level
    counts, `most` empty stands for no ceiling. Without any, `duties.limits.MOST_ITEMS` holds (practice.md 3.4).
    """

    giver_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    level = models.CharField(_("层级"), max_length=12, choices=Unit.Level)
    most = models.PositiveSmallIntegerField(_("最多几项"), null=True)
    reason = models.TextField(_("依据或理由"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
