"""Reads across problems. 整改的查询。"""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from qinglian.web.rectification.states import OPEN, Status


def state_q(value: str) -> Q:
    """Conditions that are more than a step."""
    today = timezone.localdate()
    return {
        "open": Q(status__in=OPEN),
        "late": Q(status__in=OPEN, due_on__lt=today, paused_on=None),
        "struck": Q(status=Status.STRUCK),
        "reopened": Q(reopened__gt=0),
        "fixed": Q(fixes__isnull=False),
    }[value]


def sides(user: Any) -> dict[str, Q]:
    """The problems of each side of a person."""
    from qinglian.web.rectification.services.rules import side_q

    return {side: side_q(user, side) for side in ("unit", "lead", "supervisor")}
