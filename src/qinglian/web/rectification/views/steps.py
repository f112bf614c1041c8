"""The steps of a problem as forms. 办理的表单页。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.wording import labelled
from qinglian.web.rectification import step_forms as forms
from qinglian.web.rectification.models import Objection, Problem, Request
from qinglian.web.rectification.services.requests import request_decide
from qinglian.web.rectification.services.rules import sides_of
from qinglian.web.rectification.services.striking import objection_answer, objection_note
from qinglian.web.rectification.states import Status
from qinglian.web.rectification.verbs import VERBS, open_verbs

ACT = "rectification/act.html"


def visible(user: Any, public_id: str) -> Problem:
    """A problem one may see; 404 otherwise."""
    found: Problem = get_object_or_404(Problem.objects.visible_to(user), public_id=public_id)
    return found


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found, chosen = visible(request.user, public_id), VERBS[verb]
    opened = open_verbs(found, request.user, sides_of(found, request.user))
    only(chosen in opened or request.method == "POST")

    def done(form: Any) -> Problem:
        with form.filed(request.user) as papers:
            chosen.call(problem=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), problem=found, user=request.user)
    form.folded = not chosen.proves
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label, template=ACT,
        problem=found,
    )  # fmt: skip


def asked(
    request: HttpRequest,
    problem: Problem,
    form_class: Any,
    title: Any,
    call: Any,
    *,
    folded: bool = True,
    **more: Any,
) -> HttpResponse:
    """A form about a problem, and the service it calls with what was said."""

    def done(form: Any) -> Problem:
        with form.filed(request.user) as papers:
            said = form.told() if hasattr(form, "told") else form.said()
            call(by=request.user, papers=papers, **said)
        messages.success(request, _("已办：%(verb)s") % {"verb": title})
        return problem

    form = form_class(*sent(request), problem=problem, user=request.user)
    form.folded = folded
    return form_page(
        request, form, title, done=done, back=problem.get_absolute_url(), submit=more.pop("submit", title),
        template=ACT, problem=problem, **more,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Agree to more time, or not."""
    seen = Request.objects.filter(problem__in=Problem.objects.visible_to(request.user))
    found = get_object_or_404(seen.select_related("problem", "by"), pk=number)
    only("supervisor" in sides_of(found.problem, request.user))

    def done(form: Any) -> Problem:
        with form.filed(request.user) as papers:
            request_decide(request=found, by=request.user, papers=papers, **form.said())
        return found.problem

    return form_page(
        request, forms.DecideForm(*sent(request)), _("%(kind)s：同意与否") % {"kind": found.get_kind_display()},
        done=done, back=found.problem.get_absolute_url(), intro=labelled(found.by, mask_text(found.reason)),
        template=ACT, problem=found.problem,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put an objection on record."""
    found = visible(request.user, public_id)
    only("supervisor" in sides_of(found, request.user))

    def call(**said: Any) -> Any:
        return objection_note(problem=found, **said)

    return asked(request, found, forms.ObjectionForm, _("登记异议"), call)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an objection."""
    seen = Objection.objects.filter(problem__in=Problem.objects.visible_to(request.user))
    found = get_object_or_404(seen.select_related("problem"), pk=number)
    only("supervisor" in sides_of(found.problem, request.user))

    def call(**said: Any) -> Any:
        return objection_answer(objection=found, **said)

    return asked(
        request, found.problem, forms.AnswerForm, _("答复异议"), call, intro=mask_text(found.text)
    )


def objects(problem: Problem, sides: set[str]) -> bool:
    """Whether a person puts objections on record now."""
    return problem.status == Status.NOTICE and "supervisor" in sides
