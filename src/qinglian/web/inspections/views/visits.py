"""One visit with its feedback, for both sides. 现场督查的页面。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.wording import labelled, noted, step_label
from qinglian.web.inspections.models import Inspection, Visit
from qinglian.web.inspections.queries import checklist, sees_inside
from qinglian.web.inspections.reasons import visit_reasons
from qinglian.web.inspections.services.rules import on_side
from qinglian.web.inspections.states import Status
from qinglian.web.inspections.verbs import VISITING, before, needs_leave, open_visit_verbs

LABELS = {name: verb.label for name, verb in VISITING.items()}
OTHERS = {
    "merged": gettext_lazy("并入联合督查"),
    "objection_agreed": gettext_lazy("异议成立"),
    "objection_refused": gettext_lazy("异议不成立"),
}


def seen_visit(request: HttpRequest, public_id: str) -> Visit:
    """A visit one may see, or 404."""
    rows = Visit.objects.visible_to(request.user).select_related(
        "inspection__matter", "inspection__giver_unit", "unit", "giver_unit", "started_by",
        "sent_by", "received_by", "merged_into__inspection",
    )  # fmt: skip
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def visit(request: HttpRequest, public_id: str) -> HttpResponse:
    """One visit: the body sees that it will come, and from the feedback on what was found."""
    found, user = seen_visit(request, public_id), request.user
    verbs = open_visit_verbs(found, user)
    sides = {side: on_side(found, user, side) for side in ("team", "giver")}
    again = any(sides.values()) and needs_leave(found, user)
    linked = Inspection.objects.visible_to(user).filter(pk=found.inspection_id).exists()
    asked = found.requests.filter(agreed=None).select_related("by", "approver")
    joint = found.inspection.bodies.filter(left_at=None).select_related("unit")
    shown: dict[str, Any] = {
        "visit": found,
        "inspection": found.inspection,
        "linked": linked,
        "first": [verb for verb in verbs if verb.first],
        "others": [verb for verb in verbs if not verb.first],
        "checks": found.status == Status.STARTED and sides["team"],
        "again": again,
        "repeat": before(found, user) if again else None,
        "asked": [{"one": one, "mine": one.approver_id == user.pk} for one in asked],
        "members": found.inspection.members.select_related("user__unit"),
        "bodies": [one.unit for one in joint],
        "reasons": visit_reasons(found, user),
    }
    if sees_inside(found, user):
        shown |= _inside(found, sides["giver"])
    return render(request, "inspections/visit.html", shown)


def _inside(found: Visit, giver: bool) -> dict[str, Any]:
    """What was answered and found, and what the body says to it."""
    rows = checklist(found)
    objections = found.objections.select_related("by", "finding", "decided_by")
    return {
        "inside": True,
        "rows": rows,
        "answered": sum(row.done for row in rows),
        "findings": found.findings.prefetch_related("papers"),
        "objections": [
            {"one": one, "mine": one.agreed is None and giver}
            for one in objections.prefetch_related("papers")
        ],
        "steps": [
            {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
            for step in found.steps.select_related("by").prefetch_related("papers")
        ],
    }


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VISITING:
        raise Http404
    found, chosen = seen_visit(request, public_id), VISITING[verb]
    only(chosen in open_visit_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> str:
        with form.filed(request.user) as papers:
            chosen.call(visit=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        if verb == "start":
            return reverse("inspections:check", args=(found.public_id,))
        return found.get_absolute_url()

    form = chosen.form(*sent(request), visit=found, user=request.user)
    if verb == "send" and not form.is_bound:
        form.fields["feedback"].initial = drafted_feedback(found)
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="inspections/visit_act.html", visit=found,
    )  # fmt: skip


def drafted_feedback(visit: Visit) -> str:
    """What was found, put together for who writes the feedback."""
    lines = [visit.summary, ""]
    for number, one in enumerate(visit.findings.all(), 1):
        head = noted(f"{number}. {one.title}", one.get_severity_display())
        lines.append(labelled(head, one.text) if one.text else head)
        if one.basis:
            lines.append(labelled(_("依据"), one.basis))
    if len(lines) == 2:
        lines.append(_("没有发现问题。"))
    return "\n".join(lines).strip()
