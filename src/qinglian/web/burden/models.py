"""Requests, whom they ask, and the settings they are measured against. 减负台账的数据。"""

from datetime import date
from functools import partial
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.burden.kinds import Kind
from qinglian.web.core.ids import new_id
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped, reach

USER = settings.AUTH_USER_MODEL


def first_of_month(day: date) -> date:
    """The month a day counts in."""
    return day.replace(day=1)


class Asks(Scoped):
    """A request is seen by who asks and by whom it asks."""

    def visible_to(self, user: object) -> Self:
        """The requests a person may read."""
        scope = reach(user, Ask.OBJECT)
        asked = AskedUnit.objects.filter(scope.q(AskedUnit.SCOPE), told=True)
        return self.filter(scope.q(Ask.SCOPE) | Q(pk__in=asked.values("ask_id")))


class Ask(models.Model):
    """
    One request. `on_…`: what it is about, as it stood; `units`, `minutes`: of all bodies it asks; `over`: how many of
    them it takes above their cap. Where it takes any, `approved_by` is somebody else than `by`; `confirmed` is what
    that person said to it themselves: nothing yet, yes, or no.
    """

    SCOPE: ClassVar[dict[str, str]] = {"giver": "giver_unit"}
    OBJECT = "ask"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "JF"), editable=False
    )
    version = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    on_label = models.CharField(max_length=60, blank=True)
    on_number = models.CharField(_("事项编号"), max_length=40, blank=True)
    on_title = models.CharField(_("要什么"), max_length=200)
    on_url = models.CharField(max_length=200, blank=True)
    giver_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("提出单位")
    )
    on_day = models.DateField(_("占用哪天"))
    month = models.DateField(_("计入月份"))
    units = models.PositiveIntegerField(_("单位数"), default=0)
    minutes = models.PositiveIntegerField(_("合计分钟"), default=0)
    over = models.PositiveIntegerField(_("超上限单位数"), default=0)
    plan_number = models.CharField(_("年度督查检查考核计划编号"), max_length=60, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    confirmed = models.BooleanField(_("批准人确认"), null=True)
    confirm_by = models.DateField(_("期限"), null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_text = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    withdrawn_text = models.TextField(_("撤回理由"), blank=True)

    objects = Asks.as_manager()

    class Meta:
        verbose_name = _("减负台账")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("month", "giver_unit")),
            models.Index(fields=("on_label", "on_number")),
            models.Index(fields=("kind", "at")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(over=0) | Q(approved_by__isnull=False), name="ask_over_by_name"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("by")), name="ask_second_person"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False),
                name="ask_withdrawn_by_name",
            ),
        )

    def __str__(self) -> str:
        return self.on_title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("burden:ask", args=(self.public_id,))

    @property
    def matter(self) -> str:
        """The number of the matter, of which a request may be one month: `XF-7KQ3M-0A2BC.202607`."""
        return self.on_number.partition(".")[0]

    @property
    def unit(self) -> Unit:
        """The body whose records it belongs to."""
        return self.giver_unit


class AskedUnits(Scoped):
    """A body sees what it was told of; who asks sees all of its own."""

    def visible_to(self, user: object) -> Self:
        """The rows a person may read."""
        scope = reach(user, Ask.OBJECT)
        mine = scope.q({"giver": "ask__giver_unit"})
        return self.filter(mine | scope.q(AskedUnit.SCOPE) & Q(told=True))


class AskedUnit(models.Model):
    """
    One body asked. `before`: minutes it had already in that month, `cap`: how many it may have, both as they stood;
    `counts` until it is withdrawn; `told`: the body knows of it, as those do whose turn has come. A trigger adds up
    itself (`burden.trust`).
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "ask"

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="asked")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    month = models.DateField(_("计入月份"))
    minutes = models.PositiveIntegerField(_("分钟"))
    before = models.PositiveIntegerField(default=0)
    cap = models.PositiveIntegerField(_("上限"))
    counts = models.BooleanField(default=True)
    told = models.BooleanField(default=True)

    objects = AskedUnits.as_manager()

    class Meta:
        ordering = ("unit__code",)
        indexes = (
            models.Index(
                fields=("unit", "month"), include=("minutes", "counts"), name="asked_unit_month"
            ),
        )
        constraints = (models.UniqueConstraint(fields=("ask", "unit"), name="asked_unit_once"),)

    @property
    def over(self) -> bool:
        """Whether it went above the cap with this."""
        return self.before + self.minutes > self.cap


class Setting(models.Model):
    """
    A change of a cap or an estimate: asked by one person, in force once another agreed, from a day that was still to
    come. `what`: `cap` with a level, `estimate` with a kind.
    """

    class What(models.TextChoices):
        """Which number."""

        CAP = "cap", _("每月上限")
        ESTIMATE = "estimate", _("估计用时")

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("待第二人批准")
        COMING = "coming", _("已批准，未到起始日")
        HELD = "held", _("已生效")
        REFUSED = "refused", _("未批准")

    what = models.CharField(_("哪一项"), max_length=8, choices=What)
    key = models.CharField(max_length=12)
    minutes_before = models.PositiveIntegerField(_("原为（分钟）"))
    minutes = models.PositiveIntegerField(_("改为（分钟）"))
    valid_from = models.DateField(_("自哪天起"))
    reason = models.TextField(_("依据或理由"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = _("减负设置")
        indexes = (models.Index(fields=("what", "key", "valid_from")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="burden_setting_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=True) | Q(decided_by__isnull=False),
                name="burden_setting_agreed_by_name",
            ),
            models.UniqueConstraint(
                fields=("what", "key"),
                condition=Q(agreed=None),
                name="burden_setting_one_at_a_time",
            ),
        )

    def get_absolute_url(self) -> str:
        """Where it is agreed to or not."""
        return reverse("burden:setting", args=(self.pk,))

    @property
    def state(self) -> "Setting.State":
        """What has become of it, today."""
        if self.agreed is None:
            return self.State.WAITING
        if not self.agreed:
            return self.State.REFUSED
        held = self.valid_from <= timezone.localdate()
        return self.State.HELD if held else self.State.COMING


class Spent(models.Model):
    """
    Minutes really spent on a form: how many times it took so long, in a month, at bodies of a level. No person, no
    body, no instant; nothing here can be tied to who filled it in.
    """

    form = models.CharField(_("表单"), max_length=80)
    month = models.DateField(_("月份"))
    level = models.CharField(_("层级"), max_length=12)
    bucket = models.PositiveSmallIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("form", "month", "level", "bucket"), name="spent_once"),
        )
