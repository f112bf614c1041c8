"""检查单模板的页面。Pages of checklists."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.inspections.forms import ItemForm, TemplateForm
from qinglian.web.inspections.models import Matter, Template
from qinglian.web.inspections.services import checklists
from qinglian.web.inspections.services.rules import inspects
from qinglian.web.units.scope import reach

VERBS: dict[str, Callable[..., Template]] = {
    "issue": checklists.template_issue,
    "revise": checklists.template_revise,
    "retire": checklists.template_retire,
}


def _seen(user: Any) -> QuerySet[Template]:
    """Issued ones for all who inspect; drafts for the body that writes them; all for who audits."""
    own = reach(user, Template.OBJECT).q(Template.SCOPE)
    known = ~Q(status=Template.State.DRAFT) if inspects(user) else Q(pk__in=())
    return Template.objects.filter(own | known)


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """All checklists one may use."""
    only(inspects(request.user))
    return Listing(
        request,
        _seen(request.user).select_related("matter", "unit").annotate(count=Count("items")),
        title=_("检查单"),
        intro=_("启用的版次不再改动；修订是下一版，正在进行的督查用它自己的那一份。"),
        columns=[
            Column("name", _("检查单"), link=True, sort="name"),
            Column("matter", _("督查事项"), sort="matter__name"),
            Column("number", _("版次"), number=True, sort="number"),
            Column("count", _("检查项"), number=True, sort="count"),
            Column("unit", _("编制单位"), sort="unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("name", "matter__name"),
        filters=[
            Filter("status", _("状态"), Template.State.choices),
            Filter("matter", _("督查事项"), Matter.objects.values_list("pk", "name")),
        ],
        order="name",
        actions=[
            (_("编制检查单"), reverse("inspections:template_new")),
            (_("督查事项"), reverse("inspections:matters")),
        ],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a checklist."""
    only(inspects(request.user))

    def done(form: Any) -> Template:
        return checklists.template_make(by=request.user, **form.cleaned_data)

    back = reverse("inspections:templates")
    return form_page(request, TemplateForm(posted(request)), _("编制检查单"), done=done, back=back)


@require_safe
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version with its questions."""
    rows = _seen(request.user)
    found = get_object_or_404(rows.select_related("matter", "unit"), public_id=public_id)
    versions = list(rows.filter(family=found.family).order_by("-number"))
    return render(
        request,
        "inspections/template.html",
        {
            "template": found,
            "items": found.items.all(),
            "versions": versions,
            "writes": Template.objects.writable_by(request.user).filter(pk=found.pk).exists(),
            "drafted": any(one.status == Template.State.DRAFT for one in versions),
        },
    )


def _own(request: HttpRequest, public_id: str) -> Template:
    return get_object_or_404(Template.objects.writable_by(request.user), public_id=public_id)


@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more question."""
    found = _own(request, public_id)

    def done(form: Any) -> Template:
        checklists.item_add(template=found, by=request.user, **form.cleaned_data)
        return found

    return form_page(
        request, ItemForm(posted(request)), _("加检查项"), done=done, back=found.get_absolute_url(),
        intro=found.name, submit=_("加上"),
    )  # fmt: skip


@require_POST
@told
def item_out(request: HttpRequest, public_id: str, place: int) -> HttpResponse:
    """Take a question out."""
    found = _own(request, public_id)
    checklists.item_remove(item=get_object_or_404(found.items, place=place), by=request.user)
    return redirect(found)


@require_POST
@told
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Issue, revise, retire."""
    if verb not in VERBS:
        raise Http404
    moved = VERBS[verb](template=_own(request, public_id), by=request.user)
    messages.success(request, _("已办：%(verb)s") % {"verb": moved.get_status_display()})
    return redirect(moved)
