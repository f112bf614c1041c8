"""Agenda, figures and decisions of a meeting; kinds of meetings. 议题、会议数据、议定事项、会议类别。"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.pages import form_page, only, posted, sent, told
from qinglian.web.tasks.meeting_forms import AgendaForm, DecisionForm, FreezeForm, KindForm
from qinglian.web.tasks.meeting_states import FREEZING, KINDS, NAMING, Status
from qinglian.web.tasks.models import AgendaItem, Decision, Meeting, kind_names
from qinglian.web.tasks.services.agendas import (
    agenda_add,
    agenda_remove,
    agenda_up,
    figures_freeze,
)
from qinglian.web.tasks.services.decisions import decision_add, decision_remove
from qinglian.web.tasks.services.meeting_rules import hosts
from qinglian.web.tasks.services.meetings import kind_set
from qinglian.web.tasks.views.meetings import kept
from qinglian.web.units.scope import roles_of


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put an item on the agenda."""
    found = kept(request, public_id)
    only(found.status == Status.PREPARING or request.method == "POST")

    def done(form: Any) -> Meeting:
        with form.filed(request.user) as papers:
            agenda_add(meeting=found, by=request.user, papers=papers, **form.said())
        return found

    form = AgendaForm(*sent(request), user=request.user, meeting=found)
    return _page(request, form, _("加议题"), done, found)


@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, public_id: str) -> HttpResponse:
    """Freeze the figures of a period."""
    found = kept(request, public_id)
    only(found.status in FREEZING or request.method == "POST")

    def done(form: Any) -> Meeting:
        figures_freeze(meeting=found, by=request.user, **form.cleaned_data)
        return found

    form = FreezeForm(posted(request), meeting=found)
    intro = _(
        "把这一期间的各项数字按您现在看到的存下来，带口径、清单和时间；以后与当天的数字并排显示。"
    )
    return _page(request, form, _("冻结会议数据"), done, found, intro)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what was agreed."""
    found = kept(request, public_id)
    only(found.status == Status.HELD or request.method == "POST")

    def done(form: Any) -> Meeting:
        decision_add(meeting=found, by=request.user, **form.cleaned_data)
        return found

    form = DecisionForm(posted(request), user=request.user, meeting=found)
    return _page(request, form, _("记议定事项"), done, found)


def _page(
    request: HttpRequest, form: Any, title: Any, done: Any, found: Meeting, intro: Any = ""
) -> HttpResponse:
    return form_page(
        request, form, title, done=done, back=found.get_absolute_url(), submit=title, intro=intro,
        template="tasks/meeting_act.html", meeting=found,
    )  # fmt: skip


@require_POST
@told
def agenda_move(request: HttpRequest, number: int, verb: str) -> HttpResponseRedirect:
    """One place earlier, or off the agenda."""
    rows = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("meeting"), pk=number)
    only(hosts(found.meeting, request.user))
    (agenda_up if verb == "up" else agenda_remove)(item=found, by=request.user)
    return redirect(found.meeting)


@require_POST
@told
def decision_off(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """Take a decision off that nobody was given."""
    rows = Decision.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("meeting"), pk=number)
    only(hosts(found.meeting, request.user))
    decision_remove(decision=found, by=request.user)
    return redirect(found.meeting)


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of meeting this place has."""
    only(roles_of(request.user) & NAMING)
    rows = [
        {"code": code, "name": name, "used": used, "sample": code in KINDS and name == KINDS[code]}
        for code, (name, used) in kind_names().items()
    ]
    return render(request, "tasks/meeting_kinds.html", {"kinds": rows})


@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, code: str = "") -> HttpResponse:
    """Name one, add one, take one out of use."""
    only(roles_of(request.user) & NAMING)
    back = reverse("tasks:meeting_kinds")
    name, used = kind_names().get(code, ("", True))
    form = KindForm(posted(request), initial={"code": code, "name": name, "used": used})
    if code:
        form.fields["code"].disabled = True

    def done(form: Any) -> str:
        kind_set(by=request.user, **form.cleaned_data)
        return back

    return form_page(request, form, _("会议类别"), done=done, back=back)
