"""督导的页面。Pages of guidance."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.core.periods import period_filter
from qinglian.web.tasks.counted import GUIDANCE_KINDS
from qinglian.web.tasks.forms import GuidanceForm
from qinglian.web.tasks.models import Guidance
from qinglian.web.tasks.services.guidance import guidance_note
from qinglian.web.tasks.states import GIVING
from qinglian.web.units.scope import reach, roles_of


@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    """All one may see."""
    only(reach(request.user, "task"))
    may = roles_of(request.user) & GIVING and request.user.unit_id
    return Listing(
        request,
        Guidance.objects.visible_to(request.user).select_related("unit", "by_unit"),
        title=_("督导"),
        intro=_("发文件不算指导，报总结不算督办：只记到了现场的，或发现了问题的。"),
        columns=[
            Column("seen", _("看了什么"), value=lambda row: mask_text(row.seen), link=True),
            Column("unit", _("被督导单位"), sort="unit__name"),
            Column("by_unit", _("督导单位"), sort="by_unit__name"),
            Column("mode", _("方式"), sort="mode"),
            Column("on", _("日期"), sort="on"),
            Column("found", _("发现问题"), value=lambda row: bool(row.found)),
        ],
        search=("seen", "found", "unit__name"),
        filters=[
            Filter("mode", _("方式"), Guidance.Mode.choices),
            *period_filter(request, GUIDANCE_KINDS),
        ],
        order="-on",
        actions=[(_("记一次督导"), reverse("tasks:guidance_new"))] if may else [],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Note that one went and looked."""
    only(roles_of(request.user) & GIVING and request.user.unit_id)

    def done(form: Any) -> Guidance:
        return guidance_note(by=request.user, **form.cleaned_data)

    form = GuidanceForm(posted(request), user=request.user)
    return form_page(
        request,
        form,
        _("记一次督导"),
        done=done,
        back=reverse("tasks:guidance_acts"),
        submit=_("记下"),
    )


@require_safe
def act(request: HttpRequest, public_id: str) -> HttpResponse:
    """One act."""
    found = get_object_or_404(
        Guidance.objects.visible_to(request.user).select_related("unit", "by_unit", "by"),
        public_id=public_id,
    )
    return render(
        request,
        "tasks/guidance.html",
        {"act": found, "reasons": reach(request.user, "task").reasons(found)},
    )
