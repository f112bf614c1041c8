"""Who takes part: chosen along a line, with how many before it is done. 选参与单位。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qinglian.web.campaigns.forms import ChooseForm
from qinglian.web.campaigns.models import Part
from qinglian.web.campaigns.queries import KINDS, choosable
from qinglian.web.campaigns.services.opening import part_drop, parts_add
from qinglian.web.campaigns.services.rules import on_side
from qinglian.web.campaigns.states import Status
from qinglian.web.campaigns.views.acts import one
from qinglian.web.core.pages import only, told

SHOWN = 200


@require_http_methods(["GET", "POST"])
@told
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Filter, see how many, take all that are shown or those that are ticked."""
    found = one(request, public_id)
    only(on_side(found, request.user, "lead"))
    origin = request.GET.get("origin", "")
    counts = {str(kind): choosable(found, origin, kind).count() for kind in KINDS}
    first = max(counts, key=lambda kind: counts[kind])
    form = ChooseForm({"line": first, **request.GET.dict()}, counts=counts)
    said = form.cleaned_data if form.is_valid() else {"line": first, "level": "", "q": ""}
    rows = choosable(found, origin, said["line"] or first, said["level"], said["q"].strip())
    if request.method == "POST":
        ticked = request.POST.getlist("unit")
        chosen = rows if request.POST.get("all") else rows.filter(code__in=ticked)
        number = parts_add(campaign=found, units=chosen, by=request.user)
        text = ngettext("已纳入 %(n)d 个单位。", "已纳入 %(n)d 个单位。", number)
        messages.success(request, text % {"n": number})
        return redirect(found)
    number = rows.count()
    topics = found.topics.count()
    return render(
        request,
        "campaigns/choose.html",
        {
            "campaign": found,
            "form": form,
            "units": rows[:SHOWN],
            "number": number,
            "hidden": max(0, number - SHOWN),
            "answers": number * topics,
            "topics": topics,
            "open": found.status in (Status.DRAFT, Status.RUNNING),
        },
    )


@require_POST
@told
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a body out again, while it was asked nothing."""
    rows = Part.objects.visible_to(request.user).select_related("campaign", "unit")
    found = get_object_or_404(rows, public_id=public_id)
    only(on_side(found.campaign, request.user, "lead"))
    part_drop(part=found, by=request.user)
    messages.success(request, _("已移出：%(unit)s") % {"unit": found.unit})
    return redirect(found.campaign)
