"""Which sentence has nobody: the text in its order, and what one click makes of a sentence. 条款落实页面。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.core.wording import listed
from qinglian.web.duties.coverage import Line, State, coverage_of
from qinglian.web.duties.kinds import VersionStatus
from qinglian.web.duties.models import Clause, DutyList, Programme
from qinglian.web.duties.programme_forms import AsideForm, ClauseActionForm, ClauseItemForm
from qinglian.web.duties.services.list_rules import makes
from qinglian.web.duties.services.programmes import (
    TITLE,
    clause_set_aside,
    clause_to_action,
    clause_to_item,
    clauses_decide,
)
from qinglian.web.duties.views.programmes import seen_programme

HIDDEN = "–"


@require_safe
def coverage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every sentence in its order, with who carries it out; those of nobody stand out."""
    found = seen_programme(request, public_id)
    covered = coverage_of(found, request.user)
    if request.GET.get("format") == "xlsx":
        return _exported(request, found, covered.lines)
    state = request.GET.get("state", "")
    chosen = state if state in State.values else ""
    return render(
        request,
        "duties/coverage.html",
        {
            "programme": found,
            "covered": covered,
            "lines": _narrowed(covered.lines, chosen),
            "states": [
                (one, label, covered.counts[one], one == chosen) for one, label in State.choices
            ],
            "chosen": chosen,
            "sentences": sum(covered.counts.values()),
            "makes": makes(found, request.user),
        },
    )


def _narrowed(lines: list[Line], state: str) -> list[Line]:
    """Sentences of a state with the headings above them; all where none was chosen."""
    if not state:
        return lines
    kept: list[Line] = []
    above: list[Line] = []
    for one in lines:
        if one.clause.heading:
            above = [each for each in above if each.clause.level < one.clause.level] + [one]
        elif one.state == state:
            kept += above
            above = []
            kept.append(one)
    return kept


def _exported(request: HttpRequest, programme: Programme, lines: list[Line]) -> HttpResponse:
    by_clause = {one.clause.pk: one for one in lines}

    def owners(row: Clause) -> str:
        return listed(dict.fromkeys(one.owner for one in by_clause[row.pk].carriers if one.owner))

    return Listing(
        request,
        programme.clauses.all(),
        title=_("条款落实情况"),
        columns=[
            Column("label", _("序号")),
            Column("text", _("条款")),
            Column("state", _("落实情况"), value=lambda row: by_clause[row.pk].state_name),
            Column(
                "by", _("落实的事项、行动"),
                value=lambda row: listed(one.title or HIDDEN for one in by_clause[row.pk].carriers),
            ),
            Column("owner", _("责任主体"), value=owners),
            Column("named", _("文中写明的单位")),
            Column("set_aside", _("不需责任单位的理由")),
        ],
        order="place",
    ).respond()  # fmt: skip


def _clause(request: HttpRequest, number: int) -> Clause:
    rows = Clause.objects.filter(programme__in=Programme.objects.visible_to(request.user))
    found: Clause = get_object_or_404(rows.select_related("programme__owner_unit"), pk=number)
    only(makes(found.programme, request.user))
    return found


def _back(clause: Clause) -> str:
    return f"{clause.programme.get_absolute_url()}coverage/#clause-{clause.pk}"


@require_POST
@told
def decide(request: HttpRequest, number: int, asks: str) -> HttpResponseRedirect:
    """This sentence asks something, or does not."""
    found = _clause(request, number)
    said = {"asking": [found]} if asks == "yes" else {"quiet": [found]}
    clauses_decide(programme=found.programme, by=request.user, **said)
    return redirect(_back(found))


@require_http_methods(["GET", "POST"])
def aside(request: HttpRequest, number: int) -> HttpResponse:
    """Nobody needs to own it, and why."""
    found = _clause(request, number)

    def done(form: Any) -> str:
        clause_set_aside(clause=found, by=request.user, **form.cleaned_data)
        return _back(found)

    form = AsideForm(posted(request))
    return form_page(
        request, form, _("不需责任单位"), done=done, back=_back(found), intro=found.text
    )


@require_http_methods(["GET", "POST"])
def to_item(request: HttpRequest, number: int) -> HttpResponse:
    """An item of a draft that carries it out; then its form."""
    found = _clause(request, number)
    lists = DutyList.objects.writable_by(request.user).filter(
        programme=found.programme, versions__status=VersionStatus.DRAFT
    )
    if not lists.exists():
        messages.warning(request, _("这个方案还没有起草中的清单，请先建清单。"))
        return redirect(f"/duties/lists/new/?programme={found.programme.public_id}")

    def done(form: Any) -> str:
        of = form.cleaned_data["of"]
        made = clause_to_item(
            clause=found, version=of.draft, by=request.user, title=form.cleaned_data["title"]
        )
        messages.success(request, _("已写入草稿，请补齐举措、考核、反馈和四责。"))
        return f"{of.get_absolute_url()}items/{made.key}/"

    said = found.text.rstrip("。；;")
    form = ClauseItemForm(posted(request), lists=lists, initial={"title": said[:TITLE]})
    return form_page(
        request,
        form,
        _("建事项"),
        done=done,
        back=_back(found),
        intro=found.text,
        submit=_("建事项"),
    )


@require_http_methods(["GET", "POST"])
def to_action(request: HttpRequest, number: int) -> HttpResponse:
    """An action that carries it out: one that is there, or a new one named by its heading."""
    found = _clause(request, number)

    def done(form: Any) -> str:
        clause_to_action(clause=found, by=request.user, action=form.cleaned_data["action"])
        return _back(found)

    form = ClauseActionForm(posted(request), programme=found.programme)
    return form_page(
        request, form, _("归入行动"), done=done, back=_back(found), intro=found.text,
        submit=_("归入行动"),
    )  # fmt: skip
