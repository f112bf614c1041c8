"""Reads across problems. 整改的查询。"""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from qinglian.web.rectification.desk import waiting_problems
from qinglian.web.rectification.models import SystemFix
from qinglian.web.rectification.reporting import IN_TIME
from qinglian.web.rectification.states import OPEN, Status


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a step."""
    if value == "mine":
        return Q(pk__in=waiting_problems(user).values("pk"))
    today = timezone.localdate()
    return {
        "open": Q(status__in=OPEN),
        "late": Q(status__in=OPEN, due_on__lt=today, paused_on=None),
        "struck": Q(status=Status.STRUCK),
        "reopened": Q(reopened__gt=0),
        "in_time": IN_TIME,
        "fixed": Q(pk__in=SystemFix.objects.values("problem")),
    }[value]
