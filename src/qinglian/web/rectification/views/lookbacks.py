"""回头看的页面。Pages of look-back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.alerts.queries import wilson
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, sent, told
from qinglian.web.rectification.models import Lookback, LookedAt, Problem
from qinglian.web.rectification.services.lookbacks import (
    lookback_begin,
    lookback_draw,
    lookback_say,
)
from qinglian.web.rectification.states import SUPERVISING
from qinglian.web.rectification.step_forms import SayForm
from qinglian.web.units.scope import roles_of


@require_safe
def lookbacks(request: HttpRequest) -> HttpResponse:
    """All quarters."""
    only(roles_of(request.user) & SUPERVISING)
    return Listing(
        request,
        Lookback.objects.all(),
        title=_("整改回头看"),
        intro=_(
            "先登记种子，再抽取销号三到六个月的问题；种子、总体摘要都留着，任何人可以重抽核对。"
        ),
        columns=[
            Column("quarter", _("期间"), value=lambda row: row.period, link=True, sort="quarter"),
            Column("seed", _("种子"), number=True),
            Column("eligible", _("可抽"), number=True),
            Column("drawn", _("抽中"), number=True, value=lambda row: row.items.count()),
            Column("drawn_at", _("抽取时间"), sort="drawn_at"),
        ],
        order="-quarter",
        empty=_("还没有抽取过。"),
        actions=[(_("登记本季度的种子"), reverse("rectification:lookback_begin"))],
    ).respond()


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Put a seed on record."""
    only(roles_of(request.user) & SUPERVISING)
    if request.method == "POST":
        return _begun(request)
    return render(request, "rectification/lookback_begin.html")


@told
def _begun(request: HttpRequest) -> HttpResponse:
    return redirect(lookback_begin(by=request.user))


@require_safe
def lookback(request: HttpRequest, public_id: str) -> HttpResponse:
    """One quarter: what was drawn, as far as one may see it, and how many did not stand."""
    only(roles_of(request.user) & SUPERVISING)
    found = get_object_or_404(Lookback, public_id=public_id)
    items = found.items.filter(problem__in=Problem.objects.visible_to(request.user)).select_related(
        "problem__unit", "by"
    )
    said = [one for one in items if one.stands is not None]
    fell = sum(not one.stands for one in said)
    shown = {
        "lookback": found, "items": items, "said": len(said), "fell": fell, "interval": wilson(fell, len(said)),
    }  # fmt: skip
    return render(request, "rectification/lookback.html", shown)


@require_POST
@told
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw with the seed on record."""
    only(roles_of(request.user) & SUPERVISING)
    found = get_object_or_404(Lookback, public_id=public_id)
    return redirect(lookback_draw(lookback=found, by=request.user))


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, public_id: str, problem_id: str) -> HttpResponse:
    """What was seen."""
    only(roles_of(request.user) & SUPERVISING)
    seen = LookedAt.objects.filter(problem__in=Problem.objects.writable_by(request.user))
    item = get_object_or_404(
        seen.select_related("problem__unit", "lookback"), lookback__public_id=public_id,
        problem__public_id=problem_id,
    )  # fmt: skip

    def done(form: Any) -> Lookback:
        with form.filed(request.user) as papers:
            lookback_say(item=item, by=request.user, papers=papers, **form.said())
        return item.lookback

    return form_page(
        request, SayForm(*sent(request)), _("回头看"), done=done, back=item.lookback.get_absolute_url(),
        template="rectification/act.html", problem=item.problem,
    )  # fmt: skip
