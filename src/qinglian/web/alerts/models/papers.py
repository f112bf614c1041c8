"""Papers of alerts, of what is asked on the way, and of the registers beside it. 预警的附件。"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from qinglian.web.alerts.models.alert import Alert, Step
from qinglian.web.alerts.models.asked import CLOSED, BatchCheck, Request, may_know
from qinglian.web.alerts.models.registers import SelfFound
from qinglian.web.alerts.states import SUPERVISING
from qinglian.web.core.papers import FiledPaper
from qinglian.web.units.scope import roles_of


class Papers(models.QuerySet["Paper"]):
    """Whoever sees the step, the request, the report or the batch sees its papers; nobody else learns of them."""

    def visible_to(self, user: Any) -> Self:
        """The papers a person may fetch."""
        alerts, known = Alert.objects.visible_to(user), may_know(user)
        seen = Q(step__alert__in=alerts) & ~Q(step__verb__in=unknown_steps(user))
        seen |= Q(asked__alert__in=alerts, asked__kind__in=known)
        seen |= Q(report__in=SelfFound.objects.visible_to(user))
        if roles_of(user) & SUPERVISING:
            # As on its page: whoever sees one alert of a batch sees the batch.
            seen |= Q(batch__in=alerts.exclude(batch=None).values("batch"))
        return self.filter(seen)

    def of(self, alert: Alert) -> Self:
        """All papers of one alert."""
        return self.filter(Q(step__alert=alert) | Q(asked__alert=alert))


class Paper(FiledPaper):
    """
    The signed sheet, a photograph, what proves an exception. It belongs to a step; to a request until that is decided
    and its step is there; to a report of what a body found itself; or to a batch.
    """

    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="papers")
    asked = models.ForeignKey(Request, models.CASCADE, null=True, related_name="papers")
    report = models.ForeignKey(SelfFound, models.CASCADE, null=True, related_name="papers")
    batch = models.ForeignKey(BatchCheck, models.CASCADE, null=True, related_name="papers")

    objects = Papers.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(step__isnull=False, asked=None, report=None, batch=None)
                | Q(step=None, asked__isnull=False, report=None, batch=None)
                | Q(step=None, asked=None, report__isnull=False, batch=None)
                | Q(step=None, asked=None, report=None, batch__isnull=False),
                name="paper_of_one_thing",
            ),
        )

    @property
    def of(self) -> models.Model:
        """The matter it belongs to, as records call it."""
        if self.step:
            return self.step.alert
        return self.asked.alert if self.asked else self.report or self.batch


def unknown_steps(user: Any) -> set[str]:
    """Steps that a person must not know of: what became of a request that is told to supervisors alone."""
    hidden = CLOSED - may_know(user)
    return {f"{kind}_{answer}" for kind in hidden for answer in ("agreed", "refused")}
