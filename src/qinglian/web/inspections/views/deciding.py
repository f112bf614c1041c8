"""What is answered by another person. 批准、异议、联合提议的答复。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.wording import labelled
from qinglian.web.inspections.forms import DecideForm, JointDecideForm, ObjectionDecideForm
from qinglian.web.inspections.models import Inspection, Objection, Proposal, Request, Visit
from qinglian.web.inspections.queries import beyond, made_before
from qinglian.web.inspections.services.asking import request_decide
from qinglian.web.inspections.services.feedback import objection_decide
from qinglian.web.inspections.services.joining import joint_decide
from qinglian.web.inspections.services.rules import on_side

PAGE = "inspections/decide.html"


@require_http_methods(["GET", "POST"])
def request_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Agree or not: whoever was named."""
    seen = Inspection.objects.visible_to(request.user).values("pk")
    rows = Request.objects.filter(approver=request.user.pk, inspection__in=seen)
    found = get_object_or_404(rows.select_related("inspection", "visit__unit", "by"), pk=number)
    of = found.visit or found.inspection

    def done(form: Any) -> Any:
        with form.filed(request.user) as papers:
            request_decide(request=found, by=request.user, papers=papers, **form.said())
        return of

    title = _("%(kind)s：同意与否") % {"kind": found.get_kind_display()}
    return form_page(
        request, DecideForm(*sent(request)), title, done=done, back=of.get_absolute_url(),
        intro=labelled(found.by, mask_text(found.reason)), template=PAGE, of=of,
        before=made_before(found.visit, request.user) if found.visit else None,
        why=[] if found.visit else beyond(found.inspection),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def objection_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Whether an objection stands: the inspecting side."""
    seen = Visit.objects.visible_to(request.user).values("pk")
    rows = Objection.objects.filter(visit__in=seen).select_related("visit__unit", "finding", "by")
    found = get_object_or_404(rows, pk=number)
    only(on_side(found.visit, request.user, "giver"))

    def done(form: Any) -> Visit:
        with form.filed(request.user) as papers:
            objection_decide(objection=found, by=request.user, papers=papers, **form.said())
        return found.visit

    return form_page(
        request, ObjectionDecideForm(*sent(request)), _("答复异议"), done=done,
        back=found.visit.get_absolute_url(), intro=labelled(found.by, mask_text(found.reason)),
        template=PAGE, of=found.finding or found.visit,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def proposal_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Go along or not: the body that was asked."""
    rows = Proposal.objects.filter(other__in=Inspection.objects.writable_by(request.user))
    rows = rows.select_related("inspection__giver_unit", "other", "by")
    found = get_object_or_404(rows, pk=number)

    def done(form: Any) -> Inspection:
        said = form.cleaned_data
        joint_decide(proposal=found, by=request.user, agree=said["agree"], answer=said["answer"])
        return found.other

    ours = found.inspection
    said = f"{mask_text(ours.title)} · {mask_text(found.reason)}"
    return form_page(
        request, JointDecideForm(*sent(request)), _("提议联合督查"), done=done,
        back=found.other.get_absolute_url(), intro=labelled(ours.giver_unit, said), template=PAGE,
        of=found.other,
    )  # fmt: skip
