"""Sampled review: draws, one of them, accepting the rest. 抽样复核页面。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import only, told
from qinglian.web.duties.kinds import TurnStatus
from qinglian.web.duties.models import Draw
from qinglian.web.duties.services.reviews import (
    LEAST,
    SHARE,
    draw_accept,
    draw_make,
    drawable,
)
from qinglian.web.duties.services.sending_rules import gives
from qinglian.web.duties.services.turn_rules import REVIEWING
from qinglian.web.duties.views.turns import named
from qinglian.web.units.scope import reach


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """Draws so far; what could be drawn from now."""
    only(reach(request.user, Draw.OBJECT))
    unit = request.user.unit
    draws_now = gives(request.user, unit, REVIEWING)
    return Listing(
        request,
        Draw.objects.visible_to(request.user).select_related("giver_unit", "by"),
        title=_("抽样复核"),
        intro=_(
            "待复核的多时，按公开的种子抽一部分看。抽中的都站得住，其余的可以接受，但记为“没有逐项看过”。"
        ),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("giver_unit", _("下发单位"), sort="giver_unit__name"),
            Column("eligible", _("待复核的次数"), sort="eligible", number=True),
            Column("size", _("抽取的次数"), sort="size", number=True),
            Column("by", _("抽取人")),
            Column("at", _("抽取时间"), sort="at"),
            Column("accepted_at", _("接受其余的时间"), sort="accepted_at"),
        ],
        order="-at",
        empty=_("还没有抽过。"),
        context={
            "waiting": drawable(unit).count() if draws_now else 0,
            "least": LEAST,
            "share": SHARE,
            "draws_now": draws_now,
        },
        template="duties/draws.html",
    ).respond()


@require_POST
@told
def make(request: HttpRequest) -> HttpResponse:
    """Draw."""
    return redirect(draw_make(giver_unit=request.user.unit, by=request.user))


@require_safe
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was drawn, how it stands, and what the rest would be called."""
    found = get_object_or_404(
        Draw.objects.visible_to(request.user).select_related("giver_unit", "by", "accepted_by"),
        public_id=public_id,
    )
    rows = list(found.turns.filter(drawn=True).select_related("duty__item", "unit"))
    open_ = sum(one.status == TurnStatus.DONE for one in rows)
    fell = found.size - sum(one.status in (TurnStatus.DONE, TurnStatus.REVIEWED) for one in rows)
    context = {
        "draw": found,
        "rows": [(one, named(one)) for one in rows],
        "open": open_,
        "fell": fell,
        "rest": found.turns.filter(drawn=False, status=TurnStatus.DONE).count(),
        "unseen": found.turns.filter(status=TurnStatus.ACCEPTED).count(),
        "accepts": not found.accepted_at and not open_ and not fell
        and gives(request.user, found.giver_unit, REVIEWING),
        "reasons": reach(request.user, Draw.OBJECT).reasons(found),
    }  # fmt: skip
    return render(request, "duties/draw.html", context)


@require_POST
@told
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept the others, unseen and said to be."""
    found = get_object_or_404(Draw.objects.visible_to(request.user), public_id=public_id)
    number = draw_accept(draw=found, by=request.user)
    text = ngettext("接受了 %(n)d 次，没有逐项看过。", "接受了 %(n)d 次，没有逐项看过。", number)
    messages.success(request, text % {"n": number})
    return redirect(found)
