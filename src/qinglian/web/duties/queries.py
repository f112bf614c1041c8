"""Difficulties counted both ways, of those one sees. 困难问题的双向统计。"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.states import OPEN, Status


def state_q(value: str) -> Q:
    """Conditions that are more than a status; the numbers of the counts lead to lists narrowed by them."""
    today = timezone.localdate()
    unanswered = Q(status__in=(Status.RAISED, Status.RECEIVED))
    return {
        "open": Q(status__in=OPEN),
        "late": unanswered & Q(reply_due_on__lt=today),
        "answered": Q(replied_at__isnull=False),
        "in_time": Q(in_time=True),
        "silent": Q(status=Status.REPLIED, due_on__lt=today),
        "back": Q(dissatisfied__gt=0),
        "joined": Q(joined_to__isnull=False) | Q(joined__isnull=False),
    }[value]


@dataclass(frozen=True, slots=True)
class Line:
    """One body: how many, answered, in time, agreed to, late, sent back."""

    name: str
    code: str
    all: int
    answered: int
    in_time: int
    agreed: int
    late: int
    back: int


def both_ways(user: Any) -> tuple[list[Line], list[Line]]:
    """By who asked and by who answers: two statements."""
    rows = Difficulty.objects.visible_to(user)
    return _counted(rows, "unit"), _counted(rows, "lead_unit")


def _counted(rows: Any, column: str) -> list[Line]:
    said = (
        rows.order_by()
        .values_list(f"{column}__name", f"{column}__code")
        .annotate(
            all=Count("pk"),
            answered=Count("pk", filter=state_q("answered")),
            in_time=Count("pk", filter=state_q("in_time")),
            agreed=Count("pk", filter=Q(status=Status.AGREED)),
            late=Count("pk", filter=state_q("late")),
            back=Count("pk", filter=state_q("back")),
        )
    )
    return [Line(*one) for one in said.order_by("-all", f"{column}__code")]
