"""规则质量: how often each rule was right, with honest columns. 规则质量。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.queries import rule_quality
from qinglian.web.core.pages import only
from qinglian.web.runs.models import Asked, Run
from qinglian.web.runs.words import rule_name
from qinglian.web.units.scope import reach


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Asked, decided, undecided at the last run; conclusions by fact and cause; precision with its interval."""
    only(reach(request.user, "alert"))
    lines = {line["rule_id"]: line for line in rule_quality(Alert.objects.visible_to(request.user))}
    last = (
        Run.objects.visible_to(request.user)
        .filter(status=Run.Status.DONE)
        .order_by("-ended_at")
        .first()
    )
    asked = (
        {one.rule_id: one for one in Asked.objects.filter(run=last, asked__gt=0).defer("card")}
        if last
        else {}
    )
    rows = [
        {
            "rule_id": rule,
            "name": rule_name(rule),
            "asked": asked.get(rule),
            "line": lines.get(rule),
        }
        for rule in sorted({*lines, *asked})
    ]
    rows.sort(key=lambda one: (one["line"] is None, one["rule_id"]))
    return render(
        request, "alerts/quality.html", {"rows": rows, "run": last, "title": _("规则质量")}
    )
