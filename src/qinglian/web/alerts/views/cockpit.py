"""驾驶舱: own unit and those below. 驾驶舱。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.model.text import Text
from qinglian.report.charts import Bar, bars, columns
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.queries import bounce, by_month, by_pack, by_unit, totals, wilson
from qinglian.web.core.charts import drawn
from qinglian.web.core.pages import only
from qinglian.web.runs.words import english, pack_name
from qinglian.web.units.scope import reach


@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    """Open, late, reopened; where it concentrates; month against month."""
    only(reach(request.user, "alert"))
    rows = Alert.objects.visible_to(request.user)
    address, language = reverse("alerts:alerts"), "en" if english() else "zh"
    months = by_month(rows)
    looked, fell = bounce(request.user)
    units = [
        Bar(Text(name, name), levels, f"{address}?state=open&q={name}")
        for name, _key, levels in by_unit(rows)
    ]
    packs = [
        Bar(Text(pack_name(pack), pack_name(pack)), levels, f"{address}?state=open&pack={pack}")
        for pack, _key, levels in by_pack(rows)
    ]
    by_months = [
        Bar(Text(f"{day:%y-%m}", f"{day:%y-%m}"), levels, f"{address}?month={day:%Y-%m}")
        for day, levels, _left in months
    ]
    now, before = months[-1], months[-2]
    return render(
        request,
        "alerts/cockpit.html",
        {
            "totals": totals(rows),
            "units": drawn(bars, units, language, _("各单位在办预警")) if units else "",
            "packs": drawn(bars, packs, language, _("各领域在办预警")) if packs else "",
            "months": drawn(columns, by_months, language, _("每月新增预警")),
            "now": sum(now[1].values()),
            "before": sum(before[1].values()),
            "left_now": now[2],
            "left_before": before[2],
            "looked": looked,
            "fell": fell,
            "bounce": wilson(fell, looked),
            "address": address,
        },
    )
