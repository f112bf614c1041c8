"""Verbs on acceptances. 隐蔽验收的办理。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.concealed.forms import DecideForm, NewForm, RowsForm
from qinglian.web.concealed.models import Acceptance, Proof
from qinglian.web.concealed.queries import missing, open_verbs
from qinglian.web.concealed.services.moving import proof_decide
from qinglian.web.concealed.services.sets import acceptance_open, covers_set, placed
from qinglian.web.concealed.states import ATTENDING
from qinglian.web.concealed.verbs import VERBS
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.wording import labelled, listed
from qinglian.web.works.models import Section
from qinglian.web.works.people import posts, sides
from qinglian.web.works.states import Side


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, section_id: str) -> HttpResponse:
    """Begin at the desk."""
    section = get_object_or_404(Section.objects.visible_to(request.user), public_id=section_id)
    only(sides(request.user, section) & {Side.CONTRACTOR, Side.SUPERVISOR})

    def done(form: Any) -> Acceptance:
        said = form.cleaned_data
        return acceptance_open(
            section=section, by=request.user, **said, **placed(section, said["said"])
        )

    form = NewForm(posted(request), section=section)
    return form_page(
        request, form, _("新的隐蔽工程验收"), done=done, submit=_("开始"),
        back=f"{reverse('concealed:acceptances')}?section={section.public_id}",
    )  # fmt: skip


def _seen(request: HttpRequest, public_id: str) -> Acceptance:
    rows = Acceptance.objects.visible_to(request.user).select_related("section__project", "part")
    return get_object_or_404(rows, public_id=public_id)


@require_http_methods(["GET", "POST"])
def rows(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which ledger rows it opens."""
    found = _seen(request, public_id)
    only(Side.CONTRACTOR in sides(request.user, found.section))

    def done(form: Any) -> Acceptance:
        return covers_set(acceptance=found, by=request.user, **form.cleaned_data)

    form = RowsForm(posted(request), acceptance=found)
    return form_page(
        request, form, _("选定台账行"), done=done, back=found.get_absolute_url(), intro=str(found),
        submit=_("选定"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found, chosen = _seen(request, public_id), VERBS[verb]
    only(verb in open_verbs(found, request.user) or request.method == "POST")
    lacking = [one.name for one in missing(found)] if verb in ("notice", "accept", "cover") else []
    more = {"missing": lacking} if verb == "accept" else {}

    def done(form: Any) -> Acceptance:
        with form.filed(request.user) as papers:
            chosen.call(acceptance=found, by=request.user, papers=papers, **more, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), acceptance=found)
    form.folded = not chosen.proves
    intro = str(found)
    if lacking:
        intro = _("%(what)s。还缺镜头：%(shots)s。") % {"what": found, "shots": listed(lacking)}
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), intro=intro,
        submit=chosen.label,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm a proof, or not."""
    seen = Acceptance.objects.visible_to(request.user).values("pk")
    rows = Proof.objects.filter(acceptance__in=seen).select_related("acceptance__section", "by")
    found = get_object_or_404(rows, pk=number)
    section = found.acceptance.section
    only(
        Side.SUPERVISOR in sides(request.user, section)
        and posts(request.user, section) & set(ATTENDING)
    )

    def done(form: Any) -> Acceptance:
        proof_decide(proof=found, by=request.user, **form.cleaned_data)
        return found.acceptance

    return form_page(
        request, DecideForm(posted(request)), _("确认事后证明"), done=done, submit=_("提交"),
        back=found.acceptance.get_absolute_url(),
        intro=labelled(f"{found.method_name} {found.report_number}", found.text),
    )  # fmt: skip
