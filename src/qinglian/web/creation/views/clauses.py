"""Clause by clause: by the body itself, at the first check, on the spot with a phone. 逐条自评、初审、评审。"""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.kinds import EVIDENCE, PICTURES, Refused
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import only
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.uploads import all_stored, forget
from qinglian.web.creation.models import Answer, Application
from qinglian.web.creation.scoring import answers_of, said
from qinglian.web.creation.services.applying import clause_first, clause_self, marked
from qinglian.web.creation.services.assessing import clause_assess, is_assessor
from qinglian.web.creation.services.rules import on_side
from qinglian.web.creation.states import Status
from qinglian.web.creation.views.acting import seen
from qinglian.web.creation.views.pages import evidence_names
from qinglian.web.creation.words import Stage
from qinglian.web.evidence.models import Use

PERIOD = 365
"""Days before the application from which records are proposed."""


class ClauseAnswerForm(PapersForm):
    """One clause, as a page or a phone sends it."""

    offline = None
    token = forms.CharField(max_length=40)
    points = forms.IntegerField(required=False)
    met = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    text = forms.CharField(max_length=4000, required=False)


def stage_of(row: Application, user: Any) -> str:
    """At which stage this person answers now; nothing where they only read."""
    if row.status == Status.SELF and on_side(row, user, "unit"):
        return str(Stage.SELF)
    if row.status == Status.FIRST and on_side(row, user, "lead"):
        return str(Stage.FIRST)
    if row.status == Status.ASSESS and is_assessor(row, user):
        return str(Stage.ASSESS)
    return ""


def new_token() -> str:
    """For a page without a script: one press, one token."""
    return secrets.token_hex(16)


def _line(answer: Answer, stage: str) -> dict[str, Any]:
    """One clause on the page, with what was said to it at this stage."""
    done = answer.accepted if stage == Stage.FIRST else said(answer, stage or Stage.ASSESS)
    text = {Stage.SELF: answer.self_text, Stage.FIRST: answer.first_text}.get(
        Stage(stage) if stage else Stage.ASSESS, answer.text
    )
    return {
        "answer": answer, "clause": answer.clause, "done": done is not None, "value": done, "text": text,
        "wanted": evidence_names(answer.clause.evidence),
        "papers": list(answer.papers.all()),
    }  # fmt: skip


@require_safe
def clauses(request: HttpRequest, public_id: str) -> HttpResponse:
    """All clauses on one page, so that it works on where the line is bad."""
    row = seen(request, "applications", public_id)
    stage = stage_of(row, request.user)
    answers = answers_of(row)
    lines = [_line(one, stage) for one in answers]
    shown: dict[str, list[Use]] = {}
    for use in (
        Use.objects.visible_to(request.user)
        .filter(on_label=Answer._meta.label_lower, on_number__in=[one.public_id for one in answers])
        .select_related("piece")
    ):
        shown.setdefault(use.on_number, []).append(use)
    for line in lines:
        line["uses"] = shown.get(line["answer"].public_id, [])
    return render(
        request,
        "creation/clauses.html",
        {
            "row": row, "stage": stage, "stage_name": Stage(stage).label if stage else "",
            "lines": lines, "done": sum(one["done"] for one in lines), "token": new_token,
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: str, place: int) -> HttpResponse:
    """
    One clause with its evidence; or save it. What cannot be saved is said beside it, and nothing of the page is lost.
    """
    row = seen(request, "applications", public_id)
    stage = stage_of(row, request.user)
    found = get_object_or_404(row.answers.select_related("clause"), clause__place=place)
    if request.method == "GET":
        begins = timezone.localdate(row.applied_at) - timedelta(days=PERIOD)
        marks = found.marks.select_related("by")
        shown = {"row": row, "line": _line(found, stage), "begins": begins, "marks": marks}
        return render(request, "creation/clause.html", shown)
    only(stage)
    error = _saved(request, found, stage)
    if not getattr(request, "htmx", False):
        if error:
            messages.error(request, error)
        return redirect(f"{reverse('creation:clauses', args=(row.public_id,))}#clause-{place}")
    lines = [_line(one, stage) for one in answers_of(row)]
    line = next(one for one in lines if one["answer"].pk == found.pk)
    done = sum(one["done"] for one in lines)
    shown = {"line": line, "lines": lines, "done": done, "error": error, "part": True}
    return render(request, "creation/clause_state.html", shown, status=422 if error else 200)


def _saved(request: HttpRequest, found: Answer, stage: str) -> str:
    """Why it could not be saved; nothing where it was, now or by the same press before."""
    form = ClauseAnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return " ".join(str(one) for some in form.errors.values() for one in some)
    data = form.cleaned_data
    if marked(found, data["token"]):
        return ""
    met = {"yes": True, "no": False}.get(data["met"])
    common = {"answer": found, "by": request.user, "text": data["text"], "token": data["token"]}
    try:
        if stage == Stage.FIRST:
            if met is None:
                raise NotAllowed(_("请选认可或不认可。"))
            clause_first(accepted=met, **common)
            return ""
        kinds = PICTURES if stage == Stage.ASSESS else EVIDENCE
        with all_stored(
            data["papers"], by=request.user, asked=data["internal"], kinds=kinds
        ) as stored:
            common |= {"points": data["points"], "met": met, "papers": stored}
            if stage == Stage.SELF:
                clause_self(**common)
                return ""
            _made, fresh = clause_assess(**common)
    except Refused as refused:
        return f"{refused} {_('请重新选择文件。')}"
    except (Overtaken, NotAllowed) as refused:
        return str(refused)
    for one in [] if fresh else stored:
        forget(one)
    return ""
