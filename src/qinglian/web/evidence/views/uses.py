"""One use of a piece, and the verbs of it. 一份材料的一处使用。"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.wording import step_label
from qinglian.web.evidence.forms import ActForm
from qinglian.web.evidence.models import Use, UsePaper
from qinglian.web.evidence.services import uses as services
from qinglian.web.evidence.services.rules import open_moves
from qinglian.web.evidence.states import MOVES
from qinglian.web.units.scope import reach

OTHERS = {"made": gettext_lazy("确认"), "proposed": gettext_lazy("建议使用")}
LABELS = {move.verb: move.label for move in MOVES.values()}


@require_safe
def use(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its steps, and what one may do."""
    rows = Use.objects.visible_to(request.user).select_related("piece", "unit", "giver_unit")
    found = get_object_or_404(rows, public_id=public_id)
    return render(
        request,
        "evidence/use.html",
        {
            "use": found,
            "verbs": open_moves(found, request.user),
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": reach(request.user, Use.OBJECT).reasons(found),
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Confirm, take back, accept, return."""
    if verb not in MOVES:
        raise Http404
    found = get_object_or_404(Use.objects.visible_to(request.user), public_id=public_id)
    chosen = MOVES[verb]
    only(chosen in open_moves(found, request.user) or request.method == "POST")

    def done(form: Any) -> str:
        with form.filed(request.user) as papers:
            _say(found, verb, request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return f"{found.on_url}#evidence"

    form = ActForm(*sent(request), use=found, reasoned=chosen.reasoned)
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="evidence/act.html", use=found,
    )  # fmt: skip


def _say(use: Use, verb: str, by: Any, *, text: str, **said: Any) -> None:
    if verb == "confirm":
        services.use_confirm(use, by=by, text=text, **said)
    elif verb == "withdraw":
        services.use_withdraw(use, by=by, reason=text, **said)
    else:
        services.use_review(use, by=by, accepted=verb == "accept", reason=text, **said)


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """The signed sheet of a step."""
    rows = UsePaper.objects.visible_to(request.user).select_related("step__use__unit")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.use, by=request.user)
