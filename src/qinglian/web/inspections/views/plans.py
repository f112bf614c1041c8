"""年度计划与督查事项的页面。Pages of plans and matters."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.inspections.forms import LineForm, MatterForm, PlanForm
from qinglian.web.inspections.models import Matter, Plan
from qinglian.web.inspections.queries import outside, progress, reads
from qinglian.web.inspections.services.plans import (
    line_add,
    line_remove,
    matter_add,
    plan_approve,
    plan_make,
)
from qinglian.web.inspections.services.rules import inspects
from qinglian.web.inspections.states import APPROVING
from qinglian.web.units.scope import roles_of


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """What is inspected, under one name for all."""
    only(reads(request.user))
    new = [(_("登记督查事项"), reverse("inspections:matter_new"))]
    return Listing(
        request,
        Matter.objects.all(),
        title=_("督查事项"),
        intro=_("同一事项用同一个名称：谁去督查都算同一事项，重复检查由此看出。"),
        columns=[
            Column("name", _("督查事项"), sort="name"),
            Column("at", _("何时登记"), sort="at"),
        ],
        search=("name",),
        order="name",
        actions=new if inspects(request.user) else [],
    ).respond()


@require_http_methods(["GET", "POST"])
def matter_new(request: HttpRequest) -> HttpResponse:
    """Name a matter."""
    only(inspects(request.user))
    back = reverse("inspections:matters")

    def done(form: Any) -> str:
        matter_add(by=request.user, **form.cleaned_data)
        return back

    form = MatterForm(posted(request))
    return form_page(request, form, _("登记督查事项"), done=done, back=back)


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans one may see."""
    only(reads(request.user))
    new = [
        (_("编制年度计划"), reverse("inspections:plan_new")),
        (_("督查事项"), reverse("inspections:matters")),
    ]
    seen = Plan.objects.visible_to(request.user)
    years = sorted(set(seen.order_by().values_list("year", flat=True)), reverse=True)
    return Listing(
        request,
        seen.select_related("unit", "approved_by").annotate(count=Count("lines")),
        title=_("督查检查考核年度计划"),
        intro=_("不在计划里的督查，启动前须经负责人批准。年中调整另编一份同年度的计划。"),
        columns=[
            Column("document", _("计划文号或名称"), link=True, sort="document"),
            Column("year", _("年度"), value=lambda row: str(row.year), sort="year"),
            Column("unit", _("编制单位"), sort="unit__name"),
            Column("count", _("项数"), number=True, sort="count"),
            Column("approved_at", _("批准时间"), sort="approved_at"),
        ],
        search=("document", "unit__name"),
        filters=[Filter("year", _("年度"), [(one, one) for one in years])],
        order="-year",
        actions=new if inspects(request.user) else [],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    only(inspects(request.user))

    def done(form: Any) -> Plan:
        return plan_make(by=request.user, **form.cleaned_data)

    back = reverse("inspections:plans")
    return form_page(request, PlanForm(posted(request)), _("编制年度计划"), done=done, back=back)


def _own(request: HttpRequest, public_id: str) -> Plan:
    rows = Plan.objects.writable_by(request.user).select_related("unit", "by")
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its lines with what became of each, and what was done outside."""
    rows = Plan.objects.visible_to(request.user).select_related("unit", "by", "approved_by")
    found = get_object_or_404(rows, public_id=public_id)
    writes = Plan.objects.writable_by(request.user).filter(pk=found.pk).exists()
    writes = writes and found.approved_by_id is None
    lines = progress(found, request.user)
    another = found.by_id != request.user.pk and bool(roles_of(request.user) & APPROVING)
    return render(
        request,
        "inspections/plan.html",
        {
            "plan": found,
            "rows": lines,
            "counts": inspects(request.user) or Role.AUDITOR in roles_of(request.user),
            "outside": outside(found, request.user).select_related("matter", "giver_unit"),
            "writes": writes,
            "approves": writes and another and bool(lines),
        },
    )


@require_http_methods(["GET", "POST"])
def line_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more line."""
    found = _own(request, public_id)

    def done(form: Any) -> Plan:
        line_add(plan=found, by=request.user, **form.cleaned_data)
        return found

    form = LineForm(posted(request), user=request.user)
    return form_page(
        request, form, _("加一项"), done=done, back=found.get_absolute_url(), intro=found.document
    )


@require_POST
@told
def line_out(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Take a line out."""
    found = _own(request, public_id)
    line_remove(line=get_object_or_404(found.lines, number=number), by=request.user)
    return redirect(found)


@require_POST
@told
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person says yes."""
    found = _own(request, public_id)
    plan_approve(plan=found, by=request.user)
    messages.success(request, _("年度计划已批准。"))
    return redirect(found)
