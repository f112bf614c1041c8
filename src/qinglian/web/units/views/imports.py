"""Import of bodies from Excel: template, upload, preview, application. 从 Excel 导入。"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.exports import XLSX
from qinglian.web.core.listing import PER_PAGE
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import form_page, only
from qinglian.web.units.forms import ImportForm
from qinglian.web.units.models import Import
from qinglian.web.units.plans import plan_import
from qinglian.web.units.plans.steps import What
from qinglian.web.units.scope import reach
from qinglian.web.units.services.imports import import_apply, import_receive
from qinglian.web.units.sheets import TITLES
from qinglian.web.units.template_book import template_book


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send a workbook, and see those sent before."""
    only(reach(request.user, "unit", write=True))

    def done(form: ImportForm) -> Import:
        file = form.cleaned_data["file"]
        return import_receive(content=file.read(), name=file.name, by=request.user)

    form = ImportForm(request.POST or None, request.FILES or None)
    return form_page(
        request, form, _("从 Excel 导入"), done=done, back="/units/", submit=_("上传并预览"),
        template="units/imports.html",
        earlier=Import.objects.select_related("uploaded_by").exclude(applied_at=None)[:20],
    )  # fmt: skip


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    only(reach(request.user, "unit", write=True))
    response = HttpResponse(template_book(), content_type=XLSX)
    response["Content-Disposition"] = "attachment; filename=qinglian-units.xlsx"
    return response


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """Exactly what would change; and the button that does it."""
    only(reach(request.user, "unit", write=True))
    received = get_object_or_404(Import, public_id=public_id)
    if request.method == "POST":
        try:
            import_apply(received=received, digest=request.POST.get("digest", ""), by=request.user)
            messages.success(request, _("已导入。"))
        except (NotAllowed, Overtaken) as error:
            messages.warning(request, str(error))
        return redirect(received)
    context = {"import": received}
    if received.applied_at:
        context["counts"] = _counted(received.counts)
    else:
        plan = plan_import(received.rows)
        tabs = [
            {"what": what, "label": label, "n": sum(step.what == what for step in plan.steps)}
            for what, label in What.choices
        ]
        first = next((tab["what"] for tab in tabs if tab["n"]), "")
        chosen = request.GET.get("what") or first
        steps = [step for step in plan.steps if step.what == chosen]
        page = Paginator(steps, PER_PAGE).get_page(request.GET.get("page"))
        shown = [(TITLES[step.sheet], step) for step in page]
        context |= {"plan": plan, "tabs": tabs, "chosen": chosen, "page": page, "shown": shown}
        context["counts"] = _counted(plan.counts)
    return render(request, "units/import.html", context)


def _counted(counts: dict[str, dict[str, int]]) -> list[dict[str, object]]:
    return [
        {
            "title": TITLES[sheet],
            "cells": [(label, found.get(what, 0)) for what, label in What.choices],
        }
        for sheet, found in counts.items()
    ]
