"""Numbers of rectification in a period, and the statistics page. 整改的期间数字与统计。"""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.core.listing import begin_of
from qinglian.web.core.reporting import Figure
from qinglian.web.rectification.models import Amount, Problem
from qinglian.web.rectification.models.measures import with_progress
from qinglian.web.rectification.models.problem import age_q
from qinglian.web.rectification.states import COUNTED, Age, Progress, Status
from qinglian.web.units.scope import reach

GROUP = gettext_lazy("整改")
WORDS = {
    "found": gettext_lazy("挂号问题"),
    "done": gettext_lazy("其中已完成整改"),
    "going": gettext_lazy("其中正在推进"),
    "undone": gettext_lazy("其中尚未完成"),
    "struck": gettext_lazy("销号问题"),
    "in_time": gettext_lazy("其中按期申请销号"),
    "reopened": gettext_lazy("重新挂号问题"),
    "fixed": gettext_lazy("有建章立制的问题"),
}


def found_between(begins: date, ends: date) -> Q:
    """Problems put on record in a period, both days included."""
    return Q(
        opened_at__gte=begin_of(begins.isoformat()), opened_at__lt=begin_of(ends.isoformat(), 1)
    )


def struck_between(begins: date, ends: date) -> Q:
    """Problems struck off in a period, both days included."""
    return Q(
        status=Status.STRUCK, struck_at__gte=begin_of(begins.isoformat()),
        struck_at__lt=begin_of(ends.isoformat(), 1),
    )  # fmt: skip


IN_TIME = Q(applied_at__isnull=False, applied_at__date__lte=F("due_on"))
"""按期: applied for no later than the day that counted in the end."""


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """What came, how far it is, what was struck off, what came back in money; each with its list."""
    if not reach(user, Problem.OBJECT):
        return []
    rows = with_progress(Problem.objects.visible_to(user).filter(status__in=COUNTED))
    came, struck = (
        rows.filter(found_between(begins, ends)),
        rows.filter(struck_between(begins, ends)),
    )
    span = {"since": begins.isoformat(), "until": ends.isoformat()}
    off = {"struck_since": begins.isoformat(), "struck_until": ends.isoformat()}
    asked: list[tuple[str, QuerySet[Problem], dict[str, str]]] = [
        ("found", came, span),
        *((one, came.filter(progress=one), {**span, "progress": one}) for one in Progress.values),
        ("struck", struck, off),
        ("in_time", struck.filter(IN_TIME), {**off, "state": "in_time"}),
        ("reopened", came.filter(reopened__gt=0), {**span, "state": "reopened"}),
        ("fixed", came.filter(fixes__isnull=False).distinct(), {**span, "state": "fixed"}),
    ]
    told = [
        Figure(f"rectification.{key}", GROUP, WORDS[key], found.count(), _("件"), _address(query))
        for key, found, query in asked
    ]
    money = Amount.objects.filter(
        problem__in=Problem.objects.visible_to(user),
        problem__status__in=COUNTED,
        on__range=(begins, ends),
    )
    fen = money.aggregate(fen=Sum("amount_fen"))["fen"] or 0
    paid = {"paid_since": begins.isoformat(), "paid_until": ends.isoformat()}
    told.append(
        Figure(
            "rectification.money",
            GROUP,
            _("追缴、退还、扣回金额"),
            Decimal(fen) / 100,
            _("元"),
            _address(paid),
        )
    )
    return told


def _address(query: dict[str, str]) -> str:
    return f"{reverse('rectification:problems')}?{urlencode(query)}"


def counts(rows: QuerySet[Problem], by: str) -> list[dict[str, Any]]:
    """
    By source or body: how many, old and new, how far, in time, reopened. 按期率 is of those applied for or overdue:
    what still has time is in neither.
    """
    today = timezone.localdate()
    due = Q(applied_at__isnull=False) | Q(due_on__lt=today, paused_on=None)
    said = (
        with_progress(rows)
        .values(by)
        .annotate(
            n=Count("pk", distinct=True),
            **{age: _sum(age_q(age)) for age in Age.values},
            **{one: _sum(Q(progress=one)) for one in Progress.values},
            struck=_sum(Q(status=Status.STRUCK)),
            due=_sum(due),
            in_time=_sum(IN_TIME),
            again=_sum(Q(reopened__gt=0)),
            amount=Coalesce(Sum("amount_fen"), Value(0)),
        )
        .order_by("-n", by)
    )
    return [{**one, "share": one["in_time"] / one["due"] if one["due"] else None} for one in said]


def _sum(condition: Q) -> Sum:
    return Sum(Case(When(condition, then=1), default=0, output_field=IntegerField()))
