"""The checklist on a phone, item after item. 手机上的检查单。"""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.kinds import PICTURES, Refused
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.uploads import all_stored, forget
from qinglian.web.core.wording import labelled
from qinglian.web.inspections.forms import FindingForm
from qinglian.web.inspections.models import Item, Visit
from qinglian.web.inspections.queries import checklist
from qinglian.web.inspections.services.rules import on_side
from qinglian.web.inspections.services.visiting import (
    answered,
    digest,
    finding_note,
    visit_answer,
)
from qinglian.web.inspections.states import Choice, Severity, Status, Topic
from qinglian.web.inspections.views.visits import seen_visit


class AnswerForm(PapersForm):
    """One item, as a phone sends it."""

    offline = None
    token = forms.CharField(max_length=40)
    choice = forms.ChoiceField(choices=Choice.choices, required=False)
    number = forms.DecimalField(max_digits=16, decimal_places=2, required=False)
    text = forms.CharField(max_length=4000, required=False)


def new_token() -> str:
    """For a page without a script: one press, one token."""
    return secrets.token_hex(16)


def _team(request: HttpRequest, public_id: str) -> Visit:
    found = seen_visit(request, public_id)
    only(on_side(found, request.user, "team"))
    return found


@require_safe
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """All items on one page, so that it works on where the line is bad."""
    found = _team(request, public_id)
    if found.status != Status.STARTED:
        return redirect(found)
    rows = checklist(found)
    return render(
        request,
        "inspections/check.html",
        {
            "visit": found,
            "rows": rows,
            "done": sum(row.done for row in rows),
            "findings": found.findings.filter(item=None),
            "choices": Choice.choices,
            "token": new_token,
        },
    )


@require_POST
def answer(request: HttpRequest, public_id: str, place: int) -> HttpResponse:
    """Save one item. What cannot be saved is said beside it, and nothing of the page is lost."""
    visit = _team(request, public_id)
    item = get_object_or_404(visit.inspection.items, place=place)
    error = _saved(request, visit, item)
    if not getattr(request, "htmx", False):
        if error:
            messages.error(request, error)
        return redirect(f"{reverse('inspections:check', args=(visit.public_id,))}#item-{place}")
    rows = checklist(visit)
    row = next(one for one in rows if one.item.pk == item.pk)
    done = sum(one.done for one in rows)
    shown = {"visit": visit, "row": row, "error": error, "done": done, "rows": rows, "part": True}
    status = 422 if error else 200
    return render(request, "inspections/check_state.html", shown, status=status)


def _saved(request: HttpRequest, visit: Visit, item: Item) -> str:
    """Why it could not be saved; nothing where it was, now or by the same press before."""
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return " ".join(str(one) for said in form.errors.values() for one in said)
    said = form.cleaned_data
    files, words = said["papers"], {name: said[name] for name in ("choice", "number", "text")}
    sent_ = digest(files, **words)
    if answered(visit, item, said["token"], sent_):
        return ""
    try:
        with all_stored(files, by=request.user, asked=said["internal"], kinds=PICTURES) as stored:
            _made, new = visit_answer(
                visit=visit, item=item, by=request.user, token=said["token"], sent=sent_, papers=stored, **words
            )  # fmt: skip
    except Refused as refused:
        return f"{refused} {_('请重新选择文件。')}"
    except (Overtaken, NotAllowed) as refused:
        return str(refused)
    for one in [] if new else stored:
        forget(one)
    return ""


@require_http_methods(["GET", "POST"])
def finding_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what was found; from an item its words and clause come along."""
    visit = _team(request, public_id)
    asked = request.GET.get("item", "")
    item = visit.inspection.items.filter(place=asked).first() if asked.isdecimal() else None
    if visit.status not in (Status.STARTED, Status.FINISHED) and request.method != "POST":
        return redirect(visit)

    def done(form: Any) -> str:
        said = {
            name: value for name, value in form.said().items() if name not in ("version", "offline")
        }
        with form.filed(request.user) as papers:
            _made, new = finding_note(
                visit=visit, by=request.user, item=item, papers=papers, **said
            )
        for one in [] if new else papers:
            forget(one)
        messages.success(request, _("已记录问题。"))
        if visit.status == Status.FINISHED:
            return visit.get_absolute_url()
        where = f"#item-{item.place}" if item else "#found"
        return reverse("inspections:check", args=(visit.public_id,)) + where

    form = FindingForm(*sent(request))
    if not form.is_bound:
        form.initial = {"token": new_token(), "severity": Severity.LIGHT, "topic": Topic.OTHER}
        if item is not None:
            form.initial |= {"basis": item.basis, "title": _proposed(visit, item)[:120]}
    return form_page(
        request, form, _("记录发现问题"), done=done, back=visit.get_absolute_url(), submit=_("记下"),
        template="inspections/visit_act.html", visit=visit, item=item,
    )  # fmt: skip


def _proposed(visit: Visit, item: Item) -> str:
    """The question and its answer, as a first wording."""
    last = visit.answers.filter(item=item).last()
    said = last.get_choice_display() if last and last.choice else ""
    return labelled(item.text, said) if said else item.text
