"""A month of turns: on a wide page as a calendar, on a phone as an agenda. 责任事项日历。"""

import calendar as days
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qinglian.web.core.pages import only
from qinglian.web.core.workdays import is_working_day, known
from qinglian.web.duties.kinds import TurnStatus
from qinglian.web.duties.models import Turn
from qinglian.web.duties.views.turns import named
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, visible_units

A_DAY = 4
"""So many turns of a day stand in the calendar; the agenda and the list have all."""
MOST = 400


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The turns of a body in a month; one's own body unless another is named."""
    only(reach(request.user, Turn.OBJECT))
    today = timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    unit = _unit(request)
    rows = Turn.objects.visible_to(request.user).filter(due_on__gte=first, due_on__lte=last)
    rows = rows.exclude(status=TurnStatus.DROPPED).select_related("duty__item", "unit")
    if unit is not None:
        rows = rows.filter(unit=unit)
    by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for turn in rows.order_by("due_on", "pk")[:MOST]:
        by_day[turn.due_on].append({"turn": turn, "named": named(turn), "state": _state(turn)})
    weeks = [
        [
            {
                "day": day, "inside": day.month == first.month, "today": day == today,
                "off": not is_working_day(day), "turns": by_day.get(day, [])[:A_DAY],
                "more": max(0, len(by_day.get(day, [])) - A_DAY),
            }
            for day in week
        ]
        for week in days.Calendar().monthdatescalendar(first.year, first.month)
    ]  # fmt: skip
    context = {
        "first": first,
        "unit": unit,
        "weeks": weeks,
        "agenda": sorted(by_day.items()),
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "known": known(first.year),
        "names": [date(2024, 1, 1) + timedelta(days=n) for n in range(7)],
    }
    return render(request, "duties/calendar.html", context)


def _month(said: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        return today.replace(day=1)


def _unit(request: HttpRequest) -> Unit | None:
    code = request.GET.get("unit", "")
    if code:
        return visible_units(request.user).filter(code=code).first()
    own: Unit | None = request.user.unit  # type: ignore[union-attr]
    return own


def _state(turn: Turn) -> str:
    if turn.overdue:
        return "red"
    return "orange" if turn.waits else "done"
