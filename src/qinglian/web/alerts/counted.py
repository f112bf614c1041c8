"""
What is counted of alerts in a period, for figures and for the lists they link to. 预警的期间口径。

Counted is only what a body was told of: neither what waits in triage, which may still be handed over and vanish, nor a
confidential check while it is one. A number that was frozen can therefore not betray a transfer by having shrunk, nor a
list a check (practice.md 3.2).
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.models import LookedAt, Step
from qinglian.web.alerts.states import UNTOLD, Fact, Level
from qinglian.web.core.periods import Counted, within

OPEN_TO_COUNT = Q(secret=False) & ~Q(status__in=UNTOLD)
CONCLUDED = ("accept", "batch")
"""Verbs by which a conclusion stands: accepted at review, or said once for a whole batch."""


def _said(*verbs: str, more: Q | None = None) -> Callable[[date, date], Q]:
    def condition(begins: date, ends: date) -> Q:
        steps = Step.objects.filter(within("at", begins, ends), verb__in=verbs)
        said = OPEN_TO_COUNT & Q(pk__in=steps.values("alert"))
        return said if more is None else said & more

    return condition


def _looked(stands: bool | None) -> Callable[[date, date], Q]:
    def condition(begins: date, ends: date) -> Q:
        looked = LookedAt.objects.filter(within("at", begins, ends), stands__isnull=False)
        if stands is not None:
            looked = looked.filter(stands=stands)
        return OPEN_TO_COUNT & Q(pk__in=looked.values("alert"))

    return condition


SETTLED = (Fact.TRUE, Fact.PARTLY, Fact.NOT_SO)
"""The denominator of precision: what cannot be settled leaves it."""
KINDS: dict[str, Counted] = {
    "pushed": (_("推送预警"), _said("push")),
    **{f"pushed_{one.value}": (one.label, _said("push", more=Q(level=one))) for one in Level},
    "concluded": (_("作出核查结论"), _said(*CONCLUDED)),
    **{f"fact_{one.value}": (one.label, _said(*CONCLUDED, more=Q(fact=one))) for one in Fact},
    "settled": (_("查准率（精确率）"), _said(*CONCLUDED, more=Q(fact__in=SETTLED))),
    "struck_off": (_("预警销号"), _said("strike_off")),
    "returned": (_("预警退回"), _said("return")),
    "sent_back": (_("预警退回补核"), _said("send_back")),
    "reopened": (_("预警重新挂号"), _said("reopen")),
    "looked_at": (_("预警回头看"), _looked(None)),
    "bounced": (_("回头看反弹"), _looked(False)),
}
