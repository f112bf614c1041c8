"""Subscriptions to events and what was sent: an outbox written in the transaction of the act. 事件订阅与投递。"""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.api.models.integration import Integration
from qinglian.web.api.states import Event
from qinglian.web.core.ids import new_id

USER = settings.AUTH_USER_MODEL


class Hook(models.Model):
    """
    An address that is told of events. The secret lies sealed under the site's key, since each message is signed with
    it; the old one signs beside it until `old_until`.
    """

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "DY"), editable=False
    )
    integration = models.ForeignKey(Integration, models.CASCADE, related_name="hooks")
    url = models.CharField(_("接收地址"), max_length=300)
    events = models.JSONField(_("事件"), default=list)
    sealed = models.TextField()
    old_sealed = models.TextField(blank=True)
    old_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(_("订阅时间"), default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
        verbose_name = _("事件订阅")

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("api:hook_page", args=(self.public_id,))

    @property
    def event_names(self) -> list[str]:
        """Its events in words."""
        return [str(Event(one).label) for one in self.events]

    @property
    def unit(self) -> Any:
        """The body it is told for, as records have it."""
        return self.integration.unit


class Delivery(models.Model):
    """
    One message to one address: ids and states, never content. `tries` holds when, what was answered. Three times four
    hours without an answer and more, it is left (`dead`) and can be sent again by hand.
    """

    class Status(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("待投递")
        SENT = "sent", _("已送达")
        DEAD = "dead", _("未送达")

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "TD"), editable=False
    )
    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    event = models.CharField(_("事件"), max_length=32, choices=Event)
    data = models.JSONField()
    made_at = models.DateTimeField(_("发生时间"), default=timezone.now)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.WAITING)
    next_at = models.DateTimeField(default=timezone.now)
    tries = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("投递时间"), null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("投递")
        indexes = (
            models.Index(
                fields=("next_at",), condition=Q(status="waiting"), name="delivery_waiting"
            ),
        )

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("api:delivery", args=(self.public_id,))

    @property
    def object_id(self) -> str:
        """What it is about."""
        return str(self.data.get("id", ""))
