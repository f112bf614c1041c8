"""A list sent down, the duties it made, and their turns. 下发、责任事项、每次落实。"""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.duties.kinds import WAITING, SendingStatus, TurnStatus
from qinglian.web.duties.models.items import Item
from qinglian.web.duties.models.lists import ListVersion
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Sending(models.Model):
    """
    下发. The first is of the body that made the list; a body that received it may hand it on (`parent`), and only items
    that it received itself: each level can only shrink a list. Somebody named approves it, who did not prepare it.
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "XF"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    of = models.ForeignKey(ListVersion, models.PROTECT, related_name="sendings")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="further")
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("下发单位")
    )
    status = models.CharField(max_length=10, choices=SendingStatus, default=SendingStatus.DRAFT)
    items = models.ManyToManyField(Item, related_name="+")
    begins_on = models.DateField(_("自哪天起"))
    ends_on = models.DateField(_("至哪天止"))
    plan_number = models.CharField(_("年度督查检查考核计划编号"), max_length=60, blank=True)
    note = models.TextField(_("说明"), blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("拟稿人"))
    made_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    sent_at = models.DateTimeField(_("下发时间"), null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("-made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="sending_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(approved_by__isnull=False, sent_at__isnull=False),
                name="sending_approved",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="sending_interval"
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


class Duty(models.Model):
    """责任事项: one item for one unit, from one sending; `level` counts hand-downs, 1 for the first."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "ZR"), editable=False
    )
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="duties")
    item = models.ForeignKey(Item, models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("下发单位")
    )
    level = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField(_("签收时间"), null=True)
    received_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("具体责任人")
    )
    ended_on = models.DateField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("unit", "item__place", "pk")
        indexes = (models.Index(fields=("unit", "ended_on")),)
        constraints = (
            models.UniqueConstraint(fields=("sending", "item", "unit"), name="duty_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:duty", args=(self.public_id,))


class Turn(models.Model):
    """
    One turn of a duty: 2026年第二季度. `unit` and `giver_unit` are those of the duty, kept here for the desk.
    `deployed_on`, `urged_on`, `inspected_on`: 三个亲自 (B05). A late one is allowed and marked (`late_days`, working
    days).
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit", "giver": "giver_unit"}
    OBJECT = "duty"

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "LS"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="turns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    giver_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField(_("期限"))
    status = models.CharField(max_length=10, choices=TurnStatus, default=TurnStatus.OPEN)
    text = models.TextField(_("做了什么、结果如何"), blank=True)
    number = models.DecimalField(_("完成数"), max_digits=14, decimal_places=2, null=True)
    deployed_on = models.DateField(_("亲自部署"), null=True)
    urged_on = models.DateField(_("亲自督促"), null=True)
    inspected_on = models.DateField(_("亲自检验"), null=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    late_days = models.PositiveSmallIntegerField(default=0)
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    returned = models.PositiveSmallIntegerField(default=0)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("unit", "status", "due_on")),
            models.Index(fields=("giver_unit", "status", "due_on")),
        )
        constraints = (
            models.UniqueConstraint(fields=("duty", "begins_on"), name="turn_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("done_by")),
                name="turn_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="reviewed")
                | Q(reviewed_by__isnull=False, done_by__isnull=False),
                name="turn_reviewed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.begins_on}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("duties:turn", args=(self.public_id,))

    @property
    def waits(self) -> bool:
        """Whether the unit has still to do it."""
        return self.status in WAITING
