"""Where works lie: lines, layers, parts, operating stakes. 位置的页面。"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.works.forms import ReasonForm
from qinglian.web.works.models import OperatingPiece, Part, Project
from qinglian.web.works.place_forms import (
    AlignmentForm,
    EndForm,
    LayersForm,
    OperatingForm,
    PartForm,
    PartsForm,
)
from qinglian.web.works.services import places as verbs
from qinglian.web.works.services.projects import registers
from qinglian.web.works.views.pages import _project, _section, why


def _at(project: Project) -> str:
    return reverse("works:places", args=(project.public_id,))


@require_safe
def places(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lines with their breaks, layers, operating stakes with their dates."""
    project = _project(request, public_id)
    pieces = OperatingPiece.objects.filter(alignment__project=project)
    return render(
        request, "works/places.html",
        {
            "project": project, "lines": project.alignments.prefetch_related("breaks"),
            "layers": project.layers.all(), "registers": registers(request.user, project),
            "pieces": pieces.select_related("alignment").prefetch_related("alignment__breaks"),
            "reasons": why(project, request.user),
        },
    )  # fmt: skip


def _kept(request: HttpRequest, public_id: str) -> Project:
    project = _project(request, public_id)
    only(registers(request.user, project))
    return project


@require_http_methods(["GET", "POST"])
def alignment_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a line."""
    project = _kept(request, public_id)

    def done(form: Any) -> str:
        verbs.alignment_add(project=project, by=request.user, **form.said())
        return _at(project)

    return form_page(
        request, AlignmentForm(posted(request)), _("登记路线"), done=done, back=_at(project), intro=project.name
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def alignment_off(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Remove a line on which nothing lies."""
    project = _kept(request, public_id)
    line = get_object_or_404(project.alignments, pk=number)

    def done(form: Any) -> str:
        verbs.alignment_remove(alignment=line, by=request.user, **form.cleaned_data)
        return _at(project)

    return form_page(
        request, ReasonForm(posted(request)), _("删除路线 %(line)s") % {"line": line}, done=done, back=_at(project),
        intro=_("只有还没有台账、计量、验收落在上面的路线可以删除，改桩号先删除再登记。"), submit=_("删除"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def layers(request: HttpRequest, public_id: str) -> HttpResponse:
    """The layers from the ground up."""
    project = _kept(request, public_id)

    def done(form: Any) -> str:
        names = form.cleaned_data["names"].splitlines()
        verbs.layers_set(project=project, names=names, by=request.user)
        return _at(project)

    had = [one.name for one in project.layers.all()] or verbs.default_layers()
    form = LayersForm(posted(request), initial={"names": "\n".join(had)})
    return form_page(request, form, _("设定层位"), done=done, back=_at(project), intro=project.name)


@require_http_methods(["GET", "POST"])
def operating_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which operating stakes a stretch has."""
    project = _kept(request, public_id)

    def done(form: Any) -> str:
        verbs.operating_add(by=request.user, **form.cleaned_data)
        return _at(project)

    form = OperatingForm(posted(request), project=project, initial={"route": project.route})
    return form_page(
        request, form, _("登记运营桩号"), done=done, back=_at(project),
        intro=_("路线改编号时，先终止旧的一段，再登记新的一段。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def operating_off(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """End a row."""
    project = _kept(request, public_id)
    rows = OperatingPiece.objects.filter(alignment__project=project)
    piece = get_object_or_404(rows, pk=number)

    def done(form: Any) -> str:
        verbs.operating_end(piece=piece, by=request.user, **form.cleaned_data)
        return _at(project)

    return form_page(
        request, EndForm(posted(request)), _("终止运营桩号对照"), done=done, back=_at(project), intro=piece.route
    )  # fmt: skip


@require_safe
def parts(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts of a section by their numbers."""
    section = _section(request, public_id)
    keeps = registers(request.user, section.project)
    actions = [
        (_("导入划分"), reverse("works:parts_import", args=(public_id,))),
        (_("加部位"), reverse("works:part_new", args=(public_id,))),
    ]
    return Listing(
        request, section.parts.all(), title=_("%(section)s 工程部位") % {"section": section},
        columns=[
            Column("path", _("编号"), sort="path"), Column("name", _("名称"), sort="name"),
            Column("rank", _("层级"), sort="rank"),
            Column("kind", _("隐蔽工程"), value=lambda one: _("要验收") if one.kind else ""),
        ],
        search=("name", "path"),
        filters=[
            Filter("rank", _("层级"), Part.Rank.choices),
            Filter("covered", _("隐蔽工程"), [("1", _("要验收"))], lambda _value: ~Q(kind="")),
        ],
        order="path", empty=_("还没有部位，先导入划分。"), actions=actions if keeps else [],
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def parts_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """A unit of works with its divisions and items."""
    section = _section(request, public_id)
    only(registers(request.user, section.project))

    def done(form: Any) -> str:
        verbs.parts_import(section=section, by=request.user, **form.cleaned_data)
        return reverse("works:parts", args=(public_id,))

    return form_page(
        request, PartsForm(posted(request)), _("导入划分"), done=done, submit=_("导入"),
        back=reverse("works:parts", args=(public_id,)),
        intro=_("按 JTG F80/1-2017 附录的默认划分，导入后可以再加构件。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def part_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A part by hand."""
    section = _section(request, public_id)
    only(registers(request.user, section.project))

    def done(form: Any) -> str:
        verbs.part_add(section=section, by=request.user, **form.cleaned_data)
        return reverse("works:parts", args=(public_id,))

    return form_page(
        request, PartForm(posted(request), section=section), _("加部位"), done=done,
        back=reverse("works:parts", args=(public_id,)), intro=str(section),
    )  # fmt: skip
