"""Duties of bodies, one of them, what arrived with a sending. 责任事项（按单位）与签收。"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.duties.cycles import period_name
from qinglian.web.duties.kinds import Holder, ListKind, SendingStatus
from qinglian.web.duties.models import Duty, Sending, Turn
from qinglian.web.duties.services.sending import sending_receive
from qinglian.web.duties.services.sending_rules import PREPARING
from qinglian.web.duties.services.turn_rules import on_side
from qinglian.web.duties.services.turns import duty_assign
from qinglian.web.duties.turn_forms import AssignForm
from qinglian.web.duties.turn_queries import DUTY_STATES, duty_q
from qinglian.web.duties.views.turns import address_filters
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """The items each body has."""
    only(reach(request.user, Duty.OBJECT))
    rows = Duty.objects.visible_to(request.user).select_related(
        "unit", "giver_unit", "person", "item__of__of"
    )
    return Listing(
        request,
        rows.filter(sending__status__in=(SendingStatus.SENT, SendingStatus.RECALLED)),
        title=_("各单位的责任事项"),
        columns=[
            Column(
                "title", _("事项"), value=lambda row: mask_text(row.item.title), link=True,
                sort="item__title",
            ),
            Column("unit", _("责任单位"), sort="unit__name"),
            Column("cycle", _("周期"), value=lambda row: row.item.get_cycle_display(), sort="item__cycle"),
            Column("giver_unit", _("下发单位"), sort="giver_unit__name"),
            Column("person", _("具体责任人"), sort="person__name"),
            Column("received_at", _("签收时间"), sort="received_at"),
        ],
        search=("item__title", "public_id", "unit__name", "unit__code", "person__name"),
        filters=[
            Filter(
                "state", _("情形"), DUTY_STATES.items(), lambda value: duty_q(value, request.user)
            ),
            Filter("holder", _("责任主体"), Holder.choices, "item__holder"),
            Filter("kind", _("清单种类"), ListKind.choices, "item__of__of__kind"),
            *address_filters(request),
        ],
        order="unit__code",
        empty=_("没有责任事项。"),
    ).respond()  # fmt: skip


@require_safe
def duty(request: HttpRequest, public_id: str) -> HttpResponse:
    """One item of one body with all its turns."""
    rows = Duty.objects.visible_to(request.user).select_related(
        "unit", "giver_unit", "person", "received_by", "item__of__of", "sending"
    )
    found = get_object_or_404(rows, public_id=public_id)
    own = on_side(found, request.user, "unit")
    turns = Turn.objects.visible_to(request.user).filter(duty=found).order_by("-begins_on")
    context = {
        "duty": found,
        "item": found.item,
        "own": own,
        "turns": [(one, period_name(found.item.cycle, one.begins_on)) for one in turns[:60]],
        "reasons": reach(request.user, Duty.OBJECT).reasons(found),
    }
    return render(request, "duties/duty.html", context)


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who of the body sees to it."""
    rows = Duty.objects.visible_to(request.user).select_related("unit", "item")
    found = get_object_or_404(rows, public_id=public_id)
    only(on_side(found, request.user, "unit"))

    def done(form: Any) -> Duty:
        return duty_assign(duty=found, by=request.user, **form.cleaned_data)

    form = AssignForm(posted(request), duty=found)
    return form_page(
        request, form, _("定具体责任人"), done=done, back=found.get_absolute_url(),
        submit=_("确定"), intro=mask_text(found.item.title),
    )  # fmt: skip


def _arrived(request: HttpRequest, public_id: str) -> tuple[Sending, Any]:
    """A sending of which one sees a duty of one's own body, and these duties."""
    user: Any = request.user
    mine = Duty.objects.visible_to(user).filter(unit=user.unit_id, sending__public_id=public_id)
    first = mine.select_related("sending__of__of", "sending__giver_unit").first()
    if first is None:
        raise Http404
    return first.sending, mine


@require_safe
def arrival(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a sending brought one's body: sign for all of it at once, or hand some of it on."""
    found, mine = _arrived(request, public_id)
    rows = list(mine.select_related("item", "person").order_by("item__place"))
    waits = [one for one in rows if one.received_at is None and one.ended_on is None]
    writes = bool(rows) and on_side(rows[0], request.user, "unit")
    context = {
        "sending": found,
        "rows": rows,
        "receives": bool(waits) and writes,
        "hands": not waits and bool(roles_of(request.user) & PREPARING) and writes
        and found.status == SendingStatus.SENT,
        "minutes": sum(one.minutes for one in rows),
        "further": Sending.objects.visible_to(request.user).filter(parent=found, giver_unit=request.user.unit_id),
    }  # fmt: skip
    return render(request, "duties/arrival.html", context)


@require_POST
@told
def receive(request: HttpRequest, public_id: str) -> HttpResponse:
    """签收, with one click."""
    found, mine = _arrived(request, public_id)
    unit = Unit.objects.get(pk=mine.values_list("unit_id", flat=True)[0])
    sending_receive(sending=found, unit=unit, by=request.user)
    messages.success(request, _("已签收。"))
    return redirect("duties:arrival", public_id)


@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """What was sent to one's body."""
    user: Any = request.user
    only(reach(user, Duty.OBJECT) and user.unit_id)
    mine = Duty.objects.visible_to(user).filter(unit=user.unit_id)
    count, waits = (
        Count("duties", filter=Q(duties__unit=user.unit_id)),
        Q(duties__unit=user.unit_id, duties__received_at=None, duties__ended_on=None),
    )
    rows = Sending.objects.filter(pk__in=mine.values("sending")).exclude(status=SendingStatus.DRAFT)
    rows = rows.annotate(mine=count, unsigned=Count("duties", filter=waits))
    return Listing(
        request,
        rows.select_related("of__of", "giver_unit"),
        title=_("收到的清单"),
        columns=[
            Column("of", _("清单"), value=lambda row: str(row.of.of), sort="of__of__title"),
            Column("giver_unit", _("下发单位"), sort="giver_unit__name"),
            Column("sent_at", _("下发时间"), sort="sent_at"),
            Column("mine", _("本单位的事项"), sort="mine", number=True),
            Column("unsigned", _("未签收"), sort="unsigned", number=True),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("of__of__title", "giver_unit__name"),
        order="-sent_at",
        empty=_("还没有收到清单。"),
        template="duties/arrivals.html",
        context={"waiting": rows.filter(unsigned__gt=0).select_related("of__of", "giver_unit")},
    ).respond()
