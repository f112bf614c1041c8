"""Plans: which packs are asked, and when. 运行计划页面。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.runs.forms import PlanForm
from qinglian.web.runs.models import Plan
from qinglian.web.runs.services.plans import plan_save
from qinglian.web.units.scope import reach


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a plan."""
    only(reach(request.user, "run", write=True))
    form = PlanForm(posted(request), user=request.user, initial={"every": Plan.Every.DAY})
    return _page(request, form, _("新的运行计划"))


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a plan."""
    found = get_object_or_404(Plan.objects.writable_by(request.user), public_id=public_id)
    return _page(request, PlanForm(posted(request), user=request.user, instance=found), found.title)


def _page(request: HttpRequest, form: PlanForm, title: Any) -> HttpResponse:
    def done(form: Any) -> str:
        plan_save(plan=form.save(commit=False), by=request.user)
        return reverse("runs:runs")

    return form_page(request, form, title, done=done, back=reverse("runs:runs"), submit=_("保存"))
