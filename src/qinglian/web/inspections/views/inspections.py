"""One inspection with its team, draw, visits, findings. 督查页。"""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.wording import step_label
from qinglian.web.inspections.forms import OpenForm, ProposeForm
from qinglian.web.inspections.models import Finding, Inspection, Visit
from qinglian.web.inspections.queries import beyond, overlaps
from qinglian.web.inspections.reasons import inspection_reasons
from qinglian.web.inspections.services.issuing import lacks, repeats
from qinglian.web.inspections.services.joining import joint_propose
from qinglian.web.inspections.services.preparing import inspection_open
from qinglian.web.inspections.services.rules import gives, inspects
from qinglian.web.inspections.states import Severity, Stage, Topic
from qinglian.web.inspections.verbs import PREPARING, open_inspection_verbs
from qinglian.web.units.models import Unit

LABELS = {name: verb.label for name, verb in PREPARING.items()}
OTHERS = {
    "opened": gettext_lazy("提出督查"),
    "seeded": gettext_lazy("登记名册与种子"),
    "drawn": gettext_lazy("抽取单位"),
    "issued": gettext_lazy("启动督查"),
    "closed": gettext_lazy("结束督查"),
    "withdrawn": gettext_lazy("撤销督查"),
    "joint_agreed": gettext_lazy("同意联合督查"),
    "joint_refused": gettext_lazy("不同意联合督查"),
}
RUNNING = (Stage.PREPARING, Stage.ISSUED)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose one."""
    only(inspects(request.user))

    def done(form: Any) -> Inspection:
        return inspection_open(by=request.user, **form.cleaned_data)

    form = OpenForm(posted(request), user=request.user)
    back = reverse("inspections:inspections")
    return form_page(request, form, _("提出督查"), done=done, back=back)


def _seen(request: HttpRequest, public_id: str) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).select_related(
        "matter", "giver_unit", "by", "line__plan", "line__matter", "template", "beyond_approved_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def inspection(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything about one."""
    found, user = _seen(request, public_id), request.user
    draw = getattr(found, "draw", None)
    mine, preparing = gives(found, user), found.status == Stage.PREPARING
    verbs = open_inspection_verbs(found, user)
    seen = Visit.objects.visible_to(user).filter(inspection=found)
    findings = Finding.objects.visible_to(user).filter(visit__inspection=found)
    asked = found.requests.filter(agreed=None).select_related("by", "approver", "visit__unit")
    proposed = found.proposed.filter(agreed=None).select_related("by", "inspection__giver_unit")
    joint = found.bodies.filter(left_at=None).select_related("unit")
    return render(
        request,
        "inspections/inspection.html",
        {
            "inspection": found,
            "first": [verb for verb in verbs if verb.first],
            "others": [verb for verb in verbs if not verb.first],
            "draw": draw,
            "drawn": _named(draw.drawn) if draw else [],
            "members": found.members.select_related("user__unit"),
            "bodies": [one.unit for one in joint],
            "visits": seen.select_related("unit").annotate(found=Count("findings")),
            "items": found.items.all(),
            "topics": _counted(findings, "topic", Topic),
            "severities": _counted(findings, "severity", Severity),
            "lacks": lacks(found) if preparing and mine else [],
            "beyond": beyond(found) if preparing else [],
            "repeats": repeats(found, user) if preparing and mine else [],
            "overlaps": overlaps(found) if mine and found.status in RUNNING else [],
            "asked": [{"one": one, "mine": one.approver_id == user.pk} for one in asked],
            "proposed": [{"one": one, "mine": mine and one.by_id != user.pk} for one in proposed],
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": inspection_reasons(found, user),
        },
    )


def _named(codes: list[str]) -> list[tuple[str, str]]:
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    return [(code, names.get(code, "")) for code in codes]


def _counted(rows: Any, column: str, words: Any) -> list[tuple[str, Any, int]]:
    found = dict(rows.order_by().values_list(column).annotate(n=Count("pk")))
    return [(one.value, one.label, found[one]) for one in words if found.get(one)]


@require_safe
def population(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was drawn from, a code a line, as the recipe of the page reads it."""
    draw = getattr(_seen(request, public_id), "draw", None)
    if draw is None:
        raise Http404
    lines = "".join(f"{code}\n" for code in draw.codes)
    response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="population.txt"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in PREPARING:
        raise Http404
    found, chosen = _seen(request, public_id), PREPARING[verb]
    only(gives(found, request.user))

    def done(form: Any) -> Inspection:
        with form.filed(request.user) as papers:
            chosen.call(inspection=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), inspection=found, user=request.user)
    draw = getattr(found, "draw", None)
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="inspections/act.html", inspection=found, draw=draw if verb == "draw" else None,
        why=beyond(found) if verb == "beyond" else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, public_id: str, other: str) -> HttpResponse:
    """Ask another body to come along."""
    found = _seen(request, public_id)
    only(gives(found, request.user))
    near = {one.other.public_id: one for one in overlaps(found)}
    if other not in near:
        raise Http404
    theirs = near[other].other

    def done(form: Any) -> Inspection:
        reason = form.cleaned_data["reason"]
        joint_propose(inspection=found, other=theirs, by=request.user, reason=reason)
        return found

    form = ProposeForm(*sent(request), inspection=found, user=request.user)
    return form_page(
        request, form, _("提议联合督查"), done=done, back=found.get_absolute_url(),
        template="inspections/act.html", inspection=found, overlap=near[other],
    )  # fmt: skip
