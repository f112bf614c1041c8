"""What a second person agrees to, and same-cause batches. 请示与同因批量。"""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.models.alert import Alert
from qinglian.web.alerts.states import SUPERVISING, Cause, Fact
from qinglian.web.core.ids import new_id
from qinglian.web.core.steps import AnyRequest
from qinglian.web.units.scope import roles_of

USER = settings.AUTH_USER_MODEL


class Request(AnyRequest):
    """What a second person must agree to: more time, a stopped clock, another level, a confidential check, parking."""

    class Kind(models.TextChoices):
        """What is asked."""

        EXTEND = "extend", _("延期")
        PAUSE = "pause", _("中止计时")
        RELEVEL = "relevel", _("级别调整")
        SECRET = "secret", _("保密核查")
        PARK = "park", _("挂账")
        TRANSFER = "transfer", _("线索移送")

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="request_second_person"
            ),
            models.UniqueConstraint(
                fields=("alert", "kind"), condition=Q(agreed=None), name="request_once_at_a_time"
            ),
        )


CLOSED = {str(Request.Kind.SECRET), str(Request.Kind.TRANSFER)}
"""Kinds that must not be seen on an alert by those it is about."""


def may_know(user: Any) -> set[str]:
    """
    The kinds of request a person may know of. That a confidential check or a transfer was ever asked for is told to
    those alone who supervise, never to the body concerned or the authority, whatever became of it (practice.md 3.2).
    """
    supervises = roles_of(user) & (SUPERVISING | {Role.PROGRAMME_OFFICE})
    return set(Request.Kind.values) if supervises else set(Request.Kind.values) - CLOSED


class BatchCheck(models.Model):
    """
    同因批量核查: alerts with one cause, concluded once. `seed` draws the sample; each drawn alert must be opened
    before the conclusion of all may be said. A data error becomes a correction ticket to the provider.
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=partial(new_id, "TY"), editable=False
    )
    title = models.CharField(_("共同原因"), max_length=200)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seed = models.PositiveBigIntegerField()
    fact = models.CharField(max_length=12, choices=Fact, blank=True)
    cause = models.CharField(max_length=12, choices=Cause, blank=True)
    reason = models.TextField(blank=True)
    concluded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(concluded_by=None) | ~Q(concluded_by=F("by")),
                name="batch_second_person",
            ),
        )

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("alerts:batch", args=(self.public_id,))


class Drawn(models.Model):
    """An alert of a batch that was drawn to be opened, and by whom it was."""

    batch = models.ForeignKey(BatchCheck, models.CASCADE, related_name="drawn")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="+")
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("batch", "alert"), name="drawn_once"),)
