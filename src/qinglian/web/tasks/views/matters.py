"""工作事项：部署—检查—通报—考核—落实。The five columns of a matter as a page."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column as Head
from qinglian.web.core.listing import Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.tasks.matrix import cells_of, gaps
from qinglian.web.tasks.meeting_forms import LinkForm, MatterForm, MatterReasonForm
from qinglian.web.tasks.models import Attending, Column, Matter, MatterLink, MatterPaper
from qinglian.web.tasks.services.matters import (
    matter_close,
    matter_link,
    matter_open,
    matter_reopen,
    matter_unlink,
)
from qinglian.web.tasks.services.meeting_rules import host_units, hosts
from qinglian.web.units.scope import reach

MOST = 500
"""Matters whose columns are counted for one list."""
STEPS = {
    "opened": gettext_lazy("登记"), "linked": gettext_lazy("归入"), "unlinked": gettext_lazy("移出"),
    "closed": gettext_lazy("结束跟踪"), "reopened": gettext_lazy("重新跟踪"),
}  # fmt: skip


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """All matters one may see, each with what is there in its five columns and what is not."""
    only(reach(request.user, "meeting"))
    seen = Matter.objects.visible_to(request.user).select_related("host")
    filled = cells_of(seen[:MOST], request.user)
    missing = {pk: gaps(columns) for pk, columns in filled.items()}

    def told(row: Matter, column: str) -> Any:
        if row.pk not in filled:
            return ""
        return _("缺") if column in missing[row.pk] else len(filled[row.pk][column])

    def lacking(column: str) -> Q:
        return Q(pk__in=[pk for pk, columns in missing.items() if column in columns])

    actions = [(_("会议"), reverse("tasks:meetings"))]
    if host_units(request.user).exists():
        actions.insert(0, (_("登记工作事项"), reverse("tasks:matter_new")))
    return Listing(
        request,
        seen,
        title=_("工作事项五栏"),
        intro=_("每件工作有没有部署、检查、通报、考核、落实；缺的一栏写“缺”。"),
        columns=[
            Head("title", _("工作事项"), link=True, sort="title"),
            Head("host", _("牵头单位"), sort="host__name"),
            *(
                Head(column, label, value=lambda row, column=column: told(row, column))
                for column, label in Column.choices
            ),
            Head("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "public_id", "host__name"),
        filters=[
            Filter("status", _("状态"), Matter.Status.choices),
            Filter("gap", _("缺哪一栏"), Column.choices, lacking),
        ],
        order="-at",
        empty=_("没有工作事项。"),
        actions=actions,
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Follow a matter."""
    only(host_units(request.user).exists())

    def done(form: Any) -> Matter:
        return matter_open(by=request.user, **form.cleaned_data)

    form = MatterForm(posted(request), user=request.user)
    back = reverse("tasks:matters")
    return form_page(request, form, _("登记工作事项"), done=done, back=back, submit=_("登记"))


@require_safe
def matter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its five columns with their sources; what is missing stands there as missing."""
    seen = Matter.objects.visible_to(request.user).select_related("host", "by")
    found = get_object_or_404(seen, public_id=public_id)
    filled = cells_of([found], request.user)[found.pk]
    missing = gaps(filled)
    scope = reach(request.user, Matter.OBJECT)
    reasons = scope.reasons(found)
    if not reasons:
        for unit in found.concerned.all():
            reasons += scope.reasons(Attending(unit=unit))
    return render(
        request,
        "tasks/matter.html",
        {
            "matter": found,
            "columns": [
                {"code": code, "label": label, "cells": filled[code], "gap": code in missing}
                for code, label in Column.choices
            ],
            "missing": [Column(code).label for code in missing],
            "keeps": hosts(found, request.user),
            "links": found.status == Matter.Status.OPEN and hosts(found, request.user),
            "concerned": found.concerned.order_by("name"),
            "steps": [
                {"step": step, "label": STEPS.get(step.verb, step.verb), "column": _column(step)}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": list(dict.fromkeys(reasons)),
        },
    )


def _column(step: Any) -> Any:
    code = step.data.get("column", "")
    return Column(code).label if code in Column.values else ""


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put something under a column by hand."""
    found = _kept(request, public_id)
    only(found.status == Matter.Status.OPEN or request.method == "POST")

    def done(form: Any) -> Matter:
        with form.filed(request.user) as papers:
            matter_link(matter=found, by=request.user, papers=papers, **form.said())
        return found

    column = request.GET.get("column", "")
    form = LinkForm(*sent(request), matter=found, initial={"column": column})
    return form_page(
        request, form, _("归入一栏"), done=done, back=found.get_absolute_url(), submit=_("归入"),
        template="tasks/matter_act.html", matter=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, number: int) -> HttpResponse:
    """Take it away again."""
    rows = MatterLink.objects.filter(matter__in=Matter.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("matter"), pk=number)
    only(hosts(found.matter, request.user))

    def done(form: Any) -> Matter:
        return matter_unlink(link=found, by=request.user, reason=form.cleaned_data["reason"])

    return _why(request, _("移出"), found.matter, done)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Follow it no longer, or again."""
    found = _kept(request, public_id)
    again = found.status == Matter.Status.CLOSED

    def done(form: Any) -> Matter:
        moved = (matter_reopen if again else matter_close)(
            matter=found, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("已记下。"))
        return moved

    return _why(request, _("重新跟踪") if again else _("结束跟踪"), found, done)


def _kept(request: HttpRequest, public_id: str) -> Matter:
    seen = Matter.objects.visible_to(request.user).select_related("host")
    found: Matter = get_object_or_404(seen, public_id=public_id)
    only(hosts(found, request.user))
    return found


def _why(request: HttpRequest, title: Any, found: Matter, done: Any) -> HttpResponse:
    form = MatterReasonForm(posted(request), initial={"version": found.version})
    return form_page(
        request, form, title, done=done, back=found.get_absolute_url(), submit=title,
        template="tasks/matter_act.html", matter=found,
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper of a matter one may see."""
    rows = MatterPaper.objects.visible_to(request.user).select_related("step__matter__host")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.of, by=request.user)
