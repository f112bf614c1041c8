"""自查自纠的页面。Pages of what bodies found and mended themselves."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.models import SelfFound
from qinglian.web.alerts.services.self_found import self_found_report
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.units.scope import reach, roles_of

REPORTING = {Role.UNIT_OFFICER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD, Role.UNIT_HEAD}


class ReportForm(PapersForm, forms.ModelForm):
    """Three fields and a photograph, a minute."""

    offline = None

    class Meta:
        model = SelfFound
        fields = ("found", "mended", "anchor_id")
        widgets = {
            "found": forms.Textarea(attrs={"rows": 3}),
            "mended": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "anchor_id": gettext_lazy("填了编号，以后同一件事的预警会自动标明“自查自纠”。")
        }


@require_safe
def self_found(request: HttpRequest) -> HttpResponse:
    """All one may see."""
    only(reach(request.user, "alert"))
    may = roles_of(request.user) & REPORTING and request.user.unit_id
    return Listing(
        request,
        SelfFound.objects.visible_to(request.user).select_related("unit", "by"),
        title=_("自查自纠"),
        intro=_("单位在推送之前自己发现、自己纠正的问题，不作扣分。"),
        columns=[
            Column("found", _("发现什么"), value=lambda row: mask_text(row.found), link=True),
            Column("unit", _("单位"), sort="unit__name"),
            Column("at", _("报告时间"), sort="at"),
        ],
        search=("found", "mended", "anchor_id", "unit__name"),
        order="-at",
        actions=[(_("报告自查自纠"), reverse("alerts:self_found_new"))] if may else [],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report."""
    only(roles_of(request.user) & REPORTING and request.user.unit_id)

    def done(form: Any) -> SelfFound:
        with form.filed(request.user) as papers:
            return self_found_report(by=request.user, papers=papers, **form.said())

    return form_page(
        request,
        ReportForm(*sent(request)),
        _("报告自查自纠"),
        done=done,
        back=reverse("alerts:self_found"),
    )


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report."""
    found = get_object_or_404(SelfFound.objects.visible_to(request.user), public_id=public_id)
    return render(
        request,
        "alerts/self_found.html",
        {"one": found, "reasons": reach(request.user, "alert").reasons(found)},
    )
