"""Projects and sections. 项目与标段的页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.units.scope import reach
from qinglian.web.works.forms import (
    ParticipantForm,
    PartyForm,
    ProjectForm,
    ReasonForm,
    SectionForm,
)
from qinglian.web.works.line import line_of
from qinglian.web.works.models import Participant, Party, Project, Section
from qinglian.web.works.models.projects import taken_part
from qinglian.web.works.people import reads, standings
from qinglian.web.works.rooms import cards
from qinglian.web.works.services import projects as verbs
from qinglian.web.works.services.nodes import entered_by
from qinglian.web.works.services.projects import registers
from qinglian.web.works.states import Post, Side, Template


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects one may see."""
    only(reads(request.user))
    new = [
        (_("登记项目"), reverse("works:project_new")),
        (_("导入 OC4IDS"), reverse("works:oc4ids_import")),
    ]
    return Listing(
        request,
        Project.objects.visible_to(request.user)
        .select_related("owner_unit", "authority_unit")
        .annotate(number=Count("sections")),
        title=_("工程项目"),
        intro=_("参建方只看得见自己的标段。"),
        columns=[
            Column("name", _("项目名称"), link=True, sort="name"),
            Column("template", _("流程模板"), sort="template"),
            Column("owner_unit", _("建设单位"), sort="owner_unit__name"),
            Column("number", _("标段数"), number=True, sort="number"),
            Column("code", _("项目代码"), sort="code"),
        ],
        search=("name", "code", "route", "owner_unit__name"),
        filters=[Filter("template", _("流程模板"), Template.choices)],
        order="-at",
        empty=_("还没有工程项目。"),
        actions=new if registers(request.user) else [],
    ).respond()


@require_http_methods(["GET", "POST"])
def project_new(request: HttpRequest) -> HttpResponse:
    """Enter a project."""
    only(registers(request.user))

    def done(form: Any) -> Project:
        return verbs.project_make(by=request.user, **form.said())

    back = reverse("works:projects")
    return form_page(request, ProjectForm(posted(request)), _("登记项目"), done=done, back=back)


def _project(request: HttpRequest, public_id: str) -> Project:
    rows = Project.objects.visible_to(request.user).select_related(
        "owner_unit", "authority_unit", "by"
    )
    found: Project = get_object_or_404(rows, public_id=public_id)
    return found


def why(project: Project, user: Any) -> list[str]:
    """Why one sees a project: along a line, or by a contract of one of its sections."""
    found = list(reach(user, Project.OBJECT).reasons(project))
    if not found and Section.objects.filter(project=project, pk__in=taken_part(user)).exists():
        found.append(_("您是本项目标段的参建人员。"))
    return found


@require_safe
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    """A project: the line from approval to archive with what waits for whom, its sections, where it lies."""
    found = _project(request, public_id)
    sections = Section.objects.visible_to(request.user).filter(project=found)
    return render(
        request,
        "works/project.html",
        {
            "project": found,
            "sections": sections,
            "line": line_of(found, sections),
            "enter": entered_by(request.user, found),
            "registers": registers(request.user, found),
            "reasons": why(found, request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def section_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a section."""
    found = _project(request, public_id)
    only(registers(request.user, found))

    def done(form: Any) -> Section:
        return verbs.section_make(project=found, by=request.user, **form.said())

    return form_page(
        request, SectionForm(posted(request)), _("登记标段"), done=done, intro=found.name,
        back=found.get_absolute_url(),
    )  # fmt: skip


def _section(request: HttpRequest, public_id: str) -> Section:
    rows = Section.objects.visible_to(request.user).select_related(
        "project__owner_unit", "project__authority_unit"
    )
    found: Section = get_object_or_404(rows, public_id=public_id)
    return found


@require_safe
def section(request: HttpRequest, public_id: str) -> HttpResponse:
    """A section: what each room says of it, who takes part, in which post one stands oneself."""
    found = _section(request, public_id)
    mine = [
        _("您以%(side)s%(post)s身份参建（%(firm)s），自%(day)s起")
        % {
            "side": Side(one.side).label, "post": Post(one.post).label, "firm": one.firm, "day": one.since,
        }
        for one in standings(request.user, found)
    ]  # fmt: skip
    return render(
        request,
        "works/section.html",
        {
            "section": found,
            "cards": list(cards(found, request.user)),
            "parts": found.parts.count(),
            "parties": found.parties.prefetch_related("people__user"),
            "registers": registers(request.user, found.project),
            "reasons": mine + reach(request.user, Project.OBJECT).reasons(found.project),
        },
    )


@require_http_methods(["GET", "POST"])
def party_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a party."""
    found = _section(request, public_id)
    only(registers(request.user, found.project))

    def done(form: Any) -> Section:
        verbs.party_add(section=found, by=request.user, **form.cleaned_data)
        return found

    return form_page(
        request, PartyForm(posted(request)), _("登记参建方"), done=done, intro=found.name,
        back=found.get_absolute_url(),
    )  # fmt: skip


def _party(request: HttpRequest, public_id: str, number: int) -> Party:
    found = _section(request, public_id)
    return get_object_or_404(
        Party.objects.select_related("section__project"), section=found, pk=number
    )


@require_http_methods(["GET", "POST"])
def participant_new(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Enter a person of a party."""
    party = _party(request, public_id, number)
    only(registers(request.user, party.section.project))

    def done(form: Any) -> Section:
        verbs.participant_add(party=party, by=request.user, **form.cleaned_data)
        return party.section

    return form_page(
        request, ParticipantForm(posted(request), side=party.side), _("登记参建人员"), done=done,
        intro=party.name, back=party.section.get_absolute_url(),
    )  # fmt: skip


def _participant(request: HttpRequest, public_id: str, number: int) -> Participant:
    found = _section(request, public_id)
    rows = Participant.objects.select_related("party__section__project", "user")
    return get_object_or_404(rows, party__section=found, pk=number)


@require_POST
@told
def participant_confirm(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The second person."""
    row = _participant(request, public_id, number)
    only(registers(request.user, row.party.section.project))
    verbs.participant_confirm(participant=row, by=request.user)
    messages.success(request, _("已确认"))
    return redirect(row.party.section)


@require_http_methods(["GET", "POST"])
def participant_end(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A person leaves."""
    row = _participant(request, public_id, number)
    only(registers(request.user, row.party.section.project))

    def done(form: Any) -> Section:
        verbs.participant_end(participant=row, by=request.user, **form.cleaned_data)
        return row.party.section

    return form_page(
        request, ReasonForm(posted(request)), _("离岗"), done=done, intro=str(row.user),
        back=row.party.section.get_absolute_url(),
    )  # fmt: skip
