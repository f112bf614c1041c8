"""The transmission map of a list that was sent. 责任传导图页面。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.model.text import Text
from qinglian.report.charts import Bar, bars
from qinglian.web.alerts.views.cockpit import drawn
from qinglian.web.duties.kinds import SendingStatus
from qinglian.web.duties.models import Sending
from qinglian.web.duties.transmission import Level, decay, levels_of
from qinglian.web.runs.words import english

COLOURS = {
    "blue": ("done", "waiting"),
    "yellow": ("late",),
    "orange": ("undone", "unsigned"),
    "red": ("missing",),
}
"""The colours of a bar and the states they stand for."""
SHOWN = 300


def states() -> dict[str, str]:
    """The states of a body in words."""
    return {
        "missing": _("没有发到"), "unsigned": _("没有签收"), "undone": _("到期没有落实"),
        "late": _("落实了，有逾期"), "done": _("按期落实"), "waiting": _("还没有到期"),
    }  # fmt: skip


def level_name(number: int) -> str:
    """第一级：直接收到的单位."""
    return _("第 %(n)d 级") % {"n": number}


@require_safe
def transmission(request: HttpRequest, public_id: str) -> HttpResponse:
    """Level by level: should, reached, signed, done, late, thin; the bodies behind each number."""
    rows = Sending.objects.visible_to(request.user).select_related(
        "of__of", "giver_unit", "top__of__of", "top__giver_unit"
    )
    found = get_object_or_404(rows.exclude(status=SendingStatus.DRAFT), public_id=public_id)
    top, address = found.first, reverse("duties:sending_map", args=(public_id,))
    levels = levels_of(found, request.user)
    chart = [_bar(one, address) for one in levels]
    words = states()
    state, number = request.GET.get("state", "missing"), request.GET.get("level", "")
    state = state if state in words else "missing"
    chosen = [one for one in levels if not number or str(one.number) == number]
    listed = [(one.number, body) for one in chosen for body in one.of(state)]
    return render(
        request,
        "duties/map.html",
        {
            "sending": top,
            "address": address,
            "levels": decay(levels),
            "asked": top.sent.count(),
            "chart": drawn(bars, chart, "en" if english() else "zh", _("各级传导"))
            if chart
            else "",
            "states": words,
            "state": state,
            "state_name": words[state],
            "number": number,
            "listed": listed[:SHOWN],
            "all": len(listed),
        },
    )


def _bar(level: Level, address: str) -> Bar:
    counted = {colour: len(level.of(*states)) for colour, states in COLOURS.items()}
    name = level_name(level.number)
    return Bar(Text(name, name), counted, f"{address}?level={level.number}")
